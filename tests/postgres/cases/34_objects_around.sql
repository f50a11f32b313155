-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE EXTENSION file_fdw;
CREATE EXTENSION citext;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE ROLE case34_role;
CREATE TABLE one.t (id int PRIMARY KEY, a int NOT NULL, b text, c citext, d date);
INSERT INTO one.t SELECT i, i, i, i, '2024-01-01' FROM generate_series(1, 300) i;
CREATE TABLE two.child (id int PRIMARY KEY, t_id int REFERENCES one.t, n int);
CREATE TABLE two.grand (id int PRIMARY KEY, c_id int REFERENCES two.child);
CREATE UNIQUE INDEX t_a ON one.t (a);
CREATE INDEX t_b ON one.t (b);
CREATE UNIQUE INDEX t_part ON one.t (a) WHERE a > 5;
CREATE TABLE one.base (id int, n int);
CREATE TABLE one.second (id int, m int);
CREATE TABLE one.both (x int) INHERITS (one.base, one.second);
INSERT INTO one.both SELECT i, i, i, i FROM generate_series(1, 300) i;
CREATE TABLE one.apart (id int, n int);
CREATE SEQUENCE one.seq;
CREATE SEQUENCE two.seq OWNED BY two.child.n;
CREATE MATERIALIZED VIEW one.mv AS SELECT id, a FROM one.t;
CREATE UNIQUE INDEX mv_id ON one.mv (id);
CREATE VIEW one.over_mv AS SELECT id FROM one.mv;
CREATE FUNCTION one.pick(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE FUNCTION one.pick(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION one.pick(int, int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT $1';
CREATE FUNCTION one.row_of(one.t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
CREATE INDEX t_pick ON one.t (one.pick(a));
CREATE FUNCTION one.tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION one.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE one.years (y int NOT NULL, n int) PARTITION BY RANGE (y);
CREATE TABLE one.years_1 PARTITION OF one.years FOR VALUES FROM (1) TO (10);
CREATE TABLE one.years_2 PARTITION OF one.years FOR VALUES FROM (10) TO (20);
CREATE TABLE two.other (y int NOT NULL, n int);
INSERT INTO one.years SELECT i, i FROM generate_series(1, 19) i;
CREATE FOREIGN TABLE one.far (a int, b text) SERVER files OPTIONS (filename '/dev/null');
CREATE STATISTICS one.st (ndistinct) ON a, b FROM one.t;
CREATE TABLE one.numbered (id int GENERATED ALWAYS AS IDENTITY, n int DEFAULT nextval('one.seq'));
CREATE COLLATION one.coll (LOCALE = 'C');
CREATE PUBLICATION pub FOR TABLE one.t;
CREATE TABLE one.gen (a int, b int, g int GENERATED ALWAYS AS (a + b) STORED);
INSERT INTO one.gen SELECT i, i FROM generate_series(1, 300) i;
CREATE AGGREGATE one.total (int) (SFUNC = int4pl, STYPE = int);
CREATE OPERATOR one.<-> (LEFTARG = int, RIGHTARG = int, FUNCTION = int4mi);
CREATE TEXT SEARCH CONFIGURATION one.words (COPY = simple);
-- test
TRUNCATE one.t CASCADE;
-- test
TRUNCATE two.child RESTART IDENTITY CASCADE;
-- test
TRUNCATE one.t, two.child;
-- test
TRUNCATE one.t, two.child, two.grand;
-- test
ALTER TABLE one.t REPLICA IDENTITY USING INDEX t_a;
-- test
ALTER TABLE one.t REPLICA IDENTITY USING INDEX t_b;
-- test
ALTER TABLE one.t REPLICA IDENTITY USING INDEX t_part;
-- test
ALTER TABLE one.t REPLICA IDENTITY NOTHING;
-- test
ALTER TABLE one.t CLUSTER ON t_b;
-- test
ALTER TABLE one.t CLUSTER ON t_part;
-- test
ALTER TABLE one.base INHERIT one.both;
-- test
ALTER TABLE one.apart INHERIT one.base;
-- test
ALTER TABLE one.apart INHERIT one.second;
-- test
ALTER TABLE one.both NO INHERIT one.second;
-- test
ALTER TABLE one.apart NO INHERIT one.base;
-- test
ALTER TABLE one.both INHERIT one.base;
-- test
ALTER TABLE one.base ALTER COLUMN id TYPE bigint;
-- test
ALTER TABLE one.base RENAME COLUMN id TO key;
-- test
ALTER TABLE one.base ADD COLUMN m int;
-- test
ALTER TABLE one.base DROP COLUMN id;
-- test
ALTER TABLE one.second ALTER COLUMN m SET NOT NULL;
-- test
ALTER TABLE one.base ADD CONSTRAINT k CHECK (id > 0), ALTER COLUMN n SET DEFAULT 4;
-- test
DROP TABLE one.second CASCADE;
-- test
ALTER TABLE one.years DETACH PARTITION one.years_1 CONCURRENTLY;
-- test
ALTER TABLE one.years DETACH PARTITION one.years_1 FINALIZE;
-- test
ALTER TABLE one.years ATTACH PARTITION two.other FOR VALUES FROM (20) TO (30);
-- test
ALTER TABLE one.years ATTACH PARTITION two.other FOR VALUES FROM (5) TO (30);
-- test
ALTER TABLE one.years ATTACH PARTITION one.both FOR VALUES FROM (20) TO (30);
-- test
ALTER TABLE one.years_1 SET SCHEMA two;
-- test
ALTER TABLE one.years_1 NO INHERIT one.years;
-- test
ALTER TABLE one.years_1 ALTER COLUMN y DROP NOT NULL;
-- test
ALTER TABLE one.years_1 DROP COLUMN n;
-- test
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE pg_default;
-- test
ALTER TABLE one.t SET TABLESPACE nowhere;
-- test
ALTER TABLE one.t SET ACCESS METHOD nope;
-- test
ALTER INDEX one.t_b DEPENDS ON EXTENSION citext;
-- test
ALTER FUNCTION one.pick(text) DEPENDS ON EXTENSION citext;
-- test
ALTER FUNCTION one.pick(text) IMMUTABLE STRICT;
-- test
ALTER FUNCTION one.pick OWNER TO case34_role;
-- test
ALTER FUNCTION one.row_of SET search_path = one;
-- test
DROP FUNCTION one.pick;
-- test
DROP FUNCTION one.pick(text);
-- test
DROP FUNCTION one.pick(int);
-- test
DROP FUNCTION one.pick(int) CASCADE;
-- test
DROP FUNCTION one.pick(bigint);
-- test
DROP FUNCTION IF EXISTS one.pick(bigint);
-- test
DROP FUNCTION one.row_of;
-- test
DROP PROCEDURE one.row_of(one.t);
-- test
DROP AGGREGATE one.total(int);
-- test
DROP FUNCTION one.total(int);
-- test
DROP OPERATOR one.<-> (int, int);
-- test
CREATE OR REPLACE FUNCTION one.pick(int) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1::text';
-- test
CREATE FUNCTION one.pick(a text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
-- test
CREATE INDEX ON one.t (one.pick(b));
-- test
CREATE INDEX ON one.t (one.pick(a, id));
-- test
ALTER TABLE one.t ADD COLUMN z int DEFAULT one.pick(1);
-- test
ALTER TABLE one.t ADD COLUMN z int DEFAULT one.pick(1, 2);
-- test
DROP TABLE one.t;
-- test
DROP TABLE one.t CASCADE;
-- test
DROP SEQUENCE one.seq;
-- test
ALTER SEQUENCE one.seq OWNED BY two.child.n;
-- test
ALTER SEQUENCE two.seq OWNED BY one.numbered.n;
-- test
ALTER SEQUENCE one.seq OWNED BY one.t.nope;
-- test
ALTER SEQUENCE one.numbered_id_seq OWNED BY NONE;
-- test
DROP SEQUENCE one.numbered_id_seq;
-- test
ALTER SEQUENCE one.seq SET SCHEMA two;
-- test
ALTER SEQUENCE two.seq SET SCHEMA one;
-- test
ALTER TABLE one.numbered ALTER COLUMN id SET GENERATED BY DEFAULT;
-- test
ALTER TABLE one.numbered ALTER COLUMN id DROP IDENTITY, ALTER COLUMN id TYPE bigint;
-- test
ALTER TABLE one.numbered ALTER COLUMN id TYPE bigint;
-- test
ALTER TABLE one.numbered ALTER COLUMN id DROP NOT NULL;
-- test
ALTER TABLE one.numbered ALTER COLUMN id SET DEFAULT 1;
-- test
ALTER TABLE one.numbered ALTER COLUMN n DROP DEFAULT, ALTER COLUMN n SET NOT NULL, ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY;
-- test
INSERT INTO one.numbered (id) VALUES (1);
-- test
INSERT INTO one.numbered (id) OVERRIDING SYSTEM VALUE VALUES (1);
-- test
UPDATE one.numbered SET id = 5;
-- test
UPDATE one.numbered SET id = DEFAULT;
-- test
ALTER TABLE one.gen ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE one.gen ALTER COLUMN g TYPE bigint;
-- test
ALTER TABLE one.gen ALTER COLUMN g SET EXPRESSION AS (a * b);
-- test
ALTER TABLE one.gen ALTER COLUMN g DROP EXPRESSION IF EXISTS;
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL NOT NULL;
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2);
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (g * 2) VIRTUAL;
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL;
CREATE INDEX ON one.gen (v);
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE one.gen ALTER COLUMN v SET EXPRESSION AS (a * 3);
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE one.gen ALTER COLUMN v SET NOT NULL;
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE one.gen ADD CHECK (v > 0);
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE one.gen ALTER COLUMN v DROP EXPRESSION;
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL;
ALTER TABLE one.gen ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE one.gen ADD COLUMN v int GENERATED ALWAYS AS (a * 2) VIRTUAL UNIQUE;
-- test
ALTER TABLE one.t ADD CONSTRAINT nn NOT NULL b;
-- test
ALTER TABLE one.t ADD CONSTRAINT nn NOT NULL b NOT VALID, VALIDATE CONSTRAINT nn;
-- test
ALTER TABLE one.t ADD CONSTRAINT nn NOT NULL a;
-- test
ALTER TABLE one.t ADD CONSTRAINT nn NOT NULL b NO INHERIT;
ALTER TABLE one.t ALTER CONSTRAINT nn INHERIT;
-- test
ALTER TABLE one.t DROP CONSTRAINT t_a_not_null;
-- test
ALTER TABLE one.t ADD CONSTRAINT e CHECK (a > 0) NOT ENFORCED;
ALTER TABLE one.t VALIDATE CONSTRAINT e;
-- test
ALTER TABLE one.t ADD CONSTRAINT e CHECK (a > 0) NOT ENFORCED;
ALTER TABLE one.t ALTER CONSTRAINT e ENFORCED;
-- test
ALTER TABLE two.grand ALTER CONSTRAINT grand_c_id_fkey NOT ENFORCED;
-- test
CREATE TABLE one.p (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
-- test
CREATE EXTENSION btree_gist;
CREATE TABLE one.p (id int, during daterange, PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE one.q (id int, p_id int, during daterange, FOREIGN KEY (p_id, PERIOD during) REFERENCES one.p (id, PERIOD during));
-- test
ALTER FOREIGN TABLE one.far ALTER COLUMN a SET NOT NULL;
-- test
ALTER FOREIGN TABLE one.far ADD CHECK (a > 0) NOT VALID;
-- test
ALTER FOREIGN TABLE one.far RENAME COLUMN b TO c;
-- test
ALTER FOREIGN TABLE one.far RENAME TO farther;
-- test
ALTER TABLE one.far ADD COLUMN z int DEFAULT random()::int;
-- test
DROP TABLE one.far;
-- test
DROP FOREIGN TABLE one.far;
-- test
TRUNCATE one.far;
-- test
CREATE FOREIGN TABLE one.n (id int PRIMARY KEY) SERVER files OPTIONS (filename '/dev/null');
-- test
CREATE FOREIGN TABLE one.n (id int) SERVER nowhere;
-- test
DROP SERVER files;
-- test
DROP EXTENSION citext;
-- test
DROP EXTENSION citext CASCADE;
-- test
DROP MATERIALIZED VIEW one.mv;
-- test
DROP MATERIALIZED VIEW one.mv CASCADE;
-- test
DROP VIEW one.mv;
-- test
ALTER TABLE one.t ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE one.t DROP COLUMN a;
-- test
REFRESH MATERIALIZED VIEW CONCURRENTLY one.mv;
-- test
REFRESH MATERIALIZED VIEW one.over_mv;
-- test
ALTER MATERIALIZED VIEW one.mv SET SCHEMA two;
-- test
ALTER MATERIALIZED VIEW one.mv SET ACCESS METHOD heap;
-- test
CREATE TRIGGER x BEFORE INSERT ON one.mv FOR EACH ROW EXECUTE FUNCTION one.tr();
-- test
CREATE EVENT TRIGGER watch ON ddl_command_start EXECUTE FUNCTION one.tr();
-- test
CREATE EVENT TRIGGER watch ON table_rewrite EXECUTE FUNCTION one.ev();
-- test
SECURITY LABEL ON TABLE one.t IS 'x';
-- test
ALTER COLLATION one.coll REFRESH VERSION;
-- test
DROP COLLATION one.coll;
-- test
ALTER TABLE one.t ALTER COLUMN b TYPE text COLLATE one.coll;
-- test
ALTER TABLE one.t ALTER COLUMN b TYPE citext;
-- test
ALTER TABLE one.t ALTER COLUMN c TYPE text;
-- test
CREATE INDEX ON one.t (c);
-- test
DROP STATISTICS one.st;
-- test
ALTER STATISTICS one.st RENAME TO st_2;
-- test
CREATE STATISTICS ON a, b, c FROM one.t;
-- test
CREATE STATISTICS one.st2 ON a FROM one.t;
-- test
ALTER TEXT SEARCH CONFIGURATION one.words ADD MAPPING FOR word WITH simple;
-- test
DROP TEXT SEARCH CONFIGURATION one.words;
-- test
CREATE CAST (one.t AS text) WITHOUT FUNCTION;
-- test
CREATE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION one.pick(int));
-- test
ALTER LANGUAGE plpgsql RENAME TO plpgsql2;
-- test
DROP LANGUAGE plpgsql;
-- test
CREATE SUBSCRIPTION sub CONNECTION 'dbname=nope' PUBLICATION p WITH (connect = false);
-- test
ALTER PUBLICATION pub SET TABLE one.t (id, a) WHERE (id > 5);
-- test
ALTER PUBLICATION pub ADD TABLE two.child WHERE (n > 5);
-- test
ALTER PUBLICATION pub ADD TABLES IN SCHEMA two;
-- test
ALTER PUBLICATION pub DROP TABLE two.child;
-- test
ALTER PUBLICATION pub SET (publish = 'insert');
-- test
CREATE PUBLICATION pub FOR TABLE one.t;
-- test
DROP PUBLICATION nope;
-- test
DROP OWNED BY case34_role;
-- test
DROP ROLE case34_role;
-- test
GRANT SELECT ON one.t TO case34_nobody;
-- test
DROP SCHEMA one;
-- test
DROP SCHEMA two CASCADE;
-- test
CREATE SCHEMA one;
-- test
CREATE SCHEMA IF NOT EXISTS one;
-- test
ALTER TABLE one.t SET SCHEMA two, ADD COLUMN z int;
-- test
ALTER TABLE one.t RENAME TO t2, ADD COLUMN z int;
-- test
SELECT lo_from_bytea(0, 'x');
-- test
ALTER LARGE OBJECT 5 OWNER TO case34_role;
