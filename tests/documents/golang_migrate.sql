BEGIN;
ALTER TABLE books ADD COLUMN isbn text;
COMMIT;
CREATE INDEX books_isbn ON books (isbn)
