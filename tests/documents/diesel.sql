-- Your SQL goes here
CREATE TABLE loans (id BIGINT PRIMARY KEY)
