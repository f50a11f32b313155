-- atlas:delimiter -- end
-- A comment of our own.
-- atlas:txmode none

CREATE TABLE loans (id bigint PRIMARY KEY)
-- end
CREATE FUNCTION one() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql
-- end
INSERT INTO loans VALUES (1);
INSERT INTO loans VALUES (2)
