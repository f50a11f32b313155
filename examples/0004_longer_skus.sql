-- Widening a varchar changes the catalog only.
ALTER TABLE products ALTER COLUMN sku TYPE varchar(40);
