-- The same ends as in the other stories, and nobody waits for longer than an instant.
SET lock_timeout = '2s';

CREATE INDEX CONCURRENTLY accounts_plan_idx ON accounts (plan);

-- New rows are checked from now on; old rows are checked while everybody works.
ALTER TABLE accounts ADD CONSTRAINT accounts_plan_given CHECK (plan IS NOT NULL) NOT VALID;
ALTER TABLE accounts VALIDATE CONSTRAINT accounts_plan_given;

-- The check is proof: no row is read again.
ALTER TABLE accounts ALTER COLUMN plan SET NOT NULL;
ALTER TABLE accounts DROP CONSTRAINT accounts_plan_given;
