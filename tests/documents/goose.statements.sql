--+goose Up
-- +goose ENVSUB ON
CREATE TABLE ${SCHEMA:-public}.loans (id bigint PRIMARY KEY, due date);
CREATE TABLE $SCHEMA.shelves (id bigint DEFAULT $START);
-- +goose ENVSUB OFF

-- +goose StatementBegin
CREATE FUNCTION late(day date) RETURNS boolean AS $$ SELECT day < now(); $$ LANGUAGE sql
-- +goose StatementEnd
-- +goose statementbegin
DO $$ BEGIN PERFORM 1; END $$;
CREATE INDEX loans_due ON loans (due);
-- +goose statementend
DROP TABLE shelves; -- +goose StatementEnd is only text here
-- +goose Down
-- +goose StatementBegin
DROP FUNCTION late(date)
-- a word about it
-- +goose StatementEnd

DROP TABLE loans;
