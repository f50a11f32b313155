//! What a tool's own configuration says: keys with what stands above them, and the texts that they are given.

use serde_json::Value;

use super::Folder;
use crate::source::{foreign, script};

/// What one file says.
pub(super) struct Configuration {
    /// Its path, from the folder of migrations.
    pub path: String,
    /// The folder that it was looked for in, from the folder of migrations: empty, or it ends with `/`.
    pub base: String,
    texts: Vec<(String, String)>,
}

impl dyn Folder + '_ {
    /// The files of these names, each the nearest from the folder upward.
    pub(super) fn configurations(&self, names: &[&str]) -> impl Iterator<Item = Configuration> {
        names.iter().filter_map(|name| {
            let (path, text) = self.nearest(name)?;
            let base = path.strip_suffix(name)?.to_owned();
            Some(Configuration { texts: texts(name, &text), path, base })
        })
    }

    /// What the commands of `package.json` give a tool by one of these options; the empty text for an option without a value.
    pub(super) fn in_commands(&self, tool: &str, options: &[&str]) -> Option<(Configuration, String)> {
        let package = self.configurations(&["package.json"]).next()?;
        let commands = package.texts.iter().filter(|(key, command)| key.starts_with("scripts.") && command.contains(tool));
        let given = commands.filter_map(|(_, command)| {
            let mut words = command.split_whitespace().skip_while(|word| !word.contains(tool));
            let found = words.find_map(|word| {
                let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
                options.contains(&name).then_some(value)
            })?;
            let next = words.next().filter(|word| !word.starts_with(['-', '&', ';', '|']));
            Some(found.or(next).unwrap_or_default().trim_matches(['"', '\'']).to_owned())
        });
        let given = given.collect::<Vec<_>>().into_iter().next()?;
        Some((package, given))
    }

    /// The other database that all environments of a configuration name by this key.
    pub(super) fn database_of(&self, names: &[&str], key: &str) -> Option<&'static str> {
        let said = self.configurations(names).find(|said| said.first(key).is_some())?;
        let others: Option<Vec<_>> = said.all(key).map(foreign::named).collect();
        others?.first().copied()
    }
}

impl Configuration {
    /// All that a key is given, whatever stands above it: `directory`, `migrations.directory`.
    pub(super) fn all<'c>(&'c self, key: &'c str) -> impl Iterator<Item = &'c str> {
        let is = move |own: &str| own.strip_suffix(key).is_some_and(|above| above.is_empty() || above.ends_with('.'));
        self.texts.iter().filter(move |(own, _)| is(own)).map(|(_, text)| text.as_str())
    }

    /// The first that a key is given.
    pub(super) fn first<'c>(&'c self, key: &'c str) -> Option<&'c str> {
        self.all(key).next()
    }
}

/// The texts of a file, by what its name says that it is.
fn texts(name: &str, text: &str) -> Vec<(String, String)> {
    match name.rsplit_once('.').map(|(_, extension)| extension).unwrap_or_default() {
        "js" | "cjs" | "mjs" | "ts" | "cts" | "mts" | "sequelizerc" => script::texts(text, name),
        "json" | "gmrc" | "db-migraterc" => match serde_json::from_str(text) {
            Ok(value) => of_json(&value),
            // With comments, or commas at the end.
            Err(_) => script::texts(&format!("({text}\n)"), name),
        },
        _ => of_lines(text),
    }
}

fn of_json(value: &Value) -> Vec<(String, String)> {
    fn collect(value: &Value, name: &str, found: &mut Vec<(String, String)>) {
        match value {
            Value::Object(object) => object.iter().for_each(|(key, value)| {
                let below = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
                collect(value, &below, found);
            }),
            Value::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
            Value::String(text) => found.push((name.to_owned(), text.clone())),
            Value::Bool(truth) => found.push((name.to_owned(), truth.to_string())),
            Value::Null | Value::Number(_) => {}
        }
    }
    let mut found = Vec::new();
    collect(value, "", &mut found);
    found
}

/// `key = value` and `key: value` below `[names]`, in `name { blocks }`, and below keys that stand further left.
fn of_lines(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut place = Place::default();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim();
        if line.is_empty() || line.starts_with(['#', '!', ';']) || line.starts_with("//") {
            continue;
        }
        place.above.retain(|(left, _)| *left < indent);
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            place = Place { section: name.trim_matches(['[', ']', ' ']).to_owned(), above: Vec::new() };
        } else if let Some(item) = line.strip_prefix("- ") {
            found.push((place.of(""), unquoted(item).to_owned()));
        } else if let Some((key, value)) = parted(line) {
            if value.is_empty() {
                place.above.push((indent, key.to_owned()));
            }
            let values = values(value, &mut lines).into_iter().filter(|value| !value.is_empty());
            found.extend(values.map(|value| (place.of(key), value)));
        } else if let Some(name) = line.strip_suffix('{').and_then(|head| head.split_whitespace().next()) {
            place.above.push((indent, name.to_owned()));
        }
    }
    found
}

/// The names that stand above a line.
#[derive(Debug, Default)]
struct Place {
    section: String,
    /// Each with its indentation.
    above: Vec<(usize, String)>,
}

impl Place {
    fn of(&self, key: &str) -> String {
        let names = [self.section.as_str()].into_iter().chain(self.above.iter().map(|(_, name)| name.as_str())).chain([key]);
        names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(".")
    }
}

/// The value of a line, or those of a list, which may take more lines.
fn values<'t>(value: &str, lines: &mut impl Iterator<Item = &'t str>) -> Vec<String> {
    let Some(list) = value.strip_prefix('[') else { return vec![unquoted(value).to_owned()] };
    let mut list = list.to_owned();
    while !list.contains(']') {
        let Some(line) = lines.next() else { break };
        list.push_str(line.split('#').next().unwrap_or_default());
    }
    let items = list.split(']').next().unwrap_or_default().split(',');
    items.map(|item| unquoted(item).to_owned()).collect()
}

/// A line's key and value.
fn parted(line: &str) -> Option<(&str, &str)> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let at = line.find(['=', ':']).filter(|at| !line[..*at].contains('{'))?;
    let key = line[..at].trim().trim_matches(['"', '\'']);
    let is_key = !key.is_empty() && !key.contains(char::is_whitespace);
    is_key.then(|| (key, line[at + 1..].trim()))
}

/// A value without its quotes, and without the comment behind it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
        _ => value.split(" #").next().unwrap_or_default().trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_all_kinds_are_read() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("[migrations_directory] \ndir = \"db/m\" # here\n", &[("migrations_directory.dir", "db/m")]),
            ("[a]\nlist = [\n  \"x\", # one\n  'y',\n]\nb=1", &[("a.list", "x"), ("a.list", "y"), ("a.b", "1")]),
            (
                "env \"local\" {\n  migration {\n    dir = \"file://m\"\n  }\n  url = \"u\"\n}",
                &[("env.migration.dir", "file://m"), ("env.url", "u")],
            ),
            (
                "spring:\n  flyway:\n    locations:\n      - a\n      - 'b'\n  x: y\nz: 1",
                &[("spring.flyway.locations", "a"), ("spring.flyway.locations", "b"), ("spring.x", "y"), ("z", "1")],
            ),
            ("# flyway.x=no\nexport A='b c'\nflyway.url=jdbc:x://y\n", &[("A", "b c"), ("flyway.url", "jdbc:x://y")]),
            ("[[a]\n=\n{\n}\n]\n[\n:x\n\"", &[]),
        ];
        for (text, expected) in cases {
            let found = of_lines(text);
            let found: Vec<_> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }
}
