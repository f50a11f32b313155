ALTER TABLE orders ADD CONSTRAINT orders_placed_at_known CHECK (placed_at IS NOT NULL) NOT VALID;
