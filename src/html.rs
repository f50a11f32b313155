//! The page: one self-contained HTML document with the lock timeline of each file, and what was found in it.
//!
//! Nothing in it is loaded or run, and all text of the user's is escaped: it may be opened, mailed and kept.

mod chart;
mod file;
mod finding;
mod table;

use std::{fmt, io};

use rustc_hash::FxHashMap;

use crate::{
    diagnostic::Diagnostic,
    dialect::Target,
    lint::Report,
    plan::Plan,
    report::{
        Sources,
        summary::{counted, summary},
        xml::Escaped,
    },
};

const STYLE: &str = include_str!("html/style.css");
/// SHA-256 of the style sheet: the only thing that the page's content security policy lets in. A test compares it.
const STYLE_HASH: &str = "oC1Hrz4hgqwBLdOKpFWw+OesuUL6kcbm3rC3XP+UM1A=";
/// What fills the bars of the charts: told apart in colour and without.
const PATTERNS: &str = include_str!("html/patterns.svg");

/// Writes the page of a plan, with the findings of a report where there is one.
pub fn write(plan: &Plan, report: Option<&Report>, sources: &Sources, mut out: impl io::Write) -> io::Result<()> {
    let title = title(plan, report);
    let policy = format!("default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'");
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<meta name=\"referrer\" content=\"no-referrer\"/>\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{PATTERNS}\
         <header>\n<h1>{title}</h1>\n<p>Judged as {} would run it.</p>\n</header>\n<main>\n",
        server(plan.target)
    )?;
    write!(out, "{}", legend(plan))?;
    let mut found: FxHashMap<&str, Vec<&Diagnostic>> = FxHashMap::default();
    for diagnostic in report.into_iter().flat_map(|report| &report.diagnostics) {
        found.entry(&diagnostic.path).or_default().push(diagnostic);
    }
    for (at, file) in plan.files.iter().enumerate() {
        let findings = found.remove(&*file.path).unwrap_or_default();
        file::write(at, file, &findings, sources.get(&file.path), &mut out)?;
    }
    write!(
        out,
        "</main>\n<footer><p>ddlint {} · <a href=\"https://ddlint.dev\">ddlint.dev</a></p></footer>\n",
        env!("CARGO_PKG_VERSION")
    )?;
    out.write_all(b"</body>\n</html>\n")
}

fn title(plan: &Plan, report: Option<&Report>) -> String {
    match report {
        Some(report) => format!("ddlint: {}", summary(report)),
        None => format!("ddlint: the locks of {}", counted(plan.files.len(), "file")),
    }
}

fn server(target: Target) -> String {
    format!("{} {}", target.dialect.title(), target.version)
}

/// What the charts are drawn with, where there is a chart.
fn legend(plan: &Plan) -> &'static str {
    if plan.files.iter().any(chart::is_drawn) { include_str!("html/legend.svg") } else { "" }
}

/// A message: what stands between backticks is code.
struct Prose<'a>(&'a str);

impl fmt::Display for Prose<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = self.0.split('`').collect();
        let paired = parts.len() % 2 == 1;
        for (at, part) in parts.into_iter().enumerate() {
            match at % 2 {
                1 if paired => write!(out, "<code>{}</code>", Escaped(part))?,
                0 if paired || at == 0 => Escaped(part).fmt(out)?,
                _ => write!(out, "`{}", Escaped(part))?,
            }
        }
        Ok(())
    }
}

/// SQL as it is.
struct Pre<'a>(&'a str);

impl fmt::Display for Pre<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "<pre><code>{}</code></pre>", Escaped(self.0))
    }
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine as _};
    use sha2::{Digest as _, Sha256};

    use super::{STYLE, STYLE_HASH};

    #[test]
    fn the_style_sheet_is_the_one_that_is_let_in() {
        assert_eq!(BASE64_STANDARD.encode(Sha256::digest(STYLE)), STYLE_HASH, "write the new hash into STYLE_HASH");
    }
}
