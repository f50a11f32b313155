-- setup
CREATE TABLE day (at date NOT NULL, shop int, note text) PARTITION BY RANGE (at);
CREATE TABLE day_1 PARTITION OF day FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE day_2 PARTITION OF day FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE day_3 PARTITION OF day FOR VALUES FROM ('2026-03-01') TO (MAXVALUE) PARTITION BY LIST (shop);
CREATE TABLE day_3_a PARTITION OF day_3 FOR VALUES IN (1, 2);
CREATE TABLE day_3_b PARTITION OF day_3 DEFAULT;
CREATE TABLE kind (name text, size int) PARTITION BY LIST (name);
CREATE TABLE kind_ab PARTITION OF kind FOR VALUES IN ('a', 'b');
CREATE TABLE kind_c PARTITION OF kind FOR VALUES IN ('c');
CREATE TABLE kind_rest PARTITION OF kind DEFAULT;
CREATE TABLE step (id int, note text) PARTITION BY RANGE (id);
CREATE TABLE step_low PARTITION OF step FOR VALUES FROM (MINVALUE) TO (100);
CREATE TABLE step_high PARTITION OF step FOR VALUES FROM (100) TO (200);
CREATE TABLE seen (n int);
CREATE FUNCTION note_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO seen VALUES (1); RETURN NEW; END $$;
CREATE TRIGGER noted AFTER INSERT ON step_high FOR EACH ROW EXECUTE FUNCTION note_it();
INSERT INTO day VALUES ('2026-01-05', 1, 'x'), ('2026-02-05', 1, 'x'), ('2026-03-05', 1, 'x'), ('2026-03-05', 7, 'x');
INSERT INTO kind VALUES ('a', 1), ('c', 1), ('z', 1);
INSERT INTO step VALUES (1, 'x'), (150, 'x');
CREATE TABLE span (id int, note text) PARTITION BY RANGE (id);
CREATE TABLE span_1 PARTITION OF span FOR VALUES FROM (0) TO (10);
CREATE TABLE span_2 PARTITION OF span FOR VALUES FROM (10) TO (20);
CREATE TABLE span_3 PARTITION OF span FOR VALUES FROM (30) TO (MAXVALUE);
CREATE TABLE span_rest PARTITION OF span DEFAULT;
INSERT INTO span VALUES (1, 'x'), (15, 'x'), (25, 'x'), (35, 'x'), (NULL, 'x');
-- test
INSERT INTO day VALUES ('2026-01-20', 1, 'x');
-- test
INSERT INTO day (note, at) VALUES ('x', '2026-02-28');
-- test
INSERT INTO day VALUES ('2026-01-31', 1, 'x'), ('2026-02-01', 1, 'x');
-- test
INSERT INTO day VALUES (DATE '2026-01-31', 1, 'x, (y)');
-- test
INSERT INTO day VALUES ('2026-02-01'::date, 1, 'x');
-- test
INSERT INTO day VALUES ('2026-04-01', 2, 'x');
-- test
INSERT INTO day VALUES ('2026-04-01', 9, 'x');
-- test
INSERT INTO day_3 VALUES ('2026-04-01', 9, 'x');
-- test
INSERT INTO day_1 VALUES ('2026-01-02', 9, 'x');
-- test
INSERT INTO kind VALUES ('b', 1);
-- test
INSERT INTO kind VALUES ('c', 1), ('q', 2);
-- test
INSERT INTO kind (size, name) VALUES (1, 'q');
-- test
INSERT INTO step VALUES (-5, 'x');
-- test
INSERT INTO step VALUES (199, 'x');
-- test
INSERT INTO step VALUES (100, 'x') RETURNING id;
-- test
INSERT INTO step (note, id) VALUES ('it''s (1, 2)', 99);
-- test
UPDATE day SET note = 'y' WHERE at >= '2026-02-01';
-- test
UPDATE day SET note = 'y' WHERE at > '2026-02-01' AND at < '2026-03-01';
-- test
UPDATE day SET note = 'y' WHERE at BETWEEN '2026-01-10' AND '2026-02-10';
-- test
UPDATE day SET note = 'y' WHERE at <= '2026-02-01';
-- test
UPDATE day SET note = 'y' WHERE at < '2026-02-01';
-- test
DELETE FROM day WHERE at >= '2026-03-01' AND shop = 1;
-- test
DELETE FROM day WHERE at < DATE '2026-01-01';
-- test
DELETE FROM step WHERE id > 99;
-- test
DELETE FROM step WHERE id >= 100;
-- test
DELETE FROM step WHERE id < 100;
-- test
DELETE FROM step WHERE id <= 100 AND note = 'x';
-- test
DELETE FROM step WHERE id <> 5;
-- test
DELETE FROM step WHERE 150 < id;
-- test
UPDATE kind SET size = 2 WHERE name > 'b';
-- test
UPDATE kind SET size = 2 WHERE name IN ('a', 'c');
-- test
UPDATE kind SET size = 2 WHERE name <= 'b';
-- test
SELECT 1 FROM step WHERE id < 50;
-- test
UPDATE span SET note = 'y' WHERE id BETWEEN 3 AND 15;
-- test
UPDATE span SET note = 'y' WHERE id >= 3 AND id < 20;
-- test
UPDATE span SET note = 'y' WHERE id >= 3 AND id <= 20;
-- test
UPDATE span SET note = 'y' WHERE id BETWEEN 15 AND 35;
-- test
UPDATE span SET note = 'y' WHERE id >= 30;
-- test
UPDATE span SET note = 'y' WHERE id > 30;
-- test
UPDATE span SET note = 'y' WHERE id > 29;
-- test
UPDATE span SET note = 'y' WHERE id < 10;
-- test
UPDATE span SET note = 'y' WHERE id < 10 AND id >= 0;
-- test
UPDATE span SET note = 'y' WHERE id = 25;
-- test
UPDATE span SET note = 'y' WHERE id IN (1, 11);
-- test
DELETE FROM span WHERE id IS NOT NULL;
-- test
DELETE FROM span WHERE id >= 10 AND id < 20 AND note = 'x';
-- test
INSERT INTO span VALUES (25, 'x'), (12, 'x');
-- test
INSERT INTO span VALUES (1000000, 'x');
