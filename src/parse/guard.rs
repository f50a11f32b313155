//! How deep an expression or a query is, told from its tokens: what recurses over its syntax tree stays within the stack.

use crate::source::{Span, Token, TokenKind, lex};

/// Deepest nesting of parentheses, brackets and `CASE` that is parsed.
const MAX_DEPTH: usize = 50;

/// Longest chain of operators that is parsed: a chain leans to the left, so its tree is as deep as it is long.
const MAX_CHAIN: usize = 500;

/// Words that take an operand on the left or on the right, as operators do.
const CHAINING: &[&str] = &[
    "AND", "OR", "NOT", "IS", "ISNULL", "NOTNULL", "IN", "LIKE", "ILIKE", "SIMILAR", "BETWEEN", "COLLATE", "AT", "OVERLAPS",
    "OPERATOR", "INTERVAL", "PRIOR",
];

/// Words that chain whole queries or joins; a comma does not end their chain.
const COMBINING: &[&str] = &["UNION", "INTERSECT", "EXCEPT", "JOIN", "EXPLAIN", "WITH"];

/// Whether the text may be handed to a parser that recurses.
pub fn is_shallow(sql: &str) -> bool {
    let mut tokens = Vec::new();
    lex::lex(sql, Span::new(0, sql.len() as u32), &mut tokens);
    are_shallow(sql, &tokens)
}

/// Whether what these tokens say may be handed to a parser that recurses.
pub fn are_shallow(text: &str, tokens: &[Token]) -> bool {
    let mut levels = vec![Level::default()];
    let mut total = 0;
    for token in tokens {
        let word = token.span.text(text);
        match token.kind {
            TokenKind::LeftParen | TokenKind::LeftBracket => levels.push(Level::default()),
            TokenKind::Word if word.eq_ignore_ascii_case("CASE") => levels.push(Level::default()),
            TokenKind::RightParen | TokenKind::RightBracket => total -= close(&mut levels),
            TokenKind::Word if word.eq_ignore_ascii_case("END") => total -= close(&mut levels),
            TokenKind::Comma => total -= levels.last_mut().map_or(0, |level| std::mem::take(&mut level.operators)),
            _ => total += levels.last_mut().map_or(0, |level| level.count(token.kind, word)),
        }
        if levels.len() > MAX_DEPTH || total > MAX_CHAIN {
            return false;
        }
    }
    true
}

/// The chains at one depth of nesting.
#[derive(Default)]
struct Level {
    operators: usize,
    combiners: usize,
}

impl Level {
    fn count(&mut self, kind: TokenKind, word: &str) -> usize {
        let is_one_of = |words: &[&str]| kind == TokenKind::Word && words.iter().any(|known| word.eq_ignore_ascii_case(known));
        if is_one_of(COMBINING) {
            self.combiners += 1;
            return 1;
        }
        let chains = matches!(kind, TokenKind::Operator | TokenKind::DoubleColon) || is_one_of(CHAINING);
        self.operators += usize::from(chains);
        usize::from(chains)
    }
}

/// Ends a level and gives what it counted. An unmatched closing mark ends nothing.
fn close(levels: &mut Vec<Level>) -> usize {
    match levels.pop() {
        Some(level) if !levels.is_empty() => level.operators + level.combiners,
        Some(level) => {
            levels.push(level);
            0
        }
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_and_long_is_not_shallow() {
        for unit in ["a OR ", "a + ", "a, b UNION ALL SELECT ", "a::int::", "(", "NOT ", "CASE WHEN a THEN ", "a[", "- "] {
            assert!(!is_shallow(&unit.repeat(100_000)), "{unit}");
        }
    }

    #[test]
    fn wide_is_shallow() {
        for unit in ["a + b = c, ", "(a OR b), ", "a IN (1, 2), ", "CASE WHEN a THEN 1 END, "] {
            assert!(is_shallow(&unit.repeat(1000)), "{unit}");
        }
    }
}
