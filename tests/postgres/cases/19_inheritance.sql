-- setup
CREATE TABLE ref (id int PRIMARY KEY);
INSERT INTO ref SELECT generate_series(1, 100);
CREATE TABLE a (id int PRIMARY KEY, v int, w varchar(10), CONSTRAINT w_check CHECK (w <> ''));
CREATE TABLE b (extra int) INHERITS (a);
CREATE TABLE c () INHERITS (b);
CREATE TABLE other (id int, v int, w varchar(10));
CREATE TABLE fits (id int NOT NULL, v int, w varchar(10), CONSTRAINT w_check CHECK (w <> ''));
CREATE TABLE d () INHERITS (a, other);
INSERT INTO a SELECT i, i, 'a' FROM generate_series(1, 50) i;
INSERT INTO b SELECT i, i, 'b', 1 FROM generate_series(1, 50) i;
INSERT INTO c SELECT i, i, 'c', 1 FROM generate_series(1, 50) i;
CREATE INDEX b_v ON b (v);
ALTER TABLE a ADD CONSTRAINT later CHECK (v > 0) NOT VALID;
-- test
ALTER TABLE a ADD COLUMN n int NOT NULL DEFAULT 1;
-- test
ALTER TABLE a ADD COLUMN n uuid DEFAULT md5(random()::text)::uuid;
-- test: children would lack it
ALTER TABLE ONLY a ADD COLUMN n int;
-- test
ALTER TABLE b ADD COLUMN n text;
-- test
ALTER TABLE a DROP COLUMN w;
-- test
ALTER TABLE ONLY a DROP COLUMN w;
-- test: inherited
ALTER TABLE b DROP COLUMN w;
-- test
ALTER TABLE a ALTER COLUMN v TYPE bigint;
-- test
ALTER TABLE a ALTER COLUMN w TYPE varchar(20);
-- test
ALTER TABLE a ALTER COLUMN w TYPE text;
-- test: inherited
ALTER TABLE b ALTER COLUMN v TYPE bigint;
-- test
ALTER TABLE b ALTER COLUMN extra TYPE bigint;
-- test
ALTER TABLE a ALTER COLUMN v SET NOT NULL;
-- test
ALTER TABLE ONLY a ALTER COLUMN v SET NOT NULL;
-- test
ALTER TABLE a ALTER COLUMN v SET DEFAULT 1;
-- test
ALTER TABLE a ADD CONSTRAINT k CHECK (v > 0);
-- test
ALTER TABLE a ADD CONSTRAINT k CHECK (v > 0) NO INHERIT;
-- test
ALTER TABLE ONLY a ADD CONSTRAINT k CHECK (v > 0);
-- test
ALTER TABLE b ADD CONSTRAINT k CHECK (v > 0);
-- test
ALTER TABLE a VALIDATE CONSTRAINT later;
-- test
ALTER TABLE b VALIDATE CONSTRAINT later;
-- test
ALTER TABLE a DROP CONSTRAINT w_check;
-- test
ALTER TABLE ONLY a DROP CONSTRAINT w_check;
-- test: inherited
ALTER TABLE b DROP CONSTRAINT w_check;
-- test
ALTER TABLE a ADD FOREIGN KEY (v) REFERENCES ref;
-- test
ALTER TABLE a ADD UNIQUE (v);
-- test
CREATE INDEX ON a (v);
-- test
ALTER TABLE fits INHERIT a;
-- test: lacks the constraint
ALTER TABLE other INHERIT b;
-- test
ALTER TABLE b NO INHERIT a;
-- test
CREATE TABLE n () INHERITS (b);
-- test
CREATE TABLE n (more int) INHERITS (a, ref);
-- test: others depend on it
DROP TABLE a;
-- test
DROP TABLE c;
-- test
DROP TABLE b CASCADE;
-- test
TRUNCATE a;
-- test
TRUNCATE ONLY a;
-- test
UPDATE a SET v = 1;
-- test
UPDATE ONLY a SET v = 1;
-- test
DELETE FROM a WHERE id = 1;
-- test
ALTER TABLE a RENAME COLUMN v TO vv;
-- test
ALTER TABLE a RENAME CONSTRAINT w_check TO w_ok;
-- test
ALTER TABLE a RENAME TO a2;
-- test
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
-- test
ALTER TABLE a DISABLE TRIGGER USER;
-- test
ALTER TABLE a ALTER COLUMN v SET STATISTICS 10;
-- test
ALTER TABLE a SET (fillfactor = 80);
-- test
ALTER TABLE a OWNER TO app;
-- test
LOCK TABLE a IN EXCLUSIVE MODE;
-- test
VACUUM FULL a;
-- test
ANALYZE a;
