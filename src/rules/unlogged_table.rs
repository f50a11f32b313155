use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let (name, persistence) = match step.operation {
        Operation::CreateTable(create) => (&create.name, create.persistence),
        Operation::CreateTableAs(create) => (&create.name, create.persistence),
        _ => return None,
    };
    if persistence != Persistence::Unlogged {
        return None;
    }
    Some(
        Finding::at(step.span, format!("`{name}` is emptied by a crash, and replicas never see its rows"))
            .help("make it a logged table, unless its rows may be lost"),
    )
}
