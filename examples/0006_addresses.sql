CREATE TABLE addresses (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers (id),
    street      text NOT NULL,
    city        text NOT NULL,
    country     text NOT NULL
);

CREATE INDEX addresses_customer_id_idx ON addresses (customer_id);

ALTER TABLE orders ADD COLUMN address_id bigint;
ALTER TABLE orders ADD CONSTRAINT orders_address_id_fkey FOREIGN KEY (address_id) REFERENCES addresses (id) NOT VALID;
