-- setup
CREATE EXTENSION citext;
CREATE SCHEMA other;
CREATE TABLE other.ot (id int);
CREATE TABLE p (id int PRIMARY KEY, code int UNIQUE);
INSERT INTO p SELECT i, i FROM generate_series(1, 1000) i;
CREATE TABLE t (id int PRIMARY KEY, a int, p_id int REFERENCES p);
INSERT INTO t SELECT i, i, i FROM generate_series(1, 1000) i;
CREATE INDEX t_a ON t (a);
CREATE VIEW v AS SELECT a FROM t;
CREATE TABLE solo (id serial PRIMARY KEY, ci citext, a int);
INSERT INTO solo SELECT i, 'x', i FROM generate_series(1, 1000) i;
CREATE TABLE par (id int);
CREATE TABLE chi () INHERITS (par);
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- test
CREATE TABLE n (id int PRIMARY KEY, p_id int REFERENCES p);
-- test: it exists already
CREATE TABLE IF NOT EXISTS t (id int REFERENCES p);
-- test
CREATE TABLE n (LIKE t INCLUDING ALL);
-- test
CREATE TABLE n () INHERITS (par);
-- test
CREATE TABLE n AS SELECT * FROM t;
-- test
CREATE TABLE n AS SELECT * FROM t WITH NO DATA;
-- test
SELECT * INTO n FROM t;
-- test
CREATE TEMP TABLE n AS SELECT * FROM t;
-- test
CREATE UNLOGGED TABLE n (id int REFERENCES p);
-- test
DROP TABLE solo;
-- test: has a foreign key to p
DROP TABLE t CASCADE;
-- test: referenced by a foreign key
DROP TABLE p;
-- test: referenced by a foreign key
DROP TABLE p CASCADE;
-- test: has an inheritance child
DROP TABLE par CASCADE;
-- test
DROP TABLE IF EXISTS nosuch;
-- test: drops the columns of its types
DROP EXTENSION citext CASCADE;
-- test
TRUNCATE solo;
-- test
TRUNCATE solo RESTART IDENTITY;
-- test: referenced by a foreign key
TRUNCATE p;
-- test
LOCK TABLE solo;
-- test
LOCK TABLE solo IN SHARE ROW EXCLUSIVE MODE;
-- test
LOCK TABLE v IN ACCESS EXCLUSIVE MODE;
-- test
VACUUM (TRUNCATE false) solo;
-- test
VACUUM FULL solo;
-- test
VACUUM (TRUNCATE false, ANALYZE) solo;
-- test: without TRUNCATE false the lock may be strengthened for a moment to give back empty pages
DELETE FROM solo WHERE id > 10;
VACUUM (TRUNCATE false) solo;
-- test
ANALYZE solo;
-- test
ANALYZE solo (a);
-- test
CREATE SCHEMA n;
-- test
CREATE SCHEMA IF NOT EXISTS other;
-- test
CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM t';
-- test
CREATE FUNCTION g(x t) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- test
CREATE SEQUENCE s;
-- test
ALTER DATABASE postgres SET timezone TO 'UTC';
-- test
CHECKPOINT;
