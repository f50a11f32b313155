//! The walk through plpgsql: control structures give the context, the statements between them the operations.

use rustc_hash::FxHashMap;

use super::dynamic;
use crate::{
    name::Name,
    operation::{Context, Located, Operation, Query, Transaction, Unknown},
    parse::{
        cursor::{Cursor, Expected, Read},
        postgres::{self, dml},
    },
    source::{Span, Token, TokenKind},
};

/// Deepest nesting of control structures that is followed.
const MAX_DEPTH: usize = 200;

/// What stands in a block.
#[derive(Debug, Default)]
pub struct Walked {
    /// The statements inside, in order.
    pub operations: Vec<Located>,
    /// All of them were read.
    pub understood: bool,
    /// A `COMMIT` or `ROLLBACK` is among them.
    pub commits: bool,
}

/// Walks through the code that the cursor is in.
pub fn walk(cursor: Cursor) -> Walked {
    let walked = Walked { understood: true, ..Walked::default() };
    let mut walker = Walker { cursor, frames: Vec::new(), variables: FxHashMap::default(), walked };
    while !walker.cursor.at_end() {
        if let Err(expected) = walker.step() {
            walker.not_understood(expected);
        }
    }
    walker.walked.understood &= walker.frames.is_empty();
    walker.walked
}

struct Walker<'a> {
    cursor: Cursor<'a>,
    frames: Vec<Frame>,
    /// Statements that were assigned to variables, for `EXECUTE variable`.
    variables: FxHashMap<Name, Vec<Token>>,
    walked: Walked,
}

/// A control structure that is open.
struct Frame {
    structure: Structure,
    /// How many operations there were before it.
    start: usize,
    /// A loop with a `COMMIT` or `ROLLBACK` of its own.
    commits: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Structure {
    Block,
    /// The handlers of a block.
    Handler,
    /// `IF` and `CASE`.
    Branch,
    Loop,
}

impl<'a> Walker<'a> {
    fn step(&mut self) -> Read<()> {
        if self.cursor.eat(TokenKind::Semicolon) {
            return Ok(());
        }
        if self.cursor.eat_operator("<<") {
            self.cursor.name()?;
            return if self.cursor.eat_operator(">>") { Ok(()) } else { self.cursor.expected("`>>`") };
        }
        let Some(word) = self.cursor.eat_one_of(STRUCTURES) else { return self.simple() };
        match word {
            "DECLARE" => self.declarations(),
            "BEGIN" => self.open(Structure::Block),
            "EXCEPTION" => self.handlers(),
            "WHEN" | "ELSIF" | "ELSEIF" => self.condition("THEN"),
            "IF" => self.condition("THEN").and_then(|()| self.open(Structure::Branch)),
            "CASE" => self.case(),
            "LOOP" => self.open(Structure::Loop),
            "WHILE" => self.condition("LOOP").and_then(|()| self.open(Structure::Loop)),
            "FOR" | "FOREACH" => self.for_loop(),
            "END" => self.close(),
            _ => Ok(()),
        }
    }

    fn open(&mut self, structure: Structure) -> Read<()> {
        if self.frames.len() >= MAX_DEPTH {
            return self.cursor.expected("code that is nested less deeply");
        }
        self.frames.push(Frame { structure, start: self.walked.operations.len(), commits: false });
        Ok(())
    }

    fn close(&mut self) -> Read<()> {
        self.cursor.eat_one_of(&["IF", "LOOP", "CASE"]);
        if !self.cursor.at_end() && !self.cursor.is(TokenKind::Semicolon) {
            self.cursor.name()?;
        }
        let Some(frame) = self.frames.pop() else { return self.cursor.expected("a statement") };
        if frame.commits {
            self.walked.operations.iter_mut().skip(frame.start).for_each(|operation| operation.context.commits_in_loop = true);
        }
        Ok(())
    }

    /// `EXCEPTION`: all of the block up to here runs in a subtransaction.
    fn handlers(&mut self) -> Read<()> {
        let open = self.frames.last_mut().filter(|frame| frame.structure == Structure::Block);
        let Some(frame) = open else { return self.cursor.expected("a block") };
        frame.structure = Structure::Handler;
        let start = frame.start;
        self.walked.operations.iter_mut().skip(start).for_each(|operation| operation.context.has_handler = true);
        Ok(())
    }

    fn declarations(&mut self) -> Read<()> {
        while !self.cursor.at_end() && !self.cursor.is_word("BEGIN") {
            let tokens = self.until(|cursor| cursor.is(TokenKind::Semicolon));
            self.assigned(tokens);
            self.expression(tokens);
            self.cursor.eat(TokenKind::Semicolon);
        }
        Ok(())
    }

    fn case(&mut self) -> Read<()> {
        self.condition("WHEN")?;
        self.condition("THEN")?;
        self.open(Structure::Branch)
    }

    /// An expression up to a word, which is read too.
    fn condition(&mut self, end: &'static str) -> Read<()> {
        let tokens = self.until(|cursor| cursor.is_word(end) || cursor.is(TokenKind::Semicolon));
        self.expression(tokens);
        self.cursor.expect_word(end)
    }

    /// `FOR r IN query LOOP`, `FOR i IN 1..n LOOP`, `FOREACH x IN ARRAY a LOOP`.
    fn for_loop(&mut self) -> Read<()> {
        self.until(|cursor| cursor.is_word("IN") || cursor.is(TokenKind::Semicolon));
        self.cursor.expect_word("IN")?;
        let tokens = self.until(|cursor| cursor.is_word("LOOP") || cursor.is(TokenKind::Semicolon));
        self.query_or_expression(tokens);
        self.cursor.expect_word("LOOP")?;
        self.open(Structure::Loop)
    }

    fn query_or_expression(&mut self, tokens: &'a [Token]) {
        match self.keyword(tokens).as_str() {
            "EXECUTE" => self.execute(&tokens[1..]),
            "SELECT" | "WITH" | "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "VALUES" => self.sql(tokens),
            _ => self.expression(tokens),
        }
    }

    /// The tokens up to one, outside parentheses and `CASE`, for which `stop` holds.
    fn until(&mut self, stop: impl Fn(&Cursor) -> bool) -> &'a [Token] {
        let tokens = self.cursor.rest();
        let (mut depth, mut cases, mut count) = (0usize, 0usize, 0usize);
        while let Some(kind) = self.cursor.kind() {
            if depth == 0 && cases == 0 && stop(&self.cursor) {
                break;
            }
            match kind {
                TokenKind::LeftParen | TokenKind::LeftBracket => depth += 1,
                TokenKind::RightParen | TokenKind::RightBracket => depth = depth.saturating_sub(1),
                TokenKind::Word if self.cursor.is_word("CASE") => cases += 1,
                TokenKind::Word if self.cursor.is_word("END") => cases = cases.saturating_sub(1),
                _ => {}
            }
            self.cursor.advance();
            count += 1;
        }
        &tokens[..count.min(tokens.len())]
    }

    /// A statement up to its semicolon.
    fn simple(&mut self) -> Read<()> {
        let tokens = self.until(|cursor| cursor.is(TokenKind::Semicolon));
        match self.keyword(tokens).as_str() {
            "EXECUTE" => self.execute(&tokens[1..]),
            "PERFORM" => self.perform(&tokens[1..]),
            "COMMIT" | "ROLLBACK" => self.ends_transaction(tokens),
            "RETURN" if self.keyword(&tokens[1..]) == "QUERY" => self.query_or_expression(&tokens[2..]),
            "NULL" | "RETURN" | "RAISE" | "ASSERT" | "EXIT" | "CONTINUE" | "GET" | "OPEN" | "FETCH" | "MOVE" | "CLOSE" => {
                self.expression(tokens);
            }
            _ if self.assigned(tokens) => self.expression(tokens),
            _ => self.sql(tokens),
        }
        Ok(())
    }

    fn keyword(&self, tokens: &'a [Token]) -> Name {
        Cursor::new(self.cursor.source(), tokens, self.cursor.statement()).keyword()
    }

    /// `variable := expression`, also with a type between: remembers a statement that it holds.
    fn assigned(&mut self, tokens: &'a [Token]) -> bool {
        let text = self.cursor.source();
        let is_assignment = |token: &Token| token.kind == TokenKind::Operator && matches!(token.span.text(text), ":=" | "=");
        let Some(at) = tokens.iter().position(is_assignment) else { return false };
        let is_name = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Placeholder);
        let is_target = tokens[..at].windows(2).all(|pair| !is_name(&pair[0]) || !is_name(&pair[1]));
        if at == 0 || !is_target && tokens[at].span.text(text) == "=" {
            return false;
        }
        let name = Name::from(tokens[0].span.text(text)).to_lowercase();
        self.variables.remove(&name);
        if let Some(statement) = dynamic::statement_tokens(text, &tokens[at + 1..]) {
            self.variables.insert(name, statement);
        }
        true
    }

    /// `EXECUTE expression [INTO …] [USING …]`.
    fn execute(&mut self, tokens: &'a [Token]) {
        let text = self.cursor.source();
        let mut cursor = Cursor::new(text, tokens, self.span(tokens));
        let start = cursor.mark();
        let _ = cursor.skip_until("a statement", |cursor| cursor.is_word("INTO") || cursor.is_word("USING"));
        let expression = &tokens[..cursor.mark() - start];
        let variable = match expression {
            [only] => Name::from(only.span.text(text)).to_lowercase(),
            _ => Name::default(),
        };
        let known = self.variables.get(&variable).cloned();
        let Some(statement) = dynamic::statement_tokens(text, expression).or(known) else {
            self.walked.understood = false;
            return;
        };
        for statement in statement.split(|token| token.kind == TokenKind::Semicolon).filter(|statement| !statement.is_empty()) {
            let context = Context { dynamic: true, ..self.context() };
            self.statement(statement, context);
        }
    }

    /// `PERFORM expression`: a `SELECT` whose result is dropped.
    fn perform(&mut self, tokens: &'a [Token]) {
        let span = self.span(tokens);
        let mut cursor = Cursor::new(self.cursor.source(), tokens, span);
        let context = self.context();
        let operation: Operation = match dml::set_config_call(&mut cursor) {
            Some(set) => set.into(),
            None => dml::of_query(self.query(tokens)).into(),
        };
        self.walked.operations.push(Located { operation, span, context });
    }

    /// What an expression reads, where a sub-query is in it.
    fn expression(&mut self, tokens: &'a [Token]) {
        let text = self.cursor.source();
        let is_query = |token: &Token| token.kind == TokenKind::Word && token.span.text(text).eq_ignore_ascii_case("SELECT");
        let operators = |token: &Token| token.kind == TokenKind::Operator && token.span.text(text) == ":=";
        if !tokens.iter().any(is_query) {
            return;
        }
        let start = tokens.iter().position(operators).map_or(0, |at| at + 1);
        let tokens = &tokens[start..];
        let select = dml::of_query(self.query(tokens));
        if !select.reads.is_empty() || !select.nested.is_empty() {
            let (span, context) = (self.span(tokens), self.context());
            self.walked.operations.push(Located { operation: select.into(), span, context });
        }
    }

    /// An expression as a query.
    fn query(&self, tokens: &'a [Token]) -> Query {
        let span = self.span(tokens);
        let masked = Cursor::new(self.cursor.source(), tokens, span).masked(span);
        Query::new(span, format!("SELECT {masked}"))
    }

    fn ends_transaction(&mut self, tokens: &'a [Token]) {
        self.statement(tokens, self.context());
        self.walked.commits = true;
        if let Some(innermost) = self.frames.iter_mut().rev().find(|frame| frame.structure == Structure::Loop) {
            innermost.commits = true;
        }
    }

    /// An SQL statement; its `INTO variable` is left out.
    fn sql(&mut self, tokens: &'a [Token]) {
        let context = self.context();
        match into_variables(self.cursor.source(), tokens) {
            Some((from, to)) => self.statement(&[&tokens[..from], &tokens[to..]].concat(), context),
            None => self.statement(tokens, context),
        }
    }

    /// Reads a statement by the reader of all statements; a block in a block is not followed.
    fn statement(&mut self, tokens: &[Token], context: Context) {
        let span = self.span(tokens);
        let mut cursor = Cursor::new(self.cursor.source(), tokens, span);
        let read = if cursor.is_word("DO") { cursor.expected("a statement") } else { postgres::statement(&mut cursor) };
        match read {
            Ok(operations) => self.walked.operations.extend(operations.into_iter().map(|operation| within(operation, context))),
            Err(expected) => self.unknown(expected, span, context),
        }
    }

    fn unknown(&mut self, expected: Expected, span: Span, context: Context) {
        self.walked.understood = false;
        let operation = Unknown { reason: expected.to_string().into() }.into();
        self.walked.operations.push(Located { operation, span, context });
    }

    /// Goes on after the next semicolon.
    fn not_understood(&mut self, expected: Expected) {
        self.unknown(expected, expected.at, self.context());
        self.until(|cursor| cursor.is(TokenKind::Semicolon));
        self.cursor.eat(TokenKind::Semicolon);
    }

    fn context(&self) -> Context {
        let is_open = |structure| self.frames.iter().any(|frame| frame.structure == structure);
        let loops = self.frames.iter().filter(|frame| frame.structure == Structure::Loop).count();
        Context {
            in_block: true,
            loop_depth: loops.min(usize::from(u8::MAX)) as u8,
            conditional: is_open(Structure::Branch) || is_open(Structure::Handler),
            ..Context::default()
        }
    }

    fn span(&self, tokens: &[Token]) -> Span {
        match tokens {
            [first, .., last] => first.span.to(last.span),
            [only] => only.span,
            [] => self.cursor.span().before(),
        }
    }
}

/// Words that open, part or close a control structure.
const STRUCTURES: &[&str] =
    &["DECLARE", "BEGIN", "EXCEPTION", "WHEN", "ELSIF", "ELSEIF", "ELSE", "IF", "CASE", "LOOP", "WHILE", "FOREACH", "FOR", "END"];

/// The operation with what surrounds the statement that it came from.
fn within(mut located: Located, context: Context) -> Located {
    located.context = Context { in_create_table: located.context.in_create_table, ..context };
    if let Operation::Transaction(Transaction::Begin) = located.operation {
        located.operation = Unknown { reason: "expected a statement".into() }.into();
    }
    located
}

/// `INTO [STRICT] a, b.c`: from which token to which; not that of `INSERT INTO`.
fn into_variables(text: &str, tokens: &[Token]) -> Option<(usize, usize)> {
    let mut cursor = Cursor::new(text, tokens, Span::default());
    if cursor.is_word("CREATE") || cursor.is_word("ALTER") || cursor.is_word("COPY") || cursor.is_word("GRANT") {
        return None;
    }
    loop {
        cursor.skip_until("INTO", |cursor| cursor.is_word("INTO")).ok();
        let from = cursor.mark();
        let before = cursor.last_span().text(text);
        if !cursor.eat_word("INTO") {
            return None;
        }
        if before.eq_ignore_ascii_case("INSERT") || before.eq_ignore_ascii_case("MERGE") {
            continue;
        }
        cursor.eat_word("STRICT");
        cursor.list(Cursor::object_name).ok()?;
        if cursor.is(TokenKind::LeftBracket) {
            cursor.advance();
            cursor.skip_until("a subscript", |_| false).ok()?;
            cursor.advance();
        }
        return Some((from, cursor.mark()));
    }
}
