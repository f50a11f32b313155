//! PostgreSQL's statements about relations: each form is read, each part has its own place.

use ddlint::{
    dialect::Target,
    operation::{Column, ColumnChange, Constraint, ConstraintKind, Located, Operation, PartitionBound, TableAction},
    parse,
    source::Span,
};

fn read(sql: &str) -> Vec<Located> {
    parse::parse(sql, Span::new(0, sql.len() as u32), Target::default(), &mut Vec::new())
}

/// Each operation's words, those not understood with a `?` in front.
fn parts(sql: &str) -> Vec<String> {
    let mark = |located: &Located| if matches!(located.operation, Operation::Unknown(_)) { "?" } else { "" };
    read(sql).iter().map(|located| format!("{}{}", mark(located), located.span.text(sql))).collect()
}

fn action(located: Located) -> TableAction {
    let Operation::AlterTable(alter) = located.operation else { panic!("{located:?}") };
    alter.action
}

/// The column that `ADD COLUMN <definition>` makes.
fn column(definition: &str) -> Column {
    let action = action(read(&format!("ALTER TABLE t ADD COLUMN {definition}")).remove(0));
    let TableAction::AddColumn { column, .. } = action else { panic!("{definition}: {action:?}") };
    *column
}

/// The constraint that `ADD <definition>` makes.
fn constraint(definition: &str) -> Constraint {
    let action = action(read(&format!("ALTER TABLE t ADD {definition}")).remove(0));
    let TableAction::AddConstraint(constraint) = action else { panic!("{definition}: {action:?}") };
    *constraint
}

#[test]
fn each_part_has_its_own_place() {
    let cases: &[(&str, &[&str])] = &[
        (
            "ALTER TABLE ONLY a.t ADD COLUMN x numeric(5, 2), DROP y CASCADE , ALTER z SET DEFAULT f(1, 2)",
            &["ADD COLUMN x numeric(5, 2)", "DROP y CASCADE", "ALTER z SET DEFAULT f(1, 2)"],
        ),
        ("ALTER TABLE t ADD x int, ADD y WHAT IS (1, 2), ADD z int", &["ADD x int", "?ADD y WHAT IS (1, 2)", "ADD z int"]),
        (
            "CREATE TABLE t (a int /* , */, LIKE b INCLUDING ALL, CHECK (a > 0), c text what) WITH (fillfactor = 70)",
            &[
                "CREATE TABLE t (a int /* , */, LIKE b INCLUDING ALL, CHECK (a > 0), c text what) WITH (fillfactor = 70)",
                "a int",
                "CHECK (a > 0)",
                "?c text what",
            ],
        ),
        ("CREATE TABLE t (a int) ENGINE = x", &["?CREATE TABLE t (a int) ENGINE = x"]),
        ("ALTER TABLE t DROP a,", &["?ALTER TABLE t DROP a,"]),
    ];
    for (sql, expected) in cases {
        assert_eq!(parts(sql), *expected, "{sql}");
    }
}

#[test]
fn a_default_ends_where_the_next_clause_begins() {
    let cases = [
        ("(a) NOT NULL", "(a)"),
        ("'x'::text NOT NULL", "'x'::text"),
        ("'x'::character varying(3)[] NOT NULL", "'x'::character varying(3)[]"),
        ("a COLLATE \"C\" NOT NULL", "a"),
        ("NULL NOT NULL", "NULL"),
        ("x IS DISTINCT FROM y NOT NULL", "x IS DISTINCT FROM y"),
        ("- 1 + (2) CONSTRAINT c NOT NULL", "- 1 + (2)"),
        ("nextval('s'::regclass) NOT NULL", "nextval('s'::regclass)"),
        ("timestamp with time zone 'now' NOT NULL", "timestamp with time zone 'now'"),
        ("now() + interval '1' day NOT NULL", "now() + interval '1' day"),
        ("CASE WHEN 1 = 1 THEN 'NOT NULL' END NOT NULL", "CASE WHEN 1 = 1 THEN 'NOT NULL' END"),
        ("ARRAY[]::text[] NOT NULL", "ARRAY[]::text[]"),
        ("(ARRAY[1, 2])[1] NOT NULL", "(ARRAY[1, 2])[1]"),
        ("s.f(a => 1).b NOT NULL", "s.f(a => 1).b"),
        ("1 OPERATOR(pg_catalog.+) 2 NOT NULL", "1 OPERATOR(pg_catalog.+) 2"),
        ("now() AT TIME ZONE 'utc' NOT NULL", "now() AT TIME ZONE 'utc'"),
        ("${value} NOT NULL", "${value}"),
        ("current_timestamp(3) NOT NULL", "current_timestamp(3)"),
    ];
    for (written, default) in cases {
        let definition = format!("a text DEFAULT {written}");
        let column = column(&definition);
        let span = column.default.expect("a default").span;
        assert!(column.not_null, "{written}");
        assert_eq!(span.text(&format!("ALTER TABLE t ADD COLUMN {definition}")), default);
    }
}

#[test]
fn data_types_are_folded_to_internal_names() {
    let cases = [
        ("int", "integer"),
        ("pg_catalog.int4", "integer"),
        ("\"char\"", "\"char\""),
        ("char", "char(1)"),
        ("CHARACTER VARYING (20)", "varchar(20)"),
        ("national character(3)", "char(3)"),
        ("bpchar", "bpchar"),
        ("bit varying", "varbit"),
        ("bit", "bit(1)"),
        ("double precision[]", "double precision[]"),
        ("float(24)", "real"),
        ("float", "double precision"),
        ("dec(5)", "numeric(5, 0)"),
        ("numeric(3, -2)", "numeric(3, -2)"),
        ("timestamp(3) with time zone", "timestamptz(3)"),
        ("timestamp without time zone", "timestamp"),
        ("time(0) with time zone[3][]", "timetz(0)[]"),
        ("interval day to second(3)", "interval day to second(3)"),
        ("integer ARRAY[4]", "integer[]"),
        ("SETOF s.\"T\"", "s.\"T\""),
        ("vector(3)", "vector(3)"),
        ("geometry(Point, 4326)", "geometry point(4326)"),
    ];
    for (written, expected) in cases {
        let data_type = parse::data_type(written).unwrap_or_else(|| panic!("{written}"));
        assert_eq!(data_type.to_string(), expected, "{written}");
    }
    assert!(parse::data_type("serial8").is_some_and(|data_type| data_type.serial && data_type.is("int8")));
    assert!(parse::data_type("\"char\"") != parse::data_type("char"));
    assert_eq!(parse::data_type("int not null"), None);
}

#[test]
fn column_clauses_come_in_any_order() {
    let column = column(
        "a int NOT NULL CONSTRAINT u UNIQUE NULLS NOT DISTINCT DEFERRABLE DEFAULT 1 REFERENCES s.b (c) ON UPDATE SET NULL (a) ON DELETE CASCADE INITIALLY DEFERRED COLLATE \"C\" CHECK (a > 0) NO INHERIT NOT ENFORCED",
    );
    let [unique, references, check] = column.constraints.as_slice() else { panic!("{:?}", column.constraints) };
    assert_eq!((unique.name.as_deref(), unique.deferral.is_deferrable()), (Some("u"), true));
    assert!(
        matches!(&references.kind, ConstraintKind::ForeignKey(key) if key.columns == ["a"] && references.deferral.is_deferrable())
    );
    assert!(check.no_inherit && check.not_enforced && !check.deferral.is_deferrable());
    assert!(column.not_null && column.default.is_some() && column.collation.is_some());
}

#[test]
fn table_constraints_are_read() {
    let unique = |definition: &str| match constraint(definition).kind {
        ConstraintKind::Unique(unique) => unique,
        other => panic!("{other:?}"),
    };
    assert!(unique("PRIMARY KEY (a, b WITHOUT OVERLAPS)").without_overlaps);
    assert_eq!(unique("CONSTRAINT c UNIQUE USING INDEX i DEFERRABLE").using_index.as_deref(), Some("i"));
    assert!(unique("UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) WITH (fillfactor=7) USING INDEX TABLESPACE x").nulls_not_distinct);
    assert!(constraint("FOREIGN KEY (a, PERIOD b) REFERENCES t (a, PERIOD b) MATCH FULL NOT VALID").not_valid);
    assert!(matches!(constraint("CONSTRAINT n NOT NULL a NOT VALID").kind, ConstraintKind::NotNull(name) if name == "a"));
    let exclude = constraint("EXCLUDE USING gist (a WITH =, lower(b) WITH OPERATOR(s.=), tsrange(c, d) WITH &&) WHERE (a > 1)");
    assert!(matches!(exclude.kind, ConstraintKind::Exclude { columns } if columns == ["a"]));
}

#[test]
fn bounds_keep_their_values_as_written() {
    let sql = "ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM (MINVALUE, f('a', 1)) TO (-1, '2020-01-01'::date)";
    let TableAction::AttachPartition { bound: Some(PartitionBound::Range { from, to }), .. } = action(read(sql).remove(0)) else {
        panic!("no range")
    };
    assert_eq!(from, ["MINVALUE".into(), "f('a', 1)".into()] as [Box<str>; 2]);
    assert_eq!(to, ["-1".into(), "'2020-01-01'::date".into()] as [Box<str>; 2]);
}

#[test]
fn what_like_excludes_is_not_copied() {
    let sql = "CREATE TABLE t (LIKE u INCLUDING ALL EXCLUDING INDEXES, LIKE v INCLUDING ALL)";
    let Operation::CreateTable(table) = read(sql).remove(0).operation else { panic!("no table") };
    let copies = |part| table.like.iter().map(|like| like.including.iter().any(|name| name == part)).collect::<Vec<_>>();
    assert_eq!(
        (copies("all"), copies("indexes"), copies("defaults")),
        (vec![false, true], vec![false, false], vec![true, false])
    );
}

#[test]
fn a_type_change_has_the_place_of_its_type() {
    let sql = "ALTER TABLE t ALTER COLUMN a SET DATA TYPE varchar(3) COLLATE \"C\" USING left(a, 3)::varchar(3)";
    let TableAction::AlterColumn { change: ColumnChange::Type { type_span, using: Some(using), .. }, .. } =
        action(read(sql).remove(0))
    else {
        panic!("no type change")
    };
    assert_eq!((type_span.text(sql), using.span.text(sql)), ("varchar(3)", "left(a, 3)::varchar(3)"));
}

#[test]
fn every_form_is_understood() {
    for sql in FORMS.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let parts = parts(sql);
        assert!(parts.iter().all(|part| !part.starts_with('?')), "{parts:?}");
    }
}

/// A statement cut off anywhere, or with a word taken out, is read or not understood; its parts stay inside it.
#[test]
fn broken_statements_are_read_too() {
    let mut broken = Vec::new();
    for sql in FORMS.lines().map(str::trim) {
        broken.extend((0..sql.len()).filter_map(|end| sql.get(..end)).map(str::to_owned));
        let words: Vec<&str> = sql.split(' ').collect();
        broken.extend((0..words.len()).map(|at| [&words[..at], &words[at + 1..]].concat().join(" ")));
    }
    for sql in broken {
        let statement = Span::new(0, sql.len() as u32);
        assert!(read(&sql).iter().all(|located| statement.contains(located.span)), "{sql}");
    }
}

const FORMS: &str = r#"
    CREATE TABLE t ()
    CREATE TABLE IF NOT EXISTS "S"."T" (a int, "order" text, exclude bool, value int, date date, "select" int)
    CREATE GLOBAL TEMPORARY TABLE t (a int) ON COMMIT DROP
    CREATE UNLOGGED TABLE t (a int) USING heap WITH (toast.autovacuum_enabled = off, n=-1, vacuum_truncate) TABLESPACE x
    CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 2) PRIMARY KEY, b int GENERATED BY DEFAULT AS IDENTITY)
    CREATE TABLE t (a int GENERATED ALWAYS AS (b * 2) STORED NOT NULL, b int, c int GENERATED ALWAYS AS (b) VIRTUAL)
    CREATE TABLE t (a text STORAGE EXTERNAL COMPRESSION pglz COLLATE pg_catalog."C" NULL, b text COMPRESSION DEFAULT)
    CREATE TABLE t (a int NOT NULL NO INHERIT, CONSTRAINT n NOT NULL b NO INHERIT, b int)
    CREATE TABLE t (LIKE s.u INCLUDING ALL EXCLUDING INDEXES, a int) INHERITS (x, y.z) WITHOUT OIDS
    CREATE TABLE t (a int, b text) PARTITION BY RANGE (a, lower(b) COLLATE "C" text_ops, (a + 1))
    CREATE TABLE t PARTITION OF p DEFAULT
    CREATE TABLE t PARTITION OF p (a NOT NULL DEFAULT 1, b WITH OPTIONS UNIQUE, CHECK (a > 0)) FOR VALUES IN (1, NULL) PARTITION BY LIST (b)
    CREATE TABLE t PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 0)
    CREATE TABLE t OF s.ty
    CREATE TABLE t OF ty (PRIMARY KEY (a), b WITH OPTIONS DEFAULT 1)
    CREATE FOREIGN TABLE t (a int OPTIONS (column_name 'x') NOT NULL) SERVER s OPTIONS (a 'b')
    CREATE FOREIGN TABLE t PARTITION OF p FOR VALUES FROM (1) TO (2) SERVER s
    CREATE TABLE t AS SELECT 1
    CREATE TABLE IF NOT EXISTS t (a, b) WITH (fillfactor = 10) AS WITH data AS (SELECT 1) SELECT * FROM data WITH NO DATA
    CREATE TEMP TABLE t ON COMMIT DELETE ROWS AS TABLE x WITH DATA
    CREATE TABLE t AS VALUES (1), (2)
    CREATE TABLE t AS EXECUTE q (1, 2)
    CREATE TABLE {{ .schema }}.t (a ${type} NOT NULL)
    ALTER TABLE t ADD a int
    ALTER TABLE IF EXISTS t * ADD COLUMN IF NOT EXISTS a serial NOT NULL, ADD IF NOT EXISTS b text
    ALTER TABLE ONLY (t) DROP COLUMN IF EXISTS a RESTRICT, DROP CONSTRAINT IF EXISTS c CASCADE
    ALTER TABLE t ALTER a TYPE int, ALTER COLUMN b SET NOT NULL, ALTER b DROP NOT NULL, ALTER b DROP DEFAULT
    ALTER TABLE t ALTER a ADD GENERATED BY DEFAULT AS IDENTITY (START 5), ALTER a SET GENERATED ALWAYS SET START WITH 3 RESTART
    ALTER TABLE t ALTER a SET INCREMENT BY -2 SET NO MAXVALUE SET MINVALUE -9223372036854775808 SET CYCLE RESTART WITH 7
    ALTER TABLE t ALTER a DROP IDENTITY IF EXISTS, ALTER a DROP EXPRESSION IF EXISTS, ALTER a SET EXPRESSION AS (b + 1)
    ALTER TABLE t ALTER a SET STATISTICS -1, ALTER a SET STATISTICS DEFAULT, ALTER a SET (n_distinct=-0.5), ALTER a RESET (n_distinct)
    ALTER TABLE t ALTER a SET STORAGE DEFAULT, ALTER a SET COMPRESSION lz4, ALTER a OPTIONS (ADD x 'y', DROP z)
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NO INHERIT NOT VALID, VALIDATE CONSTRAINT c
    ALTER TABLE t ALTER CONSTRAINT c NOT DEFERRABLE INITIALLY IMMEDIATE, ALTER CONSTRAINT c NOT ENFORCED, ALTER CONSTRAINT c NO INHERIT
    ALTER TABLE t RENAME TO u
    ALTER TABLE t RENAME COLUMN a TO b
    ALTER TABLE t RENAME a TO b
    ALTER TABLE t RENAME CONSTRAINT a TO b
    ALTER TABLE t SET SCHEMA s
    ALTER TABLE t OWNER TO CURRENT_USER
    ALTER TABLE t OWNER TO :owner
    ALTER TABLE t SET (fillfactor = 70, toast.autovacuum_enabled = 'off'), RESET (fillfactor, toast.autovacuum_enabled)
    ALTER TABLE t SET LOGGED, SET UNLOGGED, SET TABLESPACE x, SET ACCESS METHOD DEFAULT, SET WITHOUT OIDS, SET WITHOUT CLUSTER
    ALTER TABLE t CLUSTER ON i, REPLICA IDENTITY USING INDEX i, REPLICA IDENTITY NOTHING
    ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY
    ALTER TABLE t DISABLE TRIGGER ALL, ENABLE REPLICA TRIGGER x, ENABLE ALWAYS RULE y, DISABLE TRIGGER USER, ENABLE TRIGGER "user"
    ALTER TABLE t INHERIT p, NO INHERIT q, OF ty, NOT OF
    ALTER TABLE p ATTACH PARTITION q DEFAULT
    ALTER TABLE p DETACH PARTITION q CONCURRENTLY
    ALTER TABLE p DETACH PARTITION q FINALIZE
    ALTER TABLE ALL IN TABLESPACE a OWNED BY x, y SET TABLESPACE b NOWAIT
    ALTER FOREIGN TABLE IF EXISTS t OPTIONS (SET a 'b'), DROP COLUMN c
    ALTER VIEW v ALTER a SET DEFAULT 1
    ALTER VIEW IF EXISTS v SET (security_barrier, check_option = local)
    ALTER VIEW v RENAME COLUMN a TO b
    ALTER MATERIALIZED VIEW v CLUSTER ON i
    ALTER MATERIALIZED VIEW ALL IN TABLESPACE a SET TABLESPACE b
    ALTER MATERIALIZED VIEW v NO DEPENDS ON EXTENSION e
    ALTER INDEX i ATTACH PARTITION j
    ALTER INDEX i ALTER COLUMN 3 SET STATISTICS 100
    ALTER INDEX IF EXISTS i RENAME TO j
    ALTER INDEX i SET (fastupdate = off)
    ALTER SEQUENCE IF EXISTS s AS bigint INCREMENT BY 1 NO MINVALUE MAXVALUE 10 START WITH 1 CACHE 1 NO CYCLE RESTART OWNED BY s.t.c
    ALTER SEQUENCE s OWNED BY NONE
    ALTER SEQUENCE s RENAME TO r
    ALTER SEQUENCE s SET LOGGED
    CREATE SEQUENCE s
    CREATE TEMP SEQUENCE IF NOT EXISTS s AS int START 1 OWNED BY t.c
    CREATE INDEX ON t (a)
    CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING btree (a DESC NULLS LAST, lower(b) COLLATE "C" text_pattern_ops ASC)
    CREATE INDEX i ON t USING gist (a gist_trgm_ops (siglen = 32), (a + 1), coalesce(a, b) NULLS FIRST) INCLUDE (c)
    CREATE INDEX i ON t (a) NULLS NOT DISTINCT WITH (fillfactor = 70) TABLESPACE x WHERE a IS NOT NULL AND b IN (1, 2)
"#;
