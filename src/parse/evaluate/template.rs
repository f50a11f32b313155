//! Text that an expression makes, with placeholders for what is not known.

use sqlparser::ast::{self, BinaryOperator, Expr, FunctionArguments};

use super::{Environment, Evaluator, Value, text};
use crate::parse::expression::{name_of, object_name_of, parse_expression};

/// Text that is made at run time.
#[derive(Debug, Clone, Default)]
pub struct Template {
    /// The text; `${value_1}` and its like stand for what is not known.
    pub text: String,
    /// Some of it is written in the expression or known, so that it can be read.
    pub readable: bool,
    /// Some of it was put in: it does not stand in the expression.
    pub substituted: bool,
    /// All of it is known.
    pub whole: bool,
}

/// Longest text that is followed.
const MOST: usize = 1 << 20;

/// The text that an expression makes.
pub fn template(sql: &str, environment: &mut dyn Environment) -> Option<Template> {
    let tree = parse_expression(sql)?;
    Evaluator::new(environment).template(&tree).filter(|made| made.text.len() <= MOST)
}

impl Evaluator<'_> {
    fn template(&mut self, tree: &Expr) -> Option<Template> {
        match tree {
            Expr::Nested(inner) | Expr::Cast { expr: inner, data_type: ast::DataType::Text, .. } => self.template(inner),
            Expr::BinaryOp { left, op: BinaryOperator::StringConcat, right } => {
                let (left, right) = (self.template(left)?, self.template(right)?);
                // Holes are told apart by what stands before them.
                let text = match right.readable {
                    false => format!("{}{}", left.text, text::hole(left.text.len())),
                    true => left.text + &right.text,
                };
                Some(Template {
                    text,
                    readable: left.readable || right.readable,
                    substituted: left.substituted || right.substituted,
                    whole: left.whole && right.whole,
                })
            }
            Expr::Value(value) => match &value.value {
                ast::Value::Null | ast::Value::Placeholder(_) => self.piece(tree),
                other => {
                    let text = other.clone().into_string()?;
                    Some(Template { text, readable: true, substituted: false, whole: true })
                }
            },
            Expr::Function(function) if object_name_of(&function.name).name == "format" => self.formatted(function),
            Expr::Identifier(ident) => match self.environment.template(&name_of(ident)) {
                Some(text) => Some(Template { text, readable: true, substituted: true, whole: false }),
                None => self.piece(tree),
            },
            _ => self.piece(tree),
        }
    }

    fn piece(&mut self, tree: &Expr) -> Option<Template> {
        Some(match self.value(tree) {
            Some(Value::Null) => return None,
            Some(value) => Template { text: value.to_text()?, readable: true, substituted: true, whole: true },
            None => Template { text: text::hole(0), ..Template::default() },
        })
    }

    fn formatted(&mut self, function: &ast::Function) -> Option<Template> {
        let FunctionArguments::List(_) = &function.args else { return None };
        let mut arguments = self.arguments(&function.args).into_iter().map(|argument| argument.value);
        let Some(Some(pattern)) = arguments.next() else {
            return Some(Template { text: text::hole(0), ..Template::default() });
        };
        let arguments: Vec<Option<Value>> = arguments.collect();
        let (text, whole) = text::format(&pattern.to_text()?, &arguments)?;
        Some(Template { text, readable: true, substituted: arguments.iter().any(Option::is_some), whole })
    }
}
