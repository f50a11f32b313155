use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let (create, keys) = plain(step)?;
    let table = step.catalog.table(&create.table).filter(|_| step.is_existing(&create.table))?;
    let same = |index: &&TableIndex| is_plain(index) && index.keys.iter().flatten().eq(keys.iter().copied());
    let strict = |index: &&TableIndex| index.unique || !create.unique;
    let known = table.indexes.iter().filter(same).find(strict)?;
    if !create.include.iter().all(|column| known.uses(column)) {
        return None;
    }
    let name = create.name.clone().unwrap_or_else(|| known.name.clone());
    let gone = Remedy::IndexGone(table.name.sibling(known.name.clone()), table.name.sibling(name));
    let message = format!("`{}` of `{}` has these columns already: each write pays for both", known.name, create.table);
    Some(Finding::at(step.span, message).help("keep one of them").unless(gone))
}

/// A new index on columns only, without a condition, and its columns.
pub(super) fn plain<'a>(step: &Step<'a>) -> Option<(&'a CreateIndex, Vec<&'a Name>)> {
    let Operation::CreateIndex(create) = step.operation else { return None };
    let ordinary = |key: &IndexKey| key.operator_class.is_none() && key.collation.is_none();
    let there = create.name.as_ref().is_some_and(|name| step.catalog.index(&create.table.sibling(name.clone())).is_some());
    if create.predicate.is_some() || create.method != "btree" || !create.keys.iter().all(ordinary) || there {
        return None;
    }
    let keys: Option<Vec<&Name>> = create.keys.iter().map(|key| key.column.as_ref()).collect();
    keys.filter(|_| step.effects.fails.is_none()).map(|keys| (create, keys))
}

/// The same of an index that is there.
pub(super) fn is_plain(index: &TableIndex) -> bool {
    let ordinary = index.operator_classes.iter().all(Option::is_none) && index.keys.iter().all(Option::is_some);
    let btree = index.method == "btree" || index.method.is_empty();
    !index.partial && btree && ordinary && index.valid
}
