-- Up Migration
CREATE TABLE loans (id bigint PRIMARY KEY);

-- Down Migration
DROP TABLE loans;
