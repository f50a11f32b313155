-- +migrate Up notransaction
-- +migrate StatementBegin
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed = now();
    RETURN NEW;
END;
$$;
-- +migrate StatementEnd
CREATE INDEX CONCURRENTLY books_changed ON books (changed);

-- +migrate Down
DROP FUNCTION touch();
