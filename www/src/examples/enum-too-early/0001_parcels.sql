CREATE TYPE parcel_state AS ENUM ('packed', 'sent', 'delivered');

CREATE TABLE parcels (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    state parcel_state NOT NULL DEFAULT 'packed',
    updated_at timestamptz
);
