//! From bytes to statements: documents, the sections of SQL in them, and where each statement stands.

pub mod comment;
mod document;
pub mod foreign;
pub mod framework;
pub mod lex;
mod markdown;
pub mod order;
pub mod scan;
mod section;
mod span;
mod split;
mod utf16;

pub use document::{Document, Problem};
pub use framework::Framework;
pub use lex::{Token, TokenKind};
pub use markdown::is_markdown;
pub use section::{Direction, Part, Runner, Section, TransactionScope, direction_of_path};
pub use span::{LineIndex, Position, Span};
pub use split::{Splitter, Statement, StatementKind, split};
pub use utf16::Utf16Index;
