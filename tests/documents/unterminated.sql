CREATE TABLE authors (id bigint PRIMARY KEY);
INSERT INTO authors VALUES (1, 'O'Brien');
CREATE TABLE loans (id bigint PRIMARY KEY, state text DEFAULT 'open');
CREATE FUNCTION f() RETURNS void AS $$
BEGIN
  DELETE FROM loans;
END;
ALTER TABLE loans ADD COLUMN due date;
DROP TABLE authors;
