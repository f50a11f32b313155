-- setup
CREATE TABLE t (id int PRIMARY KEY, a int, c_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name int, plain int CONSTRAINT k_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name CHECK (plain > 0));
INSERT INTO t SELECT i, i, i, i FROM generate_series(1, 1000) i;
CREATE INDEX i_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name ON t (a);
CREATE TABLE "T_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name" (id int REFERENCES t);
-- test: its name was cut
DROP INDEX i_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_;
-- test: written in full
DROP INDEX i_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name;
-- test: it is there already
CREATE INDEX IF NOT EXISTS i_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of__other ON t (a);
-- test
ALTER TABLE t ALTER COLUMN c_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name SET NOT NULL;
-- test
ALTER TABLE t ALTER COLUMN c_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_ TYPE bigint;
-- test
ALTER TABLE t DROP CONSTRAINT k_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_;
-- test
ALTER TABLE "T_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_" ADD COLUMN x int;
-- test
DROP TABLE "T_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name";
-- test: an expression on such a column
CREATE INDEX i ON t ((c_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name + 1));
-- test: one row only
CREATE UNIQUE INDEX i ON "T_a_name_that_goes_on_for_much_longer_than_the_server_keeps_of_any_name" ((TRUE));
-- test: a word that is no column
CREATE INDEX i ON t ((current_date));
-- test
CREATE INDEX i ON t ((a), (FALSE));
