-- setup
CREATE TABLE ref (id int PRIMARY KEY);
INSERT INTO ref SELECT generate_series(1, 1000);
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1, b varchar(10), c int);
INSERT INTO t SELECT i, i, i, i FROM generate_series(1, 1000) i;
CREATE INDEX t_b ON t (b);
CREATE INDEX t_a ON t (a);
CREATE INDEX t_a2 ON t (a);
CREATE TABLE par (id int);
CREATE TABLE chi () INHERITS (par);
INSERT INTO chi SELECT generate_series(1, 100);
CREATE TABLE part (id int, k int, r int) PARTITION BY RANGE (k);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
INSERT INTO part SELECT i, i % 10, i FROM generate_series(1, 100) i;
ALTER TABLE part ADD CONSTRAINT nv CHECK (r > 0) NOT VALID;
-- test
ALTER TABLE t ADD COLUMN n int, ADD CONSTRAINT n_check CHECK (n > 0);
-- test: existing rows would all be equal
ALTER TABLE t ADD COLUMN n int NOT NULL DEFAULT 0 UNIQUE;
-- test
ALTER TABLE t ADD COLUMN n int DEFAULT 1, ADD CONSTRAINT n_fk FOREIGN KEY (n) REFERENCES ref NOT VALID;
-- test
ALTER TABLE t ADD COLUMN n int CONSTRAINT n_fk REFERENCES ref, ADD COLUMN m text;
-- test
ALTER TABLE t ADD COLUMN n int, ADD FOREIGN KEY (n) REFERENCES ref;
-- test
ALTER TABLE t ALTER COLUMN a DROP DEFAULT, ALTER COLUMN a TYPE bigint, ALTER COLUMN a SET DEFAULT 2;
-- test: the same type again, with USING of itself
ALTER TABLE t ALTER COLUMN b TYPE varchar(10) USING b;
-- test
ALTER TABLE t ALTER COLUMN a TYPE bigint, ADD CONSTRAINT a_check CHECK (a > 0);
-- test
ALTER TABLE t ADD CONSTRAINT a_fk FOREIGN KEY (a) REFERENCES ref, ADD CONSTRAINT a_check CHECK (a > 0) NOT VALID;
-- test
ALTER TABLE t ADD CONSTRAINT a_fk FOREIGN KEY (a) REFERENCES ref, ADD CONSTRAINT a_check CHECK (a > 0);
-- test
ALTER TABLE t RENAME CONSTRAINT t_pkey TO t_pk;
-- test: inheritance parent
ALTER TABLE par ALTER COLUMN id TYPE bigint;
-- test: inheritance parent
ALTER TABLE ONLY par ADD CONSTRAINT c CHECK (id > 0) NO INHERIT;
-- test: inheritance parent
CREATE INDEX i ON par (id);
-- test: inheritance parent
UPDATE par SET id = id + 1;
-- test: partitioned
ALTER TABLE part VALIDATE CONSTRAINT nv;
-- test: partitioned
ALTER TABLE part ALTER COLUMN r SET STATISTICS 100;
-- test: partitioned
ALTER TABLE part ENABLE ROW LEVEL SECURITY;
-- test: partitioned
ALTER TABLE part DISABLE TRIGGER ALL;
-- test: partitioned
ALTER TABLE part DROP CONSTRAINT nv;
-- test
CREATE UNIQUE INDEX i ON t (a) NULLS NOT DISTINCT;
-- test
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE fast;
-- test
CREATE TABLE n (LIKE t INCLUDING ALL, FOREIGN KEY (a) REFERENCES ref);
-- test: created and filled in one statement
CREATE TABLE n AS SELECT t.id, ref.id AS r FROM t JOIN ref ON ref.id = t.a;
-- test: the lock is asked for explicitly first, as some recipes do
SET lock_timeout = '2s';
ALTER TABLE t ADD COLUMN n int;
