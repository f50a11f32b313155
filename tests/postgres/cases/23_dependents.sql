-- setup
CREATE EXTENSION btree_gist;
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(20), c text, d date, n numeric(8, 2), r int4range, f int, CONSTRAINT a_b UNIQUE (a, b), CONSTRAINT both_check CHECK (a > 0 AND b <> ''));
INSERT INTO t SELECT i, i, i, i, date '2020-01-01' + i, i, int4range(i, i + 1), i FROM generate_series(1, 200) i;
ALTER TABLE t ADD CONSTRAINT no_overlap EXCLUDE USING gist (f WITH =, r WITH &&);
CREATE INDEX t_c ON t (c text_pattern_ops);
CREATE INDEX t_lower ON t (lower(c), a);
CREATE INDEX t_incl ON t (d) INCLUDE (n);
CREATE INDEX t_part ON t (d) WHERE n > 5;
CREATE INDEX t_brin ON t USING brin (d);
CREATE INDEX t_hash ON t USING hash (c);
ALTER TABLE t ADD CONSTRAINT later CHECK (n > 0) NOT VALID;
CREATE TABLE kid (id int, ta int, tb varchar(20), FOREIGN KEY (ta, tb) REFERENCES t (a, b));
INSERT INTO kid SELECT i, i, i FROM generate_series(1, 50) i;
CREATE TABLE seen (id int, x int, y int, z int);
CREATE VIEW v AS SELECT x FROM seen;
CREATE VIEW vv AS SELECT x + 1 AS x1 FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT y FROM seen;
CREATE TABLE ruled (id int, x int);
CREATE RULE r AS ON UPDATE TO ruled WHERE NEW.x > 5 DO ALSO NOTHING;
CREATE TABLE trig (id int, x int);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER w BEFORE UPDATE ON trig FOR EACH ROW WHEN (OLD.x IS DISTINCT FROM NEW.x) EXECUTE FUNCTION f();
CREATE TABLE body (id int, x int);
CREATE TABLE pub (id int PRIMARY KEY, x int);
CREATE PUBLICATION p1 FOR TABLE pub;
CREATE SEQUENCE owned;
CREATE TABLE owner (id int DEFAULT nextval('owned'), x int);
ALTER SEQUENCE owned OWNED BY owner.id;
-- test
ALTER TABLE t ALTER b TYPE varchar(30);
-- test
ALTER TABLE t ALTER b TYPE text;
-- test
ALTER TABLE t ALTER a TYPE bigint;
-- test
ALTER TABLE t ALTER c TYPE varchar;
-- test
ALTER TABLE t ALTER c TYPE varchar(200);
-- test
ALTER TABLE t ALTER d TYPE timestamp;
-- test
ALTER TABLE t ALTER n TYPE numeric(10, 2);
-- test
ALTER TABLE t ALTER n TYPE numeric;
-- test
ALTER TABLE t ALTER f TYPE bigint;
-- test
ALTER TABLE t ALTER id TYPE bigint;
-- test
ALTER TABLE kid ALTER tb TYPE varchar(50);
-- test
ALTER TABLE kid ALTER tb TYPE text, ALTER ta TYPE bigint;
-- test
ALTER TABLE t DROP COLUMN a;
-- test
ALTER TABLE t DROP COLUMN a CASCADE;
-- test
ALTER TABLE t DROP COLUMN n;
-- test
ALTER TABLE t DROP COLUMN r;
-- test
ALTER TABLE t DROP COLUMN d, DROP COLUMN c;
-- test
ALTER TABLE t RENAME COLUMN b TO bb;
-- test
ALTER TABLE seen ALTER x TYPE bigint;
-- test
ALTER TABLE seen ALTER y TYPE bigint;
-- test
ALTER TABLE seen ALTER z TYPE bigint;
-- test
ALTER TABLE seen DROP COLUMN x;
-- test
ALTER TABLE seen DROP COLUMN x CASCADE;
-- test
ALTER TABLE seen DROP COLUMN y CASCADE;
-- test
ALTER TABLE seen DROP COLUMN z;
-- test
ALTER TABLE seen RENAME COLUMN x TO xx;
-- test
DROP TABLE seen;
-- test
DROP TABLE seen CASCADE;
-- test
DROP VIEW v;
-- test
DROP VIEW v, vv;
-- test
DROP MATERIALIZED VIEW mv;
-- test: the wrong kind
DROP VIEW mv;
-- test: the wrong kind
DROP TABLE v;
-- test
CREATE OR REPLACE VIEW v AS SELECT x, y FROM seen;
-- test: another type
CREATE OR REPLACE VIEW v AS SELECT x::text FROM seen;
-- test
ALTER VIEW v RENAME COLUMN x TO xx;
-- test
ALTER VIEW v RENAME TO w;
-- test
ALTER TABLE v RENAME TO w;
-- test
ALTER TABLE ruled ALTER x TYPE bigint;
-- test
ALTER TABLE ruled DROP COLUMN x;
-- test
ALTER TABLE trig ALTER x TYPE bigint;
-- test
ALTER TABLE trig DROP COLUMN x;
-- test
ALTER TABLE trig DROP COLUMN x CASCADE;
-- test
DROP TRIGGER w ON trig;
-- test
DROP TRIGGER IF EXISTS nosuch ON trig;
-- test
DROP FUNCTION f();
-- test
DROP FUNCTION f() CASCADE;
-- test
ALTER TABLE pub DROP COLUMN x;
-- test
ALTER TABLE pub ALTER id TYPE bigint;
-- test
ALTER PUBLICATION p1 ADD TABLE t;
-- test
DROP TABLE pub;
-- test
ALTER TABLE owner DROP COLUMN id;
-- test
DROP SEQUENCE owned;
-- test
DROP TABLE owner;
-- test
ALTER SEQUENCE owned OWNED BY NONE;
-- test
DROP INDEX t_c, t_lower;
-- test
DROP INDEX a_b;
-- test
DROP INDEX CONCURRENTLY t_c;
-- test
DROP INDEX CONCURRENTLY t_c, t_lower;
-- test
DROP INDEX CONCURRENTLY t_c CASCADE;
-- test
DROP INDEX nosuch;
-- test
ALTER TABLE t DROP CONSTRAINT no_overlap;
-- test
ALTER TABLE t DROP CONSTRAINT a_b;
-- test
ALTER TABLE t DROP CONSTRAINT a_b CASCADE;
-- test
ALTER TABLE t VALIDATE CONSTRAINT later;
-- test
ALTER TABLE t ADD CONSTRAINT both_check CHECK (a > 1);
-- test
ALTER TABLE t ADD PRIMARY KEY (a);
-- test
CREATE INDEX t_c ON t (c);
-- test
CREATE TABLE t (id int);
-- test
CREATE INDEX ON nosuch (a);
-- test
CREATE INDEX ON t (nosuch);
-- test
CREATE INDEX ON v (x);
-- test
VACUUM (FULL, ANALYZE) t;
-- test
CLUSTER kid;
-- test
ALTER TABLE t CLUSTER ON t_pkey;
-- test
ALTER TABLE t SET WITHOUT CLUSTER;
-- test
ALTER TABLE t REPLICA IDENTITY FULL;
-- test
ALTER TABLE t REPLICA IDENTITY USING INDEX t_pkey;
-- test
ALTER TABLE t ALTER c SET STORAGE EXTERNAL;
-- test
ALTER TABLE t SET LOGGED;
-- test
ALTER TABLE t SET UNLOGGED;
-- test
ALTER TABLE kid SET UNLOGGED;
-- test
ALTER TABLE kid SET TABLESPACE fast;
-- test
ALTER INDEX t_c SET (fillfactor = 50);
-- test
ALTER INDEX t_lower ALTER COLUMN 1 SET STATISTICS 100;
-- test
CREATE STATISTICS s1 ON a, b FROM t;
-- test
CREATE TRIGGER w2 AFTER UPDATE OF x ON trig REFERENCING OLD TABLE AS o FOR EACH STATEMENT EXECUTE FUNCTION f();
-- test
CREATE RULE rr AS ON INSERT TO body DO INSTEAD NOTHING;
-- test
CREATE POLICY pol ON body FOR DELETE TO app USING (x > 0);
-- test: refused
CREATE POLICY pol ON body FOR DELETE TO app USING (x > 0) WITH CHECK (x > 0);
-- test: refused
CREATE POLICY pol ON body FOR SELECT WITH CHECK (x > 0);
-- test
ALTER TABLE body FORCE ROW LEVEL SECURITY;
-- test
REFRESH MATERIALIZED VIEW mv;
-- test: no unique index
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;
