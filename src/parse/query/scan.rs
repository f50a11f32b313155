//! The same from tokens alone, for a query that cannot be read: names after `FROM`, `JOIN` and their like.

use super::QueryReads;
use crate::{
    name::{Name, ObjectName},
    operation::{DmlKind, NestedDml, Predicate},
    parse::cursor::Cursor,
    source::{Span, TokenKind, lex},
};

/// Words that end a `FROM` list.
const AFTER_FROM: &[&str] = &[
    "WHERE",
    "GROUP",
    "HAVING",
    "WINDOW",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "FETCH",
    "FOR",
    "UNION",
    "INTERSECT",
    "EXCEPT",
    "RETURNING",
    "SET",
    "WHEN",
    "SELECT",
    "VALUES",
];

/// Words that an opening parenthesis may follow without a call.
const NO_FUNCTION: &[&str] = &[
    "SELECT",
    "FROM",
    "WHERE",
    "AND",
    "OR",
    "NOT",
    "IN",
    "ANY",
    "ALL",
    "SOME",
    "EXISTS",
    "VALUES",
    "AS",
    "ON",
    "USING",
    "OVER",
    "FILTER",
    "JOIN",
    "LATERAL",
    "BY",
    "WHEN",
    "THEN",
    "ELSE",
    "CASE",
    "UNION",
    "INTERSECT",
    "EXCEPT",
    "DISTINCT",
    "ARRAY",
    "ROW",
    "CONFLICT",
    "SET",
    "HAVING",
    "LIMIT",
    "MATERIALIZED",
    "WITH",
    "BETWEEN",
    "LIKE",
    "IS",
    "RETURNING",
    "COALESCE",
    "GREATEST",
    "LEAST",
    "NULLIF",
    "CAST",
    "GROUP",
    "INTO",
];

/// Functions whose arguments are told apart by `FROM`.
const FROM_INSIDE: &[&str] = &["EXTRACT", "SUBSTRING", "TRIM", "OVERLAY", "POSITION"];

/// What the tokens of a query or statement say.
pub fn reads(sql: &str) -> QueryReads {
    let mut tokens = Vec::new();
    let span = Span::new(0, sql.len() as u32);
    lex::lex(sql, span, &mut tokens);
    let ctes = cte_names(Cursor::new(sql, &tokens, span));
    let mut scan = Scan { cursor: Cursor::new(sql, &tokens, span), reads: QueryReads::default(), levels: vec![Level::default()] };
    while scan.step().is_some() {}
    scan.reads.relations.retain(|(name, _)| name.schema.is_some() || !ctes.contains(&name.name));
    scan.reads
}

/// Names before `AS (` or `(…) AS (` that a `WITH` or a comma precedes.
fn cte_names(mut cursor: Cursor) -> Vec<Name> {
    let mut names = Vec::new();
    while cursor.peek().is_some() {
        let starts = cursor.eat_word("WITH") || cursor.eat(TokenKind::Comma);
        if !starts {
            cursor.advance();
            continue;
        }
        cursor.eat_word("RECURSIVE");
        let mark = cursor.mark();
        match cte_name(&mut cursor) {
            Some(name) => names.push(name),
            None => cursor.rewind(mark),
        }
    }
    names
}

fn cte_name(cursor: &mut Cursor) -> Option<Name> {
    let name = cursor.name().ok()?;
    if cursor.is(TokenKind::LeftParen) {
        cursor.names_in_parentheses().ok()?;
    }
    cursor.expect_word("AS").ok()?;
    cursor.eat_word("NOT");
    cursor.eat_word("MATERIALIZED");
    cursor.is(TokenKind::LeftParen).then_some(name)
}

struct Scan<'a> {
    cursor: Cursor<'a>,
    reads: QueryReads,
    levels: Vec<Level>,
}

/// One depth of parentheses.
#[derive(Default)]
struct Level {
    /// A comma brings another relation.
    in_from: bool,
    /// `FROM` belongs to a function's arguments.
    is_argument: bool,
}

impl Scan<'_> {
    fn step(&mut self) -> Option<()> {
        let token = self.cursor.peek()?;
        match token.kind {
            TokenKind::LeftParen => self.levels.push(Level { in_from: false, is_argument: self.opens_argument() }),
            TokenKind::RightParen if self.levels.len() > 1 => drop(self.levels.pop()),
            TokenKind::Comma if self.level().in_from => return self.relation_after(1),
            TokenKind::Word => return self.word(),
            _ => {}
        }
        self.cursor.advance().map(drop)
    }

    fn level(&mut self) -> &mut Level {
        if self.levels.is_empty() {
            self.levels.push(Level::default());
        }
        let last = self.levels.len() - 1;
        &mut self.levels[last]
    }

    fn opens_argument(&self) -> bool {
        let before = self.cursor.last_span().text(self.cursor.source());
        FROM_INSIDE.iter().any(|function| before.eq_ignore_ascii_case(function))
    }

    fn word(&mut self) -> Option<()> {
        let keyword = self.cursor.keyword();
        match keyword.as_str() {
            "DISTINCT" if self.cursor.is_word_at(1, "FROM") => self.skip(2),
            "FOR" if self.locks_rows() => {
                self.reads.row_lock = true;
                self.skip(1)
            }
            "FROM" if self.level().is_argument => self.skip(1),
            "DELETE" | "UPDATE" | "INSERT" | "MERGE" => self.write(&keyword),
            "FROM" | "JOIN" => self.relation_after(1),
            "USING" if !matches!(self.cursor.peek_at(1).map(|token| token.kind), Some(TokenKind::LeftParen)) => {
                self.relation_after(1)
            }
            word if AFTER_FROM.contains(&word) => {
                self.level().in_from = false;
                self.skip(1)
            }
            _ => self.call(),
        }
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        (0..count).try_for_each(|_| self.cursor.advance().map(drop))
    }

    fn locks_rows(&self) -> bool {
        let next: &[&[&str]] = &[&["UPDATE"], &["SHARE"], &["NO", "KEY", "UPDATE"], &["KEY", "SHARE"]];
        next.iter().any(|words| words.iter().enumerate().all(|(ahead, word)| self.cursor.is_word_at(ahead + 1, word)))
    }

    /// A relation after `skipped` tokens, unless a sub-query or a function call stands there.
    fn relation_after(&mut self, skipped: usize) -> Option<()> {
        self.skip(skipped)?;
        self.level().in_from = true;
        self.cursor.eat_one_of(&["ONLY", "LATERAL"]);
        self.cursor.eat_words(&["ROWS", "FROM"]);
        let mark = self.cursor.mark();
        let Ok(name) = self.cursor.object_name() else {
            self.cursor.rewind(mark);
            return Some(());
        };
        if self.cursor.is(TokenKind::LeftParen) {
            self.reads.add_call(name);
        } else {
            self.reads.add_relation(name);
        }
        Some(())
    }

    /// A statement that changes rows: inside parentheses it is a CTE.
    fn write(&mut self, keyword: &str) -> Option<()> {
        let kind = match keyword {
            "INSERT" => DmlKind::Insert,
            "UPDATE" => DmlKind::Update,
            "DELETE" => DmlKind::Delete,
            _ => DmlKind::Merge,
        };
        let starts = self.starts_statement();
        self.skip(1)?;
        if !starts {
            return Some(());
        }
        self.cursor.eat_one_of(&["INTO", "FROM"]);
        self.cursor.eat_word("ONLY");
        let Ok(table) = self.cursor.object_name() else { return Some(()) };
        if self.levels.len() > 1 {
            let predicate = self.nested_predicate();
            self.reads.writes.push(NestedDml { kind, table, predicate });
        }
        Some(())
    }

    fn starts_statement(&self) -> bool {
        let before = self.cursor.last_span().text(self.cursor.source());
        before.is_empty() || before == "(" || before == ")"
    }

    /// The `WHERE` of the CTE that the cursor is in.
    fn nested_predicate(&self) -> Predicate {
        let mut ahead = self.cursor;
        let _ = ahead.skip_until("WHERE", |cursor| cursor.is_word("WHERE"));
        if !ahead.eat_word("WHERE") {
            return Predicate::Absent;
        }
        ahead.expression_until(|cursor| cursor.is_word("RETURNING")).map_or(Predicate::Absent, Predicate::Some)
    }

    fn call(&mut self) -> Option<()> {
        let mark = self.cursor.mark();
        let keyword = self.cursor.keyword();
        let name: ObjectName = match self.cursor.object_name() {
            Ok(name) => name,
            Err(_) => return self.skip(1),
        };
        let calls = self.cursor.is(TokenKind::LeftParen) && !NO_FUNCTION.contains(&keyword.as_str());
        if calls {
            self.reads.add_call(name);
        }
        if self.cursor.mark() == mark { self.skip(1) } else { Some(()) }
    }
}
