-- A new word for parcels that never came. The server knows it only after COMMIT.
BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TYPE parcel_state ADD VALUE 'lost' AFTER 'sent';
UPDATE parcels SET state = 'lost' WHERE id = 4711;
COMMIT;
