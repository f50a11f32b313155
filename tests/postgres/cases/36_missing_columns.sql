-- setup
CREATE TABLE invoice (id bigint PRIMARY KEY, due date, amount int, "Weird" int, buyer_id int);
CREATE TABLE buyer (id int PRIMARY KEY, name text, due_in int);
ALTER TABLE invoice RENAME COLUMN due TO due_on;
CREATE TYPE pair AS (x int, y int);
ALTER TABLE invoice ADD COLUMN p pair, ADD COLUMN ps pair[];
CREATE VIEW open_invoice AS SELECT id, amount FROM invoice;
CREATE FUNCTION doubled(invoice) RETURNS int LANGUAGE sql AS 'SELECT $1.amount * 2';
-- test
CREATE VIEW overdue AS SELECT id, due FROM invoice WHERE due_on < now();
-- test
CREATE VIEW overdue AS SELECT id FROM invoice WHERE due < now();
-- test
CREATE VIEW overdue AS SELECT i.due FROM invoice i;
-- test
CREATE VIEW overdue AS SELECT invoice.due FROM invoice;
-- test
CREATE VIEW overdue AS SELECT i.id, due FROM invoice i JOIN buyer b ON b.id = i.buyer_id;
-- test
CREATE VIEW overdue AS SELECT i.id, due_in, due_on FROM invoice i JOIN buyer b ON b.id = i.buyer_id;
-- test
CREATE VIEW overdue AS SELECT i.id FROM invoice i JOIN buyer b ON b.id = i.due;
-- test
CREATE VIEW overdue AS SELECT i.id FROM invoice i LEFT JOIN buyer b USING (due);
-- test
CREATE VIEW overdue AS SELECT amount AS due FROM invoice GROUP BY due;
-- test
CREATE VIEW overdue AS SELECT amount AS due FROM invoice ORDER BY due;
-- test
CREATE VIEW overdue AS SELECT amount FROM invoice ORDER BY due_on;
-- test
CREATE VIEW overdue AS SELECT count(*) FROM invoice GROUP BY due;
-- test
CREATE VIEW overdue AS SELECT count(*) FROM invoice GROUP BY amount HAVING max(due) > now();
-- test
CREATE VIEW overdue AS SELECT invoice FROM invoice;
-- test
CREATE VIEW overdue AS SELECT i FROM invoice i;
-- test
CREATE VIEW overdue AS SELECT i.doubled, i.ctid, i.tableoid FROM invoice i;
-- test
CREATE VIEW overdue AS SELECT ctid, xmin, current_date, current_user, session_user, localtimestamp FROM invoice;
-- test
CREATE VIEW overdue AS SELECT "Weird" FROM invoice;
-- test
CREATE VIEW overdue AS SELECT Weird FROM invoice;
-- test
CREATE VIEW overdue AS SELECT ID, Amount FROM invoice;
-- test
CREATE VIEW overdue AS SELECT g FROM invoice, generate_series(1, 2) AS g;
-- test
CREATE VIEW overdue AS SELECT generate_series FROM invoice, generate_series(1, 2);
-- test
CREATE VIEW overdue AS SELECT due FROM (SELECT due_on AS due FROM invoice) AS x;
-- test
CREATE VIEW overdue AS SELECT x.due FROM (SELECT due_on AS due FROM invoice) AS x, invoice;
-- test
CREATE VIEW overdue AS SELECT i.due FROM (SELECT 1 AS one) AS x, invoice i;
-- test
CREATE VIEW overdue AS WITH x AS (SELECT due_on AS due FROM invoice) SELECT due FROM x;
-- test
CREATE VIEW overdue AS WITH x AS (SELECT due FROM invoice) SELECT 1 FROM x;
-- test
CREATE VIEW overdue AS WITH invoice AS (SELECT 1 AS due) SELECT due, invoice.due AS again FROM invoice;
-- test
CREATE VIEW overdue AS SELECT a, b FROM invoice AS i (a, b, c, d, e);
-- test
CREATE VIEW overdue AS SELECT i.b FROM invoice AS i (a, b, c, d, e);
-- test
CREATE VIEW overdue AS SELECT id FROM invoice WHERE EXISTS (SELECT 1 FROM buyer WHERE buyer_id = buyer.id);
-- test
CREATE VIEW overdue AS SELECT id FROM invoice WHERE EXISTS (SELECT 1 FROM buyer WHERE due = buyer.id);
-- test
CREATE VIEW overdue AS SELECT id FROM invoice WHERE EXISTS (SELECT 1 FROM buyer b WHERE b.due = id);
-- test
CREATE VIEW overdue AS SELECT (SELECT due_on) FROM invoice;
-- test
CREATE VIEW overdue AS SELECT b.name, l.amount FROM buyer b, LATERAL (SELECT amount FROM invoice WHERE buyer_id = b.id) l;
-- test
CREATE VIEW overdue AS SELECT extract(year FROM due_on), date_trunc('month', due_on), interval '1' day, position('a' IN 'b'), trim(leading 'x' FROM 'xx') FROM invoice;
-- test
CREATE VIEW overdue AS SELECT rank() OVER w FROM invoice WINDOW w AS (PARTITION BY buyer_id ORDER BY due_on);
-- test
CREATE VIEW overdue AS SELECT rank() OVER (ORDER BY due) FROM invoice;
-- test
CREATE VIEW overdue AS SELECT make_interval(days => amount) FROM invoice;
-- test
CREATE VIEW overdue AS SELECT make_interval(days := due) FROM invoice;
-- test
CREATE VIEW overdue AS SELECT (p).x, (i.p).y, (ps[1]).x AS one, (i.ps)[1].y AS two FROM invoice i;
-- test
CREATE VIEW overdue AS SELECT (q).x FROM invoice;
-- test
CREATE VIEW overdue AS SELECT xmlelement(name due, amount), coalesce(amount, 1), greatest(amount, id), row(amount), array[amount], amount::text COLLATE "C", grouping(amount) FROM invoice GROUP BY amount, id;
-- test
CREATE VIEW overdue AS SELECT substring('abc' FROM 1 FOR amount), overlay('abc' PLACING 'x' FROM amount), amount BETWEEN SYMMETRIC 1 AND 2, due_on AT TIME ZONE 'UTC', normalize('a', NFC), 'a' IS NFC NORMALIZED FROM invoice;
-- test
CREATE VIEW overdue AS SELECT sum(amount) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), percentile_cont(0.5) WITHIN GROUP (ORDER BY due_on - due_on) FROM invoice GROUP BY amount, due_on;
-- test
CREATE VIEW overdue AS SELECT i.id FROM invoice i, buyer b, LATERAL (SELECT b.name AS called) c WHERE c.called = b.named;
-- test
CREATE VIEW overdue AS SELECT id FROM (invoice JOIN buyer b USING (id)) AS x;
-- test
CREATE VIEW overdue AS SELECT x.due FROM (invoice i JOIN buyer b ON i.id = b.id) AS x (id, due);
-- test
CREATE VIEW overdue AS SELECT count(*) FROM invoice i WHERE (id, amount) IN (SELECT id, due_in FROM buyer) LIMIT ALL;
-- test
CREATE VIEW overdue AS SELECT i.* FROM invoice i WHERE i IS NOT NULL AND i.id = ANY (SELECT max(id) FROM buyer);
-- test
CREATE VIEW overdue AS SELECT id, amount FROM open_invoice;
-- test
CREATE VIEW overdue AS SELECT due FROM open_invoice;
-- test
CREATE VIEW overdue AS SELECT id FROM invoice UNION SELECT due FROM invoice;
-- test
CREATE VIEW overdue AS SELECT id AS due FROM invoice UNION SELECT id FROM invoice ORDER BY due;
-- test
CREATE VIEW overdue AS SELECT DISTINCT ON (n) amount AS n FROM invoice;
-- test
CREATE VIEW overdue AS SELECT array_agg(id ORDER BY due) FROM invoice;
-- test
CREATE VIEW overdue AS SELECT count(*) FILTER (WHERE due > now()) FROM invoice;
-- test
CREATE VIEW overdue AS SELECT CASE WHEN due IS NULL THEN 1 END FROM invoice;
-- test
CREATE MATERIALIZED VIEW overdue AS SELECT due, count(*) FROM invoice GROUP BY 1;
-- test
CREATE TABLE copied AS SELECT due FROM invoice;
-- test
CREATE TABLE IF NOT EXISTS buyer AS SELECT due FROM invoice;
-- test
SELECT due FROM invoice;
-- test
SELECT id AS due FROM invoice ORDER BY due;
-- test
SELECT due INTO copied FROM invoice;
-- test
SELECT amount INTO copied FROM invoice;
-- test
INSERT INTO invoice (id, due_on) SELECT id, due FROM invoice;
-- test
INSERT INTO invoice (id, amount) SELECT i.id + 1, i.due_on FROM invoice i WHERE i.due > now();
-- test
INSERT INTO buyer (id) SELECT buyer_id FROM invoice ON CONFLICT (id) DO UPDATE SET name = excluded.name;
-- test
UPDATE buyer SET name = 'x' FROM invoice i WHERE i.due = buyer.id;
-- test
UPDATE buyer SET name = (SELECT due::text FROM invoice LIMIT 1);
-- test
UPDATE buyer SET due_in = (SELECT max(due_in) FROM invoice);
-- test
DELETE FROM buyer USING invoice WHERE invoice.buyer_id = buyer.id;
-- test
DELETE FROM buyer WHERE id IN (SELECT i.due FROM invoice i);
-- test
COMMENT ON COLUMN invoice.due IS 'x';
-- test
COMMENT ON COLUMN invoice.due_on IS 'x';
-- test
CREATE STATISTICS s ON due, amount FROM invoice;
-- test
CREATE POLICY p ON invoice USING (due > now());
-- test
CREATE POLICY p ON invoice WITH CHECK (due_on > now() AND amount IN (SELECT id FROM buyer));
-- test
CREATE TRIGGER t BEFORE UPDATE OF due ON invoice FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
-- test
CREATE TRIGGER t BEFORE UPDATE OF due_on ON invoice FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
-- test
DO $$ DECLARE due int := 1; n int; BEGIN SELECT due INTO n FROM invoice; END $$;
