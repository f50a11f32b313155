-- setup
CREATE EXTENSION pg_trgm;
CREATE TABLE t (id int PRIMARY KEY, a int, b text, j jsonb, r int4range, dup int);
INSERT INTO t SELECT i, i, 'x' || i, '{}', int4range(i, i + 1), i % 5 FROM generate_series(1, 1000) i;
CREATE INDEX t_a ON t (a);
CREATE INDEX t_b ON t (lower(b));
CREATE TABLE empty (id int);
CREATE UNLOGGED TABLE un (id int);
CREATE MATERIALIZED VIEW mv AS SELECT a, b FROM t;
CREATE TABLE child (id int REFERENCES t);
-- test
CREATE INDEX i ON t (b);
-- test
CREATE INDEX CONCURRENTLY i ON t (b);
-- test
CREATE UNIQUE INDEX CONCURRENTLY i ON t (b);
-- test: duplicates; leaves an invalid index behind
CREATE UNIQUE INDEX CONCURRENTLY i ON t (dup);
-- test: it exists already
CREATE INDEX IF NOT EXISTS t_a ON t (a);
-- test: it exists already
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);
-- test
CREATE INDEX i ON t (lower(b));
-- test
CREATE INDEX i ON t (a) WHERE a > 500;
-- test
CREATE INDEX i ON t (a) INCLUDE (b);
-- test
CREATE INDEX i ON t USING gin (j);
-- test
CREATE INDEX i ON t USING gin (b gin_trgm_ops);
-- test
CREATE INDEX i ON t USING brin (a);
-- test
CREATE INDEX i ON t USING hash (b);
-- test: empty table
CREATE INDEX i ON empty (id);
-- test: materialized view
CREATE UNIQUE INDEX i ON mv (a);
-- test: materialized view
CREATE INDEX CONCURRENTLY i ON mv (a);
-- test
DROP INDEX t_a, t_b;
-- test
DROP INDEX IF EXISTS nosuch;
-- test
DROP INDEX CONCURRENTLY IF EXISTS nosuch;
-- test: belongs to a constraint
DROP INDEX t_pkey;
-- test
DROP INDEX t_a CASCADE;
-- test
ALTER INDEX t_a RENAME TO t_a2;
-- test: index renamed through ALTER TABLE
ALTER TABLE t_a RENAME TO t_a2;
-- test
ALTER INDEX IF EXISTS nosuch RENAME TO x;
-- test
ALTER INDEX t_a RESET (fillfactor);
-- test
ALTER INDEX t_a SET TABLESPACE fast;
-- test
REINDEX INDEX t_a;
-- test
REINDEX INDEX CONCURRENTLY t_a;
-- test
REINDEX TABLE t;
-- test
REINDEX TABLE CONCURRENTLY t;
-- test
REINDEX (VERBOSE) INDEX t_a;
-- test
CLUSTER t USING t_a;
-- test
CLUSTER t;
