-- It names one table, and stops two: nobody may change a room while all bookings are looked up.
SET lock_timeout = '2s';
ALTER TABLE bookings
    ADD CONSTRAINT bookings_room_fk FOREIGN KEY (room_id) REFERENCES rooms (id);
