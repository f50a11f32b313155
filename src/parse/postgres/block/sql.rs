//! SQL inside plpgsql: as written, and as `EXECUTE` makes it.

use super::{dynamic, follow::Follower};
use crate::{
    name::{Name, ObjectName},
    operation::{Context, Located, Operation, Transaction, Unknown},
    parse::{
        cursor::{Cursor, Read},
        evaluate::{self, Argument, Rows, Value},
        postgres::{self, dml},
    },
    source::{Span, Token, TokenKind, lex},
};

impl<'a> Follower<'a, '_> {
    /// Statements of SQL one after the other, as in the body of a function in SQL; the last gives its value.
    pub(super) fn statements(&mut self, tokens: &'a [Token]) {
        for statement in tokens.split(|token| token.kind == TokenKind::Semicolon).filter(|tokens| !tokens.is_empty()) {
            let rows = match self.keyword(statement).as_str() {
                "SELECT" | "WITH" | "VALUES" => evaluate::rows(&self.sql_of(statement), self),
                _ => None,
            };
            self.evaluated = rows.is_some();
            self.read(statement, self.context());
            self.returned = rows.and_then(|rows| rows.scalar());
        }
    }

    /// A statement as written; its `INTO variable` is left out.
    pub(super) fn sql(&mut self, tokens: &'a [Token]) {
        let context = self.context();
        self.found(None);
        let Some((from, to)) = into_variables(self.source, tokens) else { return self.read(tokens, context) };
        let (targets, statement) = (&tokens[from..to], [&tokens[..from], &tokens[to..]].concat());
        let rows = match self.keyword(tokens).as_str() {
            "SELECT" | "WITH" => {
                let sql = format!("{} {}", self.sql_of(&tokens[..from]), self.sql_of(&tokens[to..]));
                evaluate::rows(&sql, self)
            }
            _ => None,
        };
        self.evaluated = rows.is_some();
        self.found(rows.as_ref().and_then(Rows::exists));
        self.give(targets, rows);
        self.read(&statement, context);
    }

    /// `INTO targets` takes the first row.
    fn give(&mut self, targets: &[Token], rows: Option<Rows>) {
        let mut names = self.names(targets);
        names.retain(|name| !matches!(name.as_str(), "into" | "strict"));
        let Some(rows) = rows.filter(|rows| rows.complete) else { return self.scope.forget(&names) };
        let fields = match rows.rows.into_iter().next() {
            Some(fields) => fields,
            None => vec![Some(Value::Null); names.len()],
        };
        match names.as_slice() {
            [record] if rows.columns.len() > 1 => {
                let row = rows.columns.into_iter().zip(fields).collect();
                self.assign(record, Some(Value::Row(row)));
            }
            _ => names.iter().zip(fields).for_each(|(name, value)| self.assign(name, value)),
        }
    }

    /// `PERFORM expression`: a `SELECT` whose result is dropped.
    pub(super) fn perform(&mut self, tokens: &'a [Token]) {
        let mut cursor = self.cursor(tokens);
        let (span, context) = (self.span(tokens), self.context());
        let operation: Operation = match dml::set_config_call(&mut cursor) {
            Some(set) => set.into(),
            None => {
                let query = self.query(tokens);
                let rows = evaluate::rows(&query.sql, self);
                self.evaluated = rows.is_some();
                self.found(rows.as_ref().and_then(Rows::exists));
                dml::of_query(query).into()
            }
        };
        self.emit_calling(vec![Located { context, ..Located::new(operation, span) }]);
    }

    pub(super) fn ends_transaction(&mut self, tokens: &'a [Token]) {
        self.read(tokens, self.context());
        self.followed.commits = true;
        if let Some(innermost) = self.loops.last_mut() {
            *innermost = true;
        }
    }

    /// `EXECUTE expression [INTO …] [USING …]`.
    pub(super) fn execute(&mut self, tokens: &'a [Token]) {
        let mut cursor = self.cursor(tokens);
        let start = cursor.mark();
        let _ = cursor.skip_until("a statement", |cursor| cursor.is_word("INTO") || cursor.is_word("USING"));
        let count = cursor.mark() - start;
        let (expression, rest) = tokens.split_at(count);
        let using = rest.iter().position(|token| token.span.text(self.source).eq_ignore_ascii_case("USING"));
        let into = &rest[..using.unwrap_or(rest.len())];
        self.execute_expression(expression);
        let names = self.names(into);
        self.scope.forget(&names);
    }

    fn execute_expression(&mut self, expression: &'a [Token]) {
        let context = Context { dynamic: true, ..self.context() };
        let variable = match expression {
            [only] => self.names(std::slice::from_ref(only)).pop().unwrap_or_default(),
            _ => Name::default(),
        };
        let held = self.scope.statement(&variable).cloned();
        if held.is_none() && self.execute_made(expression, context) {
            return;
        }
        let Some(statement) = held.or_else(|| dynamic::statement_tokens(self.source, expression)) else {
            self.followed.understood = false;
            return;
        };
        for statement in statement.split(|token| token.kind == TokenKind::Semicolon).filter(|statement| !statement.is_empty()) {
            self.read(statement, context);
        }
    }

    /// Runs a statement that is known though it is not written here; false where there is none.
    fn execute_made(&mut self, expression: &'a [Token], context: Context) -> bool {
        let made = evaluate::template(&self.sql_of(expression), self);
        let Some(made) = made.filter(|made| made.readable && (made.substituted || self.is_called())) else { return false };
        let whole = Span::new(0, made.text.len() as u32);
        let statements = if self.is_called() {
            read_all(&made.text, whole)
        } else {
            let Some(span) = self.world.generate(&made.text, self.span(expression)) else { return false };
            read_all(self.world.generated(), span)
        };
        let context = Context { dynamic: !made.whole, ..context };
        for (statement, read) in statements {
            self.run(read, statement, context);
        }
        true
    }

    /// Reads a statement by the reader of all statements, and runs it.
    fn read(&mut self, tokens: &[Token], context: Context) {
        let span = self.span(tokens);
        let read = read(Cursor::new(self.source, tokens, span));
        self.run(read, span, context);
    }

    fn run(&mut self, read: Read<Vec<Located>>, span: Span, context: Context) {
        match read {
            Ok(operations) => {
                self.emit_calling(operations.into_iter().map(|operation| within(operation, context)).collect());
            }
            Err(expected) => self.unknown(expected, span, context),
        }
    }

    /// Notes a statement after the functions in it ran.
    fn emit_calling(&mut self, operations: Vec<Located>) {
        let evaluated = std::mem::take(&mut self.evaluated);
        for located in operations.iter().filter(|_| !evaluated) {
            match &located.operation {
                Operation::Select(select) => self.run_calls(&select.query.sql, &select.calls),
                Operation::Call(call) => self.run_calls(&call.query.sql, std::slice::from_ref(&call.name)),
                _ => {}
            }
        }
        self.emit(operations);
    }

    /// Runs the functions of the history that a query calls; where its rows are not known, once, with nothing known of the
    /// arguments.
    pub fn run_calls(&mut self, sql: &str, calls: &[ObjectName]) {
        if !calls.iter().any(|call| self.world.routine(call).is_some()) {
            return;
        }
        self.called = false;
        let rows = evaluate::rows(sql, self);
        if self.called || rows.is_some_and(|rows| rows.complete) {
            return;
        }
        let unknown = vec![Argument { name: None, value: None }; 100];
        for call in calls {
            self.run_function(call, &unknown);
        }
    }

    /// Notes a statement: it runs now.
    pub(super) fn emit(&mut self, mut operations: Vec<Located>) {
        if self.is_called() {
            self.world.run_called(&operations);
            return;
        }
        if let Some(last) = operations.last_mut().filter(|last| last.called.is_none()) {
            last.called = self.world.take_called();
        }
        self.world.run(&operations);
        self.followed.operations.append(&mut operations);
    }
}

/// The statements of a text, each with its place.
fn read_all(text: &str, span: Span) -> Vec<(Span, Read<Vec<Located>>)> {
    let mut tokens = Vec::new();
    lex::lex(text, span, &mut tokens);
    let statements = tokens.split(|token| token.kind == TokenKind::Semicolon).filter(|tokens| !tokens.is_empty());
    let one = |tokens: &[Token]| {
        let place = tokens.first().map_or(span, |first| first.span.to(tokens.last().map_or(first.span, |last| last.span)));
        (place, read(Cursor::new(text, tokens, place)))
    };
    statements.map(one).collect()
}

/// One statement; a block in a block is not followed.
fn read(mut cursor: Cursor) -> Read<Vec<Located>> {
    if cursor.is_word("DO") { cursor.expected("a statement") } else { postgres::statement(&mut cursor) }
}

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
