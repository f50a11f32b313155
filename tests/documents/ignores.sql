-- squawk-ignore ban-drop-table
-- ddlint-ignore drop-table: replaced by catalogue
DROP TABLE shelves; -- ddlint-ignore drop-table-cascade
ALTER TABLE books /* ddlint-ignore add-column until=2031-01-01 */ ADD COLUMN note text DEFAULT '-- ddlint-ignore x';
-- ddlint-ignore-file rename-table
