//! What each operation changes in the catalog.

use std::rc::Rc;

use super::{
    Catalog, Domain, Function, Origin, Publication, Relation, Table, TableKind, TablePolicy, TableTrigger, Type, TypeKind,
};
use crate::{
    name::{Name, ObjectName},
    operation::*,
    parse::{expression, query},
};

impl Catalog {
    /// Takes an operation into account. One that the server would refuse changes as much as it can.
    pub fn apply(&mut self, operation: &Operation, in_create_table: bool) {
        match operation {
            Operation::CreateTable(create) => self.create_table(create),
            Operation::CreateTableAs(create) => self.create_table_as(create),
            Operation::AlterTable(alter) => self.alter(alter, in_create_table),
            Operation::CreateIndex(create) => self.create_index(create),
            Operation::Drop(drop) => self.drop_objects(drop),
            Operation::CreateView(create) => self.create_view(create),
            Operation::RefreshView(refresh) => self.change(&refresh.name, |view| view.empty = !refresh.with_data),
            Operation::CreateSequence(create) => self.create_sequence(create),
            Operation::AlterSequence(alter) => self.alter_sequence(alter),
            Operation::CreateType(create) => self.create_type(create),
            Operation::AlterType(alter) => self.alter_type(alter),
            Operation::CreateDomain(create) => self.create_domain(create),
            Operation::AlterDomain(alter) => self.alter_domain(alter),
            Operation::CreateFunction(create) => self.create_function(create),
            Operation::CreateTrigger(create) => self.create_trigger(create),
            Operation::CreatePolicy(create) => self.create_policy(create),
            Operation::CreateRule(create) => self.create_rule(create),
            Operation::CreateStatistics(create) => self.create_statistics(create),
            Operation::CreatePublication(create) => self.create_publication(create),
            Operation::AlterPublication(alter) => self.alter_publication(alter),
            Operation::AlterObject(alter) => self.alter_object(alter),
            Operation::Dml(dml) if matches!(dml.kind, DmlKind::Insert | DmlKind::Merge) => self.filled(&dml.table),
            Operation::Copy(Copy { table: Some(table), from: true, .. }) => self.filled(table),
            Operation::Truncate(_) | Operation::Dml(_) | Operation::Copy(_) | Operation::Select(_) | Operation::Call(_) => {}
            Operation::MoveTablespace(_) | Operation::Reindex(_) | Operation::LockTable(_) | Operation::Vacuum(_) => {}
            Operation::Analyze(_) | Operation::Cluster(_) | Operation::CreateSchema(_) | Operation::CreateExtension(_) => {}
            Operation::AlterPolicy(_) | Operation::Comment(_) | Operation::Grant(_) | Operation::Do(_) => {}
            Operation::Transaction(_) | Operation::Set(_) | Operation::Other(_) | Operation::Unknown(_) => {}
        }
    }

    fn filled(&mut self, table: &ObjectName) {
        if self.table(table).is_some_and(|table| table.empty) {
            self.change(table, |table| table.empty = false);
        }
    }

    fn create_view(&mut self, create: &CreateView) {
        if create.if_not_exists && self.relation(&create.name).is_some() {
            return;
        }
        let schema = if create.temporary { Some(Name::const_new("pg_temp")) } else { create.name.schema.clone() };
        let name = self.new_name(&ObjectName { schema, name: create.name.name.clone() });
        let reads = query::reads(&create.query);
        let reads: Vec<(ObjectName, Vec<Name>)> =
            reads.relations.into_iter().map(|(relation, columns)| (self.resolve(&relation), columns)).collect();
        let known = self.table(&name);
        let replaced = known.is_some();
        let origin = known.map_or(self.origin(), |view| view.origin);
        let view = Table {
            name: name.clone(),
            kind: if create.materialized { TableKind::MaterializedView } else { TableKind::View },
            origin,
            maybe_older: create.if_not_exists,
            columns: self.view_columns(create),
            read_by: known.map(|view| view.read_by.clone()).unwrap_or_default(),
            empty: create.materialized && !create.with_data,
            reads: reads.clone(),
            security_invoker: super::alter::security_invoker(&create.options).unwrap_or_default(),
            ..Table::default()
        };
        self.put(name.clone(), Relation::Table(Box::new(view)));
        for (relation, _) in reads.iter().filter(|(relation, _)| *relation != name) {
            self.note_reader(relation, &name, replaced);
        }
    }

    fn view_columns(&self, create: &CreateView) -> Vec<super::TableColumn> {
        let named = if create.columns.is_empty() { query::output_columns(&create.query) } else { Some(create.columns.clone()) };
        let column = |name| super::TableColumn { name, origin: self.origin(), ..Default::default() };
        named.unwrap_or_default().into_iter().map(column).collect()
    }

    /// Notes with a relation that a view reads it; one that `replaced` another of its name may be noted already.
    fn note_reader(&mut self, relation: &ObjectName, view: &ObjectName, replaced: bool) {
        if replaced && self.table(relation).is_some_and(|table| table.read_by.contains(view)) {
            return;
        }
        self.change(relation, |table| table.read_by.push(view.clone()));
    }

    fn create_sequence(&mut self, create: &CreateSequence) {
        let name = self.new_name(&create.name);
        if self.relations.contains_key(&name) {
            return;
        }
        let owned_by = create.owned_by.as_ref().map(|(table, column)| (self.resolve(table), column.clone()));
        self.put(name, Relation::Sequence { owned_by, origin: self.origin() });
    }

    fn alter_sequence(&mut self, alter: &AlterSequence) {
        let Some(owner) = &alter.owned_by else { return };
        let owned_by = owner.as_ref().map(|(table, column)| (self.resolve(table), column.clone()));
        let name = self.resolve(&alter.name);
        let Some(Relation::Sequence { origin, .. }) = self.relation(&name) else { return };
        let origin = *origin;
        self.put(name, Relation::Sequence { owned_by, origin });
    }

    fn create_type(&mut self, create: &CreateType) {
        let origin = self.origin();
        let kind = match &create.definition {
            TypeDefinition::Enum(labels) => {
                TypeKind::Enum { labels: labels.iter().map(|label| (label.clone(), origin)).collect() }
            }
            TypeDefinition::Composite(attributes) => TypeKind::Composite { attributes: attributes.clone() },
            TypeDefinition::Other => TypeKind::Other,
        };
        self.put_type(self.new_name(&create.name), Type { kind, origin });
    }

    /// The name under which the history knows a type.
    pub(super) fn type_name(&self, name: &ObjectName) -> ObjectName {
        let candidates = self.search_path.iter().map(|schema| ObjectName::qualified(schema.clone(), name.name.clone()));
        let known = candidates.into_iter().find(|name| self.types.contains_key(name));
        if name.schema.is_some() { name.clone() } else { known.unwrap_or_else(|| self.new_name(name)) }
    }

    fn change_type(&mut self, name: &ObjectName, change: impl FnOnce(&mut Type, Origin)) {
        let origin = self.origin();
        let name = self.type_name(name);
        let Some(known) = self.types.get(&name) else { return };
        let mut changed = known.as_ref().clone();
        change(&mut changed, origin);
        self.put_type(name, changed);
    }

    fn alter_type(&mut self, alter: &AlterType) {
        self.change_type(&alter.name, |known, origin| match (&mut known.kind, &alter.change) {
            (TypeKind::Enum { labels }, TypeChange::AddValue { value, .. })
                if !labels.iter().any(|(label, _)| label == value) =>
            {
                labels.push((value.clone(), origin));
            }
            (TypeKind::Enum { labels }, TypeChange::RenameValue { from, to }) => {
                labels.iter_mut().filter(|(label, _)| label == from).for_each(|(label, _)| *label = to.clone());
            }
            (TypeKind::Composite { attributes }, TypeChange::Attribute { change, attribute, data_type, to, .. }) => {
                change_attribute(attributes, *change, attribute, data_type.as_ref(), to.as_ref());
            }
            _ => {}
        });
    }

    fn create_domain(&mut self, create: &CreateDomain) {
        let checks = create.checks.iter().map(|check| (domain_constraint(&create.name, check), true)).collect();
        let domain = Domain { base: create.base.clone(), not_null: create.not_null, default: create.default.clone(), checks };
        let made = Type { kind: TypeKind::Domain(domain), origin: self.origin() };
        self.put_type(self.new_name(&create.name), made);
    }

    fn alter_domain(&mut self, alter: &AlterDomain) {
        self.change_type(&alter.name, |known, _| {
            let TypeKind::Domain(domain) = &mut known.kind else { return };
            match &alter.change {
                DomainChange::AddConstraint(Constraint { kind: ConstraintKind::NotNull(_), .. }) => domain.not_null = true,
                DomainChange::AddConstraint(check) => {
                    domain.checks.push((domain_constraint(&alter.name, check), !check.not_valid));
                }
                DomainChange::DropConstraint { name, .. } => domain.checks.retain(|(check, _)| check != name),
                DomainChange::ValidateConstraint(name) => {
                    domain.checks.iter_mut().filter(|(check, _)| check == name).for_each(|(_, valid)| *valid = true);
                }
                DomainChange::RenameConstraint { from, to } => {
                    domain.checks.iter_mut().filter(|(check, _)| check == from).for_each(|(check, _)| *check = to.clone());
                }
                DomainChange::SetNotNull => domain.not_null = true,
                DomainChange::DropNotNull => domain.not_null = false,
                DomainChange::SetDefault(default) => domain.default = Some(default.clone()),
                DomainChange::DropDefault => domain.default = None,
            }
        });
    }

    fn create_function(&mut self, create: &CreateFunction) {
        let name = self.new_name(&create.name);
        let known = self.functions.get(&name);
        let made = Function {
            origin: self.origin(),
            overloaded: known.is_some_and(|known| known.overloaded || !known.routine.is_called_like(&create.routine)),
            volatility: create.volatility,
            scalar: !create.returns_set,
            strict: create.strict,
            routine: Rc::new(create.routine.clone()),
        };
        self.put_function(name, made);
    }

    fn create_trigger(&mut self, create: &CreateTrigger) {
        let mut columns = create.events.update_of.clone();
        columns.extend(create.when.iter().flat_map(expression::columns));
        let trigger = TableTrigger {
            name: create.name.clone(),
            columns,
            time: create.time,
            deferral: create.deferral,
            events: create.events.clone(),
            for_each_row: create.for_each_row,
            function: create.function.clone(),
        };
        let family = if create.for_each_row { self.partitions(&create.table) } else { vec![self.resolve(&create.table)] };
        for table in family {
            self.change(&table, |table| {
                table.triggers.retain(|known| known.name != trigger.name);
                table.triggers.push(trigger.clone());
            });
        }
    }

    /// A partitioned table with all its partitions; any other table alone.
    pub(crate) fn partitions(&self, name: &ObjectName) -> Vec<ObjectName> {
        match self.table(name) {
            Some(table) if table.kind == TableKind::Partitioned => self.with_children(name),
            _ => vec![self.resolve(name)],
        }
    }

    fn create_policy(&mut self, create: &CreatePolicy) {
        let columns = create.using.iter().chain(&create.with_check).flat_map(expression::columns).collect();
        let policy = TablePolicy {
            name: create.name.clone(),
            columns,
            command: create.command,
            permissive: create.permissive,
            roles: create.roles.clone(),
        };
        self.change(&create.table, |table| table.policies.push(policy));
    }

    fn create_rule(&mut self, create: &CreateRule) {
        self.change(&create.table, |table| {
            table.rules.retain(|(rule, _)| *rule != create.name);
            table.rules.push((create.name.clone(), Rc::new(create.rule.clone())));
        });
    }

    fn create_statistics(&mut self, create: &CreateStatistics) {
        let columns = create.columns.join("_");
        let named =
            |catalog: &Self| catalog.resolve(&create.table).sibling(super::names::made_up(&create.table.name, &columns, "stat"));
        let name = create.name.as_ref().map_or_else(|| named(self), |name| self.new_name(name));
        self.change(&create.table, |table| table.statistics.push((name, create.columns.clone())));
    }

    fn create_publication(&mut self, create: &CreatePublication) {
        let tables = self.published(&create.scope);
        self.put_publication(create.name.clone(), Publication { tables, inserts_only: create.inserts_only });
    }

    fn alter_publication(&mut self, alter: &AlterPublication) {
        let Publication { mut tables, inserts_only } = self.publication(&alter.name).cloned().unwrap_or_default();
        match &alter.change {
            PublicationChange::Add(scope) => tables.extend(self.published(scope)),
            PublicationChange::Replace(scope) => tables = self.published(scope),
            PublicationChange::Remove(scope) => {
                let gone = self.published(scope);
                tables.retain(|table| !gone.contains(table));
            }
            PublicationChange::Options => {}
        }
        self.put_publication(alter.name.clone(), Publication { tables, inserts_only });
    }

    /// The tables that a publication's scope names, qualified.
    pub(crate) fn published(&self, scope: &PublicationScope) -> Vec<ObjectName> {
        match scope {
            PublicationScope::AllTables => Vec::new(),
            PublicationScope::Some { tables, .. } => tables.iter().map(|table| self.resolve(&table.name)).collect(),
        }
    }

    fn alter_object(&mut self, alter: &AlterObject) {
        match (alter.kind, &alter.change) {
            (ObjectKind::Type | ObjectKind::Domain, change) => {
                let from = self.type_name(&alter.name);
                let Some(to) = moved(&from, change) else { return };
                let Some(known) = self.types.remove(&from) else { return };
                self.record(|| super::Undo::Type(from.clone(), Some(known.clone())));
                self.put_type(to.clone(), known.as_ref().clone());
                self.rename_type(&from, &to);
            }
            (ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine, change) => {
                let Some(known) = self.function(&alter.name).cloned() else { return };
                let Some(to) = moved(&self.new_name(&alter.name), change) else { return };
                self.put_function(to, known);
            }
            (ObjectKind::Schema, ObjectChange::RenameTo(to)) => self.rename_schema(&alter.name.name, to),
            (ObjectKind::Trigger, ObjectChange::RenameTo(to)) => self.rename_in_table(alter, |table, from| {
                table.triggers.iter_mut().filter(|trigger| trigger.name == *from).for_each(|trigger| trigger.name = to.clone());
            }),
            (ObjectKind::Policy, ObjectChange::RenameTo(to)) => self.rename_in_table(alter, |table, from| {
                table.policies.iter_mut().filter(|policy| policy.name == *from).for_each(|policy| policy.name = to.clone());
            }),
            (ObjectKind::Rule, ObjectChange::RenameTo(to)) => self.rename_in_table(alter, |table, from| {
                table.rules.iter_mut().filter(|(rule, _)| rule == from).for_each(|(rule, _)| *rule = to.clone());
            }),
            _ => {}
        }
    }

    fn rename_in_table(&mut self, alter: &AlterObject, rename: impl FnOnce(&mut Table, &Name)) {
        let Some(table) = &alter.on else { return };
        self.change(table, |table| rename(table, &alter.name.name));
    }
}

fn moved(from: &ObjectName, change: &ObjectChange) -> Option<ObjectName> {
    match change {
        ObjectChange::RenameTo(name) => Some(from.sibling(name.clone())),
        ObjectChange::SetSchema(schema) => Some(ObjectName::qualified(schema.clone(), from.name.clone())),
        ObjectChange::OwnerTo(_) | ObjectChange::Other => None,
    }
}

fn domain_constraint(domain: &ObjectName, check: &Constraint) -> Name {
    check.name.clone().unwrap_or_else(|| super::names::made_up(&domain.name, "", "check"))
}

fn change_attribute(
    attributes: &mut Vec<(Name, DataType)>,
    change: AttributeChange,
    attribute: &Name,
    data_type: Option<&DataType>,
    to: Option<&Name>,
) {
    let known = attributes.iter_mut().find(|(name, _)| name == attribute);
    match (change, known) {
        (AttributeChange::Add, None) => attributes.push((attribute.clone(), data_type.cloned().unwrap_or_default())),
        (AttributeChange::Drop, _) => attributes.retain(|(name, _)| name != attribute),
        (AttributeChange::Type, Some((_, known))) => *known = data_type.cloned().unwrap_or_default(),
        (AttributeChange::Rename, Some((name, _))) => *name = to.cloned().unwrap_or_default(),
        _ => {}
    }
}
