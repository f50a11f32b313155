//! What a project says of its tables: which are small, which are always in use, and of which a rule has nothing to say.

use rustc_hash::FxHashMap;

use crate::{
    catalog::Catalog,
    diagnostic::{Category, Severity},
    effects::{Effects, Newness, RelationEffect},
    name::ObjectName,
    operation::Operation,
    rules::Rule,
    stats::{Stats, TableSize},
};

/// What a project says of its tables. In a pattern `*` stands for any text; a name without a schema is one in `public`.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Tables of a few rows.
    pub small: Vec<String>,
    /// Tables that are always in use.
    pub hot: Vec<String>,
    /// By rule, the relations of which it has nothing to say.
    pub allowed: FxHashMap<&'static str, Vec<String>>,
    /// How large they are.
    pub stats: Stats,
}

impl Tables {
    /// Whether the rule has nothing to say of all that the operation names.
    pub(super) fn allow(&self, rule: &Rule, operation: &Operation, catalog: &Catalog) -> bool {
        let Some(patterns) = self.allowed.get(rule.id) else { return false };
        let named = operation.relations();
        !named.is_empty() && named.into_iter().all(|name| covers(patterns, &catalog.resolve(name)))
    }

    /// The severity of a finding, by the tables that somebody waits for. What was measured goes before what is said of a small
    /// table; one that is always in use is so at any size.
    pub(super) fn severity(&self, rule: &Rule, severity: Severity, effects: &Effects) -> Severity {
        let trifle = rule.grows && self.stats.is_trifle(&effects.relations);
        if self.small.is_empty() && self.hot.is_empty() || !is_about_waiting(rule.category) {
            return if trifle { Severity::Info } else { severity };
        }
        let existing = || effects.relations.iter().filter(|effect| effect.new == Newness::Existing);
        if existing().any(|effect| covers(&self.hot, &effect.relation)) {
            return if severity == Severity::Info { Severity::Warning } else { Severity::Error };
        }
        let is_small = |effect: &RelationEffect| {
            let measured = self.stats.size(&effect.relation).filter(|_| rule.grows);
            measured.map_or_else(|| covers(&self.small, &effect.relation), TableSize::is_tiny)
        };
        let small = existing().count() > 0 && existing().all(is_small);
        if small || trifle { Severity::Info } else { severity }
    }
}

fn is_about_waiting(category: Category) -> bool {
    matches!(category, Category::Locking | Category::Rewrite | Category::Batching | Category::Transaction)
}

fn covers(patterns: &[String], relation: &ObjectName) -> bool {
    let schema = relation.schema.as_deref().unwrap_or("public");
    let full = format!("{schema}.{}", relation.name);
    let fits = |pattern: &String| match (pattern.contains('.'), schema) {
        (true, _) => matches(pattern, &full),
        (false, "public" | "pg_temp") => matches(pattern, &relation.name),
        (false, _) => false,
    };
    patterns.iter().any(fits)
}

/// Whether a text fits a pattern in which `*` stands for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(mut text) = text.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some((_, after)) = text.split_once(part) else { return false };
        text = after;
    }
    text.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stand_for_any_text() {
        for (pattern, text, fits) in [
            ("users", "users", true),
            ("users", "users_old", false),
            ("*_old", "users_old", true),
            ("*_old", "old", false),
            ("a*b*c", "a--b--c", true),
            ("a*b*c", "a--c--b", false),
            ("*", "", true),
            ("a*a", "a", false),
        ] {
            assert_eq!(matches(pattern, text), fits, "{pattern} {text}");
        }
    }
}
