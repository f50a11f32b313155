//! What a database holds, as text that can be compared: `pg_dump -s` in a few queries.

use std::collections::BTreeSet;

use super::session::{Answer, Session};

/// One line for each thing; columns by name, as a rewrite may put them in another order.
const THINGS: [&str; 7] = [
    "SELECT format('relation %s %s %s %s %s %s %s', c.oid::regclass, c.relkind, c.relpersistence, c.reloptions, c.relrowsecurity,
            pg_get_expr(c.relpartbound, c.oid), coalesce(pg_get_partkeydef(c.oid), ''))
        FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relnamespace = ANY (own.schemas)",
    "SELECT format('column %s.%s %s %s %s %s %s %s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated, (SELECT collname FROM pg_collation WHERE oid = a.attcollation))
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND c.relnamespace = ANY (own.schemas)",
    "SELECT format('constraint %s %s %s %s %s %s %s', conrelid::regclass, contypid::regtype, conname, pg_get_constraintdef(c.oid), convalidated,
            coninhcount, CASE WHEN contype <> 'f' THEN connoinherit END)
        FROM pg_constraint c WHERE c.connamespace = ANY (own.schemas)",
    "SELECT format('index %s %s %s %s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisprimary,
            (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = i.indexrelid))
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relnamespace = ANY (own.schemas)",
    "SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE NOT tgisinternal",
    "SELECT format('function %s', p.oid::regprocedure) FROM pg_proc p WHERE p.pronamespace = ANY (own.schemas)",
    "SELECT format('sequence %s of %s.%s', d.objid::regclass, d.refobjid::regclass, d.refobjsubid > 0)
        FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        AND d.objid IN (SELECT oid FROM pg_class WHERE relkind = 'S')",
];

const OWN: &str = "(SELECT array_agg(oid) AS schemas FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)') own";

/// Everything in the database that a migration can make.
pub fn schema(session: &mut Session) -> Answer<BTreeSet<String>> {
    let mut lines = BTreeSet::new();
    for things in THINGS {
        let rows = session.client.query(&format!("SELECT found.* FROM {OWN}, LATERAL ({things}) found"), &[])?;
        lines.extend(rows.iter().map(|row| row.get::<_, String>(0)));
    }
    Ok(lines)
}

/// Values that are others each time.
const RANDOM: &str = "[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f-]{27}";

/// The rows of each table, in no order.
pub fn rows(session: &mut Session) -> Answer<BTreeSet<String>> {
    let tables = "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relkind IN ('r', 'm') AND c.relispopulated
        AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)')";
    let mut lines = BTreeSet::new();
    for table in session.client.query(tables, &[])? {
        let table: String = table.get(0);
        let row = format!("regexp_replace(to_jsonb(t)::text, '{RANDOM}', 'random', 'g')");
        let rows = session.client.query(&format!("SELECT {row} FROM {table} t"), &[])?;
        lines.extend(rows.iter().map(|row| format!("{table} {}", row.get::<_, String>(0))));
    }
    Ok(lines)
}

/// Puts a few rows into every table that takes them: each column gets a value made of the row's number.
pub fn fill(session: &mut Session) -> Answer<()> {
    let tables = "SELECT c.oid::regclass::text, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum),
            string_agg(CASE
                WHEN t.typcategory = 'N' THEN 'i' WHEN t.typcategory = 'B' THEN 'true' WHEN t.typcategory = 'S' THEN '''v'' || i'
                WHEN t.typname = 'date' THEN '''2024-01-01''::date + i' WHEN t.typcategory = 'D' THEN '''2024-01-01''::timestamp + i * interval ''1 day'''
                ELSE 'NULL' END, ', ' ORDER BY a.attnum)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
            AND a.attidentity = '' JOIN pg_type t ON t.oid = a.atttypid
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND c.relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)') GROUP BY c.oid ORDER BY c.oid";
    for table in session.client.query(tables, &[])? {
        let (name, columns, values): (String, String, String) = (table.get(0), table.get(1), table.get(2));
        // A table whose constraints refuse such rows stays empty.
        let _ = session.run(&format!("INSERT INTO {name} ({columns}) SELECT {values} FROM generate_series(1, 9) i"));
    }
    Ok(())
}
