// A few made-up rows for every table: rows with the same number fit together, so foreign keys hold.

import type { Database } from "./server";

interface Column {
    table: string;
    column: string;
    type: string;
    category: string;
    length: number | null;
}

const COLUMNS = `
    SELECT format('%I.%I', namespace.nspname, class.relname) AS "table", quote_ident(attribute.attname) AS "column",
        format_type(attribute.atttypid, attribute.atttypmod) AS type,
        CASE WHEN base.typtype = 'd' THEN 'domain' WHEN base.typtype = 'e' THEN 'enum' WHEN base.typcategory = 'A' THEN 'array' ELSE base.typname END AS category,
        CASE WHEN base.typname IN ('varchar', 'bpchar') AND attribute.atttypmod > 4 THEN attribute.atttypmod - 4 END AS length
    FROM pg_catalog.pg_attribute AS attribute
    JOIN pg_catalog.pg_class AS class ON class.oid = attribute.attrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    JOIN pg_catalog.pg_type AS base ON base.oid = attribute.atttypid
    WHERE class.relkind = 'r' AND class.oid >= 16384 AND NOT class.relispartition AND attribute.attnum > 0 AND NOT attribute.attisdropped AND attribute.attgenerated = ''
        AND namespace.nspname NOT IN ('pg_catalog', 'information_schema')
    ORDER BY class.oid, attribute.attnum`;

/** Fills all tables as far as they take such rows. */
export async function fill(database: Database, rows: number): Promise<{ filled: { table: string; rows: number }[]; empty: string[] }> {
    const columns = (await database.query<Column>(COLUMNS)).rows;
    const tables = new Map<string, Column[]>();
    columns.forEach(column => tables.set(column.table, [...(tables.get(column.table) ?? []), column]));
    const [filled, empty]: [{ table: string; rows: number }[], string[]] = [[], []];
    // Without triggers and foreign keys while rows come table by table.
    await database.exec("SET session_replication_role = replica");
    for (const [table, ofTable] of tables) {
        const names = ofTable.map(({ column }) => column).join(", ");
        const values = ofTable.map(value).join(", ");
        const sql = `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM generate_series(1, ${rows}) AS i ON CONFLICT DO NOTHING`;
        await database.exec(sql).then(() => filled.push({ table, rows }), () => empty.push(table));
    }
    await database.exec("RESET session_replication_role");
    await continueSequences(database, rows);
    return { filled, empty };
}

/** Numbers go on after those of the rows. */
async function continueSequences(database: Database, rows: number): Promise<void> {
    const { rows: sequences } = await database.query<{ name: string }>("SELECT oid::regclass::text AS name FROM pg_catalog.pg_class WHERE relkind = 'S' AND oid >= 16384");
    for (const { name } of sequences) {
        await database.query("SELECT setval($1::regclass, greatest($2::bigint, (SELECT last_value FROM pg_catalog.pg_sequences WHERE format('%I.%I', schemaname, sequencename)::regclass = $1::regclass)))", [name, rows + 1]).catch(() => undefined);
    }
}

/** A value of the column's type in row `i`. */
function value({ type, category, length }: Column): string {
    switch (category) {
        case "int2":
        case "int4":
        case "int8":
        case "numeric":
        case "float4":
        case "float8":
        case "money":
            return `(i % 30000)::${type}`;
        case "bool":
            return "i % 2 = 0";
        case "uuid":
            return "md5(i::text)::uuid";
        case "date":
        case "timestamp":
        case "timestamptz":
            return `(timestamp '2026-01-01' + i * interval '1 minute')::${type}`;
        case "enum":
            return `(enum_range(NULL::${type}))[1 + i % cardinality(enum_range(NULL::${type}))]`;
        case "varchar":
        case "bpchar":
            return `left('row ' || i, ${length ?? 40})`;
        case "text":
        case "citext":
            return "'row ' || i";
        case "json":
        case "jsonb":
            return `('{"row": ' || i || '}')::${type}`;
        case "bytea":
            return "decode(md5(i::text), 'hex')";
        case "interval":
            return "i * interval '1 minute'";
        case "array":
            return `'{}'::${type}`;
        default:
            return `NULL::${type}`;
    }
}
