-- ddlint-ignore-file drop-column: the application stopped reading them in 2.4
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION count_loans() RETURNS trigger AS $$
BEGIN
  UPDATE books SET loans = loans + 1 WHERE id = NEW.book_id;
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
-- +goose StatementEnd
ALTER TABLE books DROP COLUMN shelf;

-- +goose Down
DROP FUNCTION count_loans();
