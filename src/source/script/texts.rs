//! The texts of a script that configures a tool, each with the names that lead to it.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Argument, ArrayExpressionElement, BinaryOperator, Declaration, ExportDefaultDeclarationKind, Expression, ObjectExpression,
    ObjectPropertyKind, Program, Statement, VariableDeclaration,
};
use oxc_parser::Parser;
use rustc_hash::FxHashMap;

use super::{
    chain::inner,
    depth::is_shallow,
    document::{source_type, with_stack},
};

/// Longer configurations are not parsed, in bytes.
const LONGEST: usize = 1 << 20;
/// So deep objects are looked into.
const DEEPEST: usize = 30;

/// The texts in a script's objects, in order: `migrations.directory` and `./db`.
///
/// A path that is put together by `path.join` and its like is one text; the script's own folder is in it what `path` says.
pub(in crate::source) fn texts(text: &str, path: &str) -> Vec<(String, String)> {
    if text.len() > LONGEST || !is_shallow(text) {
        return Vec::new();
    }
    with_stack(|| {
        let allocator = Allocator::default();
        let parsed = Parser::new(&allocator, text, source_type(path)).parse();
        let own = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let mut reader = Reader { own, names: FxHashMap::default(), found: Vec::new(), depth: 0 };
        reader.program(&parsed.program);
        reader.found
    })
    .unwrap_or_default()
}

struct Reader<'p> {
    /// The script's own folder.
    own: &'p str,
    /// What the script's own names stand for.
    names: FxHashMap<&'p str, &'p Expression<'p>>,
    found: Vec<(String, String)>,
    depth: usize,
}

impl<'p> Reader<'p> {
    fn program(&mut self, program: &'p Program<'p>) {
        for statement in &program.body {
            match statement {
                Statement::VariableDeclaration(declaration) => self.variables(declaration),
                Statement::ExportDeclaration(export) => {
                    if let Declaration::VariableDeclaration(declaration) = &export.declaration {
                        self.variables(declaration);
                    }
                }
                Statement::ExportDefaultDeclaration(export) => match &export.declaration {
                    ExportDefaultDeclarationKind::FunctionDeclaration(_) => {}
                    other => other.as_expression().into_iter().for_each(|one| self.collect(one, "")),
                },
                Statement::TSExportAssignment(export) => self.collect(&export.expression, ""),
                Statement::ExpressionStatement(one) => match inner(&one.expression) {
                    Expression::AssignmentExpression(assignment) => self.collect(&assignment.right, ""),
                    other => self.collect(other, ""),
                },
                _ => {}
            }
        }
    }

    fn variables(&mut self, declaration: &'p VariableDeclaration<'p>) {
        for declarator in &declaration.declarations {
            if let (Some(name), Some(value)) = (declarator.id.get_identifier_name(), &declarator.init) {
                self.names.insert(name.as_str(), value);
                if !matches!(inner(value), Expression::ArrowFunctionExpression(_)) {
                    self.collect(value, "");
                }
            }
        }
    }

    /// Takes down the texts that stand in an expression below a name.
    fn collect(&mut self, expression: &'p Expression<'p>, name: &str) {
        self.depth += 1;
        if self.depth < DEEPEST {
            match self.text(expression) {
                Some(text) if !name.is_empty() => self.found.push((name.to_owned(), text)),
                Some(_) => {}
                None => self.inside(expression, name),
            }
        }
        self.depth -= 1;
    }

    fn inside(&mut self, expression: &'p Expression<'p>, name: &str) {
        match inner(expression) {
            Expression::ObjectExpression(object) => self.properties(object, name),
            Expression::ArrayExpression(array) => {
                let items = array.elements.iter().filter_map(ArrayExpressionElement::as_expression);
                items.for_each(|item| self.collect(item, name));
            }
            Expression::CallExpression(call) => self.given(&call.arguments, name),
            Expression::NewExpression(new) => self.given(&new.arguments, name),
            Expression::ArrowFunctionExpression(arrow) => {
                arrow.get_expression().into_iter().for_each(|one| self.collect(one, name));
            }
            Expression::ConditionalExpression(condition) => {
                self.collect(&condition.consequent, name);
                self.collect(&condition.alternate, name);
            }
            Expression::LogicalExpression(logical) => {
                self.collect(&logical.left, name);
                self.collect(&logical.right, name);
            }
            Expression::BooleanLiteral(literal) => self.found.push((name.to_owned(), literal.value.to_string())),
            // What stands at the top was taken down where it is declared.
            Expression::Identifier(identifier) if !name.is_empty() => {
                if let Some(value) = self.names.get(identifier.name.as_str()).copied() {
                    self.collect(value, name);
                }
            }
            _ => {}
        }
    }

    fn properties(&mut self, object: &'p ObjectExpression<'p>, name: &str) {
        for property in &object.properties {
            match property {
                ObjectPropertyKind::ObjectProperty(property) => {
                    let Some(key) = property.key.static_name() else { continue };
                    let below = if name.is_empty() { key.into_owned() } else { format!("{name}.{key}") };
                    self.collect(&property.value, &below);
                }
                ObjectPropertyKind::SpreadProperty(spread) => self.collect(&spread.argument, name),
            }
        }
    }

    fn given(&mut self, arguments: &'p [Argument<'p>], name: &str) {
        arguments.iter().filter_map(Argument::as_expression).for_each(|one| self.collect(one, name));
    }

    /// An expression that is one text, or one path.
    fn text(&mut self, expression: &'p Expression<'p>) -> Option<String> {
        self.depth += 1;
        let text = if self.depth < DEEPEST { self.text_of(inner(expression)) } else { None };
        self.depth -= 1;
        text
    }

    fn text_of(&mut self, expression: &'p Expression<'p>) -> Option<String> {
        match expression {
            Expression::StringLiteral(literal) => Some(literal.value.to_string()),
            Expression::TemplateLiteral(template) => {
                let mut text = String::new();
                for (at, quasi) in template.quasis.iter().enumerate() {
                    text.push_str(quasi.value.cooked.as_ref()?.as_str());
                    if let Some(between) = template.expressions.get(at) {
                        text.push_str(&self.text(between)?);
                    }
                }
                Some(text)
            }
            Expression::Identifier(identifier) if identifier.name == "__dirname" => Some(self.own.to_owned()),
            Expression::Identifier(identifier) => {
                let value = self.names.get(identifier.name.as_str()).copied()?;
                self.text(value)
            }
            Expression::StaticMemberExpression(member) if member.property.name == "dirname" => Some(self.own.to_owned()),
            Expression::BinaryExpression(binary) if binary.operator == BinaryOperator::Addition => {
                Some(self.text(&binary.left)? + &self.text(&binary.right)?)
            }
            Expression::CallExpression(call) => {
                let name = match inner(&call.callee) {
                    Expression::Identifier(identifier) => identifier.name.as_str(),
                    Expression::StaticMemberExpression(member) => member.property.name.as_str(),
                    _ => return None,
                };
                match name {
                    "cwd" => Some(".".to_owned()),
                    "join" | "resolve" => {
                        let parts = call.arguments.iter().map(|part| self.text(part.as_expression()?));
                        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_all_forms_are_read() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            (
                "module.exports = { client: 'pg', migrations: { directory: './db' } }",
                &[("client", "pg"), ("migrations.directory", "./db")],
            ),
            (
                "export default defineConfig({ out: `./o`, on: true, port: 1 } satisfies Config)",
                &[("out", "./o"), ("on", "true")],
            ),
            (
                "export const s = new DataSource({ m: [__dirname + '/m/*.ts', join(__dirname, '..', 'n')] })",
                &[("m", "./m/*.ts"), ("m", "./../n")],
            ),
            ("const d = 'x'; const c: C = { 'a-b': d, e: process.env.E ?? 'f' }; export default c;", &[("a-b", "x"), ("e", "f")]),
            ("({ /* json5 */ a: ['b',], })", &[("a", "b")]),
            ("const a = { a: a }; const b = b; export default { b, a", &[]),
        ];
        for (text, expected) in cases {
            let found = texts(text, "a.ts");
            let found: Vec<_> = found.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }
}
