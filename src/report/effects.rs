//! What an operation does to a relation, as JSON and in words.

use std::fmt;

use serde::Serialize;

use crate::{
    effects::{Blocks, Newness, RelationEffect, Scan},
    name::ObjectName,
};

/// What happens to one relation, as reports and plans write it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", schemars(rename = "Effect"))]
pub struct EffectJson {
    /// The relation with its schema, such as `public.users`.
    pub relation: String,
    /// PostgreSQL's name of the strongest lock taken on it, such as `ACCESS EXCLUSIVE`.
    pub lock: &'static str,
    /// It gets a new file: every row is written anew.
    pub rewrite: bool,
    /// Why it is read in full.
    pub scan: Scan,
    /// An index on it is built or rebuilt.
    pub index_build: bool,
    /// Who waits while the lock is held.
    pub blocks: Blocks,
    /// Whether it was made earlier in the same file or in the same run; null where it was there before.
    pub new: Option<Since>,
}

/// Where a relation was made.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Since {
    /// In an earlier statement of the same file.
    File,
    /// In an earlier file that is deployed in the same run.
    Run,
}

impl From<&RelationEffect> for EffectJson {
    fn from(effect: &RelationEffect) -> Self {
        Self {
            relation: qualified(&effect.relation),
            lock: effect.lock.as_str(),
            rewrite: effect.rewrite,
            scan: effect.scan,
            index_build: effect.index_build,
            blocks: effect.blocks(),
            new: Since::of(effect.new),
        }
    }
}

impl Since {
    /// `None` where the relation was there before.
    pub fn of(new: Newness) -> Option<Self> {
        match new {
            Newness::Existing => None,
            Newness::Run => Some(Since::Run),
            Newness::File => Some(Since::File),
        }
    }
}

/// A relation's schema and name, joined without quotes.
pub fn qualified(relation: &ObjectName) -> String {
    format!("{}.{}", relation.schema.as_deref().unwrap_or("public"), relation.name)
}

/// One effect in words: "ACCESS EXCLUSIVE on `users`: reads and writes wait while the table is rewritten (grows with the table)".
pub fn words(effect: &RelationEffect) -> impl fmt::Display + '_ {
    Words(effect)
}

/// How long an effect's lock is worked under.
pub fn duration(effect: &RelationEffect) -> &'static str {
    match effect.scan {
        _ if effect.grows() && effect.scan != Scan::Dml => "grows with the table",
        Scan::Dml => "grows with the rows",
        _ => "instant",
    }
}

struct Words<'a>(&'a RelationEffect);

impl fmt::Display for Words<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = self.0;
        write!(out, "{} on `{}`: ", effect.lock, effect.relation)?;
        match (effect.blocks(), work(effect)) {
            (Blocks::Nothing, None) => out.write_str("reads and writes go on")?,
            (Blocks::Nothing, Some(work)) => write!(out, "reads and writes go on while {work}")?,
            (blocks, None) => write!(out, "{blocks} wait, for an instant")?,
            (blocks, Some(work)) => write!(out, "{blocks} wait while {work}")?,
        }
        if effect.grows() {
            write!(out, " ({})", duration(effect))?;
        }
        match effect.new {
            Newness::Existing => Ok(()),
            Newness::Run | Newness::File => out.write_str("; the table is new, nobody waits"),
        }
    }
}

/// What is done under the lock.
fn work(effect: &RelationEffect) -> Option<&'static str> {
    match effect.scan {
        _ if effect.rewrite => Some("the table is rewritten"),
        Scan::Rewrite => Some("the table is rewritten"),
        Scan::IndexBuild => Some("an index is built"),
        Scan::ValidateForeignKey => Some("every row is looked up in the referenced table"),
        Scan::Verify => Some("every row is checked"),
        Scan::None if effect.index_build => Some("an index is built"),
        Scan::Dml => Some("its rows are read or changed"),
        Scan::None => None,
    }
}
