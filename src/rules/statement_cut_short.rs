use super::*;
use crate::fix::Edit;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let framework = step.section.framework;
    step.siblings.first().filter(|first| std::ptr::eq(&first.operation, step.operation))?;
    let (at, marks) = framework.cut(step.text, step.section, step.statement)?;
    let message = format!("{} cuts the statement at this `;`: the server gets what stands before it alone", framework.name);
    let finding = Finding::at(Span::new(at, at + 1), message);
    let finding = finding.help(format!("put it between `{}` and `{}`", marks.begin, marks.end));
    match whole_lines(step) {
        Some(lines) => Some(finding.fix(Fix {
            title: "mark where it begins and ends".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![
                Edit { span: lines.before(), replacement: format!("{}\n", marks.begin) },
                Edit { span: Span::new(lines.end, lines.end), replacement: format!("\n{}", marks.end) },
            ],
        })),
        None => Some(finding),
    }
}

/// The statement with its `;`, if nothing else stands on its lines.
fn whole_lines(step: &Step) -> Option<Span> {
    let before = step.text.get(..step.statement.start as usize)?;
    let rest = step.rest();
    let end = rest.find(|letter: char| !letter.is_whitespace()).filter(|&at| rest[at..].starts_with(';'))? + 1;
    let starts_line = before.is_empty() || before.ends_with('\n');
    let behind = rest[end..].trim_start_matches([' ', '\t', '\r']);
    (starts_line && (behind.is_empty() || behind.starts_with('\n')))
        .then(|| Span::new(step.statement.start, step.statement.end + end as u32))
}
