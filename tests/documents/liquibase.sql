--liquibase formatted sql

--changeset ines:1
CREATE TABLE loans (id bigint PRIMARY KEY);
--rollback DROP TABLE loans;

--changeset ines:2 runInTransaction:false
CREATE INDEX CONCURRENTLY loans_id ON loans (id);
