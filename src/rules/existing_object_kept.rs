use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let (kept, lacking) = match step.operation {
        Operation::AlterTable(alter) => column(step, alter),
        Operation::CreateTable(create) => table(step, create),
        Operation::CreateIndex(create) => index(step, create),
        _ => None,
    }?;
    if step.effects.fails.is_some() {
        return None;
    }
    let message = format!("{kept} is there already and stays as it is: {lacking}");
    Some(Finding::at(step.span, message).help("say what shall become of the one that is there, without IF NOT EXISTS"))
}

fn column(step: &Step, alter: &AlterTable) -> Option<(String, String)> {
    let TableAction::AddColumn { column, if_not_exists: true } = &alter.action else { return None };
    let known = step.catalog.table(&alter.table)?.column(&column.name)?;
    let old = known.data_type.as_ref().filter(|old| differ(step, old, &column.data_type))?;
    Some((format!("`{}` of `{}`", column.name, alter.table), format!("it is {old}, not {}", column.data_type)))
}

fn table(step: &Step, create: &CreateTable) -> Option<(String, String)> {
    let known = step.catalog.table(&create.name).filter(|known| create.if_not_exists && known.complete)?;
    let wanted = step.siblings.iter().filter_map(|sibling| match &sibling.operation {
        Operation::AlterTable(AlterTable { action: TableAction::AddColumn { column, .. }, .. }) => Some(column),
        _ => None,
    });
    let lacking = wanted.filter(|column| !column.data_type.name.name.is_empty()).find_map(|column| {
        let Some(found) = known.column(&column.name) else { return Some(format!("it has no column `{}`", column.name)) };
        let old = found.data_type.as_ref().filter(|old| differ(step, old, &column.data_type))?;
        Some(format!("its `{}` is {old}, not {}", column.name, column.data_type))
    })?;
    Some((format!("`{}`", create.name), lacking))
}

fn index(step: &Step, create: &CreateIndex) -> Option<(String, String)> {
    let name = create.name.as_ref().filter(|_| create.if_not_exists)?;
    let (table, known) = step.catalog.index(&create.table.sibling(name.clone()))?;
    let wanted: Vec<Option<Name>> = create.keys.iter().map(|key| key.column.clone()).collect();
    let lacking = if table.name != step.catalog.resolve(&create.table) {
        format!("it is on `{}`", table.name)
    } else if known.keys != wanted {
        let keys: Vec<&str> = known.keys.iter().map(|key| key.as_deref().unwrap_or("…")).collect();
        format!("it is on ({})", keys.join(", "))
    } else if known.unique != create.unique {
        format!("it is {}unique", if known.unique { "" } else { "not " })
    } else {
        return None;
    };
    Some((format!("`{name}`"), lacking))
}

fn differ(step: &Step, old: &DataType, new: &DataType) -> bool {
    let plain = |data_type: &DataType| DataType {
        name: ObjectName::bare(step.catalog.resolved_type(&data_type.name).name),
        serial: false,
        ..data_type.clone()
    };
    plain(old) != plain(new)
}
