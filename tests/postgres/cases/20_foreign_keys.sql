-- setup
CREATE TABLE p (id int PRIMARY KEY, a int, b int, u text UNIQUE, UNIQUE (a, b));
INSERT INTO p SELECT i, i, i, i FROM generate_series(1, 200) i;
CREATE TABLE big (id bigint PRIMARY KEY);
INSERT INTO big SELECT generate_series(1, 200);
CREATE TABLE t (id int PRIMARY KEY, p_id int, a int, b int, u text, big_id bigint, self int, nothing int);
INSERT INTO t SELECT i, i, i, i, i, i, i, NULL FROM generate_series(1, 100) i;
ALTER TABLE t ADD CONSTRAINT t_self FOREIGN KEY (self) REFERENCES t (id) NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_nv FOREIGN KEY (p_id) REFERENCES p NOT VALID;
CREATE TABLE strict (id int, p_id int NOT NULL REFERENCES p ON DELETE CASCADE);
INSERT INTO strict SELECT i, i FROM generate_series(1, 100) i;
CREATE TABLE chain (id int PRIMARY KEY REFERENCES t ON DELETE CASCADE);
INSERT INTO chain SELECT generate_series(1, 50);
CREATE TABLE bad (id int, p_id int);
INSERT INTO bad VALUES (1, 100000);
CREATE TABLE vacant (id int, p_id int);
CREATE TEMP TABLE tmp (id int PRIMARY KEY);
CREATE UNLOGGED TABLE unl (id int PRIMARY KEY);
CREATE MATERIALIZED VIEW mv AS SELECT id FROM p;
-- test
ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p (a, b);
-- test
ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p (a, b) MATCH FULL;
-- test
ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES p (u) ON DELETE SET DEFAULT;
-- test
ALTER TABLE t ADD FOREIGN KEY (p_id) REFERENCES big;
-- test: types that do not compare
ALTER TABLE t ADD FOREIGN KEY (u) REFERENCES p;
-- test: no unique constraint
ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (a);
-- test: no such table
ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES nosuch;
-- test: no such column
ALTER TABLE t ADD FOREIGN KEY (nosuch) REFERENCES p;
-- test: a row violates it
ALTER TABLE bad ADD FOREIGN KEY (p_id) REFERENCES p;
-- test: a row violates it
ALTER TABLE bad ADD FOREIGN KEY (p_id) REFERENCES p NOT VALID;
-- test: an empty table
ALTER TABLE vacant ADD FOREIGN KEY (p_id) REFERENCES p;
-- test
ALTER TABLE t ADD FOREIGN KEY (self) REFERENCES t;
-- test
ALTER TABLE t ADD FOREIGN KEY (nothing) REFERENCES t (id) DEFERRABLE;
-- test
ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (p_id) REFERENCES p, ADD CONSTRAINT y FOREIGN KEY (big_id) REFERENCES big;
-- test
ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (p_id) REFERENCES p NOT VALID, ADD CONSTRAINT y FOREIGN KEY (big_id) REFERENCES big NOT VALID;
-- test
ALTER TABLE t VALIDATE CONSTRAINT t_self;
-- test
ALTER TABLE t VALIDATE CONSTRAINT t_nv;
-- test
ALTER TABLE t VALIDATE CONSTRAINT t_nv, VALIDATE CONSTRAINT t_self;
-- test
ALTER TABLE t DROP CONSTRAINT t_nv;
-- test
ALTER TABLE t DROP CONSTRAINT IF EXISTS nosuch;
-- test
ALTER TABLE t DROP CONSTRAINT nosuch;
-- test
ALTER TABLE strict DROP CONSTRAINT strict_p_id_fkey;
-- test
ALTER TABLE t DROP CONSTRAINT t_pkey CASCADE;
-- test: referenced
ALTER TABLE t DROP CONSTRAINT t_pkey;
-- test: to a unique index
ALTER TABLE p DROP CONSTRAINT p_a_b_key;
-- test
ALTER TABLE t ALTER CONSTRAINT t_nv NOT DEFERRABLE;
-- test
ALTER TABLE t RENAME CONSTRAINT t_nv TO t_p;
-- test: same name
ALTER TABLE t ADD CONSTRAINT t_nv FOREIGN KEY (p_id) REFERENCES p;
-- test
ALTER TABLE vacant ADD COLUMN x int NOT NULL REFERENCES p (id);
-- test
ALTER TABLE t ADD COLUMN x int CONSTRAINT x_fk REFERENCES p ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;
-- test
ALTER TABLE t ADD COLUMN x bigint DEFAULT 1 NOT NULL CONSTRAINT x_fk REFERENCES big (id);
-- test
ALTER TABLE t ADD COLUMN x int, ADD CONSTRAINT x_fk FOREIGN KEY (x) REFERENCES p (id);
-- test
ALTER TABLE t ADD COLUMN x int, ADD CONSTRAINT x_fk FOREIGN KEY (x) REFERENCES p (id) NOT VALID;
-- test
CREATE TABLE n (p_id int, big_id bigint, FOREIGN KEY (p_id) REFERENCES p, FOREIGN KEY (big_id) REFERENCES big);
-- test
CREATE TABLE n (id int PRIMARY KEY, parent int REFERENCES n);
-- test
CREATE TABLE n (a int, b int, FOREIGN KEY (a, b) REFERENCES p (b, a));
-- test
CREATE TABLE IF NOT EXISTS n (p_id int REFERENCES p (id) ON UPDATE CASCADE);
-- test: unlogged and permanent
ALTER TABLE vacant ADD FOREIGN KEY (p_id) REFERENCES unl;
-- test
ALTER TABLE unl ADD FOREIGN KEY (id) REFERENCES p;
-- test: a materialized view
ALTER TABLE vacant ADD FOREIGN KEY (p_id) REFERENCES mv (id);
-- test
CREATE TEMP TABLE n (p_id int REFERENCES p);
-- test
DROP TABLE strict;
-- test
DROP TABLE strict, t, chain;
-- test: chain refers to it
DROP TABLE t;
-- test
DROP TABLE t CASCADE;
-- test
TRUNCATE p, strict, t, chain;
-- test
TRUNCATE p CASCADE;
-- test
TRUNCATE t CASCADE;
-- test
TRUNCATE strict;
-- test
DELETE FROM p WHERE id = 150;
-- test
DELETE FROM t WHERE id = 10;
-- test
UPDATE p SET id = id + 1000 WHERE id > 190;
-- test
INSERT INTO strict VALUES (1, 1);
-- test
ALTER TABLE p ALTER COLUMN id TYPE bigint;
-- test
ALTER TABLE p ALTER COLUMN u TYPE varchar(40);
-- test
ALTER TABLE p ALTER COLUMN a TYPE bigint;
-- test
ALTER TABLE strict ALTER COLUMN p_id TYPE bigint;
-- test
ALTER TABLE strict ALTER COLUMN p_id DROP NOT NULL;
-- test
ALTER TABLE p RENAME COLUMN id TO pid;
-- test
ALTER TABLE strict DROP COLUMN p_id;
-- test
ALTER TABLE p DROP COLUMN a;
-- test: a foreign key needs it
ALTER TABLE p DROP COLUMN id;
-- test
ALTER TABLE p DROP COLUMN id CASCADE;
-- test
ALTER TABLE strict DISABLE TRIGGER ALL;
-- test
ALTER TABLE p RENAME TO parent;
-- test
ALTER TABLE strict ADD UNIQUE (p_id);
-- test
SET session_replication_role = replica;
ALTER TABLE t ADD FOREIGN KEY (p_id) REFERENCES p;
-- test: a partition that has the key is not read
CREATE TABLE taken_users (id bigint PRIMARY KEY);
CREATE TABLE taken (id bigint, day date) PARTITION BY RANGE (day);
CREATE TABLE taken_1 PARTITION OF taken FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE taken_2 PARTITION OF taken FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE taken_1 ADD CONSTRAINT taken_key FOREIGN KEY (id) REFERENCES taken_users;
ALTER TABLE taken_2 ADD CONSTRAINT taken_key FOREIGN KEY (id) REFERENCES taken_users;
ALTER TABLE taken ADD CONSTRAINT taken_key FOREIGN KEY (id) REFERENCES taken_users (id);
