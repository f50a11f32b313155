//! What one table lacks of another that had its name before.

use super::{Table, TableConstraint};
use crate::operation::ConstraintKind;

impl Table {
    /// What `former` had and this table has not, in words: "the primary key", "2 foreign keys".
    pub fn lacks(&self, former: &Table) -> Vec<String> {
        let mut lacking = Vec::new();
        if former.primary_key().is_some() && self.primary_key().is_none() {
            lacking.push("the primary key".to_owned());
        }
        for ((what, had), (_, has)) in former.parts().into_iter().zip(self.parts()) {
            lacking.extend(counted(had.saturating_sub(has), what));
        }
        lacking
    }

    /// How many there are of each kind of part.
    fn parts(&self) -> [(&'static str, usize); 7] {
        [
            ("unique constraint", self.count(|kind| matches!(kind, ConstraintKind::Unique(unique) if !unique.primary))),
            ("foreign key", self.count(|kind| matches!(kind, ConstraintKind::ForeignKey(_)))),
            ("check", self.count(|kind| matches!(kind, ConstraintKind::Check(_)))),
            ("index", self.indexes.iter().filter(|index| index.constraint.is_none()).count()),
            ("default", self.columns.iter().filter(|column| column.gives_a_value()).count()),
            ("trigger", self.triggers.len()),
            ("policy", self.policies.len()),
        ]
    }

    fn count(&self, wanted: impl Fn(&ConstraintKind) -> bool) -> usize {
        self.constraints.iter().filter(|constraint: &&TableConstraint| wanted(&constraint.kind)).count()
    }
}

fn counted(count: usize, what: &str) -> Option<String> {
    let many = match what {
        "index" => "indexes".to_owned(),
        "policy" => "policies".to_owned(),
        other => format!("{other}s"),
    };
    match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        more => Some(format!("{more} {many}")),
    }
}
