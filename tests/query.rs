//! Queries taken apart.

use ddlint::{
    operation::Query,
    parse::query::{output_columns, reads},
};

fn query(sql: &str) -> Query {
    Query { sql: sql.into(), ..Query::default() }
}

#[test]
fn relations_with_the_columns_used_of_each() {
    type Relations<'a> = &'a [(&'a str, &'a [&'a str])];
    let cases: &[(&str, Relations)] = &[
        ("SELECT a, b FROM t WHERE c > 0", &[("t", &["a", "b", "c"])]),
        ("SELECT x.a, y.b FROM t x JOIN app.u y ON x.id = y.t_id", &[("t", &["a", "id"]), ("app.u", &["b", "t_id"])]),
        ("SELECT * FROM t", &[("t", &[])]),
        ("SELECT x.* FROM t x, u WHERE u.a = 1", &[("t", &[]), ("u", &["a"])]),
        ("WITH t AS (SELECT a FROM t) SELECT a FROM t", &[("t", &["a"])]),
        ("WITH RECURSIVE r AS (SELECT a FROM t UNION ALL SELECT a FROM r) SELECT a FROM r", &[("t", &["a"])]),
        ("SELECT a FROM (SELECT b AS a FROM t) x", &[("t", &["b"])]),
        ("SELECT 1 WHERE EXISTS (SELECT 1 FROM t WHERE t.a = 1)", &[("t", &["a"])]),
        ("SELECT generate_series FROM generate_series(1, 2)", &[]),
        ("UPDATE t SET a = u.a FROM u WHERE u.id = t.id", &[("u", &["a", "id"])]),
        ("DELETE FROM t USING u WHERE u.id = t.id", &[("u", &["id"])]),
        ("INSERT INTO t SELECT a FROM u", &[("u", &["a"])]),
        ("MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE", &[("u", &["id"])]),
        // Not read by the parser, so told from the tokens:
        ("SELECT extract(x FROM y) FROM ROWS FROM (f(1)) WITH ORDINALITY, a.b ? ? JOIN ONLY c ON 1", &[("a.b", &[]), ("c", &[])]),
    ];
    for (sql, expected) in cases {
        let found = reads(&query(sql));
        let found: Vec<(String, &[_])> = found.relations.iter().map(|(name, used)| (name.to_string(), used.as_slice())).collect();
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|(name, used)| (name.as_str(), used.iter().map(|column| column.as_str()).collect())).collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(name, used)| (*name, used.to_vec())).collect();
        assert_eq!(found, expected, "{sql}");
    }
}

#[test]
fn nested_writes_and_row_locks() {
    let both = [
        "WITH gone AS (DELETE FROM t WHERE a RETURNING id) INSERT INTO u SELECT id FROM gone FOR UPDATE",
        "WITH gone AS (DELETE FROM t WHERE a RETURNING id) SELECT ? ? FROM gone FOR NO KEY UPDATE",
    ];
    for sql in both {
        let found = reads(&query(sql));
        assert_eq!(found.writes.iter().map(|write| write.table.to_string()).collect::<Vec<_>>(), ["t"], "{sql}");
        assert!(found.row_lock && found.relations.is_empty(), "{sql}: {found:?}");
    }
}

#[test]
fn output_columns_as_the_server_names_them() {
    let cases: &[(&str, Option<&[&str]>)] = &[
        ("SELECT a, t.b, count(*), a::int, 1, x AS y FROM t", Some(&["a", "b", "count", "a", "?column?", "y"])),
        ("SELECT a FROM t UNION SELECT b FROM u", Some(&["a"])),
        ("VALUES (1, 2)", Some(&["column1", "column2"])),
        ("SELECT * FROM t", None),
    ];
    for (sql, expected) in cases {
        let found = output_columns(&query(sql));
        let found: Option<Vec<&str>> = found.as_ref().map(|names| names.iter().map(|name| name.as_str()).collect());
        assert_eq!(found.as_deref(), *expected, "{sql}");
    }
}
