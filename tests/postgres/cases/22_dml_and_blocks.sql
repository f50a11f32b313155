-- setup
CREATE SCHEMA audit;
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
INSERT INTO t SELECT i, i, i FROM generate_series(1, 200) i;
CREATE TABLE u (id int PRIMARY KEY, t_id int REFERENCES t ON DELETE CASCADE, n int);
INSERT INTO u SELECT i, i, i FROM generate_series(1, 200) i;
CREATE TABLE audit.log (id bigserial PRIMARY KEY, what text);
CREATE TABLE archive (LIKE t);
CREATE TABLE watched (id int);
INSERT INTO watched VALUES (1);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO audit.log (what) VALUES (TG_OP); RETURN NULL; END $$;
CREATE TRIGGER note AFTER INSERT OR UPDATE ON watched FOR EACH ROW EXECUTE FUNCTION note();
CREATE VIEW v AS SELECT id, a FROM t WHERE a > 0;
CREATE VIEW j AS SELECT t.id, u.n FROM t JOIN u ON u.t_id = t.id;
CREATE RULE keep AS ON DELETE TO archive DO INSTEAD INSERT INTO audit.log (what) VALUES ('kept');
CREATE MATERIALIZED VIEW mv AS SELECT a FROM t;
CREATE FUNCTION touch() RETURNS void LANGUAGE plpgsql AS 'BEGIN UPDATE t SET a = a; END';
CREATE PROCEDURE work() LANGUAGE sql AS 'UPDATE t SET a = a';
-- test
WITH moved AS (DELETE FROM t WHERE id > 190 RETURNING *) INSERT INTO archive SELECT * FROM moved;
-- test
WITH x AS (SELECT id FROM u WHERE n < 5) UPDATE t SET a = 0 FROM x WHERE x.id = t.id;
-- test
WITH a AS (UPDATE t SET a = 1 RETURNING id), b AS (INSERT INTO audit.log (what) SELECT id::text FROM a RETURNING id) SELECT count(*) FROM b;
-- test
WITH x AS MATERIALIZED (SELECT 1) SELECT * FROM x;
-- test
UPDATE t SET a = (SELECT max(n) FROM u WHERE u.t_id = t.id);
-- test
UPDATE t SET a = 1 WHERE EXISTS (SELECT 1 FROM u WHERE u.t_id = t.id);
-- test
UPDATE t AS x SET (a, b) = (SELECT n, 'x' FROM u WHERE u.id = x.id);
-- test
DELETE FROM u USING t WHERE t.id = u.t_id AND t.a > 100;
-- test
DELETE FROM t WHERE id IN (SELECT t_id FROM u);
-- test
INSERT INTO archive TABLE t;
-- test
INSERT INTO t (id, a) SELECT id + 1000, n FROM u ON CONFLICT DO NOTHING;
-- test
INSERT INTO t VALUES (1, 1, 'x') ON CONFLICT ON CONSTRAINT t_pkey DO UPDATE SET b = excluded.b WHERE t.a > 0;
-- test: through a view
INSERT INTO v VALUES (1000, 1);
-- test: through a view
DELETE FROM v WHERE id = 1;
-- test: a join view
UPDATE j SET n = 1;
-- test: a trigger writes elsewhere
INSERT INTO watched VALUES (2);
-- test
DELETE FROM watched;
-- test: a materialized view
DELETE FROM mv;
-- test
MERGE INTO t USING u ON t.id = u.t_id WHEN MATCHED THEN UPDATE SET a = u.n WHEN NOT MATCHED THEN INSERT VALUES (u.id, u.n);
-- test
SELECT * FROM t WHERE id = 1 FOR NO KEY UPDATE;
-- test
SELECT * FROM t JOIN u ON u.t_id = t.id FOR UPDATE OF u SKIP LOCKED;
-- test
SELECT * FROM t, u WHERE u.t_id = t.id FOR SHARE NOWAIT;
-- test
SELECT * FROM (SELECT * FROM t FOR UPDATE) s;
-- test
SELECT touch();
-- test
CALL work();
-- test
SELECT setval('audit.log_id_seq', 100, false);
-- test
COPY t (id, a) FROM STDIN;
-- test
COPY (SELECT * FROM t) TO STDOUT;
-- test
SELECT a INTO copied FROM t;
-- test
CREATE TABLE copied AS WITH x AS (UPDATE t SET a = 1 RETURNING id) SELECT * FROM x;
-- test
PREPARE q AS UPDATE t SET a = 1;
-- test
EXPLAIN ANALYZE UPDATE t SET a = 1;
-- test
EXPLAIN UPDATE t SET a = 1;
-- test
DECLARE c CURSOR FOR SELECT * FROM t;
-- test
DO $$ BEGIN UPDATE t SET a = 1; DELETE FROM u; END $$;
-- test
DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM t LOOP UPDATE u SET n = 0 WHERE t_id = r.id; END LOOP; END $$;
-- test
DO $$ BEGIN ALTER TABLE t ADD COLUMN c float8 DEFAULT random(); EXCEPTION WHEN duplicate_column THEN NULL; END $$;
-- test
DO $$ BEGIN CREATE TYPE kind AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
-- test
DO $body$ BEGIN EXECUTE 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)'; EXECUTE format('ALTER TABLE %I ALTER COLUMN %I SET NOT NULL', 't', 'a'); END $body$;
-- test
DO $$ BEGIN PERFORM 1 FROM t FOR UPDATE; END $$;
-- test
DO $$ BEGIN PERFORM touch(); END $$;
-- test
DO LANGUAGE plpgsql 'BEGIN CREATE INDEX ON t (a); END';
-- test
DO $$ BEGIN CREATE INDEX ON t (b); DROP TABLE u; END $$;
-- test: not inside a function
DO $$ BEGIN CREATE INDEX CONCURRENTLY ON t (b); END $$;
-- test: not inside a function
DO $$ BEGIN VACUUM t; END $$;
-- test: commits inside
DO $$ BEGIN UPDATE t SET a = 1; COMMIT; UPDATE u SET n = 2; END $$;
-- test: commits inside a loop
DO $$ BEGIN FOR i IN 1..3 LOOP UPDATE t SET a = i WHERE id = i; COMMIT; END LOOP; END $$;
-- test
DO $$ BEGIN IF true THEN ALTER TABLE u DROP CONSTRAINT u_t_id_fkey; END IF; END $$;
-- test
DO $$ BEGIN LOCK TABLE t IN SHARE MODE; END $$;
-- test
DO $$ BEGIN EXECUTE 'UPDATE ' || 't' || ' SET a = 1'; END $$;
-- test
DO $$ BEGIN RAISE NOTICE 'x'; END $$;
-- test
DO $$ BEGIN RAISE EXCEPTION 'no'; END $$;
-- test
UPDATE ONLY t SET a = 1;
-- test
UPDATE t SET a = nextval('audit.log_id_seq');
-- test
TABLE t;
-- test
VALUES (1), (2);
-- test
SELECT pg_advisory_xact_lock(1);
-- test
NOTIFY x;
-- test
SET CONSTRAINTS ALL DEFERRED;
