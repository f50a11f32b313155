//! Migrations in JavaScript and TypeScript: the SQL that their calls send, each piece at its place.

#[cfg(feature = "script")]
mod bound;
#[cfg(feature = "script")]
mod builder;
#[cfg(feature = "script")]
mod chain;
#[cfg(feature = "script")]
mod depth;
#[cfg(feature = "script")]
mod document;
#[cfg(feature = "script")]
mod entry;
#[cfg(feature = "script")]
mod evaluate;
#[cfg(feature = "script")]
mod known_call;
#[cfg(feature = "script")]
mod literal;
#[cfg(feature = "script")]
mod query;
#[cfg(feature = "script")]
mod reader;
#[cfg(feature = "script")]
mod run;
#[cfg(feature = "script")]
mod text;
#[cfg(feature = "script")]
mod texts;
mod tool;
#[cfg(feature = "script")]
mod value;
#[cfg(feature = "script")]
mod walk;

#[cfg(feature = "script")]
pub(super) use document::read;
#[cfg(feature = "script")]
pub(super) use texts::texts;
pub use tool::Tool;

#[cfg(not(feature = "script"))]
use super::{Flow, Part, Runner, Span};
use super::{Section, origin::Origins};

/// A script as it was read.
pub(super) struct Script {
    /// Its text, and behind it the SQL that it puts together.
    pub text: String,
    /// Where what stands behind its text comes from.
    pub origins: Origins,
    /// What it sends, in order.
    pub sections: Vec<Section>,
}

const EXTENSIONS: [&str; 6] = ["js", "cjs", "mjs", "ts", "cts", "mts"];
/// Ends of names that are beside migrations and none themselves.
const OTHERS: [&str; 5] = [".d", ".test", ".spec", ".config", ".stories"];

/// Whether a document of this name is JavaScript or TypeScript.
pub fn is_script(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// Whether a script may be a migration by its path: its name begins with a number or says so, or it is in a folder that does.
pub fn may_be_migration(path: &str) -> bool {
    let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
    let Some((stem, _)) = name.rsplit_once('.').filter(|_| is_script(name)) else { return false };
    let folder = folder.rsplit(['/', '\\']).next().unwrap_or_default();
    let says = |text: &str| text.to_ascii_lowercase().contains("migrat");
    let is_other = OTHERS.iter().any(|end| stem.ends_with(end)) || stem.starts_with('.') || stem.eq_ignore_ascii_case("index");
    !is_other && (stem.starts_with(|letter: char| letter.is_ascii_digit()) || stem.starts_with("Migration") || says(folder))
}

/// Whether a script is a migration by its beginning: it has what deploys, and names what sends SQL.
pub fn is_migration(head: &str) -> bool {
    const DEPLOYS: [&str; 8] = ["up(", ".up", "up =", "up:", "up }", " up,", "\"up\"", "up<"];
    const SENDS: [&str; 6] = [".query(", ".raw(", "sql`", ".schema.", "executeRaw", ".unsafe"];
    DEPLOYS.iter().any(|word| head.contains(word)) && (Tool::of(head).is_some() || SENDS.iter().any(|word| head.contains(word)))
}

/// A script that this build cannot read.
#[cfg(not(feature = "script"))]
pub(super) fn read(text: String, _path: &str, _runner: Runner) -> Script {
    let span = Span::new(0, text.len() as u32);
    let flow = Flow { place: span, unread: Some("this build of ddlint reads no JavaScript"), ..Flow::default() };
    let sections = vec![Section { flow, part: Part::Call, ..Section::plain(span) }];
    Script { origins: Origins::new(span.end, Vec::new()), text, sections }
}

/// The texts of a script that configures a tool: this build cannot read them.
#[cfg(not(feature = "script"))]
pub(super) fn texts(_text: &str, _path: &str) -> Vec<(String, String)> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_beginnings_tell_a_migration() {
        for path in ["m/1_a.js", "migrations/a.ts", "db/migrate/x.mjs", "m/Migration2024.ts", "2024-01-01-a.cts"] {
            assert!(may_be_migration(path), "{path}");
        }
        for path in ["m/a.js", "migrations/a.d.ts", "migrations/index.ts", "migrations/a.test.js", "1.sql", "m/1_a.jsx"] {
            assert!(!may_be_migration(path), "{path}");
        }
        assert!(is_migration("exports.up = (knex) => knex.raw('x')"));
        assert!(!is_migration("export const users = pgTable('users', {})"));
    }
}
