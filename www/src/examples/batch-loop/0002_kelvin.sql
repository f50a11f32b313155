-- Ten thousand rows at a time, as the guide says. But nothing commits between them:
-- to everybody else this is one long transaction, and each changed row stays locked to its end.
DO $$
BEGIN
    LOOP
        UPDATE readings SET kelvin = celsius + 273.15
        WHERE id IN (SELECT id FROM readings WHERE kelvin IS NULL LIMIT 10000);
        EXIT WHEN NOT FOUND;
    END LOOP;
END $$;
