use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::RenameTo(to) = &alter.action else { return None };
    let kind = step.catalog.kind(&alter.table).unwrap_or(alter.kind);
    let queried = matches!(kind, ObjectKind::Table | ObjectKind::ForeignTable | ObjectKind::View | ObjectKind::MaterializedView);
    if !queried || !step.is_existing(&alter.table) || step.effects.fails.is_some() {
        return None;
    }
    let (old, new) = (&alter.table, alter.table.sibling(to.clone()));
    let finding = Finding::at(step.span, format!("queries of the running application that name `{old}` fail"))
        .unless(Remedy::Relation(step.catalog.resolve(old)));
    if kind != ObjectKind::Table {
        return Some(finding.help("make one of the new name beside it, and drop the old one when nothing reads it"));
    }
    Some(finding.help("keep a view of the old name until nothing uses it any more").rewrite(format!(
        "BEGIN;\n{};\nCREATE VIEW {old} AS SELECT * FROM {new};\nCOMMIT;",
        format_args!("ALTER TABLE {old} RENAME TO {}", quoted(to))
    )))
}
