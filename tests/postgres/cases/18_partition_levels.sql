-- setup
CREATE TABLE ref (id int PRIMARY KEY);
INSERT INTO ref SELECT generate_series(0, 99);
CREATE TABLE m (id int NOT NULL, region text NOT NULL, at date NOT NULL, v int, ref_id int) PARTITION BY LIST (region);
CREATE TABLE m_eu PARTITION OF m FOR VALUES IN ('eu', 'uk') PARTITION BY RANGE (at);
CREATE TABLE m_eu_2020 PARTITION OF m_eu FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE m_eu_2021 PARTITION OF m_eu FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');
CREATE TABLE m_us PARTITION OF m FOR VALUES IN ('us');
CREATE TABLE m_rest PARTITION OF m DEFAULT;
INSERT INTO m SELECT i, (ARRAY['eu', 'us', 'xx'])[i % 3 + 1], date '2020-01-01' + i, i, i % 100 FROM generate_series(1, 300) i;
CREATE INDEX m_v ON m (v);
CREATE TABLE alone (id int NOT NULL, region text NOT NULL, at date NOT NULL, v int, ref_id int);
INSERT INTO alone SELECT i, 'asia', date '2020-01-01' + i, i, 1 FROM generate_series(1, 100) i;
CREATE TABLE proven (LIKE alone, CHECK (region IN ('asia')), CHECK (region IS NOT NULL));
INSERT INTO proven SELECT * FROM alone;
CREATE TABLE h (id int PRIMARY KEY, v text) PARTITION BY HASH (id);
CREATE TABLE h_0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE h_1 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO h SELECT i, i FROM generate_series(1, 100) i;
CREATE TABLE child (id int, h_id int REFERENCES h);
CREATE TABLE e (k int) PARTITION BY RANGE (k);
CREATE TABLE fk (id int, ref_id int REFERENCES ref) PARTITION BY RANGE (id);
CREATE TABLE fk_1 PARTITION OF fk FOR VALUES FROM (0) TO (10);
CREATE TABLE fk_new (id int NOT NULL, ref_id int, CHECK (id >= 10 AND id < 20));
INSERT INTO fk_new SELECT 10 + i % 10, i % 100 FROM generate_series(1, 100) i;
-- test
ALTER TABLE m ADD COLUMN c int;
-- test
ALTER TABLE m ADD COLUMN c timestamptz DEFAULT clock_timestamp();
-- test
ALTER TABLE m_eu ADD COLUMN c int;
-- test
ALTER TABLE m DROP COLUMN v;
-- test
ALTER TABLE m ALTER COLUMN v TYPE bigint;
-- test
ALTER TABLE m ALTER COLUMN v SET NOT NULL;
-- test
ALTER TABLE m_eu ALTER COLUMN v SET NOT NULL;
-- test
ALTER TABLE m_us ALTER COLUMN v SET NOT NULL;
-- test
ALTER TABLE m ALTER COLUMN at DROP NOT NULL;
-- test
ALTER TABLE m_us ALTER COLUMN at DROP NOT NULL;
-- test
ALTER TABLE m ALTER COLUMN v SET DEFAULT 0;
-- test
ALTER TABLE m ADD CONSTRAINT c CHECK (v >= 0);
-- test
ALTER TABLE m_eu ADD CONSTRAINT c CHECK (v >= 0) NOT VALID;
-- test
ALTER TABLE m ADD FOREIGN KEY (ref_id) REFERENCES ref;
-- test
ALTER TABLE m_us ADD FOREIGN KEY (ref_id) REFERENCES ref NOT VALID;
-- test
ALTER TABLE m ADD PRIMARY KEY (id, region, at);
-- test: lacks a partition key's column
ALTER TABLE m ADD PRIMARY KEY (id);
-- test: lacks a partition key's column
CREATE UNIQUE INDEX ON m (id, region);
-- test
CREATE UNIQUE INDEX ON m (id, region, at);
-- test
CREATE INDEX ON m (ref_id);
-- test
CREATE INDEX ON m_eu (ref_id);
-- test
CREATE INDEX ON ONLY m (ref_id);
-- test
CREATE INDEX CONCURRENTLY ON m_eu_2020 (ref_id);
-- test
DROP INDEX m_v;
-- test: belongs to the parent's index
DROP INDEX m_us_v_idx;
-- test
REINDEX TABLE m_us;
-- test
REINDEX TABLE CONCURRENTLY m_eu;
-- test
ALTER INDEX m_v RENAME TO m_v2;
-- test: there is a default partition
ALTER TABLE m ATTACH PARTITION alone FOR VALUES IN ('asia');
-- test: proven, and there is a default partition
ALTER TABLE m ATTACH PARTITION proven FOR VALUES IN ('asia');
-- test: bounds overlap
ALTER TABLE m ATTACH PARTITION proven FOR VALUES IN ('us');
-- test: to the second level
ALTER TABLE m_eu ATTACH PARTITION alone FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');
-- test
ALTER TABLE e ATTACH PARTITION alone DEFAULT;
-- test: the parent has a foreign key
ALTER TABLE fk ATTACH PARTITION fk_new FOR VALUES FROM (10) TO (20);
-- test
ALTER TABLE m DETACH PARTITION m_us;
-- test
ALTER TABLE m DETACH PARTITION m_eu;
-- test
ALTER TABLE m DETACH PARTITION m_rest;
-- test
ALTER TABLE m_eu DETACH PARTITION m_eu_2020;
-- test
ALTER TABLE m_eu DETACH PARTITION m_eu_2020 CONCURRENTLY;
-- test
ALTER TABLE fk DETACH PARTITION fk_1;
-- test: a foreign key points to it
ALTER TABLE h DETACH PARTITION h_1;
-- test
CREATE TABLE m_asia PARTITION OF m FOR VALUES IN ('asia');
-- test
CREATE TABLE m_eu_2022 PARTITION OF m_eu FOR VALUES FROM ('2022-01-01') TO (MAXVALUE);
-- test: overlaps
CREATE TABLE m_eu_x PARTITION OF m_eu FOR VALUES FROM ('2021-06-01') TO ('2022-01-01');
-- test
CREATE TABLE m_asia PARTITION OF m FOR VALUES IN ('asia') PARTITION BY HASH (id);
-- test: with constraints of its own
CREATE TABLE m_asia PARTITION OF m (CHECK (v > 0), FOREIGN KEY (ref_id) REFERENCES ref) FOR VALUES IN ('asia');
-- test
CREATE TABLE IF NOT EXISTS m_us PARTITION OF m FOR VALUES IN ('us');
-- test
CREATE TABLE fk_2 PARTITION OF fk FOR VALUES FROM (10) TO (20);
-- test
CREATE TABLE e_1 PARTITION OF e FOR VALUES FROM (MINVALUE) TO (0);
-- test
DROP TABLE m_us;
-- test
DROP TABLE m_eu;
-- test
DROP TABLE m;
-- test: a foreign key points to it
DROP TABLE h;
-- test
DROP TABLE h CASCADE;
-- test
TRUNCATE m_eu;
-- test
TRUNCATE ONLY m;
-- test: a foreign key points to it
TRUNCATE h CASCADE;
-- test
UPDATE m SET v = 0 WHERE region = 'eu';
-- test
UPDATE m_eu SET v = 0;
-- test
DELETE FROM m WHERE region = 'us';
-- test
ANALYZE m_eu;
-- test
ALTER TABLE m RENAME COLUMN v TO value;
-- test
ALTER TABLE m_eu RENAME TO m_europe;
-- test
ALTER TABLE m ENABLE ROW LEVEL SECURITY;
-- test
ALTER TABLE m SET (fillfactor = 70);
-- test
ALTER TABLE m_us SET (fillfactor = 70);
-- test
CREATE POLICY p ON m USING (v > 0);
-- test
ALTER TABLE m OWNER TO app;
-- test
CREATE TRIGGER tr BEFORE UPDATE ON m_us FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
-- test
LOCK TABLE m IN SHARE MODE;
-- test
LOCK TABLE ONLY m IN SHARE MODE;
-- test
COMMENT ON TABLE m IS 'x';
-- test
ALTER TABLE m VALIDATE CONSTRAINT nosuch;
-- test
CREATE VIEW mv AS SELECT * FROM m;
-- test
SELECT * FROM m WHERE region = 'us' FOR UPDATE;
