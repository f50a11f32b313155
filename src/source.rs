//! From bytes to statements: documents, the sections of SQL in them, and where each statement stands.

pub mod lex;
pub mod scan;
mod span;

pub use lex::{Token, TokenKind};
pub use span::{LineIndex, Position, Span};
