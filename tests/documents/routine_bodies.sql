CREATE FUNCTION fee(days int) RETURNS int
BEGIN ATOMIC
  SELECT CASE WHEN days > 30 THEN 5 ELSE 0 END;
END;
CREATE RULE keep_loans AS ON DELETE TO loans DO INSTEAD (
  UPDATE loans SET closed = true WHERE id = OLD.id;
  NOTIFY loans_closed
);
DO $do$
#variable_conflict use_column
BEGIN
  EXECUTE $$ DROP TABLE IF EXISTS old; $$;
END; $do$;
SELECT 1
