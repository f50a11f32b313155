//! `DO` blocks: a mark, then the statements inside as operations of their own, as far as they are known to run.

mod dynamic;
mod follow;
mod run;
mod scope;
mod sql;
mod tree;
mod turn;

pub use follow::Follower;

use super::routine::language;
use crate::{
    name::Name,
    operation::{DoBlock, Located},
    parse::{
        World,
        cursor::{Cursor, Read},
    },
    source::{Span, Token, TokenKind, lex},
};

/// Reads what follows `DO`, and follows the code through a world.
pub fn do_block(cursor: &mut Cursor, world: &mut dyn World) -> Read<Vec<Located>> {
    let mut block = DoBlock { language: Name::const_new("plpgsql"), understood: false, commits: false };
    let mut code = None;
    while !cursor.at_end() {
        if cursor.eat_word("LANGUAGE") {
            block.language = language(cursor)?;
        } else if code.is_none() && matches!(cursor.kind(), Some(TokenKind::String | TokenKind::DollarString)) {
            code = cursor.advance();
        } else {
            return cursor.expected("a code block");
        }
    }
    let Some(code) = code else { return cursor.expected("a code block") };
    let mut inside = Vec::new();
    if block.language == "plpgsql" {
        let mut tokens = Vec::new();
        lex::lex(cursor.source(), content(cursor.source(), code), &mut tokens);
        let mut follower = Follower::new(cursor.source(), cursor.statement(), world);
        follower.code(&tokens);
        let followed = follower.finish();
        block.understood = followed.understood;
        block.commits = followed.commits;
        inside = followed.operations;
    }
    let mut operations = vec![Located::new(block, cursor.statement())];
    operations.append(&mut inside);
    Ok(operations)
}

/// The place inside a string's quotes.
fn content(text: &str, string: Token) -> Span {
    let literal = string.span.text(text);
    let (before, after) = match literal.find(['\'', '$']) {
        Some(at) if literal[at..].starts_with('$') => {
            let tag = literal[at + 1..].find('$').map_or(1, |end| end + 2);
            (at + tag, tag)
        }
        Some(at) => (at + 1, 1),
        None => (0, 0),
    };
    let end = string.span.end.saturating_sub(after as u32);
    Span::new((string.span.start + before as u32).min(end), end)
}
