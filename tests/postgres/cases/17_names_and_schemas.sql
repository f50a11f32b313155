-- setup
CREATE SCHEMA "Shop";
CREATE SCHEMA archive;
CREATE TABLE "Shop"."Order" ("Id" bigint PRIMARY KEY, "customer id" int, "select" text, total numeric(10, 2));
INSERT INTO "Shop"."Order" SELECT i, i, 'x', i FROM generate_series(1, 200) i;
CREATE INDEX "Order by customer" ON "Shop"."Order" ("customer id");
CREATE TABLE "Shop".customer (id int PRIMARY KEY, "E-Mail" text UNIQUE);
INSERT INTO "Shop".customer SELECT i, 'm' || i FROM generate_series(1, 200) i;
CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE archive."Order" (LIKE "Shop"."Order");
CREATE VIEW "Shop"."Open" AS SELECT "Id" FROM "Shop"."Order";
CREATE TABLE Users (ID serial PRIMARY KEY, "Name" text, name text);
INSERT INTO users (name) SELECT 'n' FROM generate_series(1, 100);
-- test
ALTER TABLE "Shop"."Order" ADD COLUMN "Note" text;
-- test
ALTER TABLE "Shop"."Order" ADD FOREIGN KEY ("customer id") REFERENCES "Shop".customer;
-- test
ALTER TABLE "Shop"."Order" ADD CONSTRAINT "my fk" FOREIGN KEY ("customer id") REFERENCES "Shop".customer (id) ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
-- test
CREATE INDEX ON "Shop"."Order" ("select");
-- test
CREATE INDEX "idx$1" ON "Shop"."Order" USING btree ("select" DESC NULLS LAST, total);
-- test
DROP INDEX "Shop"."Order by customer";
-- test: not on the search path
DROP INDEX "Order by customer";
-- test
SET search_path = "Shop", public;
ALTER TABLE "Order" ALTER COLUMN "select" SET NOT NULL;
-- test: the first schema of the path wins
SET search_path TO "Shop", public;
ALTER TABLE customer ADD COLUMN b int;
-- test: unquoted names are folded
SET search_path = archive;
ALTER TABLE Order_ ADD COLUMN b int;
-- test
SET search_path = archive;
ALTER TABLE "Order" ALTER total TYPE text;
-- test
ALTER TABLE USERS ADD COLUMN NICK text;
-- test
ALTER TABLE users ALTER COLUMN "Name" SET NOT NULL;
-- test: has nulls
ALTER TABLE users ALTER COLUMN Name SET NOT NULL;
-- test: no such table
ALTER TABLE "Users" ADD COLUMN a int;
-- test
ALTER TABLE "Shop"."Order" RENAME COLUMN "select" TO note;
-- test
ALTER TABLE "Shop"."Order" SET SCHEMA public;
-- test: there is one already
ALTER TABLE "Shop"."Order" SET SCHEMA archive;
-- test
ALTER TABLE "Shop"."Order" RENAME TO "order";
-- test
DROP TABLE "Shop"."Order" CASCADE;
-- test: a view depends on it
DROP TABLE "Shop"."Order";
-- test
DROP SCHEMA archive CASCADE;
-- test: not empty
DROP SCHEMA archive;
-- test
DROP SCHEMA "Shop" CASCADE;
-- test
TRUNCATE "Shop"."Order", customer;
-- test
CREATE TABLE "Shop".item (order_id bigint REFERENCES "Shop"."Order" ("Id") ON DELETE CASCADE, customer_id int REFERENCES customer);
-- test
UPDATE "Shop"."Order" o SET total = 0 FROM "Shop".customer c WHERE c.id = o."customer id";
-- test
COMMENT ON COLUMN "Shop"."Order"."select" IS 'x';
-- test
COMMENT ON TABLE "Shop"."Order" IS NULL;
-- test
COMMENT ON CONSTRAINT "Order_pkey" ON "Shop"."Order" IS 'x';
-- test
ALTER TABLE "Shop"."Order" ADD CONSTRAINT "total > 0" CHECK (total > 0);
-- test
ALTER TABLE "Shop".customer DROP CONSTRAINT "customer_E-Mail_key";
-- test
CREATE OR REPLACE VIEW "Shop"."Open" AS SELECT "Id", total FROM "Shop"."Order";
-- test
GRANT SELECT, UPDATE ("customer id") ON "Shop"."Order" TO reader;
-- test
GRANT USAGE ON SCHEMA "Shop" TO reader;
-- test
ALTER TABLE public.users ADD UNIQUE (name, id);
-- test
CREATE UNIQUE INDEX CONCURRENTLY "u 1" ON "Shop"."Order" ("Id", total);
-- test: an index in a schema
ALTER INDEX "Shop"."Order by customer" RENAME TO by_customer;
-- test
REINDEX SCHEMA "Shop";
-- test
ALTER TABLE U&"\0075sers" ADD COLUMN z int;
-- test: the same table twice
LOCK TABLE users, "Shop".customer IN EXCLUSIVE MODE;
