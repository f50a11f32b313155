-- Superseded by 0042; kept so that the numbers stay.

/* DROP TABLE shelves; */
