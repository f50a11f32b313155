--liquibase formatted sql

--changeset ines:1 dbms:oracle,mssql
CREATE TABLE loans (id NUMBER(10)) TABLESPACE shelves;

--changeset ines:"two words" dbms:postgresql endDelimiter:#
CREATE TABLE loans (id bigint PRIMARY KEY, note text DEFAULT '#')#
CREATE FUNCTION one() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql#
ALTER TABLE loans ADD COLUMN due date; ALTER TABLE loans ADD COLUMN kind text
#
--rollback DROP TABLE loans;

-- changeset ines:3 endDelimiter:\n--// stripComments:false
INSERT INTO loans (id) VALUES (1)
--//
INSERT INTO loans (id) VALUES (2)
--//

--changeset ines:4 endDelimiter:/ dbms:!oracle context:"test or prod"
INSERT INTO loans (id) VALUES (3 / 3)
/
INSERT INTO loans (id) VALUES (4);
/

--changeset ines:5 endDelimiter:GO runInTransaction:false
INSERT INTO loans (id) VALUES (5)
GO
VACUUM loans
GO

--changeset ines:6 endDelimiter:STOP splitStatements:false runInTransaction:false
SELECT nonstop, STOPS FROM loans
STOP
SELECT 2
/* liquibase rollback
DELETE FROM loans;
*/

--changeset ines:7 ignore:true
DROP TABLE loans;

--changeset ines:8 labels:late dbms:!postgresql
DROP TABLE loans;

--changeset ines:9 splitStatements:false
CREATE INDEX loans_due ON loans (due); CREATE INDEX loans_kind ON loans (kind);
