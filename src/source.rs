//! From bytes to statements: documents, the sections of SQL in them, and where each statement stands.

pub mod changelog;
pub mod comment;
mod document;
pub mod foreign;
pub mod framework;
pub mod lex;
mod markdown;
pub mod order;
// Nothing is written behind a text where no script is read.
#[cfg_attr(not(feature = "script"), allow(dead_code))]
mod origin;
pub mod scan;
pub mod script;
mod section;
mod span;
mod split;
mod utf16;

pub use document::{Document, Problem};
pub use framework::Framework;
pub use lex::{Token, TokenKind};
pub use markdown::is_markdown;
pub use section::{Direction, Flow, Part, Runner, SENT_BY_SCRIPTS, Section, TransactionScope, direction_of_path};
pub use span::{LineIndex, Position, Span};
pub use split::{Splitter, Statement, StatementKind, split};
pub use utf16::Utf16Index;
