use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::SetSchema(schema) = &alter.action else { return None };
    if !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    let new = ObjectName::qualified(schema.clone(), alter.table.name.clone());
    let finding = Finding::at(
        step.span,
        format!("queries of the running application that look for `{}` in its old schema fail", alter.table),
    )
    .unless(Remedy::Relation(step.catalog.resolve(&alter.table)));
    let old = &alter.table;
    if step.catalog.kind(old).unwrap_or(alter.kind) != ObjectKind::Table {
        return Some(finding.help("change the search_path of the application first"));
    }
    Some(finding.help("keep a view in the old schema until nothing uses it any more").rewrite(format!(
        "BEGIN;\nALTER TABLE {old} SET SCHEMA {};\nCREATE VIEW {old} AS SELECT * FROM {new};\nCOMMIT;",
        quoted(schema)
    )))
}
