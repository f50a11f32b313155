-- A constant default is kept in the catalog: no row is touched.
ALTER TABLE products ADD COLUMN stock integer NOT NULL DEFAULT 0;
