//! What an expression or a catalog query comes to, as far as that is known before it runs.
//!
//! Procedural code in migrations asks the system catalogs what is there, makes names and statements of the answers and of the
//! date, and runs them. Whatever hangs on rows, on the time of day or on anything else that only the server knows is unknown:
//! `None`, never a guess.

mod built_in;
mod catalog_query;
mod operator;
mod relation;
mod template;
mod text;
mod value;

use std::rc::Rc;

use jiff::civil::Date;
use sqlparser::ast::{self, Expr};

pub use catalog_query::Rows;
use catalog_query::{Selection, select};
pub use template::{Template, template};
pub use value::Value;

use crate::{
    name::{Name, ObjectName},
    parse::{
        expression::{object_name_of, parse_expression},
        query,
    },
};

/// What an expression may ask.
pub trait Environment {
    /// The value of a variable, whose name may have parts; `None` where it is unknown or no variable.
    fn variable(&self, path: &[Name]) -> Option<Value>;
    /// The text of a variable that is known in part, with placeholders for the rest.
    fn template(&self, name: &Name) -> Option<String>;
    /// A table of the system catalogs.
    fn system_table(&self, name: &ObjectName) -> Option<SystemTable>;
    /// The relation of this name: `Some(None)` where there is none for certain.
    fn relation(&self, name: &ObjectName) -> Option<Option<ObjectName>>;
    /// Runs a function of the history; `None` where it is not known or its value is not.
    fn call(&mut self, name: &ObjectName, arguments: &[Argument]) -> Option<Value>;
    /// The schema in which new objects are made.
    fn current_schema(&self) -> Name;
    /// Takes from what may be spent on the way; false where nothing is left.
    fn spend(&mut self, work: usize) -> bool;
    /// The day on which the migration runs.
    fn today(&self) -> Option<Date>;
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// `name => value`.
    pub name: Option<Name>,
    /// Its value, where it is known.
    pub value: Option<Value>,
}

/// What the history knows of a table of the system catalogs.
#[derive(Debug, Clone, Default)]
pub struct SystemTable {
    /// Its columns that are known.
    pub columns: &'static [&'static str],
    /// Its rows; a field may be unknown.
    pub rows: Vec<Vec<Option<Value>>>,
    /// There are no other rows that a migration would ask for.
    pub complete: bool,
}

/// The value of an expression.
pub fn expression(sql: &str, environment: &mut dyn Environment) -> Option<Value> {
    let tree = parse_expression(sql)?;
    Evaluator::new(environment).value(&tree)
}

/// The rows of a query; `None` where nothing is known of them.
pub fn rows(sql: &str, environment: &mut dyn Environment) -> Option<Rows> {
    let ast::Statement::Query(query) = query::parse(sql)? else { return None };
    Evaluator::new(environment).query(&query)
}

/// A row of a table, as an expression sees it.
#[derive(Debug, Clone)]
struct RowScope {
    alias: Name,
    columns: Rc<[Name]>,
    fields: Vec<Option<Value>>,
}

/// Evaluates expressions over the rows of the queries around them.
struct Evaluator<'e> {
    environment: &'e mut dyn Environment,
    /// Rows in sight, the innermost query's last.
    rows: Vec<Rc<RowScope>>,
    /// Common table expressions in sight.
    common: Vec<(Name, Option<Rows>)>,
}

impl<'e> Evaluator<'e> {
    fn new(environment: &'e mut dyn Environment) -> Self {
        Self { environment, rows: Vec::new(), common: Vec::new() }
    }

    fn query(&mut self, query: &ast::Query) -> Option<Rows> {
        let depth = self.common.len();
        for table in query.with.iter().flat_map(|with| &with.cte_tables) {
            let rows = self.query(&table.query);
            self.common.push((super::expression::name_of(&table.alias.name), rows));
        }
        let rows = Selection::of(query).and_then(|selection| select(self, &selection));
        self.common.truncate(depth);
        rows
    }

    fn value(&mut self, tree: &Expr) -> Option<Value> {
        match tree {
            Expr::Identifier(ident) => self.name(std::slice::from_ref(ident)),
            Expr::CompoundIdentifier(parts) => self.name(parts),
            Expr::Value(value) => self.literal(&value.value),
            Expr::TypedString(typed) => {
                let text = Value::text(typed.value.value.clone().into_string()?);
                text.cast(&typed.data_type.to_string(), self.environment)
            }
            Expr::Interval(interval) => self.interval(interval),
            Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => self.value(inner),
            Expr::Cast { expr, data_type, .. } => {
                let kind = data_type.to_string();
                self.value(expr)?.cast(&kind, self.environment)
            }
            Expr::Array(array) => {
                let items = array.elem.iter().map(|item| self.value(item));
                items.collect::<Option<Vec<_>>>().map(Value::Array)
            }
            Expr::Function(function) => self.function(function),
            Expr::Exists { subquery, negated } => Some(Value::Boolean(self.query(subquery)?.exists()? != *negated)),
            Expr::Subquery(query) => self.query(query)?.scalar(),
            Expr::Case { operand, conditions, else_result, .. } => {
                self.case(operand.as_deref(), conditions, else_result.as_deref())
            }
            _ => self.operation(tree),
        }
    }

    /// A column of a row in sight, a variable, or a value that goes by a name.
    fn name(&mut self, parts: &[ast::Ident]) -> Option<Value> {
        let path: Vec<Name> = parts.iter().map(super::expression::name_of).collect();
        let (column, table) = path.split_last()?;
        for row in self.rows.iter().rev() {
            if table.last().is_some_and(|table| *table != row.alias) {
                continue;
            }
            if let Some(at) = row.columns.iter().position(|known| known == column) {
                return row.fields[at].clone();
            }
        }
        if let Some(value) = self.environment.variable(&path) {
            return Some(value);
        }
        if path.len() == 1 { built_in::call(column, &[], self.environment) } else { None }
    }

    fn literal(&self, value: &ast::Value) -> Option<Value> {
        Some(match value {
            ast::Value::Null => Value::Null,
            ast::Value::Boolean(value) => Value::Boolean(*value),
            ast::Value::Number(number, _) => Value::Integer(number.parse().ok()?),
            ast::Value::Placeholder(name) => return self.environment.variable(&[name.as_str().into()]),
            other => Value::text(other.clone().into_string()?),
        })
    }

    fn interval(&mut self, interval: &ast::Interval) -> Option<Value> {
        let mut text = self.value(&interval.value)?.to_text()?;
        if let Some(unit) = &interval.leading_field {
            text = format!("{text} {unit}");
        }
        Value::text(text).cast("interval", self.environment)
    }

    fn case(&mut self, operand: Option<&Expr>, conditions: &[ast::CaseWhen], otherwise: Option<&Expr>) -> Option<Value> {
        let operand = match operand {
            Some(operand) => Some(self.value(operand)?),
            None => None,
        };
        for when in conditions {
            let value = self.value(&when.condition)?;
            let holds = match &operand {
                Some(operand) => operand.same(&value)?,
                None => value.is_true()?,
            };
            if holds {
                return self.value(&when.result);
            }
        }
        otherwise.map_or(Some(Value::Null), |otherwise| self.value(otherwise))
    }

    /// A call: of the history's own functions first, then of those that every server has.
    fn function(&mut self, function: &ast::Function) -> Option<Value> {
        let name = object_name_of(&function.name);
        let arguments = self.arguments(&function.args);
        if let Some(value) = self.environment.call(&name, &arguments) {
            return Some(value);
        }
        if name.schema.is_some() || arguments.iter().any(|argument| argument.name.is_some()) {
            return None;
        }
        if name.name == "coalesce" {
            for argument in &arguments {
                match argument.value.as_ref()? {
                    Value::Null => {}
                    known => return Some(known.clone()),
                }
            }
            return Some(Value::Null);
        }
        let values: Option<Vec<Value>> = arguments.into_iter().map(|argument| argument.value).collect();
        built_in::call(&name.name, &values?, self.environment)?.bounded()
    }

    fn arguments(&mut self, arguments: &ast::FunctionArguments) -> Vec<Argument> {
        let ast::FunctionArguments::List(list) = arguments else { return Vec::new() };
        let mut argument = |argument: &ast::FunctionArg| {
            let (name, argument) = match argument {
                ast::FunctionArg::Unnamed(argument) => (None, argument),
                ast::FunctionArg::Named { name, arg, .. } => (Some(super::expression::name_of(name)), arg),
                ast::FunctionArg::ExprNamed { name: Expr::Identifier(name), arg, .. } => {
                    (Some(super::expression::name_of(name)), arg)
                }
                ast::FunctionArg::ExprNamed { .. } => return Argument { name: None, value: None },
            };
            let ast::FunctionArgExpr::Expr(tree) = argument else { return Argument { name, value: None } };
            Argument { name, value: self.value(tree) }
        };
        list.args.iter().map(&mut argument).collect()
    }
}
