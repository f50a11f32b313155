//! The names of a query's output columns.

use sqlparser::ast::{self, Expr, SelectItem, SetExpr, Statement};

use crate::{
    name::Name,
    parse::expression::{data_type_of, name_of},
};

/// The output columns of a statement that is a query; `None` where they cannot be told without the catalog (`*`).
pub(super) fn columns(statement: &Statement) -> Option<Vec<Name>> {
    let Statement::Query(query) = statement else { return None };
    of_body(&query.body)
}

fn of_body(body: &SetExpr) -> Option<Vec<Name>> {
    let mut body = body;
    loop {
        match body {
            SetExpr::Select(select) => return select.projection.iter().map(of_item).collect(),
            SetExpr::Query(query) => body = &query.body,
            SetExpr::SetOperation { left, .. } => body = left,
            SetExpr::Values(values) => {
                let count = values.rows.first()?.content.len();
                return Some((1..=count).map(|number| format!("column{number}").into()).collect());
            }
            _ => return None,
        }
    }
}

fn of_item(item: &SelectItem) -> Option<Name> {
    match item {
        SelectItem::ExprWithAlias { alias, .. } => Some(name_of(alias)),
        SelectItem::UnnamedExpr(expression) => Some(of_expression(expression).unwrap_or_else(|| "?column?".into())),
        _ => None,
    }
}

/// The name that the server makes up (`FigureColname` in its source); `None` for `?column?`.
fn of_expression(expression: &Expr) -> Option<Name> {
    match expression {
        Expr::Identifier(ident) => Some(name_of(ident)),
        Expr::CompoundIdentifier(parts) => parts.last().map(name_of),
        Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => of_expression(inner),
        Expr::CompoundFieldAccess { root, .. } => of_expression(root),
        Expr::Function(function) => function.name.0.last().and_then(|part| part.as_ident()).map(name_of),
        Expr::Cast { expr, data_type, .. } => of_expression(expr).or_else(|| of_type(data_type)),
        Expr::Case { else_result, .. } => else_result.as_ref().and_then(|last| of_expression(last)).or(Some("case".into())),
        Expr::Exists { .. } => Some("exists".into()),
        Expr::Array(_) => Some("array".into()),
        Expr::Extract { .. } => Some("extract".into()),
        Expr::AtTimeZone { .. } => Some("timezone".into()),
        Expr::Subquery(query) => of_body(&query.body)?.into_iter().next().filter(|name| name != "?column?"),
        _ => None,
    }
}

fn of_type(data_type: &ast::DataType) -> Option<Name> {
    data_type_of(data_type).map(|data_type| data_type.name.name)
}
