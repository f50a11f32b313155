//! The walk over a query's tree: which names are relations, which are CTEs, and whose columns are used.

use std::ops::ControlFlow;

use sqlparser::ast::{
    self, Expr, SelectItem, SelectItemQualifiedWildcardKind, SetExpr, Statement, TableFactor, TableWithJoins, Visitor,
};

use super::{
    QueryReads,
    sight::{Sight, Uses},
};
use crate::{
    name::{Name, ObjectName},
    operation::{ColumnUses, DmlKind, Expression, Nameless, NestedDml, Predicate},
    parse::expression::{call_of, is_always_true, name_of, object_name_of},
    source::Span,
};

/// Collects while it walks.
pub struct Walker {
    reads: QueryReads,
    uses: Uses,
    /// For each relation of `reads`: all of its columns are used.
    whole: Vec<bool>,
    scopes: Vec<Scope>,
    /// The statement at the top, which is no data-modifying CTE.
    own: Option<*const Statement>,
    span: Span,
}

/// What names mean inside one query, one `SELECT` or one statement that changes rows.
#[derive(Default)]
struct Scope {
    ctes: Vec<(Name, *const ast::Query)>,
    /// How many of the CTEs are in sight.
    visible: usize,
    recursive: bool,
    /// Names in `FROM`; `None` for what is no relation that is read.
    sources: Vec<(Name, Option<usize>)>,
    /// What the columns can be that are used in it.
    sight: Sight,
}

impl Walker {
    /// `span` is the place given to nested predicates.
    pub fn new(span: Span) -> Self {
        Self { reads: QueryReads::default(), uses: Uses::default(), whole: Vec::new(), scopes: Vec::new(), own: None, span }
    }

    /// What was found.
    pub fn finish(mut self) -> (QueryReads, Vec<ColumnUses>) {
        for ((_, columns), whole) in self.reads.relations.iter_mut().zip(&self.whole) {
            if *whole {
                columns.clear();
            }
        }
        (self.reads, self.uses.all)
    }

    /// The scope whose CTE this query is, and which of them.
    fn enclosing_cte(&mut self, query: &ast::Query) -> Option<(&mut Scope, usize)> {
        let scope = self.scopes.last_mut()?;
        let at = scope.ctes.iter().position(|(_, cte)| std::ptr::eq(*cte, query))?;
        Some((scope, at))
    }

    fn is_cte(&self, name: &ObjectName) -> bool {
        let in_scope = |scope: &Scope| scope.ctes[..scope.visible.min(scope.ctes.len())].iter().any(|(cte, _)| *cte == name.name);
        name.schema.is_none() && self.scopes.iter().any(in_scope)
    }

    fn sources(&mut self, tables: &[TableWithJoins], scope: &mut Scope) {
        for table in tables {
            self.source(&table.relation, scope);
            for join in &table.joins {
                self.source(&join.relation, scope);
            }
        }
    }

    fn source(&mut self, factor: &TableFactor, scope: &mut Scope) {
        match factor {
            TableFactor::Table { name, alias, args: None, .. } => {
                let name = object_name_of(name);
                let is_renamed = alias.as_ref().is_some_and(|alias| !alias.columns.is_empty());
                scope.sight.is_renamed |= is_renamed;
                scope.sight.is_open |= is_renamed;
                let alias = alias.as_ref().map_or_else(|| name.name.clone(), |alias| name_of(&alias.name));
                let relation = (!self.is_cte(&name)).then(|| self.relation(name));
                scope.sources.push((alias, relation));
            }
            TableFactor::Table { name, alias, .. } | TableFactor::Function { name, alias, .. } => {
                scope.sight.is_open = true;
                self.reads.add_call(object_name_of(name));
                scope.sources.extend(alias.iter().map(|alias| (name_of(&alias.name), None)));
            }
            TableFactor::NestedJoin { table_with_joins, alias } => {
                scope.sight.is_open |= alias.is_some();
                self.sources(std::slice::from_ref(table_with_joins), scope);
            }
            TableFactor::Derived { alias, subquery, .. } => {
                scope.sight.is_open = true;
                if alias.is_none() {
                    self.reads.nameless = self.reads.nameless.or(Some(nameless(subquery)));
                }
                scope.sources.extend(alias.iter().map(|alias| (name_of(&alias.name), None)));
            }
            _ => scope.sight.is_open = true,
        }
    }

    fn relation(&mut self, name: ObjectName) -> usize {
        let at = self.reads.add_relation(name);
        if at == self.whole.len() {
            self.whole.push(false);
        }
        at
    }

    /// A column by its bare name: one of the nearest `FROM`, or a whole row by its table's name.
    fn bare_column(&mut self, name: Name) {
        let Some(scope) = self.scopes.iter().rev().find(|scope| !scope.sources.is_empty()) else { return };
        for (alias, relation) in &scope.sources {
            match relation {
                Some(at) if *alias == name => self.whole[*at] = true,
                Some(at) => add(&mut self.reads.relations[*at].1, &name),
                None => {}
            }
        }
    }

    fn qualified_column(&mut self, qualifier: &Name, column: Name) {
        if let Some(at) = self.find(qualifier) {
            add(&mut self.reads.relations[at].1, &column);
            let in_select = self.scopes.last().is_some_and(|scope| scope.sight.is_select);
            if in_select && !self.scopes.iter().any(|scope| scope.sight.is_renamed) {
                self.uses.qualified(&self.reads.relations[at].0, qualifier, column);
            }
        }
    }

    fn find(&self, alias: &Name) -> Option<usize> {
        let sources = self.scopes.iter().rev().flat_map(|scope| &scope.sources);
        sources.into_iter().find(|(known, _)| known == alias).and_then(|(_, relation)| *relation)
    }

    fn wildcards(&mut self, projection: &[SelectItem]) {
        for item in projection {
            match item {
                SelectItem::Wildcard(_) => {
                    let scope = self.scopes.last().map(|scope| scope.sources.as_slice()).unwrap_or_default();
                    scope.iter().filter_map(|(_, relation)| *relation).for_each(|at| self.whole[at] = true);
                }
                SelectItem::QualifiedWildcard(SelectItemQualifiedWildcardKind::ObjectName(name), _) => {
                    if let Some(at) = self.find(&object_name_of(name).name) {
                        self.whole[at] = true;
                    }
                }
                _ => {}
            }
        }
    }

    /// The relations of a statement that changes rows; its own table counts as no read.
    fn statement_scope(&mut self, statement: &Statement) -> Scope {
        let mut scope = Scope::default();
        let written = self.written(statement, &mut scope);
        if !self.own.is_some_and(|own| std::ptr::eq(own, statement)) {
            self.reads.writes.extend(written);
        }
        scope
    }

    /// What a statement changes; the relations beside it go into the scope.
    fn written(&mut self, statement: &Statement, scope: &mut Scope) -> Option<NestedDml> {
        match statement {
            Statement::Insert(insert) => {
                let ast::TableObject::TableName(name) = &insert.table else { return None };
                Some(NestedDml { kind: DmlKind::Insert, table: object_name_of(name), predicate: Predicate::Absent })
            }
            Statement::Update(update) => {
                let written = self.target(&update.table.relation, DmlKind::Update, update.selection.as_ref(), scope);
                if let Some(ast::UpdateTableFromKind::AfterSet(tables) | ast::UpdateTableFromKind::BeforeSet(tables)) =
                    &update.from
                {
                    self.sources(tables, scope);
                }
                written
            }
            Statement::Delete(delete) => {
                let (ast::FromTable::WithFromKeyword(from) | ast::FromTable::WithoutKeyword(from)) = &delete.from;
                let written = self.target(&from.first()?.relation, DmlKind::Delete, delete.selection.as_ref(), scope);
                self.sources(delete.using.as_deref().unwrap_or_default(), scope);
                written
            }
            Statement::Merge(merge) => {
                let written = self.target(&merge.table, DmlKind::Merge, None, scope);
                self.source(&merge.source, scope);
                written
            }
            _ => None,
        }
    }

    fn target(&self, factor: &TableFactor, kind: DmlKind, selection: Option<&Expr>, scope: &mut Scope) -> Option<NestedDml> {
        let TableFactor::Table { name, alias, .. } = factor else { return None };
        let table = object_name_of(name);
        let alias = alias.as_ref().map_or_else(|| table.name.clone(), |alias| name_of(&alias.name));
        scope.sources.push((alias, None));
        Some(NestedDml { kind, table, predicate: predicate(selection, self.span) })
    }
}

impl Visitor for Walker {
    type Break = ();

    fn pre_visit_query(&mut self, query: &ast::Query) -> ControlFlow<()> {
        if let Some((scope, at)) = self.enclosing_cte(query) {
            scope.visible = if scope.recursive { scope.ctes.len() } else { at };
        }
        let mut scope = Scope::default();
        if let Some(with) = &query.with {
            scope.recursive = with.recursive;
            scope.ctes = with.cte_tables.iter().map(|cte| (name_of(&cte.alias.name), std::ptr::from_ref(&*cte.query))).collect();
        }
        self.reads.row_lock |= !query.locks.is_empty();
        self.scopes.push(scope);
        ControlFlow::Continue(())
    }

    fn post_visit_query(&mut self, query: &ast::Query) -> ControlFlow<()> {
        self.scopes.pop();
        if let Some((scope, at)) = self.enclosing_cte(query) {
            scope.visible = at + 1;
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &ast::Select) -> ControlFlow<()> {
        let mut scope = Scope::default();
        self.sources(&select.from, &mut scope);
        scope.sight.enter(select);
        self.scopes.push(scope);
        self.wildcards(&select.projection);
        for join in select.from.iter().flat_map(|table| &table.joins) {
            self.joined_columns(join);
        }
        ControlFlow::Continue(())
    }

    fn post_visit_select(&mut self, _: &ast::Select) -> ControlFlow<()> {
        if let Some(scope) = self.scopes.pop() {
            self.bare_uses(scope);
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        if self.scopes.is_empty() {
            self.own = Some(own_statement(statement));
        }
        let scope = self.statement_scope(statement);
        if !matches!(statement, Statement::Query(_)) {
            self.scopes.push(scope);
        }
        ControlFlow::Continue(())
    }

    fn post_visit_statement(&mut self, statement: &Statement) -> ControlFlow<()> {
        if !matches!(statement, Statement::Query(_)) {
            self.scopes.pop();
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_expr(&mut self, expression: &Expr) -> ControlFlow<()> {
        match expression {
            Expr::Identifier(ident) => {
                let name = name_of(ident);
                if let Some(scope) = self.scopes.last_mut() {
                    scope.sight.add(&name);
                }
                self.bare_column(name);
            }
            Expr::CompoundIdentifier(parts) => {
                if let [.., qualifier, column] = parts.as_slice() {
                    self.qualified_column(&name_of(qualifier), name_of(column));
                }
            }
            Expr::QualifiedWildcard(name, _) => {
                if let Some(at) = self.find(&object_name_of(name).name) {
                    self.whole[at] = true;
                }
            }
            Expr::Function(function) => {
                self.argument_names(function);
                self.reads.add_call(call_of(function).name);
            }
            Expr::BinaryOp { left, op: ast::BinaryOperator::Assignment, .. } => self.leave_out(std::iter::once(&**left)),
            Expr::CompoundFieldAccess { access_chain, .. } => {
                let fields = access_chain.iter().filter_map(|part| match part {
                    ast::AccessExpr::Dot(field) => Some(field),
                    ast::AccessExpr::Subscript(_) => None,
                });
                self.leave_out(fields);
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

impl Walker {
    /// `name => value`; `name := value` is an operator to sqlparser.
    fn argument_names(&mut self, function: &ast::Function) {
        if let ast::FunctionArguments::List(list) = &function.args {
            self.leave_out(list.args.iter().filter_map(|argument| match argument {
                ast::FunctionArg::ExprNamed { name, .. } => Some(name),
                _ => None,
            }));
        }
    }

    fn leave_out<'a>(&mut self, names: impl Iterator<Item = &'a Expr>) {
        if let Some(scope) = self.scopes.last_mut() {
            names.for_each(|name| scope.sight.leave_out(name));
        }
    }

    /// The columns of a `SELECT` that must be in one of the relations around them.
    fn bare_uses(&mut self, scope: Scope) {
        let around = self.scopes.iter().chain([&scope]);
        if scope.sight.columns.is_empty() || around.clone().any(|scope| scope.sight.is_open) {
            return;
        }
        let sources = around.flat_map(|scope| &scope.sources);
        // An alias stands for a whole row.
        let is_column = |name: &Name| !sources.clone().any(|(alias, _)| alias == name);
        let columns = scope.sight.columns.iter().filter(|name| is_column(name)).cloned().collect();
        let relations: Option<Vec<_>> = sources.clone().map(|(_, at)| Some(self.reads.relations[(*at)?].0.clone())).collect();
        self.uses.all.extend(relations.map(|relations| ColumnUses { relations, qualifier: None, columns }));
    }

    /// `USING (…)` and `NATURAL`, which name columns of both sides.
    fn joined_columns(&mut self, join: &ast::Join) {
        use ast::JoinOperator::{FullOuter, Inner, Join, Left, LeftOuter, Right, RightOuter};
        let (Join(constraint)
        | Inner(constraint)
        | Left(constraint)
        | LeftOuter(constraint)
        | Right(constraint)
        | RightOuter(constraint)
        | FullOuter(constraint)) = &join.join_operator
        else {
            return;
        };
        match constraint {
            ast::JoinConstraint::Using(columns) => {
                columns.iter().for_each(|column| self.bare_column(object_name_of(column).name))
            }
            ast::JoinConstraint::Natural => self.wildcards(&[SelectItem::Wildcard(ast::WildcardAdditionalOptions::default())]),
            _ => {}
        }
    }
}

/// The statement that changes rows beneath its `WITH`.
fn own_statement(statement: &Statement) -> *const Statement {
    let Statement::Query(query) = statement else { return statement };
    match &*query.body {
        SetExpr::Insert(own) | SetExpr::Update(own) | SetExpr::Delete(own) | SetExpr::Merge(own) => own,
        _ => statement,
    }
}

fn nameless(query: &ast::Query) -> Nameless {
    if matches!(*query.body, SetExpr::Values(_)) { Nameless::Values } else { Nameless::Query }
}

fn add(columns: &mut Vec<Name>, column: &Name) {
    if !columns.contains(column) {
        columns.push(column.clone());
    }
}

fn predicate(selection: Option<&Expr>, span: Span) -> Predicate {
    let Some(selection) = selection else { return Predicate::Absent };
    let expression = Expression { span, sql: selection.to_string().into() };
    if is_always_true(&expression) { Predicate::Always { span } } else { Predicate::Some(expression) }
}
