-- setup
CREATE SCHEMA "odd.schema";
CREATE SCHEMA app;
CREATE TABLE "odd.schema"."my.table" ("a.b" int PRIMARY KEY, "Select" text, "x""y" int);
INSERT INTO "odd.schema"."my.table" SELECT i, i, i FROM generate_series(1,500) i;
CREATE TABLE users (id bigint PRIMARY KEY, email text, name varchar(50), plan text, age int, at timestamptz, active boolean NOT NULL DEFAULT true);
INSERT INTO users SELECT i, i, i, 'x', i, now(), true FROM generate_series(1,500) i;
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), total numeric(10,2), at timestamptz, note text);
INSERT INTO orders SELECT i, i, i, now(), i FROM generate_series(1,500) i;
CREATE DOMAIN d1 AS int;
CREATE DOMAIN d2 AS d1 CHECK (VALUE > 0);
CREATE DOMAIN d3 AS d2;
CREATE DOMAIN dtext AS text;
CREATE TABLE doms (id int PRIMARY KEY, v1 d1, v3 d3, arr d3[]);
INSERT INTO doms SELECT i, i, i, ARRAY[i] FROM generate_series(1,500) i;
CREATE TABLE part (id bigint NOT NULL, k int NOT NULL, s text) PARTITION BY RANGE (k);
CREATE TABLE part_a PARTITION OF part FOR VALUES FROM (0) TO (100) PARTITION BY LIST (s);
CREATE TABLE part_a_x PARTITION OF part_a FOR VALUES IN ('x');
CREATE TABLE part_a_y PARTITION OF part_a FOR VALUES IN ('y');
CREATE TABLE part_b PARTITION OF part FOR VALUES FROM (100) TO (200);
INSERT INTO part SELECT i, i % 200, CASE WHEN i % 2 = 0 THEN 'x' ELSE 'y' END FROM generate_series(1,500) i;
CREATE TABLE gen (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a * 2) STORED, c text);
INSERT INTO gen (id, a, c) SELECT i, i, i FROM generate_series(1,500) i;
CREATE VIEW v1 AS SELECT id, email, plan FROM users;
CREATE VIEW v2 AS SELECT id, email FROM v1;
CREATE MATERIALIZED VIEW mv AS SELECT id, plan FROM v1;
CREATE TABLE par (id int PRIMARY KEY, a int, CHECK (a > 0));
CREATE TABLE chi (b int) INHERITS (par);
CREATE TABLE grandchi (c int) INHERITS (chi);
INSERT INTO par SELECT i, i FROM generate_series(1,500) i;
INSERT INTO chi SELECT i, i, i FROM generate_series(1,500) i;
INSERT INTO grandchi SELECT i, i, i, i FROM generate_series(1,500) i;
CREATE TABLE defer_parent (id int PRIMARY KEY, code int UNIQUE DEFERRABLE);
CREATE TABLE defer_child (id int PRIMARY KEY, p int REFERENCES defer_parent DEFERRABLE INITIALLY DEFERRED);
CREATE UNIQUE INDEX users_email_lower ON users (lower(email));
CREATE UNIQUE INDEX users_partial ON users (name) WHERE active;
CREATE INDEX users_incl ON users (plan) INCLUDE (age);
CREATE FUNCTION f_vol(int) RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
CREATE FUNCTION f_imm(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END';
CREATE FUNCTION f_sql(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1';
CREATE INDEX users_f ON users (f_imm(age));
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE moods (id int PRIMARY KEY, m mood DEFAULT 'ok');
INSERT INTO moods SELECT i, 'ok' FROM generate_series(1,500) i;
CREATE TYPE pair AS (l int, r text);
CREATE TABLE pairs OF pair;
CREATE TABLE selfref (id int PRIMARY KEY, parent int REFERENCES selfref);
CREATE TABLE "Users" (id int PRIMARY KEY, "userId" bigint);
INSERT INTO "Users" SELECT i, i FROM generate_series(1,500) i;
ALTER TABLE users ADD CONSTRAINT age_set CHECK (age IS NOT NULL AND age > 0 OR false);
ALTER TABLE users ADD CONSTRAINT "weird name" CHECK (plan IS NOT NULL) NOT VALID;
CREATE TABLE big_enough (id int PRIMARY KEY, v varchar(10), n numeric(5,2), t timestamp, u uuid, j json, i interval, b bit varying(5), c char(3));
INSERT INTO big_enough SELECT i, i, 1, now(), NULL, '{}', '1 day', B'101', 'abc' FROM generate_series(1,500) i;
-- test: quoted names with dots
ALTER TABLE "odd.schema"."my.table" ALTER COLUMN "a.b" TYPE bigint;
-- test
CREATE INDEX "i.x" ON "odd.schema"."my.table" ("x""y");
-- test
ALTER TABLE "odd.schema" . "my.table" DROP COLUMN "Select";
-- test: mixed case is another table
ALTER TABLE "Users" ADD COLUMN email text NOT NULL DEFAULT random()::text;
-- test
ALTER TABLE Users ADD COLUMN "Email" text DEFAULT now();
-- test: comments inside
ALTER/* a */TABLE/* b */users -- c
  /* ; */ ALTER -- x; y
  COLUMN age SET /* not */ NOT NULL;
-- test
ALTER TABLE users ALTER plan SET NOT NULL;
-- test
ALTER TABLE users VALIDATE CONSTRAINT "weird name", ALTER plan SET NOT NULL;
-- test
ALTER TABLE users VALIDATE CONSTRAINT "weird name", ADD COLUMN z int;
-- test
ALTER TABLE users ADD COLUMN z int DEFAULT 1, ALTER COLUMN z SET NOT NULL;
-- test
ALTER TABLE users ADD COLUMN z int, ALTER COLUMN z SET DEFAULT random()::int;
-- test
ALTER TABLE users DROP COLUMN age, ADD COLUMN age bigint;
-- test
ALTER TABLE users ALTER COLUMN age TYPE bigint, ALTER COLUMN age TYPE numeric;
-- test
ALTER TABLE users ALTER COLUMN name TYPE varchar(60), ALTER COLUMN age TYPE int;
-- test: domain over domain
ALTER TABLE users ADD COLUMN z d3;
-- test
ALTER TABLE users ADD COLUMN z d1;
-- test
ALTER TABLE users ADD COLUMN z d3[];
-- test
ALTER TABLE doms ALTER COLUMN v1 TYPE d2;
-- test
ALTER TABLE doms ALTER COLUMN v3 TYPE int;
-- test
ALTER TABLE doms ALTER COLUMN v3 TYPE d1;
-- test
ALTER TABLE doms ALTER COLUMN v1 TYPE int;
-- test
ALTER DOMAIN d1 ADD CHECK (VALUE < 100000);
-- test
ALTER DOMAIN d2 ADD CONSTRAINT small CHECK (VALUE < 100000) NOT VALID;
-- test
ALTER DOMAIN d3 SET NOT NULL;
-- test
ALTER TABLE users ALTER COLUMN plan TYPE dtext;
-- test: partition of a partition
ALTER TABLE part ADD COLUMN z int DEFAULT random()::int;
-- test
ALTER TABLE part ADD PRIMARY KEY (id);
-- test
ALTER TABLE part ADD PRIMARY KEY (id, k);
-- test
CREATE UNIQUE INDEX ON part (id);
-- test
CREATE UNIQUE INDEX ON part (k, id, s);
-- test
CREATE INDEX ON ONLY part (s);
-- test
CREATE INDEX ON part_a (s);
-- test
ALTER TABLE part_a DETACH PARTITION part_a_x;
-- test
CREATE TABLE part_c PARTITION OF part FOR VALUES FROM (200) TO (300) PARTITION BY LIST (s);
-- test
CREATE TABLE part_a_z PARTITION OF part_a FOR VALUES IN ('z');
-- test
CREATE TABLE part_a_d PARTITION OF part_a DEFAULT;
-- test
ALTER TABLE ONLY part ADD COLUMN z int;
-- test
ALTER TABLE part ALTER COLUMN s TYPE varchar(10);
-- test
ALTER TABLE part ALTER COLUMN id TYPE numeric;
-- test
ALTER TABLE part_b ALTER COLUMN id SET NOT NULL;
-- test
ALTER TABLE part_b ALTER COLUMN s SET NOT NULL;
-- test
ALTER TABLE part ALTER COLUMN s SET NOT NULL;
-- test
ALTER TABLE ONLY part ALTER COLUMN s SET NOT NULL;
-- test
ALTER TABLE part ALTER COLUMN k DROP NOT NULL;
-- test
DROP TABLE part_a;
-- test
TRUNCATE ONLY part;
-- test
ALTER TABLE part ADD FOREIGN KEY (id) REFERENCES users;
-- test
ALTER TABLE part_b ADD FOREIGN KEY (id) REFERENCES users NOT VALID;
-- test
ALTER TABLE part ADD CHECK (id > 0);
-- test: generated columns that depend
ALTER TABLE gen ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE gen DROP COLUMN a;
-- test
ALTER TABLE gen DROP COLUMN a CASCADE;
-- test
ALTER TABLE gen ALTER COLUMN b DROP EXPRESSION;
-- test
ALTER TABLE gen ALTER COLUMN b SET DEFAULT 1;
-- test
ALTER TABLE gen ALTER COLUMN a SET EXPRESSION AS (id);
-- test
ALTER TABLE gen ADD COLUMN d int GENERATED ALWAYS AS (b + 1) STORED;
-- test
ALTER TABLE gen ADD COLUMN d timestamptz GENERATED ALWAYS AS (now()) STORED;
-- test
ALTER TABLE gen ADD COLUMN d int GENERATED ALWAYS AS (f_vol(a)) STORED;
-- test
ALTER TABLE gen ADD COLUMN d int GENERATED ALWAYS AS (f_sql(a)) STORED;
-- test
ALTER TABLE gen RENAME COLUMN a TO a2;
-- test
UPDATE gen SET b = 1 WHERE id = 1;
-- test
INSERT INTO gen (id, a, b) VALUES (9999, 1, 1);
-- test
ALTER TABLE gen ALTER COLUMN b SET NOT NULL;
-- test: IF EXISTS and ONLY
ALTER TABLE IF EXISTS nothing ADD COLUMN z int;
-- test
ALTER TABLE IF EXISTS ONLY par ADD COLUMN z int;
-- test
ALTER TABLE ONLY par DROP COLUMN a;
-- test
ALTER TABLE par DROP COLUMN a;
-- test
ALTER TABLE chi DROP COLUMN a;
-- test
ALTER TABLE chi RENAME COLUMN a TO q;
-- test
ALTER TABLE par RENAME COLUMN a TO q;
-- test
ALTER TABLE par ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE ONLY par ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE par ALTER COLUMN a SET NOT NULL;
-- test
ALTER TABLE chi NO INHERIT par;
-- test
ALTER TABLE ONLY par ADD CHECK (a < 100000) NO INHERIT;
-- test
ALTER TABLE ONLY par ADD CHECK (a < 100000);
-- test
ALTER TABLE chi DROP CONSTRAINT par_a_check;
-- test
DROP TABLE par;
-- test
DROP TABLE IF EXISTS nothing, users;
-- test
UPDATE ONLY par SET a = a;
-- test
DELETE FROM par * WHERE a > 3;
-- test
CREATE TEMP TABLE users (id int);
ALTER TABLE public.users ADD COLUMN z int DEFAULT random()::int;
-- test
CREATE TEMP TABLE users (id int);
DROP TABLE users;
DROP TABLE users;
-- test: search_path
SET search_path = app, public;
CREATE TABLE users (id int);
ALTER TABLE users ADD COLUMN z int DEFAULT random()::int;
-- test
SET search_path = app, public;
ALTER TABLE users ADD COLUMN z int DEFAULT random()::int;
-- test
SET search_path TO "odd.schema";
ALTER TABLE "my.table" ADD COLUMN z int DEFAULT random()::int;
-- test: LIKE
CREATE TABLE users2 (LIKE users INCLUDING ALL);
ALTER TABLE users2 ALTER COLUMN age SET NOT NULL;
-- test
CREATE TABLE users2 (LIKE users INCLUDING ALL EXCLUDING INDEXES);
ALTER TABLE users2 ADD PRIMARY KEY (id);
-- test
CREATE TABLE users2 (LIKE users INCLUDING ALL);
ALTER TABLE users2 ADD PRIMARY KEY (id);
-- test
CREATE TABLE users2 (LIKE users INCLUDING CONSTRAINTS);
ALTER TABLE users2 DROP CONSTRAINT age_set;
-- test
CREATE TABLE part_d (LIKE part INCLUDING ALL);
ALTER TABLE part ATTACH PARTITION part_d FOR VALUES FROM (300) TO (400);
-- test: views over views
DROP VIEW v1;
-- test
DROP VIEW v1 CASCADE;
-- test
DROP VIEW v2, mv, v1;
-- test
DROP VIEW v2, v1;
-- test
ALTER TABLE users DROP COLUMN plan;
-- test
ALTER TABLE users DROP COLUMN plan CASCADE;
-- test
ALTER TABLE users ALTER COLUMN email TYPE varchar;
-- test
CREATE OR REPLACE VIEW v1 AS SELECT id, email, plan, age FROM users;
-- test
CREATE OR REPLACE VIEW v1 AS SELECT id::int, email, plan FROM users;
-- test
CREATE OR REPLACE VIEW v1 (id, mail, plan) AS SELECT id, email, plan FROM users;
-- test
ALTER VIEW v1 RENAME COLUMN email TO mail;
-- test
ALTER TABLE v1 ALTER COLUMN plan SET DEFAULT 'free';
-- test
UPDATE v1 SET plan = 'a';
-- test
TRUNCATE v1;
-- test
ALTER TABLE v1 ADD COLUMN z int;
-- test
CREATE INDEX ON v1 (id);
-- test
CREATE INDEX ON mv (id);
-- test
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;
-- test
CREATE UNIQUE INDEX ON mv (id);
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;
-- test
CREATE UNIQUE INDEX ON mv (id) WHERE id > 0;
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;
-- test: expression indexes
CREATE INDEX ON users (now());
-- test
CREATE INDEX ON users ((at::date));
-- test
CREATE INDEX ON users ((at::text));
-- test
CREATE INDEX ON users (date_trunc('day', at));
-- test
CREATE INDEX ON users (date_trunc('day', at AT TIME ZONE 'UTC'));
-- test
CREATE INDEX ON users (f_vol(age));
-- test
CREATE INDEX ON users (f_sql(age));
-- test
CREATE INDEX ON users (age) WHERE at > now() - interval '1 day';
-- test
CREATE INDEX ON users (to_char(at, 'YYYY'));
-- test
CREATE INDEX ON users ((email || name));
-- test
CREATE INDEX ON users (concat(email, name));
-- test
CREATE INDEX ON users ((age::text));
-- test
ALTER TABLE users DROP COLUMN age;
-- test
ALTER TABLE users ALTER COLUMN email TYPE text COLLATE "C";
-- test
ALTER TABLE users ALTER COLUMN name TYPE text;
-- test
DROP FUNCTION f_imm(int);
-- test
DROP FUNCTION f_imm(int) CASCADE;
-- test
CREATE OR REPLACE FUNCTION f_imm(int) RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN $1; END';
-- test: NULLS NOT DISTINCT, deferrable
ALTER TABLE users ADD UNIQUE NULLS NOT DISTINCT (plan, age, id);
-- test
ALTER TABLE users ADD CONSTRAINT u UNIQUE (email) DEFERRABLE INITIALLY DEFERRED;
-- test
ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES defer_parent (code);
-- test
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (email);
-- test
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users (age);
-- test
ALTER TABLE orders ADD FOREIGN KEY (note) REFERENCES users (id);
-- test
ALTER TABLE orders ADD FOREIGN KEY (user_id, id) REFERENCES users (id);
-- test
ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES pairs;
-- test
ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES v1;
-- test
ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (name);
-- test
ALTER TABLE orders ADD FOREIGN KEY (nope) REFERENCES users (id);
-- test
ALTER TABLE orders ADD FOREIGN KEY (id) REFERENCES users (nope);
-- test
CREATE TABLE fk1 (id int PRIMARY KEY, user_id uuid REFERENCES users);
-- test
CREATE TABLE fk1 (id int PRIMARY KEY, user_id int REFERENCES users);
-- test
CREATE TABLE fk1 (id int PRIMARY KEY, user_id bigint REFERENCES users (email));
-- test
CREATE TABLE p1 (id bigint PRIMARY KEY, k int) PARTITION BY RANGE (k);
-- test
CREATE TABLE p1 (id bigint, k int, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
-- test
CREATE TABLE p1 (id bigint, k int UNIQUE) PARTITION BY RANGE (k);
-- test
CREATE TABLE p1 (id bigint, k int, UNIQUE (id)) PARTITION BY RANGE ((k + 1));
-- test
CREATE TABLE p1 (id bigint, at timestamptz) PARTITION BY RANGE (date_trunc('day', at));
-- test
INSERT INTO defer_child VALUES (1, 5) ON CONFLICT (id) DO NOTHING;
-- test
INSERT INTO defer_parent VALUES (1, 5) ON CONFLICT (code) DO NOTHING;
-- test
INSERT INTO users (id, email) VALUES (1, 'x') ON CONFLICT (email) DO NOTHING;
-- test
INSERT INTO users (id, id) VALUES (1, 2);
-- test
UPDATE users SET age = 1, age = 2;
-- test
INSERT INTO users (id, nope) VALUES (1, 2);
-- test
UPDATE users SET nope = 1;
-- test
INSERT INTO users (id, email) VALUES (1, 'x', 3);
-- test
INSERT INTO users (id, email, age) VALUES (1, 'x');
-- test
DELETE FROM users WHERE nope = 1;
-- test
UPDATE users SET age = 1 FROM orders WHERE orders.user_id = users.id;
-- test: CTE nesting
WITH a AS (WITH b AS (SELECT id FROM users) SELECT * FROM b), d AS (DELETE FROM orders WHERE user_id IN (SELECT id FROM a) RETURNING *) SELECT count(*) FROM d;
-- test
WITH users AS (SELECT 1 AS id) SELECT * FROM users;
-- test
WITH users AS (SELECT 1 AS id) UPDATE orders SET note = 'x' FROM users WHERE users.id = orders.id;
-- test
INSERT INTO orders (id) WITH RECURSIVE r AS (SELECT 100000::bigint AS id UNION ALL SELECT id + 1 FROM r WHERE id < 100010) SELECT id FROM r;
-- test
WITH x AS (UPDATE users SET plan = 'b' RETURNING id), y AS (INSERT INTO moods (id) SELECT id + 100000 FROM x) SELECT 1;
-- test: enum, composite
ALTER TABLE moods ALTER COLUMN m TYPE text;
-- test
ALTER TABLE moods ALTER COLUMN m DROP DEFAULT, ALTER COLUMN m TYPE text, ALTER COLUMN m SET DEFAULT 'ok';
-- test
DROP TYPE mood;
-- test
DROP TYPE mood CASCADE;
-- test
ALTER TYPE mood ADD VALUE 'sad';
-- test
ALTER TYPE mood RENAME VALUE 'nope' TO 'x';
-- test
ALTER TYPE mood RENAME VALUE 'sad' TO 'ok';
-- test
ALTER TYPE pair ADD ATTRIBUTE z int;
-- test
ALTER TYPE pair ADD ATTRIBUTE z int CASCADE;
-- test
ALTER TABLE pairs ADD COLUMN z int;
-- test: self reference
ALTER TABLE selfref DROP CONSTRAINT selfref_pkey;
-- test
ALTER TABLE selfref DROP CONSTRAINT selfref_pkey CASCADE;
-- test
DROP TABLE selfref;
-- test
TRUNCATE selfref;
-- test
TRUNCATE users;
-- test
TRUNCATE users, orders;
-- test
DROP TABLE users;
-- test
DROP TABLE orders, users;
-- test: type changes
ALTER TABLE big_enough ALTER COLUMN n TYPE numeric(6,2);
-- test
ALTER TABLE big_enough ALTER COLUMN n TYPE numeric(6,3);
-- test
ALTER TABLE big_enough ALTER COLUMN n TYPE numeric;
-- test
ALTER TABLE big_enough ALTER COLUMN t TYPE timestamp(6);
-- test
ALTER TABLE big_enough ALTER COLUMN t TYPE timestamp(3);
-- test
ALTER TABLE big_enough ALTER COLUMN t TYPE timestamptz;
-- test
SET timezone = 'UTC';
ALTER TABLE big_enough ALTER COLUMN t TYPE timestamptz;
-- test
SET timezone = 'UTC';
ALTER TABLE big_enough ALTER COLUMN t TYPE timestamptz USING t AT TIME ZONE 'UTC';
-- test
ALTER TABLE big_enough ALTER COLUMN j TYPE jsonb;
-- test
ALTER TABLE big_enough ALTER COLUMN j TYPE text;
-- test
ALTER TABLE big_enough ALTER COLUMN c TYPE char(5);
-- test
ALTER TABLE big_enough ALTER COLUMN c TYPE text;
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE char(10);
-- test
ALTER TABLE big_enough ALTER COLUMN b TYPE bit varying(10);
-- test
ALTER TABLE big_enough ALTER COLUMN b TYPE bit varying;
-- test
ALTER TABLE big_enough ALTER COLUMN i TYPE interval(3);
-- test
ALTER TABLE big_enough ALTER COLUMN i TYPE interval day to second;
-- test
ALTER TABLE big_enough ALTER COLUMN u TYPE text;
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE uuid;
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE int;
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE text[] USING ARRAY[v];
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE varchar USING v::varchar(5);
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE text USING (v)::text;
-- test
ALTER TABLE big_enough ALTER COLUMN v TYPE text USING v COLLATE "C";
-- test
ALTER TABLE big_enough ALTER COLUMN id TYPE smallint;
-- test: identity
ALTER TABLE users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- test
ALTER TABLE users ALTER COLUMN age ADD GENERATED ALWAYS AS IDENTITY;
-- test
ALTER TABLE users ALTER COLUMN email ADD GENERATED ALWAYS AS IDENTITY;
-- test
ALTER TABLE users ALTER COLUMN id DROP IDENTITY;
-- test
ALTER TABLE users ALTER COLUMN id RESTART;
-- test
ALTER TABLE users ALTER COLUMN active ADD GENERATED ALWAYS AS IDENTITY;
-- test
BEGIN;
INSERT INTO defer_child VALUES (1, 5);
ALTER TABLE defer_child ADD COLUMN z int;
-- test
BEGIN;
INSERT INTO orders (id, user_id) VALUES (10001, 5);
ALTER TABLE orders ADD COLUMN z int;
-- test
BEGIN;
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO defer_child VALUES (1, 5);
DROP TABLE defer_child;
-- test
ALTER TABLE users ADD CONSTRAINT c CHECK (age > 0), DROP CONSTRAINT age_set;
-- test
ALTER TABLE users ADD CONSTRAINT users_f CHECK (age > 0) NOT VALID;
-- test
ALTER TABLE users ADD CONSTRAINT users_f UNIQUE (id);
-- test
ALTER TABLE users ADD PRIMARY KEY (id);
-- test
ALTER TABLE users DROP CONSTRAINT nope;
-- test
ALTER TABLE users DROP CONSTRAINT IF EXISTS nope;
-- test
ALTER TABLE users DROP COLUMN nope;
-- test
ALTER TABLE users ADD COLUMN age int;
-- test
ALTER TABLE users ADD COLUMN IF NOT EXISTS age bigint DEFAULT random()::int;
-- test
ALTER TABLE users RENAME COLUMN nope TO x;
-- test
ALTER TABLE users RENAME COLUMN age TO plan;
-- test
ALTER TABLE users ALTER COLUMN nope SET NOT NULL;
-- test
CREATE INDEX ON users (nope);
-- test
CREATE TABLE users (id int);
-- test
CREATE TABLE t9 (id int, id int);
-- test
CREATE TABLE t9 (id int PRIMARY KEY, x int PRIMARY KEY);
-- test
CREATE TABLE t9 (id int, PRIMARY KEY (nope));
-- test
CREATE UNIQUE INDEX users_x ON users (age);
ALTER TABLE users ADD CONSTRAINT x UNIQUE USING INDEX users_x;
-- test
ALTER TABLE users ADD CONSTRAINT x UNIQUE USING INDEX users_email_lower;
-- test
ALTER TABLE users ADD CONSTRAINT x UNIQUE USING INDEX users_partial;
-- test
ALTER TABLE users ADD CONSTRAINT x UNIQUE USING INDEX users_incl;
-- test
ALTER TABLE users ADD CONSTRAINT x UNIQUE USING INDEX nope;
-- test
DROP INDEX users_pkey;
-- test
DROP INDEX CONCURRENTLY users_incl, users_f;
-- test
REINDEX TABLE CONCURRENTLY users;
-- test
ALTER TABLE users CLUSTER ON users_partial;
-- test
CLUSTER users USING users_partial;
-- test
CLUSTER users USING users_f;
-- test
ALTER INDEX users_incl RENAME TO users_pkey;
-- test
ALTER TABLE users SET SCHEMA app;
-- test
ALTER TABLE users SET SCHEMA nope;
-- test
ALTER TABLE users REPLICA IDENTITY USING INDEX users_partial;
-- test
ALTER TABLE users REPLICA IDENTITY USING INDEX users_email_lower;
-- test
COMMENT ON COLUMN users.nope IS 'x';
-- test
CREATE TRIGGER t BEFORE INSERT ON v1 FOR EACH ROW EXECUTE FUNCTION f_vol();
-- test
CREATE POLICY p ON v1 USING (true);
-- test
CREATE POLICY p ON users USING (nope);
-- test
ALTER TABLE v1 ENABLE ROW LEVEL SECURITY;
-- test
CREATE RULE r AS ON SELECT TO users DO INSTEAD SELECT 1;
-- test
ALTER TABLE mv ADD CONSTRAINT x CHECK (id > 0);
-- test
ALTER MATERIALIZED VIEW mv ALTER COLUMN id SET STATISTICS 100;
-- test
INSERT INTO mv VALUES (1);
-- test
LOCK TABLE v2 IN SHARE MODE;
-- test
LOCK TABLE par IN ACCESS EXCLUSIVE MODE NOWAIT;
-- test
ALTER TABLE users ADD CONSTRAINT plan_set CHECK (plan IS NOT NULL) NOT VALID, ALTER COLUMN plan SET NOT NULL;
-- test
CREATE TEMP TABLE users (id bigint);
ALTER TABLE public.users ADD COLUMN token uuid DEFAULT md5(random()::text)::uuid;
