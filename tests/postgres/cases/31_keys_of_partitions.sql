-- setup
CREATE TABLE two (y int NOT NULL, m int NOT NULL, note text) PARTITION BY RANGE (y, m);
CREATE TABLE two_a PARTITION OF two FOR VALUES FROM (2024, 1) TO (2024, 7);
CREATE TABLE two_b PARTITION OF two FOR VALUES FROM (2024, 7) TO (2025, 1);
CREATE TABLE two_c PARTITION OF two FOR VALUES FROM (2025, 1) TO (2025, MAXVALUE);
CREATE TABLE two_d PARTITION OF two FOR VALUES FROM (2026, MINVALUE) TO (MAXVALUE, MAXVALUE);
INSERT INTO two VALUES (2024, 3, 'x'), (2024, 9, 'x'), (2025, 2, 'x'), (2026, 1, 'x');
CREATE TABLE spread (id int NOT NULL, note text) PARTITION BY HASH (id);
CREATE TABLE spread_0 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE spread_1 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE spread_2 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 2);
CREATE TABLE spread_3 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 3);
INSERT INTO spread SELECT i, 'x' FROM generate_series(1, 20) i;
CREATE TABLE wide (id bigint NOT NULL, tenant text NOT NULL, n int) PARTITION BY HASH (tenant, id);
CREATE TABLE wide_0 PARTITION OF wide FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE wide_1 PARTITION OF wide FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE area (code text, size int) PARTITION BY LIST (code);
CREATE TABLE area_n PARTITION OF area FOR VALUES IN ('n', NULL);
CREATE TABLE area_s PARTITION OF area FOR VALUES IN ('s', 't');
CREATE TABLE area_rest PARTITION OF area DEFAULT;
INSERT INTO area VALUES ('n', 1), ('s', 1), ('z', 1), (NULL, 1);
CREATE TABLE nested (at date NOT NULL, code text, n int) PARTITION BY RANGE (at);
CREATE TABLE nested_1 PARTITION OF nested FOR VALUES FROM ('2026-01-01') TO ('2026-02-01') PARTITION BY LIST (code);
CREATE TABLE nested_1_a PARTITION OF nested_1 FOR VALUES IN ('a');
CREATE TABLE nested_1_b PARTITION OF nested_1 FOR VALUES IN ('b');
CREATE TABLE nested_2 PARTITION OF nested FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY LIST (code);
CREATE TABLE nested_2_a PARTITION OF nested_2 FOR VALUES IN ('a');
CREATE TABLE nested_2_b PARTITION OF nested_2 FOR VALUES IN ('b');
CREATE TABLE flag (on_it boolean, n int) PARTITION BY LIST (on_it);
CREATE TABLE flag_t PARTITION OF flag FOR VALUES IN (true);
CREATE TABLE flag_f PARTITION OF flag FOR VALUES IN (false);
CREATE TABLE source (id int, code text, n int);
INSERT INTO source VALUES (1, 'n', 5);
CREATE TABLE by_expr (at timestamp, n int) PARTITION BY RANGE ((date_trunc('year', at)));
CREATE TABLE by_expr_1 PARTITION OF by_expr FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE by_expr_2 PARTITION OF by_expr FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- test
UPDATE two SET note = 'y' WHERE y = 2024;
-- test
UPDATE two SET note = 'y' WHERE y = 2024 AND m = 3;
-- test
UPDATE two SET note = 'y' WHERE y = 2024 AND m >= 7;
-- test
UPDATE two SET note = 'y' WHERE y > 2024;
-- test
UPDATE two SET note = 'y' WHERE y >= 2025;
-- test
UPDATE two SET note = 'y' WHERE y < 2025;
-- test
UPDATE two SET note = 'y' WHERE y <= 2024;
-- test: the second column alone
UPDATE two SET note = 'y' WHERE m = 3;
-- test
UPDATE two SET note = 'y' WHERE y = 2025 AND m = 1;
-- test
UPDATE two SET note = 'y' WHERE y = 2030;
-- test
UPDATE two SET note = 'y' WHERE y = 1999;
-- test
DELETE FROM two WHERE y = 2024 AND m < 7;
-- test
DELETE FROM two WHERE (y, m) < (2024, 7);
-- test
DELETE FROM two WHERE y IN (2024, 2026);
-- test
DELETE FROM two WHERE y = 2024 OR y = 2026;
-- test
INSERT INTO two VALUES (2024, 12, 'x');
-- test
INSERT INTO two VALUES (2025, 1, 'x'), (2027, 5, 'x');
-- test
INSERT INTO two (note, m, y) VALUES ('x', 6, 2024);
-- test
INSERT INTO two VALUES (2020, 1, 'x');
-- test
UPDATE spread SET note = 'y' WHERE id = 7;
-- test
UPDATE spread SET note = 'y' WHERE id IN (1, 2);
-- test
UPDATE spread SET note = 'y' WHERE id > 7;
-- test
DELETE FROM spread WHERE id = 1 OR id = 3;
-- test
INSERT INTO spread VALUES (7, 'x');
-- test
INSERT INTO spread VALUES (8, 'x'), (9, 'x');
-- test
INSERT INTO spread (note, id) VALUES ('x', -3);
-- test
UPDATE wide SET n = 1 WHERE tenant = 'a' AND id = 5;
-- test
UPDATE wide SET n = 1 WHERE tenant = 'a';
-- test
INSERT INTO wide VALUES (5, 'a', 1);
-- test
INSERT INTO wide VALUES (99999999999, 'a longer text', 1);
-- test
UPDATE area SET size = 2 WHERE code = 'n';
-- test
UPDATE area SET size = 2 WHERE code IS NULL;
-- test
UPDATE area SET size = 2 WHERE code IS NOT NULL;
-- test
UPDATE area SET size = 2 WHERE code <> 'n';
-- test
UPDATE area SET size = 2 WHERE code NOT IN ('s', 't');
-- test
UPDATE area SET size = 2 WHERE code = 's' OR code = 'n';
-- test
UPDATE area SET size = 2 WHERE code = ANY ('{s,t}');
-- test
UPDATE area SET size = 2 WHERE code = ANY (ARRAY['n', 't']);
-- test
UPDATE area SET size = 2 WHERE code LIKE 's%';
-- test
UPDATE area SET size = 2 WHERE lower(code) = 's';
-- test
UPDATE area SET size = 2 WHERE code = 's' AND code = 'n';
-- test
UPDATE area SET size = 2 WHERE false;
-- test
UPDATE area SET size = 2 WHERE code = NULL;
-- test
UPDATE area SET code = 'n' WHERE code = 's';
-- test
INSERT INTO area VALUES (NULL, 1);
-- test
INSERT INTO area VALUES ('s', 1) ON CONFLICT DO NOTHING;
-- test
DELETE FROM nested WHERE at = '2026-01-05' AND code = 'a';
-- test
DELETE FROM nested WHERE code = 'a';
-- test
DELETE FROM nested WHERE at >= '2026-02-01';
-- test
DELETE FROM nested WHERE at = CURRENT_DATE;
-- test
INSERT INTO nested VALUES ('2026-01-31', 'b', 1);
-- test
INSERT INTO nested VALUES ('2026-02-01', 'a', 1), ('2026-01-01', 'a', 1);
-- test
UPDATE flag SET n = 1 WHERE on_it;
-- test
UPDATE flag SET n = 1 WHERE NOT on_it;
-- test
UPDATE flag SET n = 1 WHERE on_it = false;
-- test
UPDATE flag SET n = 1 WHERE on_it IS TRUE;
-- test
UPDATE flag SET n = 1 WHERE on_it IS NOT TRUE;
-- test
INSERT INTO flag VALUES (true, 1);
-- test
INSERT INTO flag VALUES ('f', 1);
-- test
UPDATE by_expr SET n = 1 WHERE at = '2025-05-05';
-- test
MERGE INTO area a USING source s ON a.code = s.code WHEN MATCHED THEN UPDATE SET size = s.n;
-- test
UPDATE area SET size = s.n FROM source s WHERE s.code = area.code AND area.code = 's';
-- test
DELETE FROM area a USING source s WHERE a.code = 's' AND a.size = s.n;
-- test
UPDATE area AS a SET size = 2 WHERE a.code = 's';
-- test
UPDATE area SET size = 2 WHERE area.code = 's';
-- test
DELETE FROM area WHERE code = 's' RETURNING *;
-- test
SELECT * FROM area WHERE code = 's' FOR UPDATE;
-- test
SELECT * FROM area a WHERE a.code = 's' AND size = 1 FOR NO KEY UPDATE;
-- test
WITH x AS (DELETE FROM area WHERE code = 's' RETURNING *) SELECT * FROM x;
-- test
UPDATE area_s SET code = 'n' WHERE code = 's';
-- test
COPY area FROM STDIN;
-- test
DO $$ BEGIN DELETE FROM area WHERE code = 's'; END $$;
-- test
EXPLAIN ANALYZE DELETE FROM area WHERE code = 's';
-- test
CREATE TABLE two_e PARTITION OF two FOR VALUES FROM (2024, 3) TO (2024, 4);
-- test
CREATE TABLE two_e PARTITION OF two FOR VALUES FROM (2023, 1) TO (2024, 1);
-- test
CREATE TABLE two_e PARTITION OF two FOR VALUES FROM (2025, MAXVALUE) TO (2026, MINVALUE);
-- test
CREATE TABLE two_e PARTITION OF two FOR VALUES FROM (2023) TO (2024);
-- test
CREATE TABLE spread_4 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 3);
-- test
CREATE TABLE spread_4 PARTITION OF spread FOR VALUES WITH (MODULUS 8, REMAINDER 3);
-- test
CREATE TABLE spread_4 PARTITION OF spread DEFAULT;
-- test
CREATE TABLE spread_4 PARTITION OF spread FOR VALUES WITH (MODULUS 4, REMAINDER 4);
-- test
CREATE TABLE area_x PARTITION OF area FOR VALUES FROM ('a') TO ('b');
-- test
CREATE TABLE area_x PARTITION OF area FOR VALUES IN (NULL);
-- test
CREATE TABLE area_x PARTITION OF area FOR VALUES IN ('x', 'x');
-- test
ALTER TABLE spread DETACH PARTITION spread_3;
CREATE TABLE spread_a PARTITION OF spread FOR VALUES WITH (MODULUS 8, REMAINDER 3);
-- test
ALTER TABLE spread DETACH PARTITION spread_3;
CREATE TABLE spread_a PARTITION OF spread FOR VALUES WITH (MODULUS 6, REMAINDER 3);
-- test: a cast to another kind of time
DELETE FROM nested WHERE at < '2026-02-01'::timestamptz;
-- test
DELETE FROM nested WHERE at < '2026-02-01'::timestamp;
-- test: another table's column of the same name
UPDATE area SET size = s.n FROM source s WHERE s.code = 'n' AND s.n = area.size;
-- test
DELETE FROM spread USING source s WHERE spread.id = 3 AND s.code = 'n';
-- test
INSERT INTO flag (n) VALUES (1);
-- test
INSERT INTO spread (id) VALUES (NULL);
-- test
INSERT INTO nested VALUES ('2030-01-01', 'a', 1);
-- test
INSERT INTO nested VALUES ('infinity', 'a', 1);
-- test
UPDATE two SET note = 'y' WHERE y >= 2024 AND m >= 7 AND y <= 2025;
-- test
UPDATE two SET note = 'y' WHERE y > 2023 AND y < 2026 AND (m = 1 OR m = 2);
-- test
UPDATE two SET note = 'y' WHERE y = 2024 AND m IN (1, 8);
-- test
UPDATE two SET y = 2026, m = 1 WHERE y = 2024 AND m = 3;
