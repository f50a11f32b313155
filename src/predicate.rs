//! Whether a `WHERE` picks a few rows by their key.

use crate::{
    catalog::Table,
    operation::ConstraintKind,
    source::{Span, Token, TokenKind, lex},
};

/// It pins every column of a unique key to constants, or limits the rows by `LIMIT`.
///
/// Of a table that the history does not show, `id` counts as the key.
pub fn picks_few(text: &str, predicate: Span, table: Option<&Table>) -> bool {
    let mut tokens = Vec::new();
    lex::lex(text, predicate, &mut tokens);
    if tokens.windows(2).any(|pair| is_word(text, &pair[0], "limit") && pair[1].kind != TokenKind::Word) {
        return true;
    }
    let pinned = pinned_columns(text, without_parentheses(&tokens));
    keys(table).iter().any(|key| key.iter().all(|column| pinned.iter().any(|pinned| pinned == column)))
}

/// The columns of each unique key.
fn keys(table: Option<&Table>) -> Vec<Vec<String>> {
    let Some(table) = table.filter(|table| table.complete) else { return vec![vec!["id".to_owned()]] };
    let constraints = table.constraints.iter().filter(|constraint| matches!(constraint.kind, ConstraintKind::Unique(_)));
    let of_constraints = constraints.map(|constraint| constraint.columns.iter().map(ToString::to_string).collect());
    let indexes = table.indexes.iter().filter(|index| index.unique && !index.partial);
    let of_indexes = indexes.filter_map(|index| index.keys.iter().map(|key| key.as_ref().map(ToString::to_string)).collect());
    of_constraints.chain(of_indexes).filter(|key: &Vec<String>| !key.is_empty()).collect()
}

/// Columns that the conjuncts compare with constants, folded.
fn pinned_columns(text: &str, tokens: &[Token]) -> Vec<String> {
    let mut pinned = Vec::new();
    let mut depth = 0i32;
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        depth += step_of(token.kind);
        if depth == 0 && is_word(text, token, "or") {
            return Vec::new();
        }
        if depth == 0 && is_word(text, token, "and") {
            pinned.extend(pinned_column(text, tokens.get(start..at).unwrap_or_default()));
            start = at + 1;
        }
    }
    pinned.extend(pinned_column(text, tokens.get(start..).unwrap_or_default()));
    pinned
}

/// `[table.]column = constant` or `[table.]column IN (constant, …)`.
fn pinned_column(text: &str, conjunct: &[Token]) -> Option<String> {
    let conjunct = without_parentheses(conjunct);
    let compared = conjunct.iter().position(|token| !is_name(token.kind))?;
    let column = column_name(text, conjunct.get(..compared)?);
    if let Some(column) = column {
        let is_equal = conjunct.get(compared).is_some_and(|token| token.span.text(text) == "=");
        let values = conjunct.get(compared + 1..)?;
        return (is_equal && is_constant(text, values)).then_some(column);
    }
    let (name, rest) = conjunct.get(..compared)?.split_last()?;
    let list = without_parentheses(conjunct.get(compared..)?);
    let is_list = is_word(text, name, "in") && list.iter().all(|token| token.kind == TokenKind::Comma || is_value(token.kind));
    is_list.then(|| column_name(text, rest)).flatten()
}

/// `column`, `table.column`, `schema.table.column`.
fn column_name(text: &str, path: &[Token]) -> Option<String> {
    let alternates = path.iter().enumerate().all(|(at, token)| (token.kind == TokenKind::Dot) == (at % 2 == 1));
    let last = path.last().filter(|token| alternates && token.kind != TokenKind::Dot)?;
    let word = last.span.text(text);
    Some(match last.kind {
        TokenKind::Quoted => word.trim_matches('"').replace("\"\"", "\""),
        _ => word.to_ascii_lowercase(),
    })
}

/// A literal with its casts.
fn is_constant(text: &str, tokens: &[Token]) -> bool {
    let Some((value, casts)) = tokens.split_first() else { return false };
    let casts_only = casts.chunks(2).all(|cast| cast.first().is_some_and(|token| token.span.text(text) == "::"));
    is_value(value.kind) && casts_only
}

fn is_value(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::String | TokenKind::Number | TokenKind::Parameter | TokenKind::Placeholder | TokenKind::DollarString
    )
}

fn is_name(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Dot)
}

fn is_word(text: &str, token: &Token, word: &str) -> bool {
    token.kind == TokenKind::Word && token.span.text(text).eq_ignore_ascii_case(word)
}

fn step_of(kind: TokenKind) -> i32 {
    match kind {
        TokenKind::LeftParen => 1,
        TokenKind::RightParen => -1,
        _ => 0,
    }
}

/// Without parentheses that enclose all of it.
fn without_parentheses(mut tokens: &[Token]) -> &[Token] {
    while let [first, inner @ .., last] = tokens {
        let mut depth = 0i32;
        let closes_early = inner.iter().any(|token| {
            depth += step_of(token.kind);
            depth < 0
        });
        if first.kind != TokenKind::LeftParen || last.kind != TokenKind::RightParen || closes_early {
            break;
        }
        tokens = inner;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_recognized() {
        for (text, few) in [
            ("id = 5", true),
            ("(u.\"id\" = '5'::uuid) AND active", true),
            ("id IN (1, 2, 3)", true),
            ("id in (select id from t limit 1000)", true),
            ("id > 5", false),
            ("id = 5 OR active", false),
            ("id = other", false),
            ("name = 'x'", false),
            ("id IN (SELECT user_id FROM old)", false),
            ("((a) AND (b))", false),
            ("", false),
        ] {
            assert_eq!(picks_few(text, Span::new(0, text.len() as u32), None), few, "{text}");
        }
    }
}
