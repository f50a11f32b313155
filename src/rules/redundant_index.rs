use super::{
    duplicate_index::{is_plain, plain},
    *,
};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let (create, keys) = plain(step)?;
    let table = step.catalog.table(&create.table)?;
    let name = create.name.as_ref()?;
    let longer = |one: usize, other: usize| one > other;
    let (index, message) = table.indexes.iter().filter(|index| is_plain(index)).find_map(|index| {
        let known: Vec<&Name> = index.keys.iter().flatten().collect();
        let needless = longer(known.len(), keys.len()) && !create.unique && known.starts_with(&keys) && create.include.is_empty();
        let outdone = longer(keys.len(), known.len()) && !index.unique && keys.starts_with(&known) && index.include.is_empty();
        match (needless, outdone) {
            (true, _) => {
                Some((index, format!("`{}` begins with the columns of `{name}` and finds whatever it finds", index.name)))
            }
            (_, true) => {
                Some((index, format!("`{name}` begins with the columns of `{}` and finds whatever it finds", index.name)))
            }
            _ => None,
        }
    })?;
    let gone = Remedy::IndexGone(table.name.sibling(index.name.clone()), table.name.sibling(name.clone()));
    Some(
        Finding::at(step.span, message)
            .help("keep the longer one, unless the shorter is much smaller and used much more")
            .unless(gone),
    )
}
