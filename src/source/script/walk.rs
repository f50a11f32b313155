//! A script's statements in their order, each followed once, or once for each turn of a loop over what is known.

use oxc_ast::ast::{
    ArrowFunctionBody, AssignmentExpression, AssignmentOperator, BindingPattern, Declaration, Expression, ForOfStatement,
    ForStatementLeft, FormalParameters, IfStatement, Statement, TryStatement, VariableDeclaration,
};
use oxc_span::GetSpan;

use super::{
    chain::inner,
    reader::{Reader, TOO_DEEP, place},
    value::{Callable, Value},
};

/// Whether what stands behind a statement is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// It is.
    Reached,
    /// Where a condition holds.
    Perhaps,
    /// The function is over.
    Returned,
    /// The script ends with an error, so that nothing is said of what happens without one.
    Failed,
}

impl Next {
    /// Behind one of two branches.
    fn or(self, other: Next) -> Next {
        match (self, other) {
            (Next::Failed, next) | (next, Next::Failed) => next,
            (one, other) if one == other => one,
            _ => Next::Perhaps,
        }
    }
}

/// A loop over so many values is followed turn by turn.
const MOST_TURNS: usize = 100;

impl<'a> Reader<'a> {
    /// Statements in their order; what follows a `return` is not reached, and what follows one under a condition perhaps.
    pub(super) fn statements(&mut self, statements: &'a [Statement<'a>]) -> Next {
        self.declare_functions(statements);
        let around = self.guards;
        let mut next = Next::Reached;
        for statement in statements {
            match self.walk(statement) {
                Next::Reached => {}
                Next::Perhaps => {
                    next = Next::Perhaps;
                    self.guards = around + 1;
                }
                end @ (Next::Returned | Next::Failed) => {
                    self.guards = around;
                    return end;
                }
            }
        }
        self.guards = around;
        next
    }

    /// Functions and classes are known before the statements run.
    pub(super) fn declare_functions(&mut self, statements: &'a [Statement<'a>]) {
        for statement in statements {
            let exported = match statement {
                Statement::ExportDeclaration(export) => Some(&export.declaration),
                other => other.as_declaration(),
            };
            match exported {
                Some(Declaration::FunctionDeclaration(function)) => {
                    if let Some(id) = &function.id {
                        self.bind(id.name.as_str(), Value::Function(Callable::Function(function)));
                    }
                }
                Some(Declaration::ClassDeclaration(class)) => {
                    if let Some(id) = &class.id {
                        self.bind(id.name.as_str(), Value::Class(class));
                    }
                }
                _ => {}
            }
        }
    }

    fn walk(&mut self, statement: &'a Statement<'a>) -> Next {
        let goes_on = self.may_go_on();
        let walked = goes_on.then(|| self.deeper(|reader| reader.walk_into(statement))).flatten();
        walked.unwrap_or_else(|| {
            self.unread_once(TOO_DEEP, place(statement.span()));
            Next::Reached
        })
    }

    fn walk_into(&mut self, statement: &'a Statement<'a>) -> Next {
        match statement {
            Statement::BlockStatement(block) => return self.in_scope(|reader| reader.statements(&block.body)),
            Statement::ExpressionStatement(one) => {
                self.statement = place(one.span);
                self.run(&one.expression);
            }
            Statement::VariableDeclaration(declaration) => self.declare(declaration),
            Statement::ReturnStatement(one) => {
                self.statement = place(one.span);
                one.argument.iter().for_each(|argument| self.run(argument));
                return Next::Returned;
            }
            Statement::ThrowStatement(_) => return Next::Failed,
            Statement::IfStatement(branches) => return self.branches(branches),
            Statement::ForOfStatement(turns) => self.turns(turns),
            Statement::ForStatement(turns) => self.repeat(&turns.body),
            Statement::ForInStatement(turns) => self.repeat(&turns.body),
            Statement::WhileStatement(turns) => self.repeatedly(|reader| {
                reader.run(&turns.test);
                reader.walk(&turns.body);
            }),
            Statement::DoWhileStatement(turns) => self.repeat(&turns.body),
            Statement::TryStatement(attempt) => return self.attempt(attempt),
            Statement::SwitchStatement(switch) => {
                self.run(&switch.discriminant);
                for case in &switch.cases {
                    self.conditionally(|reader| reader.in_scope(|reader| reader.statements(&case.consequent)));
                }
            }
            Statement::LabeledStatement(labeled) => return self.walk(&labeled.body),
            Statement::ExportDeclaration(export) => {
                if let Declaration::VariableDeclaration(declaration) = &export.declaration {
                    self.declare(declaration);
                }
            }
            _ => {}
        }
        Next::Reached
    }

    fn repeat(&mut self, body: &'a Statement<'a>) {
        self.repeatedly(|reader| {
            reader.in_scope(|reader| reader.walk(body));
        });
    }

    fn branches(&mut self, branches: &'a IfStatement<'a>) -> Next {
        self.statement = place(branches.test.span());
        self.run(&branches.test);
        match self.value(&branches.test).is_truthy(self.source) {
            Some(true) => self.walk(&branches.consequent),
            Some(false) => branches.alternate.as_ref().map_or(Next::Reached, |alternate| self.walk(alternate)),
            None => self.conditionally(|reader| {
                let one = match reader.walk(&branches.consequent) {
                    Next::Returned if is_error(&branches.test) => Next::Failed,
                    next => next,
                };
                let other = branches.alternate.as_ref().map_or(Next::Reached, |alternate| reader.walk(alternate));
                one.or(other)
            }),
        }
    }

    fn turns(&mut self, turns: &'a ForOfStatement<'a>) {
        self.statement = place(turns.right.span());
        self.run(&turns.right);
        let value = self.value(&turns.right);
        let pattern = match &turns.left {
            ForStatementLeft::VariableDeclaration(declaration) => declaration.declarations.first().map(|one| &one.id),
            _ => None,
        };
        self.each(&value, |reader, item| {
            reader.in_scope(|reader| {
                pattern.iter().for_each(|pattern| reader.bind_pattern(pattern, item.clone()));
                reader.walk(&turns.body);
            });
        });
    }

    /// Once for each value of an array, or once in a loop of which nothing is known.
    pub(super) fn each(&mut self, value: &Value<'a>, mut turn: impl FnMut(&mut Self, Value<'a>)) {
        match value {
            Value::List(list) if list.len() <= MOST_TURNS => list.iter().for_each(|item| turn(self, item.clone())),
            _ => self.repeatedly(|reader| turn(reader, Value::Unknown)),
        }
    }

    fn attempt(&mut self, attempt: &'a TryStatement<'a>) -> Next {
        let next = self.in_scope(|reader| reader.statements(&attempt.block.body));
        if let Some(handler) = &attempt.handler {
            let before = std::mem::replace(&mut self.in_handler, true);
            self.conditionally(|reader| reader.in_scope(|reader| reader.statements(&handler.body.body)));
            self.in_handler = before;
        }
        if let Some(last) = &attempt.finalizer {
            self.in_scope(|reader| reader.statements(&last.body));
        }
        next
    }

    /// `const a = …, { b } = …`: what is awaited runs.
    pub(super) fn declare(&mut self, declaration: &'a VariableDeclaration<'a>) {
        for declarator in &declaration.declarations {
            self.statement = place(declaration.span);
            let value = declarator.init.as_ref().map_or(Value::Unknown, |init| self.initial(init));
            self.bind_pattern(&declarator.id, value);
        }
    }

    /// What a name begins with. SQL that is awaited is sent, and what comes back is not known.
    fn initial(&mut self, init: &'a Expression<'a>) -> Value<'a> {
        let is_awaited = matches!(inner(init), Expression::AwaitExpression(_));
        match self.value(init) {
            Value::Sql(_) if is_awaited => {
                self.run(init);
                Value::Unknown
            }
            Value::Unknown => self.run_for(init),
            known => known,
        }
    }

    /// `a = …`, `a += …`.
    pub(super) fn assign(&mut self, assignment: &'a AssignmentExpression<'a>) {
        let value = self.initial(&assignment.right);
        let Some(name) = assignment.left.get_identifier_name() else { return };
        match (assignment.operator, self.lookup(name), value) {
            (AssignmentOperator::Assign, _, value) => self.rebind(name, value),
            (AssignmentOperator::Addition, Value::Text(mut text), value) => {
                match (inner(&assignment.right), value) {
                    (_, Value::Text(more)) => text.push(more),
                    (right, value) => text.push(self.text_of(value, self.code(right), place(right.span()))),
                }
                self.rebind(name, Value::Text(text));
            }
            _ => self.rebind(name, Value::Unknown),
        }
    }

    /// Gives the names of a pattern their values.
    pub(super) fn bind_pattern(&mut self, pattern: &'a BindingPattern<'a>, value: Value<'a>) {
        match pattern {
            BindingPattern::BindingIdentifier(id) => {
                let name = id.name.as_str();
                // A name says what it is where nothing else does.
                let value = if matches!(value, Value::Unknown) { super::reader::well_known(name) } else { value };
                self.bind(name, value);
            }
            BindingPattern::AssignmentPattern(assigned) => {
                let value = if matches!(value, Value::Null) { self.value(&assigned.right) } else { value };
                self.bind_pattern(&assigned.left, value);
            }
            BindingPattern::ObjectPattern(object) => {
                for property in &object.properties {
                    let name = property.key.static_name();
                    let known = name.as_deref().and_then(|name| self.member(&value, name));
                    let absent =
                        if matches!(&value, Value::Object(known) if !known.is_open) { Value::Null } else { Value::Unknown };
                    self.bind_pattern(&property.value, known.unwrap_or(absent));
                }
            }
            BindingPattern::ArrayPattern(array) => {
                for (at, element) in array.elements.iter().enumerate() {
                    let value = value.items().get(at).cloned().unwrap_or(Value::Unknown);
                    element.iter().for_each(|element| self.bind_pattern(element, value.clone()));
                }
            }
        }
    }

    /// A call of a function that stands in the file.
    pub(super) fn call(&mut self, callable: Callable<'a>, given: Vec<Value<'a>>) {
        if !self.may_go_on() {
            return;
        }
        let before = self.statement;
        self.deeper(|reader| {
            reader.in_scope(|reader| {
                reader.bind_parameters(callable.parameters(), given);
                match callable {
                    Callable::Function(function) => {
                        function.body.iter().for_each(|body| reader.body(&body.statements));
                    }
                    Callable::Arrow(arrow) => match &arrow.body {
                        ArrowFunctionBody::FunctionBody(body) => reader.body(&body.statements),
                        body => body.as_expression().into_iter().for_each(|expression| reader.run(expression)),
                    },
                }
            });
        });
        self.statement = before;
    }

    /// The statements of a function.
    fn body(&mut self, statements: &'a [Statement<'a>]) {
        self.statements(statements);
    }

    /// What a function gives back where it is a single expression.
    pub(super) fn applied(&mut self, callable: Callable<'a>, given: Vec<Value<'a>>) -> Value<'a> {
        let Some(expression) = callable.expression().filter(|_| self.may_go_on()) else { return Value::Unknown };
        let mut value = Value::Unknown;
        self.in_scope(|reader| {
            reader.bind_parameters(callable.parameters(), given);
            value = reader.value(expression);
        });
        value
    }

    /// What a function gives back where it does nothing else than to name values before.
    pub(super) fn shaped(&mut self, callable: Callable<'a>, given: Vec<Value<'a>>) -> Value<'a> {
        let Some((names, expression)) = callable.returned() else { return Value::Unknown };
        self.in_scope(|reader| {
            reader.bind_parameters(callable.parameters(), given);
            for declarator in names.iter().flat_map(|declaration| &declaration.declarations) {
                let value = declarator.init.as_ref().map_or(Value::Unknown, |init| reader.value(init));
                reader.bind_pattern(&declarator.id, value);
            }
            reader.value(expression)
        })
    }

    fn bind_parameters(&mut self, parameters: &'a FormalParameters<'a>, given: Vec<Value<'a>>) {
        let mut given = given.into_iter();
        for parameter in &parameters.items {
            let value = match (given.next(), &parameter.initializer) {
                (Some(Value::Null) | None, Some(initial)) => self.value(initial),
                (Some(value), _) => value,
                (None, None) => Value::Unknown,
            };
            self.bind_pattern(&parameter.pattern, value);
        }
    }
}

/// The error that a callback is given: `if (error) return done(error)`.
fn is_error(test: &Expression) -> bool {
    matches!(test.get_inner_expression(), Expression::Identifier(name) if ["err", "error", "e"].contains(&name.name.as_str()))
}

impl<'a> Callable<'a> {
    fn parameters(self) -> &'a FormalParameters<'a> {
        match self {
            Callable::Function(function) => &function.params,
            Callable::Arrow(arrow) => &arrow.params,
        }
    }

    /// The one expression that it gives back.
    pub(super) fn expression(self) -> Option<&'a Expression<'a>> {
        let body = match self {
            Callable::Function(function) => function.body.as_deref()?,
            Callable::Arrow(arrow) => match &arrow.body {
                ArrowFunctionBody::FunctionBody(body) => body,
                body => return body.as_expression(),
            },
        };
        match body.statements.as_slice() {
            [Statement::ReturnStatement(one)] => one.argument.as_ref(),
            _ => None,
        }
    }

    /// What it gives back, and the names that it gives to values before.
    fn returned(self) -> Option<(Vec<&'a VariableDeclaration<'a>>, &'a Expression<'a>)> {
        if let Some(expression) = self.expression() {
            return Some((Vec::new(), expression));
        }
        let body = match self {
            Callable::Function(function) => function.body.as_deref()?,
            Callable::Arrow(arrow) => match &arrow.body {
                ArrowFunctionBody::FunctionBody(body) => body,
                _ => return None,
            },
        };
        let (Statement::ReturnStatement(last), before) = body.statements.split_last()? else { return None };
        let names = before.iter().map(|statement| match statement {
            Statement::VariableDeclaration(declaration) => Some(&**declaration),
            _ => None,
        });
        Some((names.collect::<Option<_>>()?, last.argument.as_ref()?))
    }
}
