-- atlas:txmode none
CREATE INDEX CONCURRENTLY loans_id ON loans (id);
