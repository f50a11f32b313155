use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let name = match step.operation {
        Operation::CreateTable(create) if create.persistence != Persistence::Temporary => &create.name,
        Operation::CreateTableAs(create) if create.persistence != Persistence::Temporary => &create.name,
        Operation::CreateView(create) if !create.temporary => &create.name,
        _ => return None,
    };
    if name.schema.is_some() {
        return None;
    }
    Some(
        Finding::at(step.span, format!("the search_path of whoever runs it decides in which schema `{name}` is made"))
            .help("name the schema"),
    )
}
