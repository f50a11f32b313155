//! Expressions taken apart.

use ddlint::{
    operation::Expression,
    parse::expression::{CastSource, Conjunct, analyse, columns, conjuncts, is_always_true},
};

fn expression(sql: &str) -> Expression {
    Expression { sql: sql.into(), ..Expression::default() }
}

#[test]
fn calls_go_by_the_names_of_their_functions() {
    let cases: &[(&str, &[(&str, usize)])] = &[
        ("'a'", &[]),
        ("now()", &[("now", 0)]),
        ("CURRENT_TIMESTAMP", &[("now", 0)]),
        ("current_user", &[("current_user", 0)]),
        ("nextval('s'::regclass)", &[("nextval", 1)]),
        ("pg_catalog.timezone('utc', now())", &[("timezone", 2), ("now", 0)]),
        ("now() AT TIME ZONE 'utc'", &[("timezone", 2), ("now", 0)]),
        ("extract(epoch FROM now())", &[("date_part", 2), ("now", 0)]),
        ("substring(a FROM 1 FOR 2)", &[("substring", 3)]),
        ("coalesce(a, lower(b))", &[("coalesce", 2), ("lower", 1)]),
        ("'{}'::jsonb", &[]),
        ("ARRAY[]::text[]", &[]),
        ("app.f(1, x => 2)", &[("f", 2)]),
    ];
    for (sql, expected) in cases {
        let analysis = analyse(&expression(sql));
        let calls: Vec<_> = analysis.calls.iter().map(|call| (call.name.name.as_str(), call.arguments)).collect();
        assert!(analysis.understood, "{sql}");
        assert_eq!(calls, *expected, "{sql}");
    }
}

#[test]
fn casts_say_what_they_are_applied_to() {
    let cases = [
        ("'now'::timestamptz", "timestamptz", CastSource::Literal("now".into())),
        ("CAST(a AS varchar(3))", "varchar", CastSource::Column("a".into())),
        ("date '2024-01-01'", "date", CastSource::Literal("2024-01-01".into())),
        ("interval '1 day'", "interval", CastSource::Literal("1 day".into())),
        ("(a + 1)::bigint", "int8", CastSource::Other),
    ];
    for (sql, name, source) in cases {
        let analysis = analyse(&expression(sql));
        assert_eq!(analysis.casts.len(), 1, "{sql}");
        assert_eq!((analysis.casts[0].data_type.name.name.as_str(), &analysis.casts[0].source), (name, &source), "{sql}");
    }
}

#[test]
fn columns_are_read_once() {
    let cases: &[(&str, &[&str])] = &[
        ("a > 0 AND \"B\" IS NULL OR a = 1", &["a", "B"]),
        ("NEW.a IS DISTINCT FROM OLD.a", &["a"]),
        ("EXISTS (SELECT 1 FROM t WHERE x = y)", &[]),
        ("lower(a) || 'x'", &["a"]),
    ];
    for (sql, expected) in cases {
        assert_eq!(columns(&expression(sql)), *expected, "{sql}");
    }
}

#[test]
fn conjuncts_are_normal_forms() {
    let same: &[(&str, &str)] = &[
        ("a IS NOT NULL", "NOT (a IS NULL)"),
        ("0 < a", "a > '0'::int"),
        ("a BETWEEN 1 AND 2", "a >= 1 AND (a <= 2)"),
        ("a IN (1, 2)", "a = 2 OR a = 1"),
        ("(a)::text = ANY ((ARRAY['x'::varchar, 'y'::varchar])::text[])", "a IN ('y', 'x')"),
        ("active", "active IS TRUE"),
    ];
    for (left, right) in same {
        assert_eq!(conjuncts(&expression(left)), conjuncts(&expression(right)), "{left}");
        assert!(!matches!(conjuncts(&expression(left))[0], Conjunct::Other(_)), "{left}");
    }
    assert!(matches!(conjuncts(&expression("a = b"))[..], [Conjunct::Other(_)]));
    assert!(matches!(conjuncts(&expression("a IS NULL OR b > 1"))[..], [Conjunct::Or(_)]));
}

#[test]
fn what_is_always_true() {
    for sql in ["true", "1 = 1", "NOT false", "('a' = 'a')", "1 = 1 AND TRUE", "1 <> 2", "id = 1 OR true"] {
        assert!(is_always_true(&expression(sql)), "{sql}");
    }
    for sql in ["false", "1 = 2", "id = id", "NULL", "a AND true", "id > 0"] {
        assert!(!is_always_true(&expression(sql)), "{sql}");
    }
}
