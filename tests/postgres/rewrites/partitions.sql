-- setup
CREATE SCHEMA log;
CREATE TABLE log.events (id bigint NOT NULL, day date NOT NULL, kind text, data jsonb) PARTITION BY RANGE (day);
CREATE TABLE log.events_1 PARTITION OF log.events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (kind);
CREATE TABLE log.events_1_a PARTITION OF log.events_1 FOR VALUES IN ('a');
CREATE TABLE log."Events 1 B" PARTITION OF log.events_1 FOR VALUES IN ('b', NULL);
CREATE TABLE log.events_2 PARTITION OF log.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE log.events_3 (id bigint NOT NULL, day date NOT NULL, kind text, data jsonb);
CREATE TABLE kinds (id integer, kind text) PARTITION BY LIST (kind);
CREATE TABLE kinds_a PARTITION OF kinds FOR VALUES IN ('v1', 'v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'v8', 'v9');
CREATE TABLE kinds_b (id integer, kind text);
CREATE INDEX kinds_id_idx ON kinds (id, kind);
CREATE TABLE rest (id integer) PARTITION BY RANGE (id);
CREATE TABLE rest_default PARTITION OF rest DEFAULT;
CREATE TABLE rest_1 (id integer);
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE visits (id bigint GENERATED ALWAYS AS IDENTITY, user_id bigint REFERENCES users, day date NOT NULL, seen timestamptz DEFAULT now(), CHECK (day > '2000-01-01')) PARTITION BY RANGE (day);
CREATE INDEX visits_day_idx ON visits (day);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE hits (id bigint, day date NOT NULL, user_id bigint) PARTITION BY RANGE (day);
CREATE TABLE hits_1 PARTITION OF hits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE spots (x integer, y integer) PARTITION BY HASH (x);
CREATE TABLE spots_0 (x integer, y integer);
-- test
CREATE INDEX ON log.events (id);
-- test
CREATE INDEX events_data ON log.events USING gin (data);
-- test
CREATE UNIQUE INDEX "E" ON log.events (day, kind, (id)) WHERE id > 0;
-- test
CREATE UNIQUE INDEX events_key ON log.events (day DESC, kind) INCLUDE (id);
-- test
ALTER TABLE log.events ATTACH PARTITION log.events_3 FOR VALUES FROM ('2026-01-01') TO (MAXVALUE);
-- test
ALTER TABLE kinds ATTACH PARTITION kinds_b FOR VALUES IN ('x', 'y');
-- test
ALTER TABLE kinds ATTACH PARTITION kinds_b FOR VALUES IN ('x', NULL);
-- test
ALTER TABLE rest ATTACH PARTITION rest_1 FOR VALUES FROM (100) TO (200);
-- test
ALTER TABLE spots ATTACH PARTITION spots_0 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
-- test
ALTER TABLE log.events DETACH PARTITION log.events_2;
-- test
ALTER TABLE kinds DETACH PARTITION kinds_a;
-- test
CREATE TABLE visits_2 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- test
CREATE TABLE log.events_4 PARTITION OF log.events FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
-- test
CREATE TABLE kinds_c PARTITION OF kinds (id NOT NULL) FOR VALUES IN ('z');
-- test
CREATE TABLE kinds_d PARTITION OF kinds FOR VALUES IN ('z') PARTITION BY RANGE (id);
-- test
ALTER TABLE hits ADD FOREIGN KEY (user_id) REFERENCES users (id);
-- test
ALTER TABLE hits ADD UNIQUE (day, id);
-- test
ALTER TABLE hits ADD CONSTRAINT hits_id CHECK (id > 0);
-- test
ALTER TABLE hits ALTER COLUMN id SET NOT NULL;
-- test
ALTER TABLE hits ALTER COLUMN id TYPE numeric;
-- test
ALTER TABLE log.events ADD CONSTRAINT events_user FOREIGN KEY (id) REFERENCES users (id) ON DELETE CASCADE;
