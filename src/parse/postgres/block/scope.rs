//! Variables of plpgsql.

use crate::{
    name::Name,
    parse::evaluate::{Environment, Value},
    source::Token,
};

/// The variables in sight, the innermost block's last.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    variables: Vec<Variable>,
}

#[derive(Debug, Clone, PartialEq)]
struct Variable {
    name: Name,
    /// Its type as written, in lower case.
    kind: Name,
    value: Option<Value>,
    /// Statements that it holds, where their text is in the document.
    statement: Option<Vec<Token>>,
    /// A statement that it holds with placeholders for what is not known.
    template: Option<String>,
}

impl Scope {
    /// How many there are, to come back to with [`Scope::close`].
    pub fn open(&self) -> usize {
        self.variables.len()
    }

    /// The block ends: its variables are gone.
    pub fn close(&mut self, depth: usize) {
        self.variables.truncate(depth);
    }

    /// A new variable.
    pub fn declare(&mut self, name: Name, kind: Name, value: Option<Value>) {
        self.variables.push(Variable { name, kind, value, statement: None, template: None });
    }

    /// The value of a variable, of a record's field, or of a variable named with its block or function.
    pub fn value(&self, path: &[Name]) -> Option<Value> {
        match path {
            [name] => self.variable(name)?.value.clone(),
            [record, field] => match self.variable(record).map(|variable| &variable.value) {
                Some(Some(Value::Row(fields))) => fields.iter().find(|(name, _)| name == field)?.1.clone(),
                Some(_) => None,
                None => self.variable(field)?.value.clone(),
            },
            _ => None,
        }
    }

    fn variable(&self, name: &Name) -> Option<&Variable> {
        self.variables.iter().rev().find(|variable| variable.name == *name)
    }

    fn variable_mut(&mut self, name: &Name) -> Option<&mut Variable> {
        self.variables.iter_mut().rev().find(|variable| variable.name == *name)
    }

    /// The type of a variable, in lower case.
    pub fn kind(&self, name: &Name) -> Option<&Name> {
        self.variable(name).map(|variable| &variable.kind)
    }

    /// A variable gets a value of its type, or is unknown from now on.
    pub fn assign(&mut self, name: &Name, value: Option<Value>) {
        if let Some(variable) = self.variable_mut(name) {
            (variable.value, variable.statement, variable.template) = (value, None, None);
        }
    }

    /// Notes the statement that a variable holds.
    pub fn hold(&mut self, name: &Name, statement: Option<Vec<Token>>, template: Option<String>) {
        if self.variable(name).is_none() {
            let (name, kind) = (name.clone(), Name::default());
            self.variables.push(Variable { name, kind, value: None, statement: None, template: None });
        }
        if let Some(variable) = self.variable_mut(name) {
            (variable.statement, variable.template) = (statement, template);
        }
    }

    /// The statement that a variable holds, at its place in the document.
    pub fn statement(&self, name: &Name) -> Option<&Vec<Token>> {
        self.variable(name)?.statement.as_ref()
    }

    /// The statement that a variable holds, with placeholders.
    pub fn template(&self, name: &Name) -> Option<&str> {
        self.variable(name)?.template.as_deref()
    }

    /// Whatever differs from an earlier state may have either value.
    pub fn doubt(&mut self, before: &Scope) {
        for (now, before) in self.variables.iter_mut().zip(&before.variables) {
            if now != before {
                (now.value, now.template) = (None, None);
            }
        }
    }

    /// These variables are unknown from now on.
    pub fn forget(&mut self, names: &[Name]) {
        for variable in &mut self.variables {
            if names.contains(&variable.name) {
                (variable.value, variable.template) = (None, None);
            }
        }
    }
}

/// The value as the variable's type has it; types that are not known here keep what they are given.
pub fn fitted(value: Value, kind: &str, environment: &dyn Environment) -> Option<Value> {
    let base = kind.split(['(', ' ']).next().unwrap_or_default();
    match base {
        "text" | "varchar" | "character" | "name" | "int" | "integer" | "bigint" | "smallint" | "int2" | "int4" | "int8"
        | "bool" | "boolean" | "date" | "timestamp" | "timestamptz" | "interval" | "regclass"
            if !kind.ends_with(']') =>
        {
            value.cast(if base == "character" { "text" } else { base }, environment)
        }
        _ => Some(value),
    }
}
