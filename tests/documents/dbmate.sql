-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY books_title ON books (title);

-- migrate:down
DROP INDEX books_title;
