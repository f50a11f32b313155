-- setup
CREATE SCHEMA apart;
CREATE TYPE money_of AS (amount numeric, currency char(3));
CREATE TYPE item AS (price money_of, count int);
CREATE TABLE bill (id int PRIMARY KEY, total money_of, lines item[], note text);
INSERT INTO bill SELECT i, ROW(i, 'EUR')::money_of, '{}', 'x' FROM generate_series(1, 300) i;
CREATE TYPE person AS (name text, age int);
CREATE TABLE people OF person (PRIMARY KEY (name));
INSERT INTO people SELECT i, i FROM generate_series(1, 300) i;
CREATE TABLE people_too OF person;
CREATE TYPE lonely AS (a int, b int);
CREATE DOMAIN base AS int;
CREATE DOMAIN upper_one AS base CHECK (VALUE > 0);
CREATE DOMAIN list_of AS int[];
CREATE DOMAIN of_money AS money_of;
CREATE TABLE holds (id int PRIMARY KEY, b base, u upper_one, l list_of, arr upper_one[], o of_money, r int4range);
INSERT INTO holds SELECT i, i, i, '{1}', '{1}', ROW(1, 'EUR')::money_of, '[1,2)' FROM generate_series(1, 300) i;
CREATE TABLE whole (id int PRIMARY KEY, b bill);
CREATE TYPE state AS ENUM ('new', 'old');
CREATE TABLE job (id int PRIMARY KEY, s state NOT NULL DEFAULT 'new', hist state[], CONSTRAINT known CHECK (s <> 'old'::state OR id > 0));
INSERT INTO job SELECT i, 'new', '{new}' FROM generate_series(1, 300) i;
CREATE INDEX job_new ON job (id) WHERE s = 'new';
CREATE VIEW open_jobs AS SELECT id, s FROM job WHERE s = 'new';
CREATE FUNCTION next_state(state) RETURNS state LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TYPE span AS RANGE (SUBTYPE = int4);
CREATE TABLE spans (id int, s span);
CREATE MATERIALIZED VIEW job_copy AS SELECT id, s FROM job;
CREATE TABLE job_part (id int, b base) PARTITION BY RANGE (id);
CREATE TABLE job_part_1 PARTITION OF job_part FOR VALUES FROM (0) TO (10);
-- test
ALTER TYPE money_of ADD ATTRIBUTE at date;
-- test
ALTER TYPE money_of ALTER ATTRIBUTE amount TYPE bigint;
-- test
ALTER TYPE money_of DROP ATTRIBUTE currency;
-- test
ALTER TYPE money_of RENAME ATTRIBUTE currency TO unit;
-- test
ALTER TYPE item ALTER ATTRIBUTE count TYPE bigint;
-- test
ALTER TYPE lonely ALTER ATTRIBUTE a TYPE bigint, ADD ATTRIBUTE c text, DROP ATTRIBUTE b;
-- test
ALTER TYPE lonely DROP ATTRIBUTE nope;
-- test
ALTER TYPE lonely DROP ATTRIBUTE IF EXISTS nope;
-- test
ALTER TYPE lonely ADD ATTRIBUTE a int;
-- test
ALTER TYPE lonely RENAME ATTRIBUTE nope TO x;
-- test
ALTER TYPE person ADD ATTRIBUTE mail text;
-- test
ALTER TYPE person ADD ATTRIBUTE mail text CASCADE;
-- test
ALTER TYPE person ALTER ATTRIBUTE age TYPE bigint;
-- test
ALTER TYPE person ALTER ATTRIBUTE age TYPE bigint CASCADE;
-- test
ALTER TYPE person ALTER ATTRIBUTE name TYPE varchar CASCADE;
-- test
ALTER TYPE person DROP ATTRIBUTE age;
-- test
ALTER TYPE person DROP ATTRIBUTE age CASCADE;
-- test
ALTER TYPE person RENAME ATTRIBUTE age TO years;
-- test
ALTER TYPE person RENAME ATTRIBUTE age TO years CASCADE;
-- test
ALTER TABLE people ADD COLUMN x int;
-- test
ALTER TABLE people DROP COLUMN age;
-- test
ALTER TABLE people RENAME COLUMN age TO years;
-- test
ALTER TABLE people ALTER COLUMN age TYPE bigint;
-- test
ALTER TABLE people ALTER COLUMN age SET NOT NULL, ALTER COLUMN age SET DEFAULT 1;
-- test
ALTER TABLE people NOT OF;
-- test
ALTER TABLE people NOT OF;
ALTER TABLE people ADD COLUMN x int;
-- test
CREATE TABLE loose (name text, age int);
ALTER TABLE loose OF person;
-- test
DROP TYPE person;
-- test
DROP TYPE person CASCADE;
-- test
DROP TYPE money_of;
-- test
DROP TYPE money_of CASCADE;
-- test
DROP TYPE item CASCADE;
-- test
DROP DOMAIN base;
-- test
DROP DOMAIN base CASCADE;
-- test
DROP DOMAIN list_of CASCADE;
-- test
DROP TYPE state CASCADE;
-- test
DROP TYPE state;
-- test
DROP DOMAIN state;
-- test
DROP TYPE base;
-- test
ALTER TYPE state ADD VALUE 'done' BEFORE 'nope';
-- test
ALTER TYPE state ADD VALUE 'done' BEFORE 'old';
-- test
ALTER TYPE base ADD VALUE 'x';
-- test
ALTER TYPE money_of ADD VALUE 'x';
-- test
ALTER DOMAIN base ADD CHECK (VALUE < 100000);
-- test
ALTER DOMAIN base SET NOT NULL;
-- test
ALTER DOMAIN upper_one ADD CONSTRAINT small CHECK (VALUE < 100000);
-- test
ALTER DOMAIN upper_one SET NOT NULL;
-- test
ALTER DOMAIN list_of ADD CHECK (array_length(VALUE, 1) < 10);
-- test
ALTER DOMAIN of_money ADD CHECK ((VALUE).amount < 100000);
-- test
ALTER DOMAIN upper_one SET DEFAULT 5;
-- test
ALTER DOMAIN upper_one DROP CONSTRAINT IF EXISTS nope;
-- test
ALTER DOMAIN upper_one RENAME TO positive;
-- test
ALTER DOMAIN upper_one SET SCHEMA apart;
-- test
ALTER TYPE upper_one RENAME TO positive;
-- test
ALTER TYPE span RENAME TO reach;
-- test
DROP TYPE span;
-- test
DROP TYPE span CASCADE;
-- test
ALTER TABLE bill ADD COLUMN x int;
-- test
ALTER TABLE bill ALTER COLUMN note TYPE varchar(10);
-- test: another table has it as a column's type
ALTER TABLE bill ADD COLUMN x int DEFAULT 1;
-- test
ALTER TABLE bill DROP COLUMN note;
-- test
DROP TABLE bill;
-- test
DROP TABLE bill CASCADE;
-- test
ALTER TABLE bill RENAME COLUMN note TO remark;
-- test
ALTER TABLE bill ALTER COLUMN total TYPE numeric USING (total).amount;
-- test
ALTER TABLE bill ALTER COLUMN lines TYPE jsonb USING to_jsonb(lines);
-- test
ALTER TABLE bill ADD CHECK ((total).amount > 0);
-- test
CREATE INDEX ON bill (((total).amount));
-- test
UPDATE bill SET total.amount = 5 WHERE (total).currency = 'EUR';
-- test
ALTER TABLE holds ALTER COLUMN b TYPE upper_one;
-- test
ALTER TABLE holds ALTER COLUMN b TYPE int;
-- test
ALTER TABLE holds ALTER COLUMN u TYPE base;
-- test
ALTER TABLE holds ALTER COLUMN arr TYPE int[];
-- test
ALTER TABLE holds ALTER COLUMN arr TYPE base[];
-- test
ALTER TABLE holds ALTER COLUMN l TYPE int[];
-- test
ALTER TABLE holds ALTER COLUMN l TYPE bigint[];
-- test
ALTER TABLE holds ADD COLUMN z upper_one DEFAULT 1;
-- test
ALTER TABLE holds ADD COLUMN z upper_one[] DEFAULT '{1}';
-- test
ALTER TABLE holds ADD COLUMN z list_of NOT NULL DEFAULT '{}';
-- test
ALTER TABLE holds ADD COLUMN z of_money DEFAULT ROW(1, 'EUR');
-- test
ALTER TABLE job ALTER COLUMN s TYPE text;
-- test
DROP VIEW open_jobs;
DROP MATERIALIZED VIEW job_copy;
ALTER TABLE job ALTER COLUMN s DROP DEFAULT;
DROP INDEX job_new;
ALTER TABLE job DROP CONSTRAINT known;
ALTER TABLE job ALTER COLUMN s TYPE text USING s::text;
-- test
ALTER TABLE job ALTER COLUMN hist TYPE text[];
-- test
ALTER TABLE job ALTER COLUMN hist TYPE text[] USING hist::text[];
-- test
CREATE TYPE state_2 AS ENUM ('new', 'old', 'gone');
ALTER TABLE job ALTER COLUMN hist TYPE state_2[] USING hist::text[]::state_2[];
-- test
ALTER TYPE state RENAME TO state_old;
CREATE TYPE state AS ENUM ('new');
-- test
DROP FUNCTION next_state(state);
DROP VIEW open_jobs;
DROP MATERIALIZED VIEW job_copy;
ALTER TABLE job DROP COLUMN s, DROP COLUMN hist;
DROP TYPE state;
-- test
ALTER TABLE job_part ALTER COLUMN b TYPE upper_one;
-- test
CREATE TYPE money_of AS (x int);
-- test
CREATE TYPE bill AS (x int);
-- test
CREATE DOMAIN bill AS int;
-- test
ALTER TABLE spans ADD EXCLUDE USING gist (s WITH &&);
-- test
CREATE TYPE shell;
CREATE TYPE shell AS ENUM ('a');
