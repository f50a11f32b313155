-- setup
CREATE SCHEMA far;
CREATE TABLE t (id serial PRIMARY KEY, a int, b text, at timestamptz);
CREATE TABLE u (id bigserial PRIMARY KEY, t_id int REFERENCES t, k text);
CREATE TABLE part (id int NOT NULL, at date NOT NULL, k text) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (k);
CREATE TABLE part_2_x PARTITION OF part_2 FOR VALUES IN ('x', 'y');
CREATE TABLE part_d PARTITION OF part DEFAULT;
CREATE INDEX part_k ON part (k);
CREATE TABLE numbered (n int NOT NULL) PARTITION BY RANGE (n);
CREATE TABLE numbered_1 PARTITION OF numbered FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE numbered_2 PARTITION OF numbered FOR VALUES FROM (10) TO (100);
CREATE TABLE loose (id int NOT NULL, at date NOT NULL);
CREATE TABLE wide (id int NOT NULL, at date NOT NULL, k text, extra int);
CREATE TABLE gone (id int PRIMARY KEY, a int);
CREATE INDEX gone_a ON gone (a);
CREATE SEQUENCE gone_seq;
CREATE VIEW gone_view AS SELECT 1 AS one;
CREATE MATERIALIZED VIEW gone_mat AS SELECT 1 AS one;
DROP MATERIALIZED VIEW gone_mat;
DROP VIEW gone_view;
DROP TABLE gone;
DROP SEQUENCE gone_seq;
CREATE SEQUENCE free;
CREATE VIEW v AS SELECT id, a FROM t;
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE STATISTICS st ON a, b FROM t;
CREATE UNLOGGED TABLE un (id int);
CREATE PUBLICATION p FOR TABLE t;
-- test
COMMENT ON TABLE gone IS 'x';
-- test
COMMENT ON COLUMN gone.a IS 'x';
-- test
COMMENT ON INDEX gone_a IS 'x';
-- test
COMMENT ON VIEW gone_view IS 'x';
-- test
COMMENT ON SEQUENCE gone_seq IS 'x';
-- test
COMMENT ON CONSTRAINT gone_pkey ON gone IS 'x';
-- test
GRANT SELECT ON gone TO PUBLIC;
-- test
REVOKE ALL ON TABLE t, gone FROM PUBLIC;
-- test
ANALYZE gone;
-- test
ANALYZE t, gone (a);
-- test
VACUUM gone;
-- test
REINDEX TABLE gone;
-- test
REINDEX INDEX gone_a;
-- test
CLUSTER gone USING gone_a;
-- test
REFRESH MATERIALIZED VIEW gone_mat;
-- test
CREATE STATISTICS st2 ON a, id FROM gone;
-- test
CREATE RULE r AS ON INSERT TO gone DO NOTHING;
-- test
DROP TRIGGER x ON gone;
-- test
DROP POLICY x ON gone;
-- test
DROP RULE x ON gone;
-- test
DROP TRIGGER IF EXISTS x ON gone;
-- test
ALTER TRIGGER x ON gone RENAME TO y;
-- test
ALTER PUBLICATION p ADD TABLE gone;
-- test
CREATE PUBLICATION p2 FOR TABLE gone;
-- test
ALTER TABLE gone ENABLE ROW LEVEL SECURITY;
-- test
COPY gone FROM '/dev/null';
-- test
INSERT INTO t (a, b) VALUES (1);
-- test
INSERT INTO t (a, b) VALUES (1, 'x', now());
-- test
INSERT INTO t VALUES (1, 2, 'x', now(), 5);
-- test
INSERT INTO t VALUES (1, 2);
-- test
INSERT INTO t (a, b) VALUES (coalesce(1, 2), 'a, b'), (3, 'c');
-- test
INSERT INTO t (a, b) VALUES ((SELECT 1), 'x');
-- test
INSERT INTO t (a, b) SELECT a, b, at FROM t;
-- test
INSERT INTO t (a, b) SELECT a FROM t;
-- test
INSERT INTO t (a, b) SELECT 1, 'x' UNION ALL SELECT 2, 'y';
-- test
INSERT INTO t SELECT * FROM t;
-- test
INSERT INTO t (id, a) SELECT t.* FROM t;
-- test
INSERT INTO t (a, b) (SELECT 1, 'x');
-- test
INSERT INTO t (a, b) VALUES (ARRAY_LENGTH(ARRAY[1, 2], 1), E'\',' || 'x');
-- test
INSERT INTO t DEFAULT VALUES;
-- test
UPDATE t SET a = nope + 1;
-- test
UPDATE t SET a = 1 WHERE nope IS NULL;
-- test
UPDATE t AS x SET b = x::text WHERE x.id = 1;
-- test
UPDATE t x SET b = DEFAULT, at = CURRENT_TIMESTAMP WHERE CURRENT_USER = 'x' AND ctid IS NOT NULL;
-- test
UPDATE t SET a = (SELECT count(*) FROM u WHERE u.t_id = t.id);
-- test
DELETE FROM t WHERE created < now();
-- test
DELETE FROM t WHERE at < now() - interval '1 day' AND extract(epoch FROM at) > 0;
-- test
DELETE FROM t USING u WHERE u.k = 'x' AND t.id = u.t_id;
-- test: a variable of the code
DO $$ DECLARE wanted int := 1; BEGIN UPDATE t SET a = 1 WHERE id = wanted; END $$;
-- test
ALTER TABLE part DROP COLUMN at;
-- test
ALTER TABLE part DROP COLUMN k;
-- test
CREATE TABLE part_3 PARTITION OF part FOR VALUES FROM ('2024-01-15') TO ('2024-01-20');
-- test
CREATE TABLE part_3 PARTITION OF part FOR VALUES FROM ('2024-03-01') TO ('2024-04-01');
-- test
CREATE TABLE part_3 PARTITION OF part FOR VALUES FROM ('2023-12-31 12:00') TO ('2024-01-01');
-- test
CREATE TABLE part_d2 PARTITION OF part DEFAULT;
-- test
CREATE TABLE part_2_z PARTITION OF part_2 FOR VALUES IN ('y', 'z');
-- test
CREATE TABLE part_2_z PARTITION OF part_2 FOR VALUES IN ('z');
-- test
CREATE TABLE numbered_3 PARTITION OF numbered FOR VALUES FROM (5) TO (8);
-- test
CREATE TABLE numbered_3 PARTITION OF numbered FOR VALUES FROM (99) TO (MAXVALUE);
-- test
CREATE TABLE numbered_3 PARTITION OF numbered FOR VALUES FROM (100) TO (MAXVALUE);
-- test
CREATE TABLE IF NOT EXISTS part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- test
ALTER TABLE part ATTACH PARTITION loose FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
-- test
ALTER TABLE part ATTACH PARTITION wide FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
-- test
ALTER TABLE part ATTACH PARTITION part_2_x FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
-- test
ALTER TABLE wide DROP COLUMN extra;
ALTER TABLE part ATTACH PARTITION wide FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
-- test
ALTER TABLE part DETACH PARTITION part_2_x;
-- test
ALTER TABLE part DETACH PARTITION loose;
-- test
ALTER TABLE part DETACH PARTITION part_1;
ALTER TABLE part DETACH PARTITION part_1;
-- test
DROP INDEX part_1_k_idx;
-- test
DROP INDEX part_k;
-- test
CREATE INDEX extra_k ON part_1 (k);
DROP INDEX extra_k;
-- test
DROP SEQUENCE t_id_seq;
-- test
ALTER TABLE t ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE t_id_seq;
-- test
ALTER TABLE t ALTER COLUMN id TYPE bigint;
DROP SEQUENCE t_id_seq;
-- test
DROP SEQUENCE u_id_seq CASCADE;
DROP SEQUENCE t_id_seq CASCADE;
ALTER TABLE u ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- test
CREATE SEQUENCE t_id_seq;
-- test
CREATE SEQUENCE free;
-- test
CREATE SEQUENCE IF NOT EXISTS free;
-- test
CREATE SEQUENCE far.free;
-- test
CREATE SEQUENCE t;
-- test
CREATE TRIGGER x BEFORE INSERT ON v FOR EACH ROW EXECUTE FUNCTION tf();
-- test
CREATE TRIGGER x BEFORE INSERT ON v FOR EACH STATEMENT EXECUTE FUNCTION tf();
-- test
CREATE TRIGGER x INSTEAD OF INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
-- test
CREATE TRIGGER x BEFORE INSERT ON part FOR EACH ROW EXECUTE FUNCTION tf();
-- test
CREATE TRIGGER x AFTER INSERT ON part REFERENCING NEW TABLE AS n FOR EACH ROW EXECUTE FUNCTION tf();
-- test
CREATE TRIGGER x AFTER INSERT ON part REFERENCING NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION tf();
-- test
CREATE STATISTICS st ON a, at FROM t;
-- test
CREATE STATISTICS IF NOT EXISTS st ON a, at FROM t;
-- test
ALTER PUBLICATION p ADD TABLE t;
-- test
ALTER PUBLICATION p ADD TABLE un;
-- test
ALTER PUBLICATION p ADD TABLE v;
-- test
ALTER PUBLICATION p ADD TABLE part;
-- test
COPY v FROM '/dev/null';
-- test
CREATE INDEX ON t USING hash (a, b);
-- test
CREATE UNIQUE INDEX ON t USING hash (a);
-- test
CREATE UNIQUE INDEX ON t USING brin (a);
-- test
CREATE INDEX ON t USING brin (a, at);
-- test
CREATE INDEX ON t USING hash (a) INCLUDE (b);
-- test
CREATE INDEX t_brin ON t USING brin (at);
CLUSTER t USING t_brin;
-- test
CREATE TEMP TABLE tmp (id int REFERENCES t);
-- test
CREATE UNLOGGED TABLE un2 (id int REFERENCES t);
-- test
CREATE TABLE n (id int REFERENCES un);
-- test
CREATE TABLE gone (id int);
COMMENT ON TABLE gone IS 'x';
-- test
ALTER TABLE t RENAME TO t2;
COMMENT ON TABLE t IS 'x';
-- test
ALTER SCHEMA far RENAME TO near;
CREATE TABLE near.x (id int);
-- test: a function beside the table has columns of its own
UPDATE t SET a = g.count FROM generate_series(1, 2) AS g (count) WHERE g.count > 5;
-- test: a function of a name that a table had
CREATE FUNCTION gone() RETURNS int LANGUAGE sql AS 'SELECT 1';
DROP FUNCTION gone();
-- test: words that look like columns
UPDATE t SET b = user WHERE session_user <> current_role AND current_catalog = 'x' AND localtimestamp > at AND current_schema = 'public';
-- test
UPDATE t SET at = at AT TIME ZONE 'UTC' WHERE position('a' IN b) > 0 AND substring(b FROM 1 FOR 2) = 'x' AND trim(BOTH 'x' FROM b) = '' AND overlay(b PLACING 'a' FROM 1) <> '';
-- test
UPDATE t SET b = array_to_string(ARRAY(SELECT k FROM u), ','), a = CASE a WHEN 1 THEN 2 END WHERE at BETWEEN date '2024-01-01' AND timestamp '2024-02-01' AND (at, at) OVERLAPS (at, interval '1 day');
-- test
UPDATE t SET b = make_interval(days => a)::text, a = a - 1 WHERE b IS NOT DISTINCT FROM 'x' AND b SIMILAR TO 'a%' AND NOT (t IS NULL) AND t.a = ANY (ARRAY[1, 2]) AND at IS NULL;
-- test
DELETE FROM t WHERE public.t.a = 1 OR "t"."b" ILIKE 'x' OR xmin::text = '5' OR tableoid = 't'::regclass;
-- test
UPDATE t SET b = current_user || session_user || current_schema || localtime::text || current_date::text WHERE current_timestamp > at;
-- test
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
-- test
CREATE FUNCTION tf(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE FUNCTION tf(a text) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- test
CREATE FUNCTION two(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION two(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE INDEX ON t (two(a));
-- test
CREATE FUNCTION two(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 1; END';
CREATE FUNCTION two(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
DROP FUNCTION two(text);
CREATE FUNCTION two(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- test
CREATE PROCEDURE tf() LANGUAGE plpgsql AS 'BEGIN END';
-- test
CREATE FUNCTION far.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
-- test
CREATE FUNCTION once(a int, OUT b int) LANGUAGE plpgsql AS 'BEGIN b := 1; END';
DROP FUNCTION once(int);
CREATE FUNCTION once(a int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
-- test: a function that went with its table
CREATE TABLE rows_of (id int);
CREATE FUNCTION rows_of_it() RETURNS SETOF rows_of LANGUAGE sql AS 'SELECT * FROM rows_of';
DROP TABLE rows_of CASCADE;
CREATE FUNCTION rows_of_it() RETURNS int LANGUAGE sql AS 'SELECT 1';
