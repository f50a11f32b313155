//! The statements of plpgsql as they run: declarations, assignments, and what steers the code.

use super::{
    dynamic,
    follow::{Flow, Follower},
    scope::fitted,
    tree::{self, Code, Head},
};
use crate::{
    name::Name,
    operation::{Located, Query},
    parse::{
        cursor::Cursor,
        evaluate::{self, Rows, Value},
        postgres::dml,
    },
    source::{Token, TokenKind},
};

/// Whether the last statement met a row (manual 43.5.5).
const FOUND: Name = Name::const_new("found");

impl<'a> Follower<'a, '_> {
    /// Notes whether a statement met a row, where that is known.
    pub(super) fn found(&mut self, row: Option<bool>) {
        self.scope.assign(&FOUND, row.map(Value::Boolean));
    }

    /// Code in plpgsql.
    pub fn code(&mut self, tokens: &'a [Token]) {
        let code = tree::read(Cursor::new(self.source, tokens, self.statement));
        self.scope.declare(FOUND, Name::const_new("boolean"), Some(Value::Boolean(false)));
        self.all(&code);
    }

    /// A statement up to its semicolon.
    pub(super) fn simple(&mut self, tokens: &'a [Token]) -> Flow {
        match self.keyword(tokens).as_str() {
            "" if tokens.is_empty() => {}
            "EXECUTE" => self.execute(&tokens[1..]),
            "PERFORM" => self.perform(&tokens[1..]),
            "COMMIT" | "ROLLBACK" => self.ends_transaction(tokens),
            "RETURN" => return self.returns(&tokens[1..]),
            "RAISE" => return self.raises(&tokens[1..]),
            "EXIT" | "CONTINUE" => return self.leaves(tokens),
            "GET" | "FETCH" => {
                let names = self.names(tokens);
                self.scope.forget(&names);
                self.found(None);
            }
            "NULL" | "ASSERT" | "OPEN" | "MOVE" | "CLOSE" => self.note_reads(tokens),
            _ if self.assignment(tokens) => {}
            _ => self.sql(tokens),
        }
        Flow::Next
    }

    pub(super) fn keyword(&self, tokens: &'a [Token]) -> Name {
        self.cursor(tokens).keyword()
    }

    /// All identifiers among some tokens, folded.
    pub(super) fn names(&self, tokens: &[Token]) -> Vec<Name> {
        let is_name = |token: &&Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted);
        let name = |token: &Token| Cursor::new(self.source, std::slice::from_ref(token), token.span).name().unwrap_or_default();
        tokens.iter().filter(is_name).map(name).collect()
    }

    fn returns(&mut self, tokens: &'a [Token]) -> Flow {
        match self.keyword(tokens).as_str() {
            "QUERY" => {
                self.query_or_expression(&tokens[1..]);
                Flow::Next
            }
            "NEXT" => {
                self.value(&tokens[1..]);
                Flow::Next
            }
            _ => {
                self.returned = self.value(tokens).filter(|_| self.is_certain());
                Flow::Return
            }
        }
    }

    /// `RAISE` of a level below `EXCEPTION` only says something.
    fn raises(&mut self, tokens: &'a [Token]) -> Flow {
        self.note_reads(tokens);
        match self.keyword(tokens).as_str() {
            "DEBUG" | "LOG" | "INFO" | "NOTICE" | "WARNING" => Flow::Next,
            _ => Flow::Raise,
        }
    }

    /// `EXIT [label] [WHEN condition]` and `CONTINUE` of the same form.
    fn leaves(&mut self, tokens: &'a [Token]) -> Flow {
        let flow = if self.keyword(tokens) == "EXIT" { Flow::Exit } else { Flow::Continue };
        let is_when = |token: &Token| token.span.text(self.source).eq_ignore_ascii_case("WHEN");
        let Some(at) = tokens.iter().position(is_when) else { return flow };
        match self.value(&tokens[at + 1..]).and_then(|value| value.is_true()) {
            Some(true) => flow,
            _ => Flow::Next,
        }
    }

    /// `name [CONSTANT] type [NOT NULL] [:= expression]`.
    pub(super) fn declare(&mut self, tokens: &'a [Token]) {
        let mut cursor = self.cursor(tokens);
        let Ok(name) = cursor.name() else { return };
        cursor.eat_word("CONSTANT");
        let start = cursor.mark();
        let is_value = |cursor: &Cursor| cursor.is_word("DEFAULT") || cursor.is_operator(":=") || cursor.is_operator("=");
        let written = cursor.skip_until("a type", is_value).unwrap_or_default();
        let kind = Name::from(written.text(self.source)).to_lowercase();
        let is_other = ["ALIAS", "CURSOR"].iter().any(|word| self.keyword(&tokens[start.min(tokens.len())..]) == *word);
        self.declare_as(name.clone(), kind, if is_other { None } else { Some(Value::Null) });
        if cursor.advance().is_some() {
            self.set(&name, &tokens[cursor.mark()..]);
        } else {
            self.note_reads(tokens);
        }
    }

    pub(super) fn declare_as(&mut self, name: Name, kind: Name, value: Option<Value>) {
        let value = value.and_then(|value| fitted(value, &kind, self));
        self.scope.declare(name, kind, value);
    }

    /// A variable gets a value as its type has it.
    pub(super) fn assign(&mut self, name: &Name, value: Option<Value>) {
        let kind = self.scope.kind(name).cloned().unwrap_or_default();
        let value = value.and_then(|value| fitted(value, &kind, self));
        self.scope.assign(name, value);
    }

    /// `variable := expression`, also of a part of a variable; false for anything else.
    fn assignment(&mut self, tokens: &'a [Token]) -> bool {
        let text = self.source;
        let is_assignment = |token: &Token| token.kind == TokenKind::Operator && matches!(token.span.text(text), ":=" | "=");
        let Some(at) = tokens.iter().position(is_assignment).filter(|at| *at > 0) else { return false };
        let is_name = |token: &Token| matches!(token.kind, TokenKind::Word | TokenKind::Quoted | TokenKind::Placeholder);
        let is_target = tokens[..at].windows(2).all(|pair| !is_name(&pair[0]) || !is_name(&pair[1]));
        if !is_target && tokens[at].span.text(text) == "=" {
            return false;
        }
        let names = self.names(&tokens[..at]);
        match names.as_slice() {
            [name] if at == 1 => self.set(name, &tokens[at + 1..]),
            _ => {
                self.value(&tokens[at + 1..]);
                self.scope.forget(names.get(..1).unwrap_or_default());
            }
        }
        true
    }

    /// Sets a variable, and remembers a statement that it holds for `EXECUTE variable`.
    fn set(&mut self, name: &Name, expression: &'a [Token]) {
        let value = self.value(expression);
        let made = match value {
            Some(_) => None,
            None => evaluate::template(&self.sql_of(expression), self),
        };
        let is_literal = |token: &Token| {
            matches!(token.kind, TokenKind::String | TokenKind::DollarString) || token.span.text(self.source) == "||"
        };
        let written =
            if value.is_some() { expression.iter().all(is_literal) } else { !made.as_ref().is_some_and(|made| made.substituted) };
        let statement = if written { dynamic::statement_tokens(self.source, expression) } else { None };
        self.assign(name, value);
        self.scope.hold(name, statement, made.filter(|made| made.substituted).map(|made| made.text));
    }

    /// The rows of a query, or of what `EXECUTE` runs, as a loop goes through them.
    pub(super) fn query_or_expression(&mut self, tokens: &'a [Token]) -> Option<Rows> {
        match self.keyword(tokens).as_str() {
            "EXECUTE" => self.execute(&tokens[1..]),
            "SELECT" | "WITH" | "VALUES" => {
                let rows = evaluate::rows(&self.sql_of(tokens), self);
                self.evaluated = rows.is_some();
                self.sql(tokens);
                return rows;
            }
            "INSERT" | "UPDATE" | "DELETE" | "MERGE" => self.sql(tokens),
            _ => self.note_reads(tokens),
        }
        None
    }

    /// The text of some tokens, as an expression or a query.
    pub(super) fn sql_of(&self, tokens: &'a [Token]) -> Box<str> {
        if tokens.is_empty() {
            return "".into();
        }
        self.cursor(tokens).masked(self.span(tokens))
    }

    /// What an expression reads, where a sub-query is in it, and what the functions in it did.
    pub(super) fn note_reads(&mut self, tokens: &'a [Token]) {
        let text = self.source;
        let is_query = |token: &Token| token.kind == TokenKind::Word && token.span.text(text).eq_ignore_ascii_case("SELECT");
        let reads = tokens.iter().any(is_query);
        let called = if self.is_called() { None } else { self.world.take_called() };
        if !reads && called.is_none() {
            return;
        }
        let select = dml::of_query(self.query(tokens));
        if !select.reads.is_empty() || !select.nested.is_empty() || called.is_some() {
            let context = self.context();
            self.emit(vec![Located { context, called, ..Located::new(select, self.span(tokens)) }]);
        }
    }

    /// An expression as a query.
    pub(super) fn query(&self, tokens: &'a [Token]) -> Query {
        Query::new(self.span(tokens), format!("SELECT {}", self.sql_of(tokens)))
    }

    /// The variables that code may change.
    pub(super) fn changed(&self, code: &[Code<'a>]) -> Vec<Name> {
        let mut names = vec![FOUND];
        for piece in code {
            match piece {
                Code::Statement(tokens) => {
                    let all = self.names(tokens);
                    let gives = |name: &Name| matches!(name.as_str(), "into" | "get" | "fetch");
                    let count = if all.iter().any(gives) { all.len() } else { 1 };
                    names.extend(all.into_iter().take(count));
                }
                Code::Block(block) => {
                    names.extend(self.changed(&block.body));
                    block.handlers.iter().for_each(|handler| names.extend(self.changed(&handler.body)));
                }
                Code::Branch(branch) => {
                    branch.arms.iter().for_each(|arm| names.extend(self.changed(&arm.body)));
                    names.extend(self.changed(&branch.otherwise));
                }
                Code::Loop(turns) => {
                    if let Head::Each { targets, .. } = turns.head {
                        names.extend(self.names(targets));
                    }
                    names.extend(self.changed(&turns.body));
                }
                Code::Broken(_) => {}
            }
        }
        names
    }
}
