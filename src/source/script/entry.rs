//! What of a script is run to deploy and what to revert: classes, exports and assignments of all the forms that tools take.

use oxc_ast::ast::{
    AssignmentExpression, Class, ClassElement, Declaration, ExportDefaultDeclarationKind, Expression, Function, Program,
    PropertyKey, Statement, VariableDeclarator,
};

use super::{
    chain::inner,
    reader::Reader,
    tool::Tool,
    value::{Callable, Handle, Value},
};
use crate::source::Direction;

/// What of a script is run.
#[derive(Debug, Default)]
pub(super) struct Entries<'a> {
    /// Functions that deploy or revert, each with its class.
    pub functions: Vec<(Direction, Callable<'a>, Option<&'a Class<'a>>)>,
}

/// What is run of a script; what its names stand for is known afterwards.
pub(super) fn entries<'a>(program: &'a Program<'a>, reader: &mut Reader<'a>) -> Entries<'a> {
    let mut entries = Entries::default();
    reader.declare_functions(&program.body);
    for statement in &program.body {
        entries.look_at(statement, reader);
    }
    entries
}

impl<'a> Entries<'a> {
    fn look_at(&mut self, statement: &'a Statement<'a>, reader: &mut Reader<'a>) {
        match statement {
            Statement::ExportDeclaration(export) => match &export.declaration {
                Declaration::FunctionDeclaration(function) => self.function(function, reader),
                Declaration::ClassDeclaration(class) => self.class(class, reader),
                Declaration::VariableDeclaration(declaration) => {
                    reader.declare(declaration);
                    for declarator in &declaration.declarations {
                        if let Some(name) = declarator.id.get_identifier_name() {
                            let value = reader.lookup(name.as_str());
                            self.property(name.as_str(), &value, reader);
                        }
                    }
                }
                _ => {}
            },
            Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                ExportDefaultDeclarationKind::FunctionDeclaration(function) => {
                    self.functions.push((Direction::Up, Callable::Function(function), None));
                }
                ExportDefaultDeclarationKind::ClassDeclaration(class) => self.class(class, reader),
                other => other.as_expression().into_iter().for_each(|one| self.whole(one, reader)),
            },
            Statement::ExportNamedDeclaration(export) => {
                for specifier in &export.specifiers {
                    let (local, exported) = (specifier.local.name(), specifier.exported.name());
                    let value = reader.lookup(local.as_str());
                    self.property(exported.as_str(), &value, reader);
                }
            }
            Statement::ImportDeclaration(import) => {
                let names = import.specifiers.iter().flatten().map(|specifier| specifier.local().name.as_str());
                reader.imported.extend(names);
            }
            Statement::TSExportAssignment(export) => self.whole(&export.expression, reader),
            Statement::ClassDeclaration(class) => self.class(class, reader),
            Statement::VariableDeclaration(declaration)
                if declaration.declarations.iter().all(|one| one.init.as_ref().is_none_or(is_quiet)) =>
            {
                reader.declare(declaration);
                declaration.declarations.iter().for_each(|one| reader.note_required(one));
            }
            Statement::ExpressionStatement(one) => {
                if let Expression::AssignmentExpression(assignment) = inner(&one.expression) {
                    self.assignment(assignment, reader);
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, function: &'a Function<'a>, reader: &mut Reader<'a>) {
        let name = function.id.as_ref().map(|id| id.name.as_str()).unwrap_or_default();
        self.property(name, &Value::Function(Callable::Function(function)), reader);
    }

    /// `up` and `down`, or what is said of the transaction.
    fn property(&mut self, name: &str, value: &Value<'a>, reader: &mut Reader<'a>) {
        let direction = match name {
            "up" => Direction::Up,
            "down" => Direction::Down,
            "shorthands" => {
                reader.shorthands = value.clone();
                return;
            }
            "config" => {
                reader.opts_out |= matches!(value.property("transaction"), Some(Value::Boolean(false)));
                return;
            }
            _ => return,
        };
        // node-pg-migrate: `exports.down = false` says that nothing reverts.
        if let Value::Function(callable) = value {
            self.functions.push((direction, *callable, None));
        }
    }

    /// A class of any name, or `up` and `down`.
    fn exported(&mut self, name: &str, value: &Value<'a>, reader: &mut Reader<'a>) {
        match value {
            Value::Class(class) => self.class(class, reader),
            _ => self.property(name, value, reader),
        }
    }

    /// `module.exports = …`, `export default …`.
    fn whole(&mut self, expression: &'a Expression<'a>, reader: &mut Reader<'a>) {
        match reader.value(expression) {
            Value::Class(class) => self.class(class, reader),
            Value::Object(object) => object.properties.iter().for_each(|(name, value)| self.exported(name, value, reader)),
            Value::Function(callable) => self.functions.push((Direction::Up, callable, None)),
            // A function that makes the migration's object: `defineMigration({ up() {…} })`.
            Value::Named(named) => named.1.iter().for_each(|value| {
                if let Value::Object(object) = value {
                    object.properties.iter().for_each(|(name, value)| self.property(name, value, reader));
                }
            }),
            _ => {}
        }
    }

    /// `exports.up = …`, `module.exports.up = …`, `module.exports = …`.
    fn assignment(&mut self, assignment: &'a AssignmentExpression<'a>, reader: &mut Reader<'a>) {
        let Some(target) = assignment.left.as_member_expression() else { return };
        let name = target.static_property_name();
        let object = reader.code(target.object());
        match (object, name) {
            ("module", Some("exports")) => self.whole(&assignment.right, reader),
            ("exports" | "module.exports", Some("default")) => self.whole(&assignment.right, reader),
            ("exports" | "module.exports", Some(name)) => {
                let value = reader.value(&assignment.right);
                self.exported(name, &value, reader);
            }
            // Older TypeScript made methods of prototypes.
            (_, Some(name @ ("up" | "down"))) if object.ends_with(".prototype") => {
                let value = reader.value(&assignment.right);
                self.property(name, &value, reader);
            }
            _ => {}
        }
    }

    fn class(&mut self, class: &'a Class<'a>, reader: &mut Reader<'a>) {
        if self.functions.iter().any(|(_, _, known)| known.is_some_and(|known| std::ptr::eq(known, class))) {
            return;
        }
        for (name, direction) in [("up", Direction::Up), ("down", Direction::Down)] {
            if let Some(Value::Function(callable)) = reader.class_member(class, name) {
                self.functions.push((direction, callable, Some(class)));
            }
        }
        let is_false = |value: Option<Value>| matches!(value, Some(Value::Boolean(false)));
        reader.opts_out |= is_false(reader.class_value(class, "transaction"));
        // MikroORM.
        if let Some(Value::Function(callable)) = reader.class_member(class, "isTransactional") {
            reader.opts_out |= callable.expression().is_some_and(|one| is_false(Some(reader.value(one))));
        }
    }
}

impl<'a> Reader<'a> {
    /// `const { a } = require('…')`.
    fn note_required(&mut self, declarator: &'a VariableDeclarator<'a>) {
        let is_required = declarator.init.as_ref().is_some_and(|init| self.code(init).starts_with("require("));
        if is_required {
            let names = declarator.id.get_binding_identifiers();
            self.imported.extend(names.iter().map(|id| id.name.as_str()));
        }
    }

    /// A method of a class, or a property that is a function.
    pub(super) fn class_member(&self, class: &'a Class<'a>, name: &str) -> Option<Value<'a>> {
        class.body.body.iter().find_map(|element| match element {
            ClassElement::MethodDefinition(method) if is_named(&method.key, name) => {
                Some(Value::Function(Callable::Function(&method.value)))
            }
            ClassElement::PropertyDefinition(property) if is_named(&property.key, name) => {
                match inner(property.value.as_ref()?) {
                    Expression::ArrowFunctionExpression(arrow) => Some(Value::Function(Callable::Arrow(arrow))),
                    Expression::FunctionExpression(function) => Some(Value::Function(Callable::Function(function))),
                    _ => None,
                }
            }
            _ => None,
        })
    }

    /// The value of a property of a class.
    pub(super) fn class_value(&mut self, class: &'a Class<'a>, name: &str) -> Option<Value<'a>> {
        let value = class.body.body.iter().find_map(|element| match element {
            ClassElement::PropertyDefinition(property) if is_named(&property.key, name) => property.value.as_ref(),
            _ => None,
        })?;
        Some(self.value(value))
    }

    /// What the tool gives to `up` and `down`.
    pub(super) fn given(&self) -> Vec<Value<'a>> {
        let first = match self.tool {
            Some(Tool::Typeorm) => Handle::QueryRunner,
            Some(Tool::Knex) => Handle::Knex,
            Some(Tool::Sequelize) => return vec![Value::Handle(Handle::QueryInterface), Value::Handle(Handle::DataTypes)],
            Some(Tool::NodePgMigrate) => Handle::Pgm,
            Some(Tool::Kysely) => Handle::Kysely,
            Some(Tool::DbMigrate) => Handle::DbMigrate,
            Some(Tool::Slonik | Tool::Mikroorm) => return Vec::new(),
            None => Handle::Client,
        };
        vec![Value::Handle(first)]
    }
}

fn is_named(key: &PropertyKey, name: &str) -> bool {
    key.is_specific_static_name(name)
}

/// Looking at what it stands for is enough: nothing is awaited.
fn is_quiet(expression: &Expression) -> bool {
    !matches!(expression.get_inner_expression(), Expression::AwaitExpression(_))
}
