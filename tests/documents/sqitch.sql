-- Deploy library:loans to pg
-- requires: books

BEGIN;

SET client_min_messages = 'warning';
CREATE TABLE library.loans (id bigint PRIMARY KEY);
\echo loans are there

COMMIT;
