//! Expressions as `sqlparser` reads them, and the words of ours for what is in them.

use sqlparser::{
    ast::{self, Expr, FunctionArg, FunctionArgExpr, FunctionArguments, Value},
    dialect::PostgreSqlDialect,
    parser::Parser,
    tokenizer::Token,
};

use super::Call;
use crate::{
    name::{Name, ObjectName, cut},
    operation::DataType,
    parse::{self, collation, guard},
};

/// The tree of an expression; `None` where it cannot be read or is too deep.
pub fn parse(sql: &str) -> Option<Expr> {
    if !guard::is_shallow(sql) {
        return None;
    }
    read(sql).or_else(|| read(&collation::without(sql)?))
}

fn read(sql: &str) -> Option<Expr> {
    let mut parser = Parser::new(&PostgreSqlDialect {}).try_with_sql(sql).ok()?;
    let tree = parser.parse_expr().ok()?;
    (parser.peek_token().token == Token::EOF).then_some(tree)
}

/// An identifier as the server knows it.
pub fn name_of(ident: &ast::Ident) -> Name {
    let mut name = Name::from(cut(&ident.value));
    if ident.quote_style.is_none() {
        name.make_ascii_lowercase();
    }
    name
}

/// The last two parts of a name; `pg_catalog` is left out.
pub fn object_name_of(name: &ast::ObjectName) -> ObjectName {
    let mut parts = name.0.iter().rev().filter_map(|part| part.as_ident()).map(name_of);
    let name = parts.next().unwrap_or_default();
    ObjectName { schema: parts.next().filter(|schema| schema != "pg_catalog"), name }
}

/// The same of a text.
pub fn literal_of(sql: &str) -> Option<Box<str>> {
    literal(&parse(sql)?)
}

/// The value of a literal, quotes taken off; a cast around it and a sign before it are seen through.
pub fn literal(expression: &Expr) -> Option<Box<str>> {
    match expression {
        Expr::Value(value) => literal_value(&value.value),
        Expr::TypedString(typed) => literal_value(&typed.value.value),
        Expr::Interval(interval) => literal(&interval.value),
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } | Expr::Collate { expr: inner, .. } => literal(inner),
        Expr::UnaryOp { op: ast::UnaryOperator::Minus, expr } => literal(expr).map(|value| format!("-{value}").into()),
        _ => None,
    }
}

/// `NULL`, perhaps with a cast.
pub fn is_null(expression: &Expr) -> bool {
    match expression {
        Expr::Value(value) => value.value == Value::Null,
        Expr::Nested(inner) | Expr::Cast { expr: inner, .. } => is_null(inner),
        _ => false,
    }
}

fn literal_value(value: &Value) -> Option<Box<str>> {
    match value {
        Value::Null | Value::Placeholder(_) => None,
        Value::Number(number, _) => Some(number.as_str().into()),
        Value::Boolean(value) => Some(value.to_string().into()),
        other => other.clone().into_string().map(Into::into),
    }
}

/// The column that an expression is; parentheses and a cast to a text type are seen through.
pub fn column(expression: &Expr) -> Option<Name> {
    match expression {
        Expr::Identifier(ident) => Some(name_of(ident)),
        Expr::CompoundIdentifier(parts) => parts.last().map(name_of),
        Expr::Nested(inner) => column(inner),
        Expr::Cast { expr, data_type: ast::DataType::Text | ast::DataType::Varchar(_), .. } => column(expr),
        _ => None,
    }
}

/// A data type as our own reader reads it.
pub fn data_type(data_type: &ast::DataType) -> Option<DataType> {
    parse::data_type(&data_type.to_string())
}

/// A function call; `CURRENT_TIMESTAMP` and its like go by the name of the function that does the same.
pub fn call_of(function: &ast::Function) -> Call {
    let mut name = object_name_of(&function.name);
    let arguments = match &function.args {
        FunctionArguments::None => {
            name.name = special_value(&name.name).into();
            Vec::new()
        }
        FunctionArguments::Subquery(_) => vec![None],
        FunctionArguments::List(list) => list.args.iter().map(argument_literal).collect(),
    };
    Call { name, arguments: arguments.len(), literal_arguments: arguments }
}

/// The function behind a value that is written without parentheses.
fn special_value(word: &str) -> &str {
    match word {
        "current_timestamp" | "current_date" | "current_time" | "localtime" | "localtimestamp" => "now",
        "current_role" | "user" => "current_user",
        "current_catalog" => "current_database",
        other => other,
    }
}

fn argument_literal(argument: &FunctionArg) -> Option<Box<str>> {
    let (FunctionArg::Unnamed(argument)
    | FunctionArg::Named { arg: argument, .. }
    | FunctionArg::ExprNamed { arg: argument, .. }) = argument;
    match argument {
        FunctionArgExpr::Expr(expression) => literal(expression),
        _ => None,
    }
}
