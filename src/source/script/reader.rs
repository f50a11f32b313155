//! A script read without running it: what is known of its names, and what it sends so far.

use oxc_ast::ast::{Class, Expression};
use oxc_span::GetSpan;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    builder::Call,
    depth::SMALL_STACK,
    text::Text,
    tool::Tool,
    value::{Handle, Value},
};
use crate::source::{Direction, Span};

/// So deep expressions, statements and calls of the file's own functions are followed together.
const DEEPEST: usize = if SMALL_STACK { 60 } else { 2_000 };
/// Why a script, or what is deep inside it, is not read.
pub(super) const TOO_DEEP: &str = "the script is nested too deeply, or too long, to be read";
/// So many statements are followed: calls and loops may make more of them than the file has.
const MOST_STATEMENTS: usize = 20_000;

/// Something that a script sends.
#[derive(Debug)]
pub(super) struct Sent {
    /// Whether it deploys or reverts.
    pub direction: Direction,
    /// The SQL, or why it is not known.
    pub sql: Result<Text, &'static str>,
    /// The call.
    pub place: Span,
    /// The script's statement that it stands in.
    pub statement: Span,
    /// How many loops it stands in.
    pub loops: u8,
    /// It is sent only where a condition holds.
    pub conditional: bool,
}

/// What is known while a script is read.
pub(super) struct Reader<'a> {
    /// The script.
    pub source: &'a str,
    /// What runs it.
    pub tool: Option<Tool>,
    /// Each call commits by itself, so that the script's own transactions matter.
    pub commits_each: bool,
    /// Whether what is read deploys or reverts.
    pub direction: Direction,
    /// What `this` is.
    pub this: Option<&'a Class<'a>>,
    /// The script's statement that is being read.
    pub statement: Span,
    /// Loops around it.
    pub loops: u8,
    /// Conditions around it.
    pub conditions: u32,
    /// It is in what handles an error.
    pub in_handler: bool,
    /// The script says that it runs outside its tool's transaction.
    pub opts_out: bool,
    /// Conditions under which a statement before it ended the function.
    pub guards: u32,
    /// Names of what stands in other files.
    pub imported: FxHashSet<&'a str>,
    /// What was sent so far.
    pub sent: Vec<Sent>,
    /// node-pg-migrate's short names of columns.
    pub shorthands: Value<'a>,
    /// Chains of calls on a builder that a function is given.
    pub recorded: Vec<Vec<Call<'a>>>,
    /// Conditions and loops around that function.
    pub around_builder: u32,
    /// How many of those chains stand under a condition or in a loop of which nothing is known.
    pub uncertain: u32,
    scopes: Vec<FxHashMap<&'a str, Value<'a>>>,
    depth: usize,
    statements: usize,
}

impl<'a> Reader<'a> {
    /// Nothing is read yet.
    pub(super) fn new(source: &'a str, tool: Option<Tool>, commits_each: bool) -> Self {
        Self {
            source,
            tool,
            commits_each,
            direction: Direction::Up,
            this: None,
            statement: Span::default(),
            loops: 0,
            conditions: 0,
            in_handler: false,
            opts_out: false,
            guards: 0,
            imported: FxHashSet::default(),
            sent: Vec::new(),
            shorthands: Value::Unknown,
            recorded: Vec::new(),
            around_builder: 0,
            uncertain: 0,
            scopes: vec![FxHashMap::default()],
            depth: 0,
            statements: 0,
        }
    }

    /// Takes down what a call sends.
    pub(super) fn send(&mut self, sql: Text, place: Span) {
        self.take(Ok(sql), place);
    }

    /// Takes down that a call sends something of which it cannot be told what.
    pub(super) fn unread(&mut self, reason: &'static str, place: Span) {
        // Each turn of a loop would say it again.
        let is_same = |sent: &Sent| sent.sql == Err(reason) && sent.place == place && sent.direction == self.direction;
        if self.sent.iter().any(is_same) {
            return;
        }
        self.take(Err(reason), place);
    }

    /// The same, said of the first such place only.
    pub(super) fn unread_once(&mut self, reason: &'static str, place: Span) {
        if !self.sent.iter().any(|sent| sent.sql == Err(reason)) {
            self.unread(reason, place);
        }
    }

    fn take(&mut self, sql: Result<Text, &'static str>, place: Span) {
        let (direction, statement, loops) = (self.direction, self.statement, self.loops);
        self.sent.push(Sent { direction, sql, place, statement, loops, conditional: self.conditions + self.guards > 0 });
    }

    /// Goes one level down, unless that is too deep.
    pub(super) fn deeper<T>(&mut self, within: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let found = within(self);
        self.depth -= 1;
        Some(found)
    }

    /// Whether one more statement may be followed.
    pub(super) fn may_go_on(&mut self) -> bool {
        self.statements += 1;
        self.statements <= MOST_STATEMENTS
    }

    /// What is read under a condition.
    pub(super) fn conditionally<T>(&mut self, within: impl FnOnce(&mut Self) -> T) -> T {
        self.conditions += 1;
        let found = within(self);
        self.conditions -= 1;
        found
    }

    /// What is read in a loop of which nothing is known.
    pub(super) fn repeatedly(&mut self, within: impl FnOnce(&mut Self)) {
        self.loops = self.loops.saturating_add(1);
        within(self);
        self.loops = self.loops.saturating_sub(1);
    }

    /// With names of its own.
    pub(super) fn in_scope<T>(&mut self, within: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(FxHashMap::default());
        let found = within(self);
        self.scopes.pop();
        found
    }

    /// Gives a name its value.
    pub(super) fn bind(&mut self, name: &'a str, value: Value<'a>) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name, value);
        }
    }

    /// Gives a name another value; one that may or may not be given is not known.
    pub(super) fn rebind(&mut self, name: &str, value: Value<'a>) {
        let is_sure = self.conditions == 0 && self.loops == 0;
        if let Some(known) = self.scopes.iter_mut().rev().find_map(|scope| scope.get_mut(name)) {
            *known = if is_sure { value } else { Value::Unknown };
        }
    }

    /// What a name stands for.
    pub(super) fn lookup(&self, name: &str) -> Value<'a> {
        let known = self.scopes.iter().rev().find_map(|scope| scope.get(name));
        known.cloned().unwrap_or_else(|| well_known(name))
    }

    /// The code of an expression.
    pub(super) fn code(&self, expression: &Expression<'a>) -> &'a str {
        place(expression.span()).text(self.source)
    }
}

/// A name that nothing in the file explains, by what people mean with it.
pub(super) fn well_known(name: &str) -> Value<'static> {
    Value::Handle(match name {
        "undefined" => return Value::Null,
        "sql" | "SQL" => Handle::Tag,
        "knex" | "trx" => Handle::Knex,
        "queryRunner" => Handle::QueryRunner,
        "queryInterface" => Handle::QueryInterface,
        "sequelize" => Handle::Sequelize,
        "Sequelize" | "DataTypes" | "DataType" => Handle::DataTypes,
        "pgm" => Handle::Pgm,
        "client" | "pool" | "prisma" | "connection" => Handle::Client,
        _ => return Value::Unknown,
    })
}

/// A place of the parser as one of ours.
pub(super) fn place(span: oxc_span::Span) -> Span {
    Span::new(span.start, span.end)
}
