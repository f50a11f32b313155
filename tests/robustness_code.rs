//! Code that never ends or makes ever more, and damaged code: following it ends, and no statement is lost.

use std::sync::Arc;

use ddlint::{
    lint::{File, Options},
    plan::{StatementPlan, plan},
};
use proptest::prelude::*;

const HISTORY: &str = "CREATE TABLE t (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE FUNCTION again(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM again(n + 1); PERFORM again(n - 1); LOCK TABLE t; RETURN again(n); END $$;
CREATE FUNCTION wide(n int) RETURNS SETOF int LANGUAGE sql AS $$ SELECT wide(i) FROM generate_series(1, 1000) i $$;";

fn planned(text: &str) -> Vec<StatementPlan> {
    let files = [(true, "1.sql", HISTORY), (false, "2.sql", text)];
    let files =
        files.map(|(history, path, text)| File { path: Arc::from(path), bytes: text.as_bytes(), history, ..File::default() });
    plan(&files, &Options::default()).files.pop().map(|file| file.statements).unwrap_or_default()
}

fn locks_t(statement: &StatementPlan) -> bool {
    statement.effects.iter().any(|effect| effect.relation.name == "t")
}

#[test]
fn what_never_ends_is_left() {
    let endless = [
        "DO $$ BEGIN WHILE true LOOP NULL; END LOOP; END $$",
        "DO $$ BEGIN LOOP LOOP LOOP NULL; END LOOP; END LOOP; END LOOP; END $$",
        "DO $$ DECLARE n int := 0; BEGIN WHILE n >= 0 LOOP n := n + 1; EXECUTE 'LOCK TABLE t_' || n; END LOOP; END $$",
        "DO $$ BEGIN FOR a IN 1..1000 LOOP FOR b IN 1..1000 LOOP FOR c IN 1..1000 LOOP EXECUTE format('ANALYZE t_%s', c); END LOOP; END LOOP; END LOOP; END $$",
        "DO $$ BEGIN FOR a IN 1..9223372036854775807 LOOP NULL; END LOOP; FOR a IN REVERSE -9223372036854775808..1 LOOP NULL; END LOOP; END $$",
        "DO $$ DECLARE d date := '2024-01-01'; BEGIN d := d + interval '239999 months'; d := d - interval '9223372036854775807 days'; END $$",
        "DO $$ DECLARE i interval := '9223372036854775807 months 1 month'; t timestamp := '2024-01-01 9223372036854775807:1:1'; BEGIN END $$",
        "SELECT again(1)",
        "SELECT wide(1)",
        "DO $$ DECLARE d date := '2024-01-01'; BEGIN WHILE d < 'infinity' LOOP d := d + interval '1 day'; END LOOP; END $$",
    ];
    for code in endless {
        let statements = planned(&format!("{code};\nLOCK TABLE t;"));
        assert_eq!(statements.len(), 2, "{code}");
        assert!(locks_t(&statements[1]), "{code}");
    }
}

#[test]
fn what_grows_is_let_go() {
    let growing = [
        "s := s || s",
        "s := replace(s, 'x', s)",
        "s := format('%1$s%1$s%1$s%1$s', s)",
        "s := regexp_replace(s, 'x', s, 'g')",
        "a := a || a",
        "s := concat(s, s)",
        "s := concat_ws(s, s, s, s)",
        "s := quote_literal(quote_literal(s))",
        "n := n * n",
    ];
    for step in growing {
        let code = format!(
            "DO $$ DECLARE s text := 'xx'; a text[] := ARRAY['x']; n int := 3; BEGIN FOR i IN 1..900 LOOP {step}; END LOOP; LOCK TABLE t; EXECUTE s; END $$;"
        );
        let statements = planned(&code);
        assert!(statements.len() == 1 && locks_t(&statements[0]), "{step}");
    }
}

/// Pieces of code that open, close and ask.
const PIECES: [&str; 28] = [
    "BEGIN ",
    "END; ",
    "IF true THEN ",
    "IF x THEN ",
    "ELSIF false THEN ",
    "ELSE ",
    "END IF; ",
    "LOOP ",
    "END LOOP; ",
    "FOR i IN 1..3 LOOP ",
    "FOR r IN SELECT relname FROM pg_class LOOP ",
    "FOREACH s IN ARRAY ARRAY['t', 't_1'] LOOP ",
    "WHILE n < 3 LOOP ",
    "n := n + 1; ",
    "s := format('LOCK TABLE %I', 't'); ",
    "EXECUTE s; ",
    "EXECUTE 'LOCK ' || s; ",
    "CASE n WHEN 1 THEN ",
    "WHEN 2 THEN ",
    "END CASE; ",
    "EXCEPTION WHEN OTHERS THEN ",
    "DECLARE n int := 0; s text; r record; ",
    "SELECT count(*) INTO n FROM pg_inherits; ",
    "PERFORM again(n); ",
    "RETURN; ",
    "EXIT WHEN n > 1; ",
    "RAISE EXCEPTION 'x'; ",
    "'",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_code_costs_its_own_statement(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..25)) {
        let code: String = pieces.concat();
        let statements = planned(&format!("LOCK TABLE t;\nDO $ddl$ DECLARE n int := 0; s text; BEGIN {code} END $ddl$;\nLOCK TABLE t;"));
        prop_assert_eq!(statements.len(), 3);
        prop_assert!(locks_t(&statements[0]));
    }
}
