CREATE TABLE ${schema}.loans (id bigint PRIMARY KEY);
ALTER TABLE ${schema}.books ADD COLUMN loan bigint REFERENCES ${schema}.loans (id);
INSERT INTO ${schema}.loans VALUES (1); -- the first one
