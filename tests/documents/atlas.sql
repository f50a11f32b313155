-- atlas:txmode none

-- Create index
CREATE INDEX CONCURRENTLY "books_title" ON "books" ("title");
