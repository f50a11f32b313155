//! The report as a comment on a pull request: what stops, for whom, and the safe way, folded.

use std::{
    fmt::{self, Write as _},
    io,
};

use super::{Sources, notes::effect_notes, printable, summary, url};
use crate::{diagnostic::Diagnostic, lint::Report};

/// GitHub takes 65,536 characters; findings beyond this are counted only.
const LONGEST: usize = 60_000;
/// A statement longer than this is shown by its beginning.
const STATEMENT_SHOWN: usize = 500;

/// Writes a heading and a paragraph a finding.
pub fn write(report: &Report, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let mut written = format!("### ddlint: {}\n", summary::summary(report));
    let mut left = report.diagnostics.iter();
    for diagnostic in left.by_ref() {
        let next = finding(diagnostic, sources);
        if written.len() + next.len() > LONGEST {
            let more = summary::counted(left.len() + 1, "more finding");
            let _ = write!(written, "\n{more} did not fit in here.\n");
            break;
        }
        written.push_str(&next);
    }
    if let Some(fixes) = summary::fixes(report) {
        let _ = write!(written, "\n{fixes}\n");
    }
    out.write_all(written.as_bytes())
}

fn finding(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let Diagnostic { rule, severity, path, .. } = diagnostic;
    let place = sources.place(path, diagnostic.span);
    let mut text = format!("\n---\n\n**{}**: {}\n", severity.as_str(), prose(&diagnostic.message));
    let at = Code(&format!("{path}:{}", place.line)).to_string();
    let _ = write!(text, "{at} · [{}]({})\n\n", rule.id, url(rule));
    let source = sources.get(path).map_or("", |source| &*source.text);
    text.push_str(&fenced(&shortened(diagnostic.statement.text(source))));
    effect_notes(diagnostic).iter().for_each(|note| text.push_str(&format!("- {}\n", prose(note))));
    let help = diagnostic.help.as_deref().or_else(|| diagnostic.fix.as_ref().map(|fix| fix.title.as_str()));
    match (&diagnostic.rewrite, help) {
        (Some(rewrite), help) => {
            let help = prose(help.unwrap_or("do this instead"));
            let _ = write!(text, "\n<details>\n<summary>The safe way</summary>\n\n{help}:\n\n");
            let _ = write!(text, "{}\n</details>\n", fenced(&rewrite.to_string()));
        }
        (None, Some(help)) => drop(writeln!(text, "\nInstead: {}", prose(help))),
        (None, None) => {}
    }
    text
}

/// The beginning of a statement.
fn shortened(sql: &str) -> String {
    if sql.len() <= STATEMENT_SHOWN { sql.to_owned() } else { format!("{}…", &sql[..sql.floor_char_boundary(STATEMENT_SHOWN)]) }
}

/// SQL as it is, within a fence that nothing in it can end.
fn fenced(sql: &str) -> String {
    let fence = "`".repeat(longest_run(sql).max(2) + 1);
    format!("{fence}sql\n{}\n{fence}\n", printable(sql.trim_end()))
}

/// A message: what stands between backticks is code, and nothing else in it is Markdown, HTML or somebody's name.
pub(crate) fn prose(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    let paired = parts.len() % 2 == 1;
    let shown = |(at, part): (usize, &&str)| match at % 2 {
        1 if paired && !part.is_empty() => Code(part).to_string(),
        _ => plain(part),
    };
    parts.iter().enumerate().map(shown).collect()
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => plain.push_str("&amp;"),
            '<' => plain.push_str("&lt;"),
            '@' => plain.push_str("@<!-- -->"),
            '\\' | '*' | '_' | '[' | ']' | '#' | '~' | '|' | '>' | '!' | '$' => plain.extend(['\\', letter]),
            _ if letter.is_control() => plain.push(' '),
            _ => plain.push(letter),
        }
    }
    plain
}

/// Code within a line, whatever it holds.
pub(crate) struct Code<'a>(pub(crate) &'a str);

impl fmt::Display for Code<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code: String = self.0.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        let fence = "`".repeat(longest_run(&code) + 1);
        // A space keeps backticks at the edges apart; it is not shown.
        let edge = if code.contains('`') { " " } else { "" };
        write!(out, "{fence}{edge}{code}{edge}{fence}")
    }
}

/// The longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or_default()
}
