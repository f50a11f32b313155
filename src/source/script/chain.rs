//! Chains of properties and calls, `a.b(c).d`, taken apart from the left.

use oxc_ast::ast::{Argument, CallExpression, ChainElement, Expression, TaggedTemplateExpression, TemplateLiteral};
use oxc_span::GetSpan;

use super::reader::place;
use crate::source::Span;

/// A chain of properties and calls.
#[derive(Debug, Clone)]
pub(super) struct Chain<'a> {
    /// What it begins with.
    pub root: &'a Expression<'a>,
    /// What follows, in order.
    pub links: Vec<Link<'a>>,
}

/// A property, a call, or the call of a property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'a> {
    /// The property; `None` where what is before it is called itself, or the property is computed.
    pub name: Option<&'a str>,
    /// What is given to the call.
    pub arguments: Option<&'a [Argument<'a>]>,
    /// The template that it is a tag of.
    pub template: Option<&'a TemplateLiteral<'a>>,
    /// From the property to the end of the call.
    pub span: Span,
}

impl<'a> Link<'a> {
    /// The property without a call.
    pub(super) fn is_property(&self) -> bool {
        self.arguments.is_none() && self.template.is_none() && self.name.is_some()
    }

    /// What is given to the call.
    pub(super) fn given(&self) -> &'a [Argument<'a>] {
        self.arguments.unwrap_or_default()
    }

    /// What is given in this place.
    pub(super) fn argument(&self, at: usize) -> Option<&'a Expression<'a>> {
        self.given().get(at)?.as_expression()
    }
}

/// The parts of a chain; one that is none has no links.
pub(super) fn chain<'a>(expression: &'a Expression<'a>) -> Chain<'a> {
    let mut links = Vec::new();
    let mut open = Open { arguments: None, template: None, end: None };
    let mut root = inner(expression);
    loop {
        root = match root {
            Expression::CallExpression(call) => open.call(call, &mut links),
            Expression::TaggedTemplateExpression(tagged) => open.tag(tagged, &mut links),
            Expression::StaticMemberExpression(member) => {
                open.close(Some(member.property.name.as_str()), place(member.property.span), &mut links);
                &member.object
            }
            Expression::ComputedMemberExpression(member) => {
                let name = match &member.expression {
                    Expression::StringLiteral(literal) => Some(literal.value.as_str()),
                    _ => None,
                };
                open.close(name, place(member.expression.span()), &mut links);
                &member.object
            }
            Expression::ChainExpression(optional) => match &optional.expression {
                ChainElement::CallExpression(call) => open.call(call, &mut links),
                ChainElement::TSNonNullExpression(inner) => &inner.expression,
                ChainElement::StaticMemberExpression(member) => {
                    open.close(Some(member.property.name.as_str()), place(member.property.span), &mut links);
                    &member.object
                }
                _ => break,
            },
            _ => break,
        };
        root = inner(root);
    }
    open.finish(root, &mut links);
    links.reverse();
    Chain { root, links }
}

/// An expression without what types and parentheses put around it.
pub(super) fn inner<'a>(expression: &'a Expression<'a>) -> &'a Expression<'a> {
    expression.get_inner_expression()
}

/// A call whose property is still to come.
struct Open<'a> {
    arguments: Option<&'a [Argument<'a>]>,
    template: Option<&'a TemplateLiteral<'a>>,
    end: Option<u32>,
}

impl<'a> Open<'a> {
    fn call(&mut self, call: &'a CallExpression<'a>, links: &mut Vec<Link<'a>>) -> &'a Expression<'a> {
        self.finish(&call.callee, links);
        self.arguments = Some(&call.arguments);
        self.end = Some(call.span.end);
        &call.callee
    }

    fn tag(&mut self, tagged: &'a TaggedTemplateExpression<'a>, links: &mut Vec<Link<'a>>) -> &'a Expression<'a> {
        self.finish(&tagged.tag, links);
        self.template = Some(&tagged.quasi);
        self.end = Some(tagged.span.end);
        &tagged.tag
    }

    /// What is called is no property.
    fn finish(&mut self, callee: &Expression<'a>, links: &mut Vec<Link<'a>>) {
        if self.end.is_some() {
            self.close(None, place(callee.span()), links);
        }
    }

    fn close(&mut self, name: Option<&'a str>, at: Span, links: &mut Vec<Link<'a>>) {
        let end = self.end.take().unwrap_or(at.end);
        let (arguments, template) = (self.arguments.take(), self.template.take());
        links.push(Link { name, arguments, template, span: Span::new(at.start, end) });
    }
}
