//! Edits of a step's statement, and of what stands around it.

use super::Step;
use crate::{
    fix::{Applicability, Edit, Fix},
    operation::Operation,
    rewrite::Rewrite,
    source::Span,
};

/// How much of the text before a statement is looked at for its indentation and the comment above, in bytes.
const LOOKED_AT: usize = 400;

impl Step<'_> {
    /// A rewrite as an edit of the whole statement, or of its last sub-command, where all parts work at this place.
    pub fn fix_by(&self, rewrite: &Rewrite) -> Option<Fix> {
        let (replaced, between) = match self.siblings {
            _ if !self.may_run_alone() => return None,
            [_] => (self.statement, ""),
            [.., before, last] if last.span == self.span && self.is_alter() && before.span.end <= self.span.start => {
                (Span::new(before.span.end, self.statement.end), ";\n")
            }
            _ => return None,
        };
        let text = self.statement.text(self.text).to_ascii_lowercase();
        let says_more = match self.operation {
            Operation::AlterTable(alter) => alter.only || text.contains("if exists") || text.contains("if not exists"),
            _ => false,
        };
        // What its comments say would be lost.
        if says_more || text.contains("--") || text.contains("/*") {
            return None;
        }
        let mut fix = rewrite.fix(replaced)?;
        fix.edits.iter_mut().for_each(|edit| edit.replacement.insert_str(0, between));
        Some(fix)
    }

    fn is_alter(&self) -> bool {
        matches!(self.operation, Operation::AlterTable(_)) && !self.context.in_create_table
    }

    /// Statements put before this one, with its indentation; `None` where a comment would then be about them.
    pub fn fix_before(&self, sql: &str) -> Option<Fix> {
        let from = self.text.floor_char_boundary((self.statement.start as usize).saturating_sub(LOOKED_AT));
        let before = Span::new(from as u32, self.statement.start).text(self.text);
        let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
        let indent = if line.trim().is_empty() { line.trim_start_matches('\u{feff}') } else { "" };
        let above = before.trim_end().rsplit(['\n', '\r']).next().unwrap_or_default();
        let fix = Fix::insert(self.statement.start, format!("{sql}\n{indent}")).applicability(Applicability::Unsafe);
        (!above.contains("-ignore")).then(|| fix.title(format!("put `{}` before it", sql.trim_end_matches(';'))))
    }

    /// Statements put behind this one.
    pub fn fix_after(&self, sql: &str) -> Fix {
        let sql = sql.trim_end_matches(';');
        let fix = Fix::insert(self.statement.end, format!(";\n{sql}")).applicability(Applicability::Unsafe);
        fix.title(format!("put `{sql}` behind it"))
    }

    /// The type of a column as it stands, made another one.
    pub fn retype(&self, span: Span, data_type: impl Into<String>) -> Option<Fix> {
        let data_type = data_type.into();
        let title = format!("make it {data_type}");
        let written = span.text(self.text);
        let plain = !written.is_empty() && !written.contains("--") && !written.contains("/*");
        plain.then(|| Fix::replace(span, data_type).title(title).applicability(Applicability::Unsafe))
    }

    /// An `ALTER TABLE` in parts, so that this sub-command has a statement of its own.
    pub fn split(&self) -> Option<Fix> {
        let Operation::AlterTable(alter) = self.operation else { return None };
        let at = self.siblings.partition_point(|sibling| sibling.span.start < self.span.start);
        if !self.may_run_alone() || !self.is_alter() || alter.only || alter.if_exists {
            return None;
        }
        let again = format!(";\nALTER TABLE {} ", alter.table);
        let between = |one: usize| {
            let (one, next) = (self.siblings.get(one)?, self.siblings.get(one + 1)?);
            let span = Span::new(one.span.end, next.span.start);
            (span.text(self.text).trim() == ",").then(|| Edit { span, replacement: again.clone() })
        };
        let edits: Vec<Edit> = [at.checked_sub(1).and_then(between), between(at)].into_iter().flatten().collect();
        let title = "give it a statement of its own".to_owned();
        (!edits.is_empty()).then_some(Fix { title, applicability: Applicability::Safe, edits })
    }
}
