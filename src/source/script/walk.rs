//! A script's statements in their order, each followed once, or once for each turn of a loop over what is known.

use oxc_ast::ast::{
    ArrowFunctionBody, AssignmentExpression, AssignmentOperator, BindingPattern, Declaration, Expression, ForOfStatement,
    ForStatementLeft, FormalParameters, IfStatement, Statement, TryStatement, VariableDeclaration,
};
use oxc_span::GetSpan;

use super::{
    chain::inner,
    reader::{Reader, place},
    value::{Callable, Value},
};

/// A loop over so many values is followed turn by turn.
const MOST_TURNS: usize = 100;

impl<'a> Reader<'a> {
    /// Statements in their order; what follows a `return` is not.
    pub(super) fn statements(&mut self, statements: &'a [Statement<'a>]) {
        self.declare_functions(statements);
        for statement in statements {
            self.walk(statement);
            if matches!(statement, Statement::ReturnStatement(_) | Statement::ThrowStatement(_)) {
                return;
            }
        }
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

    fn walk(&mut self, statement: &'a Statement<'a>) {
        if self.may_go_on() {
            self.deeper(|reader| reader.walk_into(statement));
        }
    }

    fn walk_into(&mut self, statement: &'a Statement<'a>) {
        match statement {
            Statement::BlockStatement(block) => self.in_scope(|reader| reader.statements(&block.body)),
            Statement::ExpressionStatement(one) => {
                self.statement = place(one.span);
                self.run(&one.expression);
            }
            Statement::VariableDeclaration(declaration) => self.declare(declaration),
            Statement::ReturnStatement(one) => {
                self.statement = place(one.span);
                one.argument.iter().for_each(|argument| self.run(argument));
            }
            Statement::IfStatement(branches) => self.branches(branches),
            Statement::ForOfStatement(turns) => self.turns(turns),
            Statement::ForStatement(turns) => self.repeatedly(|reader| reader.in_scope(|reader| reader.walk(&turns.body))),
            Statement::ForInStatement(turns) => self.repeatedly(|reader| reader.in_scope(|reader| reader.walk(&turns.body))),
            Statement::WhileStatement(turns) => self.repeatedly(|reader| {
                reader.run(&turns.test);
                reader.walk(&turns.body);
            }),
            Statement::DoWhileStatement(turns) => self.repeatedly(|reader| reader.walk(&turns.body)),
            Statement::TryStatement(attempt) => self.attempt(attempt),
            Statement::SwitchStatement(switch) => {
                self.run(&switch.discriminant);
                for case in &switch.cases {
                    self.conditionally(|reader| reader.in_scope(|reader| reader.statements(&case.consequent)));
                }
            }
            Statement::LabeledStatement(labeled) => self.walk(&labeled.body),
            Statement::ExportDeclaration(export) => {
                if let Declaration::VariableDeclaration(declaration) = &export.declaration {
                    self.declare(declaration);
                }
            }
            _ => {}
        }
    }

    fn branches(&mut self, branches: &'a IfStatement<'a>) {
        self.statement = place(branches.test.span());
        self.run(&branches.test);
        match self.value(&branches.test).is_truthy(self.source) {
            Some(true) => self.walk(&branches.consequent),
            Some(false) => branches.alternate.iter().for_each(|alternate| self.walk(alternate)),
            None => self.conditionally(|reader| {
                reader.walk(&branches.consequent);
                branches.alternate.iter().for_each(|alternate| reader.walk(alternate));
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

    fn attempt(&mut self, attempt: &'a TryStatement<'a>) {
        self.in_scope(|reader| reader.statements(&attempt.block.body));
        if let Some(handler) = &attempt.handler {
            let before = std::mem::replace(&mut self.in_handler, true);
            self.conditionally(|reader| reader.in_scope(|reader| reader.statements(&handler.body.body)));
            self.in_handler = before;
        }
        if let Some(last) = &attempt.finalizer {
            self.in_scope(|reader| reader.statements(&last.body));
        }
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
                        function.body.iter().for_each(|body| reader.statements(&body.statements));
                    }
                    Callable::Arrow(arrow) => match &arrow.body {
                        ArrowFunctionBody::FunctionBody(body) => reader.statements(&body.statements),
                        body => body.as_expression().into_iter().for_each(|expression| reader.run(expression)),
                    },
                }
            });
        });
        self.statement = before;
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
}
