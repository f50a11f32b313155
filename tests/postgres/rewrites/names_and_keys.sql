-- setup
CREATE SCHEMA "My Shop";
CREATE TABLE users (id bigint PRIMARY KEY, email text, age integer NOT NULL DEFAULT 7, created date);
CREATE TABLE "My Shop"."Order Lines" ("Order" bigint, "Line" integer, "Price" numeric NOT NULL DEFAULT 0, note text, PRIMARY KEY ("Order", "Line"));
CREATE TABLE plain (a integer, b integer, c text);
CREATE TABLE unnamed_checks (id bigint PRIMARY KEY, a integer, b integer, CHECK (a > 0));
CREATE INDEX "I" ON "My Shop"."Order Lines" (note);
CREATE INDEX users_email_idx ON users (email);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint, parent bigint, title varchar(20) NOT NULL);
-- test
ALTER TABLE "My Shop"."Order Lines" ALTER COLUMN note SET NOT NULL;
-- test
ALTER TABLE "My Shop"."Order Lines" ADD CHECK ("Price" >= 0);
-- test
ALTER TABLE "My Shop"."Order Lines" ADD CONSTRAINT "Fancy ""Name" CHECK ("Price" + "Line" > 0);
-- test
ALTER TABLE unnamed_checks ADD CHECK (a < 1000);
-- test
ALTER TABLE unnamed_checks ADD CHECK (a <> b + 1), ADD CHECK (b > 0);
-- test
alter table unnamed_checks add constraint x check (a < 10000) no inherit;
-- test
ALTER TABLE "My Shop"."Order Lines" ALTER COLUMN "Price" TYPE double precision;
-- test
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- test
ALTER TABLE users ALTER created SET DATA TYPE text USING to_char(created, 'YYYY');
-- test
ALTER TABLE users ALTER COLUMN age TYPE text COLLATE "C" USING coalesce(age::text, users.email);
-- test
ALTER TABLE users ALTER COLUMN email TYPE bytea USING convert_to(email, 'UTF8');
-- test
ALTER TABLE "My Shop"."Order Lines" ADD UNIQUE (note);
-- test
ALTER TABLE "My Shop"."Order Lines" ADD UNIQUE (note) INCLUDE ("Price") DEFERRABLE INITIALLY DEFERRED;
-- test
ALTER TABLE users ADD CONSTRAINT users_mail UNIQUE (email, age) WITH (fillfactor = 70);
-- test
ALTER TABLE plain ADD PRIMARY KEY (a, b);
-- test
ALTER TABLE plain ADD CONSTRAINT "P" PRIMARY KEY (b) DEFERRABLE;
-- test
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
-- test
ALTER TABLE posts ADD FOREIGN KEY (parent) REFERENCES posts, ADD FOREIGN KEY (author) REFERENCES users (id) MATCH FULL;
-- test
ALTER TABLE plain ADD CONSTRAINT lines FOREIGN KEY (a, b) REFERENCES "My Shop"."Order Lines" ("Order", "Line");
-- test
ALTER TABLE users ADD COLUMN score integer CONSTRAINT positive CHECK (score > 0) UNIQUE;
-- test
ALTER TABLE users ADD COLUMN nick text COLLATE "C" DEFAULT 'x' CHECK (nick <> '') NOT NULL;
-- test
ALTER TABLE users ADD best bigint DEFAULT 1 CONSTRAINT best_post REFERENCES posts (id) ON DELETE CASCADE DEFERRABLE;
-- test
ALTER TABLE users ADD COLUMN token text NOT NULL DEFAULT md5(random()::text);
-- test
UPDATE "My Shop"."Order Lines" SET note = 'old' WHERE "Price" > 3 OR note IS NULL;
-- test
UPDATE "My Shop"."Order Lines" SET note = 'old';
-- test
DELETE FROM "My Shop"."Order Lines" WHERE "Price" > 3;
-- test
UPDATE users SET email = lower(email) WHERE email <> lower(email);
-- test
DELETE FROM plain WHERE a > 5;
-- test
CREATE INDEX ON "My Shop"."Order Lines" (lower(note), "Price" DESC);
-- test
CREATE UNIQUE INDEX IF NOT EXISTS plain_key ON plain USING btree (a) INCLUDE (c) WHERE b > 0;
-- test
BEGIN;
CREATE INDEX plain_b ON plain (b);
COMMIT;
-- test
DROP INDEX "My Shop"."I", users_email_idx;
-- test
DROP INDEX IF EXISTS "My Shop"."I";
-- test
BEGIN;
DROP INDEX users_email_idx;
COMMIT;
-- test
REINDEX INDEX users_email_idx;
-- test
REINDEX (VERBOSE) TABLE "My Shop"."Order Lines";
-- test
ALTER TABLE users ADD CONSTRAINT adult CHECK (age >= 0) NOT VALID, VALIDATE CONSTRAINT adult;
-- test
BEGIN;
ALTER TABLE users ADD COLUMN x integer;
ALTER TABLE posts ADD COLUMN x integer;
COMMIT;
