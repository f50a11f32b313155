-- setup
CREATE SCHEMA other;
CREATE TYPE comp AS (id int, a int);
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
INSERT INTO t SELECT i, i, repeat('x', 100) FROM generate_series(1, 1000) i;
CREATE INDEX t_a ON t (a);
CREATE UNIQUE INDEX t_id ON t (id);
CREATE TABLE typed (id int, a int);
CREATE FUNCTION trf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr1 BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trf();
CREATE RULE ru1 AS ON DELETE TO t WHERE false DO ALSO NOTHING;
CREATE TABLE refd (id int PRIMARY KEY, t_id int REFERENCES t);
CREATE UNLOGGED TABLE un (id int PRIMARY KEY);
INSERT INTO un SELECT generate_series(1, 100);
CREATE TABLE par (id int NOT NULL, a int, b text);
CREATE TABLE chi () INHERITS (par);
CREATE SEQUENCE seq;
CREATE TABLE ser (id serial PRIMARY KEY, a int);
CREATE VIEW v AS SELECT a FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT a FROM t;
CREATE TABLE part (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
-- test
ALTER TABLE t RESET (fillfactor);
-- test
ALTER TABLE t SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_threshold = 100);
-- test
ALTER TABLE t SET (toast.autovacuum_enabled = false);
-- test
ALTER TABLE t SET (vacuum_index_cleanup = off);
-- test
ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = false);
-- test: referenced by a logged table
ALTER TABLE t SET UNLOGGED;
-- test
ALTER TABLE ser SET UNLOGGED;
-- test: already logged
ALTER TABLE t SET LOGGED;
-- test
ALTER TABLE t SET TABLESPACE fast;
-- test: already there
ALTER TABLE t SET TABLESPACE pg_default;
-- test
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast;
-- test: already heap
ALTER TABLE t SET ACCESS METHOD heap;
-- test
ALTER TABLE t SET WITHOUT OIDS;
-- test
ALTER TABLE t CLUSTER ON t_a;
-- test
ALTER TABLE t REPLICA IDENTITY DEFAULT;
-- test
ALTER TABLE t REPLICA IDENTITY USING INDEX t_id;
-- test
ALTER TABLE t DISABLE ROW LEVEL SECURITY;
-- test
ALTER TABLE t NO FORCE ROW LEVEL SECURITY;
-- test
ALTER TABLE t DISABLE TRIGGER tr1;
-- test
ALTER TABLE t DISABLE TRIGGER ALL;
-- test
ALTER TABLE t DISABLE TRIGGER USER;
-- test
ALTER TABLE t ENABLE ALWAYS TRIGGER tr1;
-- test
ALTER TABLE t DISABLE RULE ru1;
-- test
ALTER TABLE t ENABLE RULE ru1;
-- test
ALTER TABLE t INHERIT par;
-- test
ALTER TABLE typed OF comp;
-- test
ALTER TABLE t OWNER TO app;
-- test
ALTER TABLE IF EXISTS nosuch RENAME TO t2;
-- test: two settings
ALTER TABLE t ALTER COLUMN a SET STATISTICS 100, SET (autovacuum_enabled = true);
-- test: the strongest subcommand decides
ALTER TABLE t ALTER COLUMN a SET STATISTICS 100, ALTER COLUMN b SET DEFAULT 'x';
-- test
ALTER VIEW v ALTER COLUMN a SET DEFAULT 1;
-- test
ALTER VIEW v SET (security_barrier = true);
-- test
ALTER VIEW v OWNER TO app;
-- test
ALTER VIEW v SET SCHEMA other;
-- test
ALTER MATERIALIZED VIEW mv RENAME TO mv2;
-- test
ALTER MATERIALIZED VIEW mv SET (fillfactor = 70);
-- test
ALTER SEQUENCE seq RESTART WITH 100;
-- test
ALTER SEQUENCE seq INCREMENT BY 10;
-- test
ALTER SEQUENCE ser_id_seq AS bigint;
-- test
ALTER SEQUENCE seq RENAME TO seq2;
-- test
ALTER SEQUENCE seq OWNER TO app;
-- test
DROP SEQUENCE seq;
-- test: used by a column default
DROP SEQUENCE ser_id_seq CASCADE;
-- test
ALTER SCHEMA other RENAME TO other2;
-- test
REASSIGN OWNED BY app TO postgres;
-- test: partitioned
ALTER TABLE part OWNER TO app;
-- test: partitioned
ALTER TABLE part RENAME TO part2;
