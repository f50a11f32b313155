-- setup
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
INSERT INTO t SELECT i, i, 'x' FROM generate_series(1, 200) i;
CREATE TABLE other (id int PRIMARY KEY, t_id int);
INSERT INTO other SELECT i, i FROM generate_series(1, 200) i;
CREATE INDEX t_a ON t (a);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE VIEW seen AS SELECT id FROM t;
CREATE TABLE log (id int, at date NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE log_old PARTITION OF log FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE log_new PARTITION OF log FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
INSERT INTO log SELECT i, '2020-03-01', 'x' FROM generate_series(1, 100) i;
CREATE TABLE shards (id int) PARTITION BY HASH (id);
CREATE FUNCTION add_month(parent text, month date, prefix text DEFAULT 'log_') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    made text := prefix || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(made) IS NOT NULL THEN
        RETURN NULL;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', made, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, made, month, month + interval '1 month');
    RETURN made;
END $$;
CREATE FUNCTION touch(name text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'LOCK TABLE ' || quote_ident(name) || ' IN SHARE MODE'; END $$;
CREATE FUNCTION touch_both(one text, two text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN PERFORM touch(one); PERFORM touch(two); END $$;
CREATE FUNCTION add_shards(parent text, n int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    made int := 0;
BEGIN
    FOR i IN 0 .. n - 1 LOOP
        EXECUTE format('CREATE TABLE %s_%s PARTITION OF %s FOR VALUES WITH (MODULUS %s, REMAINDER %s)', parent, i, parent, n, i);
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;
CREATE PROCEDURE widen(name regclass) LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('ALTER TABLE %s ALTER COLUMN a TYPE bigint', name); END $$;
CREATE FUNCTION plain(x int) RETURNS bigint LANGUAGE sql AS $$ UPDATE t SET a = x WHERE id = x; SELECT count(*) FROM other; $$;
-- test: the column is there
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN ALTER TABLE t ADD COLUMN a int; END IF; END $$;
-- test: the column is not there
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') THEN ALTER TABLE t ADD COLUMN c int; END IF; END $$;
-- test: the index is there
DO $$ BEGIN IF EXISTS (SELECT FROM pg_indexes WHERE indexname = 't_a') THEN DROP INDEX t_a; END IF; END $$;
-- test: the table is not there
DO $$ BEGIN IF to_regclass('public.nothing') IS NOT NULL THEN LOCK TABLE t; ELSE LOCK TABLE other; END IF; END $$;
-- test: of two ways one
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relname = 't' AND c.relkind = 'r') THEN LOCK TABLE t IN SHARE MODE; ELSE LOCK TABLE other IN SHARE MODE; END IF; END $$;
-- test: the constraint is there
DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_pkey' AND conrelid = 't'::regclass) THEN ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; END IF; END $$;
-- test: every partition
DO $$ DECLARE r record; BEGIN FOR r IN SELECT inhrelid::regclass AS part FROM pg_inherits WHERE inhparent = 'log'::regclass LOOP EXECUTE format('ALTER TABLE %s ADD CONSTRAINT c CHECK (id > 0)', r.part); END LOOP; END $$;
-- test: names in an array
DO $$ DECLARE n text; BEGIN FOREACH n IN ARRAY ARRAY['t', 'other'] LOOP EXECUTE 'LOCK TABLE ' || n || ' IN EXCLUSIVE MODE'; END LOOP; END $$;
-- test: a loop with an end
DO $$ DECLARE d date := '2023-01-01'; BEGIN WHILE d < '2023-03-01' LOOP EXECUTE format('CREATE TABLE log_%s PARTITION OF log FOR VALUES FROM (%L) TO (%L)', to_char(d, 'YYYYMM'), d, d + interval '1 month'); d := d + interval '1 month'; END LOOP; END $$;
-- test: a function makes a partition
SELECT add_month('log', '2024-05-01');
-- test: and by the name of a parameter
SELECT add_month(month => DATE '2024-05-01', parent => 'log');
-- test: of the day
SELECT add_month('log', date_trunc('month', now())::date);
-- test: for each row
SELECT add_month('log', d::date) FROM unnest(ARRAY['2024-05-01', '2024-06-01']) AS d;
-- test: it is there already
SELECT add_month('log', '2024-05-01', 'log_new') WHERE false;
-- test: functions in functions
SELECT touch_both('t', 'other');
-- test: hash partitions, and the index afterwards
-- prepare
SELECT add_shards('shards', 3);
CREATE INDEX shards_id ON shards (id);
-- test: a procedure
CALL widen('t');
-- test: in plain SQL
SELECT plain(3);
-- test: what one statement made, the next one sees
DO $$ BEGIN CREATE TABLE fresh (a int); IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 'fresh') THEN LOCK TABLE t; END IF; END $$;
-- test: an error ends it
DO $$ BEGIN BEGIN LOCK TABLE t IN SHARE MODE; RAISE EXCEPTION 'no'; EXCEPTION WHEN OTHERS THEN LOCK TABLE other IN SHARE MODE; END; END $$;
-- test: a case
DO $$ DECLARE n int := 2; BEGIN CASE n WHEN 1 THEN LOCK TABLE t; WHEN 2 THEN LOCK TABLE other; ELSE NULL; END CASE; END $$;
-- test: a value of a query
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM pg_inherits WHERE inhparent = 'log'::regclass; IF n > 1 THEN LOCK TABLE t IN SHARE MODE; END IF; END $$;
-- test: an exit
DO $$ BEGIN FOR i IN 1..3 LOOP EXIT WHEN i = 2; EXECUTE 'ANALYZE ' || CASE i WHEN 1 THEN 't' ELSE 'other' END; END LOOP; END $$;
-- test: the label is there
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type y ON y.oid = e.enumtypid WHERE y.typname = 'mood' AND e.enumlabel = 'ok') THEN LOCK TABLE t; END IF; END $$;
-- test: a view or a table
DO $$ DECLARE k "char"; BEGIN SELECT relkind INTO k FROM pg_class WHERE relname = 'seen'; IF k = 'v' THEN EXECUTE 'DROP VIEW seen'; ELSE EXECUTE 'DROP TABLE seen'; END IF; END $$;
-- test: an equivalent index of a partition is attached
-- prepare
CREATE INDEX log_old_id ON log_old (id);
CREATE INDEX log_id ON log (id);
-- test: with a name between
DO $$ DECLARE c CONSTANT text := 'public'; BEGIN EXECUTE format('ALTER TABLE %I.%I ADD COLUMN %I int DEFAULT 0', c, 't', 'n_' || 1); END $$;
