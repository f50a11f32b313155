//! What an expression of a script stands for, as far as it can be told without running it.

use std::rc::Rc;

use oxc_ast::ast::{ArrowFunctionExpression, Class, Function};

use super::text::Text;
use crate::source::Span;

/// What an expression stands for.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// Not known.
    Unknown,
    /// A string.
    Text(Text),
    /// A number, as it is written.
    Number(String),
    /// `true`, `false`.
    Boolean(bool),
    /// `null`, `undefined`.
    Null,
    /// An array.
    List(Rc<Vec<Value<'a>>>),
    /// An array of which only the kind of its items is known: pieces of SQL.
    Several(Text),
    /// An object.
    Object(Rc<Object<'a>>),
    /// A function that stands in the file.
    Function(Callable<'a>),
    /// A class that stands in the file, or an object of it.
    Class(&'a Class<'a>),
    /// What a tool gives to a migration.
    Handle(Handle),
    /// A method of something, or a function, with what is bound to it: `db.runSql.bind(db, '…')`.
    Bound(Rc<Bound<'a>>),
    /// SQL that is sent where it is awaited, and a part of other SQL where it is given to that.
    Sql(Text),
    /// What another file holds.
    File,
    /// Something of a tool by its name, with what is given to it: `new TableColumn({…})`, `DataTypes.STRING(20)`.
    Named(Rc<(String, Vec<Value<'a>>)>),
}

/// An object's properties, in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Object<'a> {
    /// The known ones.
    pub properties: Vec<(String, Value<'a>)>,
    /// There may be others.
    pub is_open: bool,
}

/// A method or a function that is called later.
#[derive(Debug, Clone)]
pub(super) struct Bound<'a> {
    /// What it is a method of, or the function.
    pub of: Value<'a>,
    /// The method's name.
    pub name: Option<&'a str>,
    /// What is bound to it.
    pub given: Vec<Value<'a>>,
    /// From its name to the end of what is bound.
    pub place: Span,
}

/// A function that stands in the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Callable<'a> {
    /// `function …`, or a method.
    Function(&'a Function<'a>),
    /// `() => …`.
    Arrow(&'a ArrowFunctionExpression<'a>),
}

/// What a tool gives to a migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handle {
    /// TypeORM's `QueryRunner`.
    QueryRunner,
    /// Knex itself, or its transaction.
    Knex,
    /// `knex.schema`.
    KnexSchema,
    /// Sequelize's `QueryInterface`.
    QueryInterface,
    /// Sequelize itself.
    Sequelize,
    /// Sequelize's `DataTypes`, which is `Sequelize` too.
    DataTypes,
    /// node-pg-migrate's `pgm`.
    Pgm,
    /// Kysely, or its transaction.
    Kysely,
    /// `db.schema` of Kysely.
    KyselySchema,
    /// db-migrate's `db`.
    DbMigrate,
    /// A tag of templates that hold SQL.
    Tag,
    /// Anything whose `query` sends SQL.
    Client,
    /// What a builder gives to a function of the script: a table, a column.
    Builder,
    /// A transaction that the script opened.
    Transaction,
}

impl<'a> Value<'a> {
    /// A property of an object.
    pub(super) fn property(&self, name: &str) -> Option<&Value<'a>> {
        match self {
            Value::Object(object) => object.properties.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Whether it counts as true, where that is known.
    pub(super) fn is_truthy(&self, source: &str) -> Option<bool> {
        match self {
            Value::Unknown | Value::File => None,
            Value::Text(text) => text.known(source).map(|text| !text.is_empty()),
            Value::Number(number) => Some(number != "0"),
            Value::Boolean(truth) => Some(*truth),
            Value::Null => Some(false),
            _ => Some(true),
        }
    }

    /// A string, where all of it is known.
    pub(super) fn known_text(&self, source: &str) -> Option<String> {
        match self {
            Value::Text(text) => text.known(source),
            _ => None,
        }
    }

    /// A string, a number or a truth value as it is written in a text.
    pub(super) fn as_written(&self, source: &str) -> Option<String> {
        match self {
            Value::Text(text) | Value::Sql(text) => text.known(source),
            Value::Number(number) => Some(number.clone()),
            Value::Boolean(truth) => Some(truth.to_string()),
            _ => None,
        }
    }

    /// Whether a property of an object is known to count as true.
    pub(super) fn is_true(&self, name: &str) -> bool {
        match self.property(name) {
            None | Some(Value::Unknown | Value::File | Value::Null | Value::Boolean(false)) => false,
            Some(Value::Number(number)) => number != "0",
            Some(_) => true,
        }
    }

    /// The values of an array; none of anything else.
    pub(super) fn items(&self) -> &[Value<'a>] {
        match self {
            Value::List(list) => list,
            _ => &[],
        }
    }
}
