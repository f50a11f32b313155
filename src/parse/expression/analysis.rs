//! What an expression calls, casts to and reads.

use std::ops::ControlFlow;

use sqlparser::ast::{self, Expr, Visit, Visitor};

use super::tree;
use crate::{
    name::{Name, ObjectName, cut},
    operation::{DataType, Expression},
    source::{Span, Token, TokenKind, lex},
};

/// What is in an expression.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Analysis {
    /// Functions that it calls, sub-queries included.
    pub calls: Vec<Call>,
    /// Casts, sub-queries included.
    pub casts: Vec<Cast>,
    /// Operators, as written.
    pub operators: Vec<Name>,
    /// Columns that it reads, those of sub-queries left out.
    pub columns: Vec<Name>,
    /// A sub-query is in it.
    pub has_subquery: bool,
    /// All of it was read; else the rest is empty and nothing follows from that.
    pub understood: bool,
}

/// A function call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The function; for special syntax (`EXTRACT`, `CURRENT_TIMESTAMP`, `AT TIME ZONE`) the function in `pg_proc` behind it.
    /// `pg_catalog` is left out.
    pub name: ObjectName,
    /// The number of arguments.
    pub arguments: usize,
    /// For each argument its value, where it is a literal.
    pub literal_arguments: Vec<Option<Box<str>>>,
}

/// A cast, in any of its spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cast {
    /// The type that it casts to.
    pub data_type: DataType,
    /// What is cast.
    pub source: CastSource,
}

/// What a cast is applied to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CastSource {
    /// A literal, with its value.
    Literal(Box<str>),
    /// A column.
    Column(Name),
    /// Anything else, also `NULL`.
    Other,
}

/// Takes an expression apart.
pub fn analyse(expression: &Expression) -> Analysis {
    let mut tokens = Vec::new();
    lex::lex(&expression.sql, Span::new(0, expression.sql.len() as u32), &mut tokens);
    if is_constant(&expression.sql, &tokens) {
        return Analysis { understood: true, ..Analysis::default() };
    }
    let Some(tree) = tree::parse(&expression.sql) else { return Analysis::default() };
    let mut collector = Collector { analysis: Analysis { understood: true, ..Analysis::default() }, depth: 0 };
    let _ = tree.visit(&mut collector);
    collector.analysis
}

/// The columns that an expression reads. Where it cannot be read, every word of it that may be one.
pub fn columns(expression: &Expression) -> Vec<Name> {
    let analysis = analyse(expression);
    if analysis.understood {
        return analysis.columns;
    }
    let mut tokens = Vec::new();
    lex::lex(&expression.sql, Span::new(0, expression.sql.len() as u32), &mut tokens);
    let mut names = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map(|token| token.kind);
        let word = token.span.text(&expression.sql);
        match token.kind {
            _ if matches!(next, Some(TokenKind::LeftParen | TokenKind::Dot)) => {}
            TokenKind::Word => add(&mut names, cut(&word.to_ascii_lowercase()).into()),
            TokenKind::Quoted => add(&mut names, cut(word.trim_matches('"')).into()),
            _ => {}
        }
    }
    names
}

/// A lone literal, `NULL`, `TRUE`, `FALSE` or a number with a sign.
fn is_constant(text: &str, tokens: &[Token]) -> bool {
    let is_literal = |token: &Token| match token.kind {
        TokenKind::String | TokenKind::Number | TokenKind::DollarString => true,
        TokenKind::Word => {
            let word = token.span.text(text);
            ["NULL", "TRUE", "FALSE"].iter().any(|constant| word.eq_ignore_ascii_case(constant))
        }
        _ => false,
    };
    match tokens {
        [only] => is_literal(only),
        [sign, number] => number.kind == TokenKind::Number && matches!(sign.span.text(text), "-" | "+"),
        _ => false,
    }
}

struct Collector {
    analysis: Analysis,
    /// How many sub-queries are open.
    depth: usize,
}

impl Visitor for Collector {
    type Break = ();

    fn pre_visit_query(&mut self, _: &ast::Query) -> ControlFlow<()> {
        self.analysis.has_subquery = true;
        self.depth += 1;
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, _: &ast::Query) -> ControlFlow<()> {
        self.depth -= 1;
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) if self.depth == 0 => {
                self.analysis.columns.extend(tree::column(expression).filter(|name| !self.analysis.columns.contains(name)));
            }
            Expr::CompoundFieldAccess { root, .. } if self.depth == 0 => {
                self.analysis.columns.extend(tree::column(root).filter(|name| !self.analysis.columns.contains(name)));
            }
            Expr::Function(function) => self.analysis.calls.push(tree::call_of(function)),
            Expr::Cast { expr, data_type, .. } => self.cast(data_type, expr),
            Expr::TypedString(typed) => self.cast(&typed.data_type, &Expr::Value(typed.value.clone())),
            Expr::Interval(interval) => self.interval(interval),
            Expr::BinaryOp { op, .. } => self.operator(op.to_string()),
            Expr::AnyOp { compare_op, .. } | Expr::AllOp { compare_op, .. } => self.operator(compare_op.to_string()),
            Expr::UnaryOp { op, .. } => self.operator(op.to_string()),
            Expr::Like { .. } => self.operator("~~".to_owned()),
            Expr::ILike { .. } => self.operator("~~*".to_owned()),
            other => self.special(other),
        }
        ControlFlow::Continue(())
    }
}

impl Collector {
    fn cast(&mut self, data_type: &ast::DataType, source: &Expr) {
        let Some(data_type) = tree::data_type(data_type) else {
            self.analysis.understood = false;
            return;
        };
        let source = match (tree::literal(source), tree::column(source)) {
            (Some(value), _) => CastSource::Literal(value),
            (None, Some(column)) => CastSource::Column(column),
            (None, None) => CastSource::Other,
        };
        self.analysis.casts.push(Cast { data_type, source });
    }

    fn interval(&mut self, interval: &ast::Interval) {
        let source = tree::literal(&interval.value).map_or(CastSource::Other, CastSource::Literal);
        self.analysis.casts.push(Cast { data_type: DataType::builtin("interval"), source });
    }

    fn operator(&mut self, operator: String) {
        if !matches!(operator.as_str(), "AND" | "OR" | "NOT") {
            add(&mut self.analysis.operators, operator.into());
        }
    }

    /// Syntax that is a function call in disguise.
    fn special(&mut self, expression: &Expr) {
        let (name, arguments) = match expression {
            Expr::AtTimeZone { timestamp, time_zone } => ("timezone", vec![tree::literal(time_zone), tree::literal(timestamp)]),
            Expr::Extract { field, expr, .. } => {
                ("date_part", vec![Some(field.to_string().to_lowercase().into()), tree::literal(expr)])
            }
            Expr::Ceil { expr, .. } => ("ceil", vec![tree::literal(expr)]),
            Expr::Floor { expr, .. } => ("floor", vec![tree::literal(expr)]),
            Expr::Position { expr, r#in } => ("position", vec![tree::literal(r#in), tree::literal(expr)]),
            Expr::Substring { expr, substring_from, substring_for, .. } => {
                let rest = [substring_from, substring_for].into_iter().flatten().map(|part| tree::literal(part));
                ("substring", std::iter::once(tree::literal(expr)).chain(rest).collect())
            }
            Expr::Overlay { expr, overlay_what, overlay_from, overlay_for } => {
                let rest = overlay_for.iter().map(|part| tree::literal(part));
                let first = [expr, overlay_what, overlay_from].map(|part| tree::literal(part));
                ("overlay", first.into_iter().chain(rest).collect())
            }
            Expr::Trim { expr, trim_where, trim_what, .. } => {
                let rest = trim_what.iter().map(|part| tree::literal(part));
                (trim_function(*trim_where), std::iter::once(tree::literal(expr)).chain(rest).collect())
            }
            _ => return,
        };
        let name = ObjectName::bare(name);
        self.analysis.calls.push(Call { name, arguments: arguments.len(), literal_arguments: arguments });
    }
}

fn trim_function(side: Option<ast::TrimWhereField>) -> &'static str {
    match side {
        Some(ast::TrimWhereField::Leading) => "ltrim",
        Some(ast::TrimWhereField::Trailing) => "rtrim",
        Some(ast::TrimWhereField::Both) | None => "btrim",
    }
}

fn add(names: &mut Vec<Name>, name: Name) {
    if !names.contains(&name) {
        names.push(name);
    }
}
