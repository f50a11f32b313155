use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateTable(create) = step.operation else { return None };
    let (parent, bound) = create.partition_of.as_ref()?;
    let effect = step.effect(parent).filter(|effect| blocks_existing(effect))?;
    let scanned = step.effects.stalled().next();
    let scan = scanned.map(|default| format!(", and `{}` is searched for its rows", default.relation)).unwrap_or_default();
    let message = format!(
        "creating `{}` waits for every query on `{}`, and later reads and writes wait behind it{scan}",
        create.name, effect.relation
    );
    let finding = Finding::at(step.span, message).help("create the table by itself, then attach it: reads and writes go on");
    Some(finding.maybe_rewrite(attached(step, create, parent, bound)))
}

/// A table like the parent, then the partition; `None` where the statement says more than its bound.
fn attached(step: &Step, create: &CreateTable, parent: &ObjectName, bound: &PartitionBound) -> Option<Vec<Part>> {
    let (name, above) = (&create.name, step.catalog.table(parent));
    let keeps = |is: fn(&TableConstraint) -> bool| above.is_some_and(|above| above.constraints.iter().any(is));
    let default = step.catalog.default_partition(parent);
    if create.elements > 0 || create.partition_by.is_some() || create.if_not_exists || default.is_some() {
        return None;
    }
    let identity = above.is_some_and(|above| above.columns.iter().any(|column| column.identity));
    let excluding = if identity { " EXCLUDING IDENTITY" } else { "" };
    let table = format!("CREATE TABLE {name} (LIKE {parent} INCLUDING ALL{excluding});");
    let attach = format!("ALTER TABLE {parent} ATTACH PARTITION {name} {};", bound_text(step, bound)?);
    // A foreign key locks the tables that it references.
    Some(vec![match keeps(|constraint| constraint.references().is_some()) || above.is_none() {
        true => Part::instant(format!("{table}\n{attach}")),
        false => Part::online(format!("{table}\n{attach}")),
    }])
}

/// The bound as it is written.
fn bound_text<'a>(step: &'a Step, bound: &PartitionBound) -> Option<&'a str> {
    let words = step.words();
    let upper = words.to_ascii_uppercase();
    let start = match bound {
        PartitionBound::Default => upper.rfind("DEFAULT"),
        _ => upper.find("FOR VALUES"),
    };
    let text = words.get(start?..)?;
    let ends = text.ends_with(')') || *bound == PartitionBound::Default;
    ends.then_some(text)
}
