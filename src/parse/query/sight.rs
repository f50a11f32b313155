//! Which relations a column's name can only belong to.

use sqlparser::ast::{Expr, Select, SelectItem};

use crate::{
    name::{Name, ObjectName},
    operation::ColumnUses,
    parse::expression::name_of,
};

/// What the bare names in one `SELECT` can be.
#[derive(Default)]
pub(super) struct Sight {
    /// It is a `SELECT` with a `FROM`.
    pub is_select: bool,
    /// Something stands in `FROM` whose columns are not those of a relation.
    pub is_open: bool,
    /// A relation's columns have other names here.
    pub is_renamed: bool,
    /// What a bare name may mean as well: outputs in `GROUP BY`, arguments, fields, the table of `INTO`.
    others: Vec<Name>,
    /// What it names without a qualifier.
    pub columns: Vec<Name>,
}

impl Sight {
    /// Begins a `SELECT`.
    pub fn enter(&mut self, select: &Select) {
        self.is_select = !select.from.is_empty();
        let alias = |item: &SelectItem| match item {
            SelectItem::ExprWithAlias { alias, .. } => Some(name_of(alias)),
            _ => None,
        };
        self.others = select.projection.iter().filter_map(alias).collect();
        // `INTO`, whose table is an expression to sqlparser.
        select.into.iter().flat_map(|into| &into.targets).for_each(|target| self.leave_out(target));
    }

    /// Leaves out a name that is an argument or a field.
    pub fn leave_out(&mut self, expression: &Expr) {
        if let Expr::Identifier(ident) = expression {
            self.others.push(name_of(ident));
        }
    }

    /// Notes a bare name.
    pub fn add(&mut self, name: &Name) {
        if self.is_select && !self.others.contains(name) && !self.columns.contains(name) {
            self.columns.push(name.clone());
        }
    }
}

/// All that is used in a query.
#[derive(Default)]
pub(super) struct Uses {
    pub all: Vec<ColumnUses>,
}

impl Uses {
    /// Notes a column behind the name or alias of its relation.
    pub fn qualified(&mut self, relation: &ObjectName, qualifier: &Name, column: Name) {
        let is_same =
            |known: &&mut ColumnUses| known.qualifier.as_ref() == Some(qualifier) && known.relations.first() == Some(relation);
        match self.all.iter_mut().find(is_same) {
            Some(known) if known.columns.contains(&column) => {}
            Some(known) => known.columns.push(column),
            None => self.all.push(ColumnUses {
                relations: vec![relation.clone()],
                qualifier: Some(qualifier.clone()),
                columns: vec![column],
            }),
        }
    }
}
