use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let held = step.strong_lock_held()?;
    let (work, relation) = work(step)?;
    if step.effects.stalled().next().is_some() || step.effects.fails.is_some() {
        return None;
    }
    let message = format!("{} while {work} `{relation}`", held_back(held));
    Some(Finding::at(step.span, message).held(held).help("commit before it: do the long work in a transaction of its own"))
}

/// Long work that takes no strong lock of its own, and the relation that is worked through.
fn work<'a>(step: &'a Step) -> Option<(&'static str, &'a ObjectName)> {
    let doing = match step.operation {
        Operation::Dml(dml) if is_long(step, dml) => match dml.kind {
            DmlKind::Insert => return Some(("rows are copied into", &dml.table)),
            DmlKind::Merge => "rows are copied into",
            DmlKind::Update => "rows are changed in",
            DmlKind::Delete => "rows are deleted from",
        },
        Operation::RefreshView(_) => "rows are computed for",
        Operation::CreateTableAs(create) if create.with_data => return copied(step, &create.name),
        _ => return None,
    };
    let effect = step.effects.relations.iter().find(|effect| effect.grows() && effect.new == Newness::Existing)?;
    Some((doing, &effect.relation))
}

/// `CREATE TABLE … AS` from a relation that was there before.
fn copied<'a>(step: &'a Step, made: &ObjectName) -> Option<(&'static str, &'a ObjectName)> {
    let made = step.catalog.resolve(made);
    let read = step.effects.relations.iter().find(|effect| effect.relation != made && effect.new == Newness::Existing)?;
    Some(("rows are copied from", &read.relation))
}

fn is_long(step: &Step, dml: &Dml) -> bool {
    match dml.kind {
        DmlKind::Insert => dml.source == DmlSource::Query && dml.reads.iter().any(|read| step.is_existing(read)),
        DmlKind::Update | DmlKind::Delete => step.is_work(&dml.table, &dml.predicate),
        DmlKind::Merge => true,
    }
}
