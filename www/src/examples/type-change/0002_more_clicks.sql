-- Two thousand million clicks are near. Both lines look alike; one touches no row, the other writes all anew.
SET lock_timeout = '2s';
ALTER TABLE clicks ALTER COLUMN page TYPE varchar(500);
ALTER TABLE clicks ALTER COLUMN id TYPE bigint;
