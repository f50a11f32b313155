//! Questions about an expression as a whole.

use sqlparser::ast::{Expr, SelectItem, SetExpr};

use super::tree;
use crate::{
    name::Name,
    operation::{DataType, Expression},
    parse::{guard, query},
    source::{Span, TokenKind, lex},
};

/// It is `NULL`, perhaps with a cast.
pub fn is_null(expression: &Expression) -> bool {
    let bare = expression.sql.split("::").next().unwrap_or_default();
    bare.trim().trim_matches(['(', ')']).trim().eq_ignore_ascii_case("null")
}

/// Both say the same, but for letter case and white space.
pub fn same(a: &Expression, b: &Expression) -> bool {
    let letters = |sql: &str| -> Vec<u8> {
        sql.bytes()
            .filter(|byte| !byte.is_ascii_whitespace() && !b"()".contains(byte))
            .map(|byte| byte.to_ascii_lowercase())
            .collect()
    };
    a.sql == b.sql || letters(&a.sql) == letters(&b.sql)
}

/// The expression with the columns of other tables than `own` (`other.column`) under names that no column has.
pub fn without_other_columns(expression: &Expression, own: &Name) -> Expression {
    let (text, mut tokens) = (&*expression.sql, Vec::new());
    lex::lex(text, Span::new(0, text.len() as u32), &mut tokens);
    let (mut sql, mut done) = (String::with_capacity(text.len()), 0);
    for window in tokens.windows(3) {
        let [table, dot, column] = window else { continue };
        let (from, to) = (table.span.start as usize, column.span.end as usize);
        let is_other = dot.kind == TokenKind::Dot && table.span.text(text).trim_matches('"').to_ascii_lowercase() != **own;
        if is_other && matches!(table.kind, TokenKind::Word | TokenKind::Quoted) && from >= done {
            sql.push_str(&text[done..from]);
            sql.extend(["\"", &text[from..to].replace('"', ""), "\""]);
            done = to;
        }
    }
    sql.push_str(&text[done..]);
    Expression { sql: sql.into(), ..expression.clone() }
}

/// The function that the expression is a call of: the server names an index on `lower(a)` by it.
pub fn outer_call(expression: &Expression) -> Option<Name> {
    match without_parentheses(tree::parse(&expression.sql)?) {
        Expr::Function(function) => Some(tree::object_name_of(&function.name).name),
        _ => None,
    }
}

fn without_parentheses(expression: Expr) -> Expr {
    let mut expression = expression;
    while let Expr::Nested(inner) = expression {
        expression = *inner;
    }
    expression
}

/// A column and the types that it is cast to in turn: `c` gives none, `c::text::int` two.
pub fn cast_chain(expression: &Expression) -> Option<(Name, Vec<DataType>)> {
    let mut tree = tree::parse(&expression.sql)?;
    let mut casts = Vec::new();
    loop {
        match tree {
            // Another collation is no other value.
            Expr::Nested(inner) | Expr::Collate { expr: inner, .. } => tree = *inner,
            Expr::Cast { expr, data_type, .. } => {
                casts.push(crate::parse::data_type(&data_type.to_string())?);
                tree = *expr;
            }
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) => break,
            _ => return None,
        }
    }
    casts.reverse();
    Some((tree::column(&tree)?, casts))
}

/// What the one `SELECT` of an SQL function's body gives, where it has no `FROM`: the planner puts it in the call's place.
pub fn selected(body: &str) -> Option<Expression> {
    if !guard::is_shallow(body) {
        return None;
    }
    let SetExpr::Select(select) = *query::only_query(body)?.body else { return None };
    match select.projection.as_slice() {
        [SelectItem::UnnamedExpr(only) | SelectItem::ExprWithAlias { expr: only, .. }]
            if select.from.is_empty() && select.selection.is_none() =>
        {
            Some(Expression { sql: only.to_string().into(), ..Expression::default() })
        }
        _ => None,
    }
}
