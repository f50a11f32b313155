//! Whether a `WHERE` picks a few rows by their key.

use crate::{
    catalog::Table,
    name::Name,
    operation::{ConstraintKind, Expression},
    parse::expression::{Conjunct, conjuncts},
};

/// It pins every column of a unique key to constants or to a range between two of them, or limits the rows by `LIMIT`.
///
/// Of a table that the history does not show, `id` counts as the key.
pub fn picks_few(predicate: &Expression, table: Option<&Table>) -> bool {
    let conjuncts = conjuncts(predicate);
    let limits = |conjunct: &Conjunct| matches!(conjunct, Conjunct::Other(text) if text.contains(" LIMIT "));
    let pinned = |column: &Name| is_pinned(column, &conjuncts);
    conjuncts.iter().any(limits) || keys(table).iter().any(|key| key.iter().all(pinned))
}

fn is_pinned(column: &Name, conjuncts: &[Conjunct]) -> bool {
    let (mut from, mut to) = (false, false);
    for conjunct in conjuncts {
        match conjunct {
            Conjunct::In { column: found, .. } if found == column => return true,
            Conjunct::Compare { column: found, operator, .. } if found == column => match *operator {
                "=" => return true,
                ">" | ">=" => from = true,
                "<" | "<=" => to = true,
                _ => {}
            },
            _ => {}
        }
    }
    from && to
}

/// The columns of each unique key.
fn keys(table: Option<&Table>) -> Vec<Vec<Name>> {
    let Some(table) = table.filter(|table| table.complete) else { return vec![vec![Name::const_new("id")]] };
    let constraints = table.constraints.iter().filter(|constraint| matches!(constraint.kind, ConstraintKind::Unique(_)));
    let indexes = table.indexes.iter().filter(|index| index.unique && !index.partial);
    let of_indexes = indexes.filter_map(|index| index.keys.iter().cloned().collect());
    constraints.map(|constraint| constraint.columns.clone()).chain(of_indexes).filter(|key: &Vec<Name>| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_recognized() {
        for (sql, few) in [
            ("id = 5", true),
            ("(u.\"id\" = '5'::uuid) AND active", true),
            ("id IN (1, 2, 3)", true),
            ("id BETWEEN 1 AND 1000 AND active", true),
            ("id in (select id from t limit 1000)", true),
            ("id > 5", false),
            ("id = 5 OR active", false),
            ("id = other", false),
            ("name = 'x'", false),
            ("id IN (SELECT user_id FROM old)", false),
            ("", false),
        ] {
            let predicate = Expression { sql: sql.into(), ..Expression::default() };
            assert_eq!(picks_few(&predicate, None), few, "{sql}");
        }
    }
}
