-- Flyway runs each file in one transaction. The first line takes an instant, and its lock stays.
SET lock_timeout = '2s';

ALTER TABLE tickets ADD COLUMN state text;

UPDATE tickets SET state = CASE WHEN closed_at IS NULL THEN 'open' ELSE 'closed' END;

ALTER TABLE tickets ALTER COLUMN state SET NOT NULL;
