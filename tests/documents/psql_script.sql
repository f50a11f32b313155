\set ON_ERROR_STOP on
\ir 001_tables.sql
BEGIN;
COPY books (id, title) FROM stdin;
1	It's; a title
2	$$ -- and another
\.
SELECT format('DROP INDEX %I;', indexrelid::regclass) FROM pg_index WHERE NOT indisvalid \gexec
COMMIT;
