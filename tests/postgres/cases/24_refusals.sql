-- setup
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int, c text DEFAULT 'x');
CREATE TABLE r (id int PRIMARY KEY, t_id int CONSTRAINT r_fk REFERENCES t, CONSTRAINT r_check CHECK (id > 0));
CREATE INDEX t_a_idx ON t (a);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE POLICY po ON t USING (true);
CREATE RULE ru AS ON DELETE TO r DO INSTEAD NOTHING;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN positive AS int CONSTRAINT p CHECK (VALUE > 0);
CREATE TABLE part (id int, k int, v int) PARTITION BY RANGE (k);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE parte (id int, k text) PARTITION BY LIST (lower(k));
CREATE TABLE gone (id int);
DROP TABLE gone;
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW gone_view AS SELECT 1 AS one;
DROP VIEW gone_view;
CREATE INDEX gone_idx ON t (b);
DROP INDEX gone_idx;
CREATE SEQUENCE gone_seq;
DROP SEQUENCE gone_seq;
CREATE TABLE before (id int);
ALTER TABLE before RENAME TO later;
CREATE SCHEMA s;
CREATE TABLE s.gone (id int);
DROP TABLE s.gone;
-- test
DROP TRIGGER nope ON t;
-- test
DROP POLICY nope ON t;
-- test
DROP RULE nope ON t;
-- test
ALTER TABLE t DISABLE TRIGGER nope;
-- test
ALTER TABLE t ENABLE RULE nope;
-- test
ALTER TRIGGER nope ON t RENAME TO x;
-- test
ALTER POLICY nope ON t USING (true);
-- test
ALTER POLICY nope ON t RENAME TO x;
-- test
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();
-- test
CREATE POLICY po ON t USING (true);
-- test
ALTER TABLE t ADD COLUMN a int;
-- test
ALTER TABLE r ADD CONSTRAINT r_check CHECK (id > 1);
-- test
ALTER TABLE r ADD CONSTRAINT r_fk FOREIGN KEY (t_id) REFERENCES t;
-- test
ALTER TABLE t ADD CONSTRAINT t_a_idx UNIQUE (a);
-- test
ALTER TABLE t ADD PRIMARY KEY (a);
-- test
ALTER TABLE t ADD CONSTRAINT x PRIMARY KEY USING INDEX nope;
-- test
ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX nope;
-- test
ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX t_a_idx;
-- test
ALTER TABLE t CLUSTER ON nope;
-- test
CLUSTER t USING nope;
-- test
ALTER TABLE t REPLICA IDENTITY USING INDEX nope;
-- test
CREATE TYPE mood AS ENUM ('x');
-- test
ALTER TYPE mood ADD VALUE 'sad';
-- test
ALTER TYPE mood RENAME VALUE 'nope' TO 'x';
-- test
ALTER TYPE mood RENAME VALUE 'sad' TO 'ok';
-- test
CREATE DOMAIN positive AS int;
-- test
ALTER DOMAIN positive DROP CONSTRAINT nope;
-- test
ALTER DOMAIN positive ADD CONSTRAINT p CHECK (VALUE > 1);
-- test
ALTER DOMAIN positive VALIDATE CONSTRAINT nope;
-- test
ALTER TABLE part ADD UNIQUE (id);
-- test
ALTER TABLE part ADD PRIMARY KEY (id);
-- test
CREATE UNIQUE INDEX ON part (id);
-- test
ALTER TABLE parte ADD PRIMARY KEY (id);
-- test
CREATE UNIQUE INDEX ON parte (id, k);
-- test
ALTER TABLE part ADD CONSTRAINT x EXCLUDE USING btree (id WITH =);
-- test
CREATE TABLE p3 (id int PRIMARY KEY, k int) PARTITION BY RANGE (k);
-- test
CREATE TABLE p4 (id int, k int, UNIQUE (id)) PARTITION BY RANGE (k);
-- test
ALTER TABLE t ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY;
-- test
ALTER TABLE t ALTER COLUMN b ADD GENERATED ALWAYS AS IDENTITY;
-- test
ALTER TABLE t ALTER COLUMN c ADD GENERATED ALWAYS AS IDENTITY;
-- test
ALTER TABLE t ALTER COLUMN b DROP IDENTITY;
-- test
ALTER TABLE t ALTER COLUMN b SET GENERATED ALWAYS;
-- test
ALTER TABLE t ALTER COLUMN b DROP EXPRESSION;
-- test
ALTER TABLE t NOT OF;
-- test
ALTER TABLE t ADD COLUMN u uuid DEFAULT uuidv7();
-- test
ALTER TABLE t ADD COLUMN u uuid DEFAULT gen_random_uuid();
-- test
ALTER TABLE t ALTER COLUMN c SET DEFAULT uuidv7()::text;
-- test
CREATE TABLE u (id uuid DEFAULT uuidv7());
-- test
ALTER TABLE t ADD COLUMN u int DEFAULT array_length(array_sort(ARRAY[2, 1]), 1);
-- test
ALTER TABLE t ADD COLUMN st text STORAGE EXTERNAL;
-- test
CREATE TABLE st (x text STORAGE EXTERNAL);
-- test
CREATE TABLE st (x text COMPRESSION pglz);
-- test
ALTER TABLE gone ADD COLUMN x int;
-- test
ALTER TABLE s.gone ADD COLUMN x int;
-- test
DROP TABLE gone;
-- test
DROP TABLE s.gone;
-- test
DROP VIEW gone_view;
-- test
DROP INDEX gone_idx;
-- test
DROP SEQUENCE gone_seq;
-- test
ALTER INDEX gone_idx RENAME TO x;
-- test
ALTER VIEW gone_view RENAME TO x;
-- test
ALTER SEQUENCE gone_seq RESTART;
-- test
ALTER SEQUENCE gone_seq RENAME TO x;
-- test
CREATE INDEX ON gone (id);
-- test
INSERT INTO gone VALUES (1);
-- test
INSERT INTO t (id, a) SELECT id, 1 FROM gone;
-- test
SELECT * FROM gone_view;
-- test
UPDATE t SET a = 1 WHERE id IN (SELECT id FROM gone);
-- test
TRUNCATE gone;
-- test
LOCK TABLE gone;
-- test
CREATE TRIGGER x BEFORE INSERT ON gone FOR EACH ROW EXECUTE FUNCTION f();
-- test
CREATE POLICY x ON gone;
-- test
CREATE VIEW x AS SELECT * FROM gone;
-- test
CREATE TABLE x AS SELECT * FROM gone;
-- test
CREATE TABLE x (LIKE gone);
-- test
CREATE TABLE x () INHERITS (gone);
-- test
CREATE TABLE x PARTITION OF gone DEFAULT;
-- test
CREATE TABLE x (id int REFERENCES gone);
-- test
ALTER TABLE r ADD FOREIGN KEY (t_id) REFERENCES gone (id);
-- test
ALTER TABLE part ATTACH PARTITION gone FOR VALUES FROM (10) TO (20);
-- test
COMMENT ON TABLE gone IS 'x';
-- test
GRANT SELECT ON gone TO postgres;
-- test
ALTER TABLE before ADD COLUMN x int;
-- test
ANALYZE gone;
-- test
REINDEX TABLE gone;
-- test
REINDEX INDEX gone_idx;
-- test
ALTER TABLE t DROP COLUMN nope;
-- test
ALTER TABLE t RENAME CONSTRAINT nope TO x;
-- test
ALTER TABLE t ALTER CONSTRAINT nope DEFERRABLE;
-- test
ALTER TABLE r ALTER CONSTRAINT r_check DEFERRABLE;
-- test
ALTER TABLE t DROP CONSTRAINT nope;
-- test
ALTER TABLE t ALTER COLUMN b SET STATISTICS 100, ALTER COLUMN nope SET STATISTICS 100;
-- test
CREATE STATISTICS st ON a, nope FROM t;
-- test
CREATE INDEX ON t (nope);
-- test
CREATE INDEX ON t (a) INCLUDE (nope);
-- test
INSERT INTO t (id, nope) VALUES (1, 2);
-- test
UPDATE t SET nope = 1;
-- test
COMMENT ON COLUMN t.nope IS 'x';
-- test
CREATE TABLE x (a int, a text);
-- test
CREATE TABLE x (a int PRIMARY KEY, b int PRIMARY KEY);
-- test
CREATE TABLE x (a int, UNIQUE (b));
-- test
CREATE TABLE x (a int, b int REFERENCES t (a));
-- test
ALTER TABLE r ADD FOREIGN KEY (t_id) REFERENCES t (a);
-- test
ALTER TABLE r ADD FOREIGN KEY (t_id) REFERENCES t (nope);
-- test
ALTER TABLE r ADD FOREIGN KEY (t_id) REFERENCES t (c);
-- test
DROP INDEX t_pkey;
-- test
DROP TABLE t;
-- test
ALTER TABLE t ALTER COLUMN a SET DEFAULT b;
-- test
ALTER TABLE t ADD CHECK (nope > 0);
-- test: a trigger that dynamic SQL made
DO $$ BEGIN EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()', 'made'); END $$;
DROP TRIGGER made ON t;
-- test: a trigger that a function made
CREATE FUNCTION watch() RETURNS void LANGUAGE plpgsql AS 'BEGIN EXECUTE ''CREATE TRIGGER watched BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()''; END';
SELECT watch();
DROP TRIGGER watched ON t;
-- test: made again
CREATE TABLE gone (id int);
ALTER TABLE gone ADD COLUMN x int;
-- test: renamed to it
ALTER TABLE later RENAME TO gone;
ALTER TABLE gone ADD COLUMN x int;
-- test: the other way round
ALTER TABLE later RENAME TO before;
ALTER TABLE before ADD COLUMN x int;
-- test: the drop is taken back
BEGIN;
DROP TABLE r;
ROLLBACK;
ALTER TABLE r ADD COLUMN x int;
-- test: it may not have been dropped
DO $$ BEGIN IF false THEN DROP TABLE r; END IF; END $$;
ALTER TABLE r ADD COLUMN x int;
-- test: the drop fails and nobody hears of it
DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN OTHERS THEN NULL; END $$;
ALTER TABLE t ADD COLUMN x int;
-- test: a common table expression of the same name
WITH gone AS (SELECT 1 AS id) INSERT INTO t (id, a) SELECT id, id FROM gone;
-- test: another schema comes into view
CREATE TABLE s.gone (id int);
SET search_path = public, s;
INSERT INTO gone VALUES (1);
-- test: guarded
DO $$ BEGIN ALTER TABLE gone ADD COLUMN x int; EXCEPTION WHEN undefined_table THEN NULL; END $$;
-- test: a temporary table of the same name
CREATE TEMP TABLE gone (id int);
INSERT INTO gone VALUES (1);
-- test: a function of that name
CREATE FUNCTION array_sort() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE t ADD COLUMN u int DEFAULT array_sort();
-- test: the key of a table that points at itself
CREATE TABLE n (id int PRIMARY KEY, up int REFERENCES n (id));
-- test: in another order
CREATE TABLE n (a int, b int, UNIQUE (a, b));
CREATE TABLE m (a int, b int, FOREIGN KEY (b, a) REFERENCES n (b, a));
-- test: a unique index
CREATE UNIQUE INDEX ON t (a);
ALTER TABLE r ADD FOREIGN KEY (t_id) REFERENCES t (a);
-- test: a partial one
CREATE UNIQUE INDEX ON t (a) WHERE a > 0;
ALTER TABLE r ADD FOREIGN KEY (t_id) REFERENCES t (a);
-- test: the whole row, and a system column
ALTER TABLE t ADD CHECK (t IS NOT NULL AND tableoid > 0 AND t.a >= 0);
-- test: both at once
ALTER TABLE t ADD COLUMN z int, ADD CHECK (z > 0), ADD UNIQUE (z);
-- test: with the partition key
ALTER TABLE part ADD PRIMARY KEY (k, id);
-- test: with the partition key
CREATE UNIQUE INDEX ON part (k, id);
-- test: a partition is its own
CREATE UNIQUE INDEX ON part_1 (id);
-- test: composite column
CREATE TYPE pair AS (x int, y int);
CREATE TABLE pairs (id int, p pair);
UPDATE pairs SET p.x = 1 WHERE (p).y = 2;
-- test: array column
CREATE TABLE arrays (id int, a int[]);
UPDATE arrays SET a[1] = 1;
-- test: several columns at once
UPDATE t SET (a, b) = (1, 2);
-- test: an alias
UPDATE t AS x SET a = 1 FROM r AS y WHERE y.id = x.id;
-- test: a type of that name in another schema
CREATE TYPE s.mood AS ENUM ('x');
-- test: a type made again
DROP TYPE mood;
CREATE TYPE mood AS ENUM ('x');
-- test: a view made again
CREATE VIEW gone_view AS SELECT 1 AS one;
DROP VIEW gone_view;
-- test: dropped twice
DROP TABLE IF EXISTS gone;
-- test: dropped twice
DROP INDEX IF EXISTS gone_idx;
-- test: dropped with its table
CREATE TABLE n (id int);
CREATE INDEX n_idx ON n (id);
DROP TABLE n;
CREATE TABLE n (id int);
CREATE INDEX n_idx ON n (id);
DROP INDEX n_idx;
-- test: a sub-query without a name; 16 and later take it
CREATE TABLE sums AS SELECT id, sum(n) AS n FROM (SELECT 1 AS id, 2 AS n UNION ALL SELECT 1, 3) GROUP BY id;
-- test: the same in a view
CREATE VIEW sums AS SELECT * FROM (SELECT 1 AS id);
-- test: the same below
SELECT count(*) FROM (SELECT * FROM (VALUES (1), (2))) AS numbers;
-- test: the same for a change of rows
CREATE TABLE numbers (n int);
INSERT INTO numbers SELECT * FROM (VALUES (1), (2));
-- test: it has a name
SELECT count(*) FROM (VALUES (1), (2)) AS numbers (n), LATERAL (SELECT n) AS same;
