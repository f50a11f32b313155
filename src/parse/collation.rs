//! Collations taken out of a text: `sqlparser` does not read one after `::`, and nobody here asks for them.

use crate::source::{Span, TokenKind, lex};

/// The text with spaces in place of each `COLLATE name`; `None` where there is none.
pub fn without(sql: &str) -> Option<String> {
    let mut tokens = Vec::new();
    lex::lex(sql, Span::new(0, sql.len() as u32), &mut tokens);
    let mut out = sql.to_owned();
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Word || !token.span.text(sql).eq_ignore_ascii_case("COLLATE") {
            continue;
        }
        let mut last = at + 1;
        while tokens.get(last + 1).is_some_and(|dot| dot.kind == TokenKind::Dot) {
            last += 2;
        }
        let Some(name) = tokens.get(last) else { break };
        let place = token.span.start as usize..name.span.end as usize;
        out.replace_range(place.clone(), &" ".repeat(place.len()));
    }
    (out != sql).then_some(out)
}
