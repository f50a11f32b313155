//! The pieces of SQL in a document, each with its direction and what runs around it.

use serde::Serialize;

use super::{Framework, Span, changelog, framework, is_markdown, markdown};

/// A piece of SQL that is run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// The place.
    pub span: Span,
    /// Whether it deploys or reverts.
    pub direction: Direction,
    /// The transaction around it.
    pub transaction: TransactionScope,
    /// What runs it.
    pub framework: &'static Framework,
    /// Its place among the others.
    pub part: Part,
    /// The code around it.
    pub flow: Flow,
    /// Where what ends statements, beside `;`, stands for the first time.
    pub delimiter: Option<Span>,
}

/// The code around a section: that of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flow {
    /// The script's statement that sends it, with the comments before it and behind it on the same line.
    pub place: Span,
    /// How many loops it stands in.
    pub loops: u8,
    /// It is sent only where a condition holds.
    pub conditional: bool,
    /// Why it cannot be told what is sent.
    pub unread: Option<&'static str>,
}

/// How a section follows those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It is run by itself; what is left open at its end is over.
    Own,
    /// A step of a runbook: the next one goes on in the same session.
    Fence,
    /// A step of a chapter that is not on the way, such as the way back; chapters are numbered. What it does is no matter to
    /// the steps after it.
    Aside(u32),
    /// A call of a script: the next one goes on in the same session, and in what its runner opened.
    Call,
}

/// What is known of how a document is run from what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Runner {
    /// What runs it.
    pub framework: &'static Framework,
    /// What is said of the transaction around it outside the document.
    pub transaction: Option<TransactionScope>,
}

/// Whether a section is run to deploy or to revert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Deploys.
    Up,
    /// Reverts.
    Down,
}

/// What the runner does about transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TransactionScope {
    /// The document does not say.
    Unknown,
    /// The runner wraps the section in one transaction.
    Wrapped,
    /// The runner opens none but sends the section in one call: several statements are one implicit transaction.
    OneCall,
    /// Each statement commits by itself.
    None,
    /// Each statement commits by itself where none of them can run in a transaction; otherwise the section is wrapped in one.
    Unmixed,
    /// The section is wrapped in one transaction, unless one of its statements cannot run in a transaction: then each of them commits by
    /// itself.
    Mixed,
    /// Each statement commits by itself if the runner's parser, which is `sqlparser`, reads all of them; otherwise they are one call.
    Parsed,
    /// The section is wrapped in a transaction, but for statements that cannot run in one: these run between two of them.
    Split,
}

impl Section {
    /// A part that deploys, of which nothing else is known.
    pub fn plain(span: Span) -> Self {
        let transaction = TransactionScope::Unknown;
        Self {
            span,
            direction: Direction::Up,
            transaction,
            framework: Default::default(),
            part: Part::Own,
            flow: Flow::default(),
            delimiter: None,
        }
    }
}

/// The sections of a text, in order. The first one begins where `span` does, so that no comment is lost.
pub(super) fn sections(text: &str, span: Span, path: &str, runner: Runner) -> Vec<Section> {
    if is_markdown(path) {
        return markdown::sections(text, span, runner);
    }
    if let Some(sections) = changelog::sections(text, span, path) {
        return sections;
    }
    let framework = runner.framework;
    if let Some(sections) = framework::sections(text, span, framework) {
        return sections;
    }
    let said = framework::opt_out(text, span, framework).or(runner.transaction);
    let transaction = said.unwrap_or(framework.transaction);
    let direction = framework.direction(path).unwrap_or(Direction::Up);
    let delimiter = framework::delimiter(text, span, framework);
    vec![Section { direction, transaction, framework, delimiter, ..Section::plain(span) }]
}

/// Where db-migrate keeps the SQL that a script of the same name sends.
pub const SENT_BY_SCRIPTS: &str = "sqls";

/// Whether a file reverts, by its name: `down.sql`, `*.down.sql`, `*_rollback.sql`, `*.undo.sql`, Flyway's `U1__name.sql`,
/// `sqls/*-down.sql`.
pub fn direction_of_path(path: &str) -> Direction {
    const DOWN: [&str; 4] = [".down.sql", "_rollback.sql", ".rollback.sql", ".undo.sql"];
    let mut parts = path.rsplit(['/', '\\']);
    let name = parts.next().unwrap_or(path);
    let lower = name.to_ascii_lowercase();
    let undo = name.starts_with('U') && name.as_bytes().get(1).is_some_and(u8::is_ascii_digit) && name.contains("__");
    // db-migrate.
    let undo = undo || lower.ends_with("-down.sql") && parts.next() == Some(SENT_BY_SCRIPTS);
    let whole = matches!(lower.as_str(), "down.sql" | "rollback.sql" | "undo.sql");
    if undo || whole || DOWN.iter().any(|end| lower.ends_with(end)) { Direction::Down } else { Direction::Up }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_the_direction() {
        for path in [
            "a/down.sql",
            "1_x.down.sql",
            "1_x.Down.SQL",
            "x_rollback.sql",
            "a\\U1.2__x.sql",
            "3.undo.sql",
            "m/sqls/1-x-down.sql",
        ] {
            assert_eq!(direction_of_path(path), Direction::Down, "{path}");
        }
        for path in ["a/up.sql", "1_x.up.sql", "down/1.sql", "U__x.sql", "1_slow_down.sql", "1-scale-down.sql", "rundown.sql", ""]
        {
            assert_eq!(direction_of_path(path), Direction::Up, "{path}");
        }
    }

    #[test]
    fn a_plain_file_is_one_section() {
        let text = "\u{FEFF}select 1;";
        let span = Span::new(3, text.len() as u32);
        let plain = Section::plain(span);
        assert_eq!(sections(text, span, "a.sql", Runner::default()), [plain]);
        let down = Section { direction: Direction::Down, ..plain };
        assert_eq!(sections(text, span, "down.sql", Runner::default()), [down]);
    }
}
