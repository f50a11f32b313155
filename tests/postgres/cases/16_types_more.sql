-- setup
CREATE EXTENSION hstore;
CREATE EXTENSION ltree;
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TYPE pair AS (x int, y text);
CREATE DOMAIN code AS varchar(8);
CREATE DOMAIN strict_code AS code CHECK (VALUE <> '');
CREATE DOMAIN small AS int2;
CREATE DOMAIN positive AS numeric(8, 2) CHECK (VALUE >= 0);
CREATE DOMAIN tags AS text[];
CREATE TABLE w (id int PRIMARY KEY, i2 int2, i8 bigint, f4 real, f8 double precision, n numeric(8, 2), nz numeric(8), dn positive, v5 varchar(5), v varchar, c3 char(3), ch char,
  co code, sc strict_code, ts timestamp(0), tz timestamptz(0), t time, ttz timetz, i interval, iv interval(2), ids interval day to second, ymo interval year to month, b bit(4), bv varbit(4), ip inet, net cidr,
  mac macaddr, m8 macaddr8, h hstore, lt ltree, lv level, p pair, txt text, arr int[], arr2 numeric(8, 2)[], tarr text[], tg tags, r int4range, pt point, d date, bo boolean, u uuid, xm xml, js json, jb jsonb, nm name, oi oid, sm small, ts3 timestamp(3));
INSERT INTO w SELECT i, 1, i, 1, 1, 1, 1, 1, 'a', 'a', 'a', 'a', 'a', 'a', '2020-01-01', '2020-01-01', '10:00', '10:00', '1 day', '1 day', '1 day', '1 year', B'0001', B'01', '10.0.0.1', '10.0.0.0/8',
  '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', 'a=>1', 'a.b', 'low', ROW(1, 'a')::pair, '1', '{1}', '{1}', '{a}', '{a}', '[1,2)', '(1,1)', '2020-01-01', true, md5(i::text)::uuid, '<a/>', '{}', '{}', 'a', 1, 1, '2020-01-01' FROM generate_series(1, 50) i;
-- test
ALTER TABLE w ALTER i8 TYPE int;
-- test
ALTER TABLE w ALTER i2 TYPE bigint;
-- test
ALTER TABLE w ALTER i2 TYPE small;
-- test: domain to its base type
ALTER TABLE w ALTER sm TYPE int2;
-- test: domain to a wider type
ALTER TABLE w ALTER sm TYPE int;
-- test
ALTER TABLE w ALTER f4 TYPE float8;
-- test
ALTER TABLE w ALTER f8 TYPE real;
-- test
ALTER TABLE w ALTER f8 TYPE float(24);
-- test
ALTER TABLE w ALTER f8 TYPE float(53);
-- test
ALTER TABLE w ALTER n TYPE numeric;
-- test
ALTER TABLE w ALTER n TYPE numeric(12, 2);
-- test
ALTER TABLE w ALTER n TYPE decimal(8, 2);
-- test
ALTER TABLE w ALTER n TYPE numeric(8, 3);
-- test
ALTER TABLE w ALTER n TYPE numeric(8);
-- test
ALTER TABLE w ALTER nz TYPE numeric(9, 0);
-- test: through a domain with a check
ALTER TABLE w ALTER dn TYPE numeric(8, 2);
-- test: through a domain with a check
ALTER TABLE w ALTER dn TYPE numeric(10, 2);
-- test: to a domain with a check, same base
ALTER TABLE w ALTER n TYPE positive;
-- test
ALTER TABLE w ALTER v5 TYPE varchar;
-- test
ALTER TABLE w ALTER v5 TYPE text;
-- test
ALTER TABLE w ALTER v5 TYPE varchar(6);
-- test
ALTER TABLE w ALTER v5 TYPE varchar(4);
-- test
ALTER TABLE w ALTER v5 TYPE code;
-- test
ALTER TABLE w ALTER v TYPE code;
-- test: a domain over a domain
ALTER TABLE w ALTER co TYPE strict_code;
-- test: a domain over a domain
ALTER TABLE w ALTER sc TYPE code;
-- test: a domain over a domain
ALTER TABLE w ALTER sc TYPE text;
-- test
ALTER TABLE w ALTER co TYPE varchar(8);
-- test
ALTER TABLE w ALTER co TYPE varchar(20);
-- test
ALTER TABLE w ALTER c3 TYPE char(3);
-- test
ALTER TABLE w ALTER c3 TYPE varchar(3);
-- test
ALTER TABLE w ALTER c3 TYPE varchar;
-- test
ALTER TABLE w ALTER ch TYPE character(1);
-- test
ALTER TABLE w ALTER ch TYPE text;
-- test
ALTER TABLE w ALTER ts TYPE timestamp;
-- test
ALTER TABLE w ALTER ts3 TYPE timestamp(6);
-- test
ALTER TABLE w ALTER ts3 TYPE timestamp(4);
-- test
ALTER TABLE w ALTER ts3 TYPE timestamp(2);
-- test
ALTER TABLE w ALTER tz TYPE timestamptz(6);
-- test
ALTER TABLE w ALTER tz TYPE timestamp with time zone;
-- test
ALTER TABLE w ALTER t TYPE time(6);
-- test
ALTER TABLE w ALTER ttz TYPE time;
-- test
ALTER TABLE w ALTER ttz TYPE timetz(2);
-- test
ALTER TABLE w ALTER t TYPE interval;
-- test
ALTER TABLE w ALTER iv TYPE interval;
-- test
ALTER TABLE w ALTER i TYPE interval(6);
-- test
ALTER TABLE w ALTER iv TYPE interval(4);
-- test
ALTER TABLE w ALTER ids TYPE interval;
-- test
ALTER TABLE w ALTER i TYPE interval day to second;
-- test
ALTER TABLE w ALTER ymo TYPE interval month;
-- test
ALTER TABLE w ALTER b TYPE bit(4);
-- test
ALTER TABLE w ALTER b TYPE varbit;
-- test
ALTER TABLE w ALTER bv TYPE varbit(8);
-- test
ALTER TABLE w ALTER bv TYPE varbit;
-- test
ALTER TABLE w ALTER bv TYPE varbit(2);
-- test
ALTER TABLE w ALTER ip TYPE cidr USING ip::cidr;
-- test
ALTER TABLE w ALTER net TYPE inet;
-- test
ALTER TABLE w ALTER mac TYPE macaddr8;
-- test
ALTER TABLE w ALTER m8 TYPE macaddr;
-- test
ALTER TABLE w ALTER h TYPE jsonb USING h::jsonb;
-- test
ALTER TABLE w ALTER lt TYPE text;
-- test
ALTER TABLE w ALTER lv TYPE varchar;
-- test
ALTER TABLE w ALTER p TYPE text;
-- test: no cast
ALTER TABLE w ALTER txt TYPE boolean;
-- test
ALTER TABLE w ALTER bo TYPE text;
-- test: no cast without USING
ALTER TABLE w ALTER bo TYPE int;
-- test
ALTER TABLE w ALTER txt TYPE date USING to_date(txt, 'YYYY');
-- test
ALTER TABLE w ALTER txt TYPE name;
-- test
ALTER TABLE w ALTER nm TYPE text;
-- test
ALTER TABLE w ALTER nm TYPE varchar(63);
-- test
ALTER TABLE w ALTER txt TYPE varchar USING txt::varchar;
-- test
ALTER TABLE w ALTER txt TYPE varchar USING CAST(txt AS varchar);
-- test
ALTER TABLE w ALTER txt TYPE text USING (txt);
-- test
ALTER TABLE w ALTER txt TYPE text USING ((txt)::text);
-- test
ALTER TABLE w ALTER txt TYPE text USING lower(txt);
-- test
ALTER TABLE w ALTER txt TYPE text USING v;
-- test
ALTER TABLE w ALTER txt TYPE text USING v::text;
-- test
ALTER TABLE w ALTER txt TYPE text USING coalesce(txt, '');
-- test
ALTER TABLE w ALTER txt TYPE text COLLATE "default";
-- test
ALTER TABLE w ALTER v TYPE varchar COLLATE "C";
-- test
ALTER TABLE w ALTER arr TYPE int[];
-- test
ALTER TABLE w ALTER arr TYPE integer[][];
-- test
ALTER TABLE w ALTER arr2 TYPE numeric(10, 2)[];
-- test
ALTER TABLE w ALTER arr2 TYPE numeric[];
-- test
ALTER TABLE w ALTER arr TYPE text[];
-- test
ALTER TABLE w ALTER tarr TYPE tags;
-- test
ALTER TABLE w ALTER tg TYPE text[];
-- test
ALTER TABLE w ALTER tg TYPE varchar[];
-- test
ALTER TABLE w ALTER arr TYPE text USING array_to_string(arr, ',');
-- test
ALTER TABLE w ALTER r TYPE int8range USING int8range(lower(r), upper(r));
-- test
ALTER TABLE w ALTER pt TYPE text;
-- test: TimeZone = Etc/UTC
SET timezone = 'Etc/UTC';
ALTER TABLE w ALTER ts TYPE timestamptz(0);
-- test: TimeZone = UTC, another precision
SET timezone = 'UTC';
ALTER TABLE w ALTER ts3 TYPE timestamptz;
-- test: TimeZone = UTC, another precision
SET timezone = 'UTC';
ALTER TABLE w ALTER ts3 TYPE timestamptz(1);
-- test: TimeZone = GMT
SET timezone = 'GMT';
ALTER TABLE w ALTER tz TYPE timestamp(0);
-- test: TimeZone = 0
SET TIME ZONE 0;
ALTER TABLE w ALTER tz TYPE timestamp(0) USING tz AT TIME ZONE 'UTC';
-- test: TimeZone = Europe/Berlin
SET timezone = 'Europe/Berlin';
ALTER TABLE w ALTER tz TYPE timestamp(0);
-- test
ALTER TABLE w ALTER d TYPE text;
-- test
ALTER TABLE w ALTER u TYPE varchar(36);
-- test
ALTER TABLE w ALTER u TYPE bytea USING decode(replace(u::text, '-', ''), 'hex');
-- test
ALTER TABLE w ALTER xm TYPE text;
-- test
ALTER TABLE w ALTER js TYPE json;
-- test
ALTER TABLE w ALTER js TYPE text USING js #>> '{}';
-- test
ALTER TABLE w ALTER oi TYPE regclass;
-- test
ALTER TABLE w ALTER oi TYPE int8;
-- test
ALTER TABLE w ALTER lv TYPE level USING lv;
-- test
ALTER TABLE w ALTER txt TYPE varchar(3), ALTER v5 TYPE text;
-- test
ALTER TABLE w ALTER v TYPE text, ALTER co TYPE text, ADD COLUMN z int DEFAULT 1;
-- test
ALTER TABLE w ALTER i8 TYPE bigint, ALTER v5 TYPE varchar(50);
-- test
ALTER TABLE ONLY w ALTER COLUMN v5 SET DATA TYPE varchar(99);
