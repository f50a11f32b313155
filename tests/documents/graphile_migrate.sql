--! Previous: sha1:0000
--! Hash: sha1:1111
--! no-transaction

create index concurrently if not exists books_title on :DATABASE_SCHEMA.books (title);
