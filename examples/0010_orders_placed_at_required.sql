-- The validated check proves that no row is NULL, so the table is not read again.
ALTER TABLE orders ALTER COLUMN placed_at SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT orders_placed_at_known;
