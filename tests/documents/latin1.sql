COMMENT ON TABLE books IS 'Bücher; übersicht';
DROP TABLE shelves;
