//! Code as it runs: which way it goes, as far as its conditions are known.
//!
//! Where a condition is not known both ways are gone, one after the other; a loop whose turns are not known is gone through once.
//! What may have changed meanwhile is unknown afterwards.

use super::{
    scope::Scope,
    tree::{Arm, Block, Branch, Code},
};
use crate::{
    name::{Name, ObjectName},
    operation::{Context, Located, Parameter, Unknown},
    parse::{
        World,
        cursor::{Cursor, Expected},
        evaluate::{self, Argument, Environment, SystemTable, Value},
    },
    source::{Span, Token, lex},
};

/// Deepest nesting of calls that is followed.
const MOST_CALLS: u8 = 8;
/// How much is spent on one block: on its statements, on the functions that it calls and on the rows that its queries look at.
const MOST_WORK: usize = 2_000_000;
/// What a statement or a call takes of that; a row takes 1.
const STATEMENT: usize = 100;

/// What stands in a block.
#[derive(Debug, Default)]
pub struct Followed {
    /// The statements inside, in the order in which they run.
    pub operations: Vec<Located>,
    /// All of them were read.
    pub understood: bool,
    /// A `COMMIT` or `ROLLBACK` is among them.
    pub commits: bool,
}

/// Follows code through a world.
pub struct Follower<'a, 'w> {
    pub(super) source: &'a str,
    pub(super) statement: Span,
    pub(super) world: &'w mut dyn World,
    pub(super) scope: Scope,
    pub(super) followed: Followed,
    /// The loops around, each with whether it commits by itself.
    pub(super) loops: Vec<bool>,
    /// How many conditions around are not known.
    doubts: usize,
    /// How many loops around are not known.
    pub(super) unknown_loops: usize,
    /// How many calls this is inside of.
    calls: u8,
    /// What may still be spent.
    pub(super) budget: usize,
    /// A function was called.
    pub(super) called: bool,
    /// The query that is noted next has run already, with the functions in it.
    pub(super) evaluated: bool,
    /// The value that the function returned.
    pub(super) returned: Option<Value>,
}

/// How a piece of code ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// The next piece runs.
    Next,
    /// The next turn of the loop.
    Continue,
    /// The loop ends.
    Exit,
    /// The function ends.
    Return,
    /// An error, for certain.
    Raise,
}

impl<'a, 'w> Follower<'a, 'w> {
    /// Code of this text; `statement` is where errors at its end are placed.
    pub fn new(source: &'a str, statement: Span, world: &'w mut dyn World) -> Self {
        Self {
            source,
            statement,
            world,
            scope: Scope::default(),
            followed: Followed { understood: true, ..Followed::default() },
            loops: Vec::new(),
            doubts: 0,
            unknown_loops: 0,
            calls: 0,
            budget: MOST_WORK,
            called: false,
            evaluated: false,
            returned: None,
        }
    }

    /// What was followed.
    pub fn finish(self) -> Followed {
        self.followed
    }

    /// Pieces one after the other.
    pub(super) fn all(&mut self, code: &[Code<'a>]) -> Flow {
        for piece in code {
            let flow = self.piece(piece);
            if flow != Flow::Next {
                return flow;
            }
        }
        Flow::Next
    }

    fn piece(&mut self, piece: &Code<'a>) -> Flow {
        self.spend(STATEMENT);
        match piece {
            Code::Statement(tokens) => self.simple(tokens),
            Code::Block(block) => self.block(block),
            Code::Branch(branch) => self.branch(branch),
            Code::Loop(turns) => self.turns(turns),
            Code::Broken(expected) => {
                self.unknown(*expected, expected.at, self.context());
                Flow::Next
            }
        }
    }

    fn block(&mut self, block: &Block<'a>) -> Flow {
        let (depth, start) = (self.scope.open(), self.followed.operations.len());
        block.declarations.iter().for_each(|declaration| self.declare(declaration));
        let mut flow = self.all(&block.body);
        if !block.handlers.is_empty() {
            self.followed.operations.iter_mut().skip(start).for_each(|operation| operation.context.has_handler = true);
            if flow == Flow::Raise {
                // All that it did is taken back, with its locks.
                self.followed.operations.truncate(start);
                flow = Flow::Next;
            }
            block.handlers.iter().for_each(|handler| self.perhaps(&handler.body));
        }
        self.scope.close(depth);
        flow
    }

    /// Code that runs or not.
    fn perhaps(&mut self, code: &[Code<'a>]) {
        let before = self.scope.clone();
        self.doubts += 1;
        self.all(code);
        self.doubts -= 1;
        self.scope.doubt(&before);
    }

    fn branch(&mut self, branch: &Branch<'a>) -> Flow {
        let operand = branch.operand.map(|operand| self.value(operand));
        let mut certain = true;
        for arm in &branch.arms {
            match self.holds(operand.as_ref(), arm) {
                Some(true) if certain => return self.all(&arm.body),
                Some(false) => {}
                holds => {
                    certain = false;
                    self.perhaps(&arm.body);
                    if holds == Some(true) {
                        return Flow::Next;
                    }
                }
            }
        }
        if certain {
            return self.all(&branch.otherwise);
        }
        self.perhaps(&branch.otherwise);
        Flow::Next
    }

    fn holds(&mut self, operand: Option<&Option<Value>>, arm: &Arm<'a>) -> Option<bool> {
        let value = self.value(arm.condition);
        match operand {
            Some(operand) => operand.as_ref()?.same(&value?),
            None => value?.is_true(),
        }
    }

    /// A statement that could not be read.
    pub(super) fn unknown(&mut self, expected: Expected, span: Span, context: Context) {
        self.followed.understood = false;
        let operation = Unknown { reason: expected.to_string().into() };
        self.followed.operations.push(Located { context, ..Located::new(operation, span) });
    }

    /// What surrounds the statement that runs now.
    pub(super) fn context(&self) -> Context {
        Context {
            in_block: true,
            loop_depth: self.loops.len().min(usize::from(u8::MAX)) as u8,
            conditional: self.doubts > 0,
            in_unknown_loop: self.unknown_loops > 0,
            ..Context::default()
        }
    }

    pub(super) fn is_certain(&self) -> bool {
        self.doubts == 0
    }

    /// This code runs inside a called function.
    pub(super) fn is_called(&self) -> bool {
        self.calls > 0
    }

    /// The value of an expression.
    pub(super) fn value(&mut self, tokens: &'a [Token]) -> Option<Value> {
        let sql = self.sql_of(tokens);
        let value = if sql.trim().is_empty() { None } else { evaluate::expression(&sql, self) };
        self.note_reads(tokens);
        value
    }

    pub(super) fn span(&self, tokens: &[Token]) -> Span {
        match tokens {
            [first, .., last] => first.span.to(last.span),
            [only] => only.span,
            [] => self.statement.before(),
        }
    }

    pub(super) fn cursor(&self, tokens: &'a [Token]) -> Cursor<'a> {
        Cursor::new(self.source, tokens, self.span(tokens))
    }

    /// Runs a function of the history in a scope of its own.
    pub(super) fn run_function(&mut self, name: &ObjectName, arguments: &[Argument]) -> Option<Value> {
        let routine = self.world.routine(name)?;
        if self.calls >= MOST_CALLS || !self.spend(STATEMENT) {
            return None;
        }
        self.called = true;
        let mut tokens = Vec::new();
        lex::lex(&routine.body, Span::new(0, routine.body.len() as u32), &mut tokens);
        let mut inner = Follower {
            calls: self.calls + 1,
            budget: self.budget,
            doubts: self.doubts,
            ..Follower::new(&routine.body, Span::default(), &mut *self.world)
        };
        inner.parameters(&routine.parameters, arguments);
        match routine.language.as_str() {
            "plpgsql" => inner.code(&tokens),
            "sql" => inner.statements(&tokens),
            _ => {}
        }
        let (returned, budget) = (inner.returned.take(), inner.budget);
        self.budget = budget;
        returned
    }

    fn parameters(&mut self, parameters: &[Parameter], arguments: &[Argument]) {
        let inputs = parameters.iter().filter(|parameter| parameter.input).enumerate();
        for (at, parameter) in inputs {
            let by_name = |argument: &&Argument| argument.name.is_some() && argument.name == parameter.name;
            let by_place = || arguments.get(at).filter(|argument| argument.name.is_none());
            let value = match arguments.iter().find(by_name).or_else(by_place) {
                Some(given) => given.value.clone(),
                None => parameter.default.as_ref().and_then(|default| evaluate::expression(default, self)),
            };
            let numbered = Name::from(format!("${}", at + 1));
            for name in parameter.name.iter().cloned().chain([numbered]) {
                self.declare_as(name, parameter.kind.clone(), value.clone());
            }
        }
    }
}

impl Environment for Follower<'_, '_> {
    fn variable(&self, path: &[Name]) -> Option<Value> {
        self.scope.value(path)
    }

    fn template(&self, name: &Name) -> Option<String> {
        self.scope.template(name).map(str::to_owned)
    }

    fn system_table(&self, name: &ObjectName) -> Option<SystemTable> {
        self.world.system_table(name)
    }

    fn relation(&self, name: &ObjectName) -> Option<Option<ObjectName>> {
        self.world.relation(name)
    }

    fn call(&mut self, name: &ObjectName, arguments: &[Argument]) -> Option<Value> {
        self.run_function(name, arguments)
    }

    fn spend(&mut self, work: usize) -> bool {
        self.budget = self.budget.saturating_sub(work);
        self.budget > 0
    }

    fn current_schema(&self) -> Name {
        self.world.current_schema()
    }

    fn today(&self) -> Option<jiff::civil::Date> {
        self.world.today()
    }
}
