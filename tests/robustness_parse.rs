//! Statements that are too deep or too long for a parser that recurses cost themselves only.

use ddlint::{
    dialect::Target,
    operation::{Expression, Operation, Query},
    parse::{self, expression, query},
    source::Span,
};

const MANY: usize = 100_000;

fn understood(sql: &str) -> bool {
    let operations = parse::parse(sql, Span::new(0, sql.len() as u32), Target::default(), &mut Vec::new());
    !operations.iter().any(|located| matches!(located.operation, Operation::Unknown(_)))
}

/// Expressions of every shape that nests or chains.
fn expressions(count: usize) -> Vec<String> {
    vec![
        format!("{}1{}", "(".repeat(count), ")".repeat(count)),
        format!("a{}", " OR a".repeat(count)),
        format!("1{}", " + 1".repeat(count)),
        format!("1{}", "::int".repeat(count)),
        format!("{}a", "NOT ".repeat(count)),
        format!("{}1{}", "CASE WHEN a THEN ".repeat(count), " END".repeat(count)),
        format!("a{}", " IS NULL".repeat(count)),
        format!("{}1{}", "ARRAY[".repeat(count), "]".repeat(count)),
        format!("{}1{}", "f(".repeat(count), ")".repeat(count)),
        format!("{}1", "- ".repeat(count)),
    ]
}

#[test]
fn deep_statements_are_not_understood() {
    for expression in expressions(MANY) {
        for sql in [format!("SELECT {expression}"), format!("DELETE FROM t WHERE {expression}")] {
            assert!(!understood(&sql), "{}", &sql[..40]);
        }
        assert!(!understood(&format!("CREATE VIEW v AS SELECT {expression}")), "{}", &expression[..20]);
        understood(&format!("ALTER TABLE t ADD CHECK ({expression})"));
        understood(&format!("CREATE TABLE t (a int DEFAULT {expression})"));
        understood(&format!("DO $$ BEGIN PERFORM {expression}; END $$"));
    }
    assert!(!understood(&format!("SELECT 1{}", " UNION ALL SELECT 1".repeat(MANY))));
    assert!(!understood(&format!("SELECT 1, 2{}", " UNION ALL SELECT 1, 2".repeat(MANY))));
}

#[test]
fn deep_expressions_are_not_taken_apart() {
    for sql in expressions(MANY) {
        let expression = Expression { sql: sql.as_str().into(), ..Expression::default() };
        assert!(!expression::analyse(&expression).understood);
        assert_eq!(expression::conjuncts(&expression).len(), 1);
        assert!(!expression::is_always_true(&expression));
        query::reads(&Query { sql: format!("SELECT {sql} FROM t").into(), ..Query::default() });
    }
}

#[test]
fn as_deep_as_allowed_fits_the_stack() {
    for sql in [20, 45, 160, 240, 490].into_iter().flat_map(expressions) {
        let expression = Expression { sql: sql.as_str().into(), ..Expression::default() };
        expression::analyse(&expression);
        expression::conjuncts(&expression);
        expression::is_always_true(&expression);
        understood(&format!("UPDATE t SET a = 1 FROM u WHERE {sql}"));
    }
}

#[test]
fn deep_code_blocks_are_not_understood() {
    for (open, close) in [("BEGIN ", "END; "), ("IF a THEN ", "END IF; "), ("LOOP ", "END LOOP; ")] {
        understood(&format!("DO $$ BEGIN {} NULL; {} END $$", open.repeat(MANY), close.repeat(MANY)));
    }
    understood(&format!("{}SELECT 1", "EXPLAIN ".repeat(MANY)));
    understood(&format!("CREATE SCHEMA a{}", " CREATE SCHEMA a".repeat(MANY)));
    understood(&format!("DO $a$ BEGIN EXECUTE {}; END $a$", "'' || ".repeat(MANY)));
}

#[test]
fn cut_off_anywhere_never_panics() {
    let statements = [
        "INSERT INTO t (a, b) VALUES (1, E'x\\'y'), (2, $$z$$) ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING a",
        "DO $x$ DECLARE s text := 'a'; BEGIN FOR r IN SELECT 1 LOOP EXECUTE format('DROP TABLE %1$I, ''é''', r); END LOOP; END $x$",
        "CREATE OR REPLACE FUNCTION f(a int, OUT b text) RETURNS SETOF t LANGUAGE sql STABLE AS 'SELECT 1'",
        "CREATE CONSTRAINT TRIGGER t AFTER INSERT OR UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION f()",
        "WITH a AS (DELETE FROM é RETURNING *) MERGE INTO t USING a ON true WHEN MATCHED THEN DO NOTHING",
        "COMMENT ON CONSTRAINT c ON DOMAIN d IS U&'\\00e9' 'x'",
    ];
    for sql in statements {
        for end in (0..=sql.len()).filter(|&end| sql.is_char_boundary(end)) {
            understood(&sql[..end]);
            understood(&sql[end..]);
        }
    }
}
