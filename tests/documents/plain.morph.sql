-- morph:nontransactional
CREATE INDEX CONCURRENTLY IF NOT EXISTS books_title ON books (title);
