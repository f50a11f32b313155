//! A script as a document: parsed, read, and its SQL made sections.

use oxc_allocator::Allocator;
use oxc_ast::ast::Program;
use oxc_parser::{ParseOptions, Parser};
use oxc_span::SourceType;

use super::{
    Script,
    depth::{closing, is_shallow},
    entry::{Entries, entries},
    reader::{Reader, Sent, TOO_DEEP, place},
    tool::Tool,
};
use crate::source::{
    Direction, Flow, Framework, Part, Runner, Section, Span, TransactionScope, framework::named, origin::Origins,
};

/// What a thread has for a parser that recurses, in bytes; only what is used is taken.
#[cfg(not(target_family = "wasm"))]
const STACK: usize = 256 << 20;
/// Longer scripts are not parsed, in bytes.
const LONGEST: usize = 8 << 20;

const SYNTAX: &str = "the script cannot be parsed from here on";

/// Reads a script.
pub(in crate::source) fn read(text: String, path: &str, runner: Runner) -> Script {
    if text.len() > LONGEST || !is_shallow(&text) {
        return unread(text, runner.framework, TOO_DEEP);
    }
    match with_stack(|| parsed(&text, path, runner)) {
        Some(found) => found.written(text),
        None => unread(text, runner.framework, TOO_DEEP),
    }
}

/// Runs it where there is stack enough.
#[cfg(not(target_family = "wasm"))]
pub(super) fn with_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok()?.join().ok())
}

/// There is one thread only, so the limits on depth are lower.
#[cfg(target_family = "wasm")]
pub(super) fn with_stack<T>(work: impl FnOnce() -> T) -> Option<T> {
    Some(work())
}

fn unread(text: String, framework: &'static Framework, reason: &'static str) -> Script {
    let span = Span::new(0, text.len() as u32);
    let place = Span::new(0, text.lines().next().unwrap_or_default().len() as u32);
    let flow = Flow { place, unread: Some(reason), ..Flow::default() };
    let section = Section { flow, framework, part: Part::Call, ..Section::plain(place) };
    let sections = if text.is_empty() { Vec::new() } else { vec![section] };
    Script { origins: Origins::new(span.end, Vec::new()), text, sections }
}

/// What was found in a script.
struct Found {
    sent: Vec<Sent>,
    comments: Vec<Span>,
    /// Where the part of the script ends that could be parsed.
    read: u32,
    framework: &'static Framework,
    transaction: TransactionScope,
}

fn parsed(text: &str, path: &str, runner: Runner) -> Found {
    let allocator = Allocator::default();
    let options = ParseOptions { allow_return_outside_function: true, ..ParseOptions::default() };
    let mut parsed = Parser::new(&allocator, text, source_type(path)).with_options(options).parse();
    let error = parsed.diagnostics.iter().next().and_then(|error| error.labels.first()).map(|label| label.offset() as usize);
    let error = error.or_else(|| parsed.panicked.then_some(0));
    let mut read = text.len();
    if let Some(at) = error.filter(|_| parsed.panicked) {
        // What stands before the error may still be whole, once it is closed.
        let before = text.get(..at).and_then(|before| before.rfind('\n')).map_or("", |end| &text[..end]);
        read = before.len();
        let closed = allocator.alloc_str(&format!("{before}\n{}", closing(before)));
        parsed = Parser::new(&allocator, closed, source_type(path)).with_options(options).parse();
    }
    let program = allocator.alloc(parsed.program);
    let tool = Tool::named(runner.framework.id).or_else(|| Tool::of(text));
    let inferred = tool.and_then(|tool| named(tool.framework())).filter(|_| runner.framework.is_plain());
    let framework = inferred.unwrap_or(runner.framework);
    let usual = runner.transaction.unwrap_or(framework.transaction);
    let commits_each = matches!(usual, TransactionScope::None | TransactionScope::OneCall | TransactionScope::Unknown);
    let mut reader = Reader::new(text, tool, commits_each);
    let entries = entries(program, &mut reader);
    reader.commits_each |= reader.opts_out;
    follow(program, &entries, &mut reader);
    let transaction = if reader.opts_out { TransactionScope::OneCall } else { called(usual) };
    if let Some(at) = error {
        let line = text.get(at..).unwrap_or_default().lines().next().unwrap_or_default();
        reader.direction = Direction::Up;
        reader.unread(SYNTAX, Span::new(at as u32, (at + line.len()).max(at + 1).min(text.len()) as u32));
    }
    let comments = program.comments.iter().map(|comment| place(comment.content_span())).collect();
    Found { sent: reader.sent, comments, read: read as u32, framework, transaction }
}

/// Each call is one of its own, whatever it holds.
fn called(transaction: TransactionScope) -> TransactionScope {
    if transaction == TransactionScope::None { TransactionScope::OneCall } else { transaction }
}

pub(super) fn source_type(path: &str) -> SourceType {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    match extension.as_str() {
        "ts" | "mts" | "cts" => SourceType::ts(),
        "mjs" => SourceType::mjs(),
        _ => SourceType::unambiguous(),
    }
}

/// Follows what deploys and what reverts; where nothing says so, the script itself deploys.
fn follow<'a>(program: &'a Program<'a>, entries: &Entries<'a>, reader: &mut Reader<'a>) {
    for (direction, callable, class) in &entries.functions {
        reader.direction = *direction;
        reader.this = *class;
        let given = reader.given();
        reader.call(*callable, given);
    }
    if entries.functions.is_empty() {
        reader.this = None;
        reader.statements(&program.body);
    }
}

impl Found {
    /// The SQL that stands in the script as a whole stays there; other SQL is written behind it.
    fn written(self, text: String) -> Script {
        let comments = self.comments.clone();
        let mut origins = Origins::new(text.len() as u32, self.comments).until(self.read);
        let mut behind = String::new();
        let mut sections = Vec::new();
        for sent in &self.sent {
            let (span, unread) = match &sent.sql {
                Ok(sql) => (sql.write(&text, &mut behind, &mut origins), None),
                Err(SYNTAX) => (sent.place, Some(SYNTAX)),
                Err(reason) => (origins.within(sent.place), Some(*reason)),
            };
            let place = with_comments(&text, origins.within(sent.statement), &comments);
            let flow = Flow { place, loops: sent.loops, conditional: sent.conditional, unread };
            let (direction, framework, transaction) = (sent.direction, self.framework, self.transaction);
            sections.push(Section { span, direction, transaction, framework, part: Part::Call, flow, delimiter: None });
        }
        Script { text: text + &behind, origins, sections }
    }
}

/// A statement of the script with the comments before it and behind it on its last line.
fn with_comments(text: &str, statement: Span, comments: &[Span]) -> Span {
    let mut start = statement.start;
    let before = comments.partition_point(|comment| comment.start < start);
    for comment in comments[..before].iter().rev() {
        let between = Span::new(comment.end, start).text(text);
        if !between.trim_start_matches("*/").trim().is_empty() || between.matches('\n').count() > 1 {
            break;
        }
        let line = text.get(..comment.start as usize).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        if !line.trim_start().trim_start_matches(['/', '*']).trim().is_empty() {
            break;
        }
        start = comment.start;
    }
    let rest = text.get(statement.end as usize..).unwrap_or_default();
    let end = statement.end + rest.find('\n').unwrap_or(rest.len()) as u32;
    Span::new(start, end)
}
