//! Makes the table `RULES` from the front matter of `rules/*.md`; every slip in a page stops the build and says where it is.

use std::{collections::BTreeMap, env, fmt::Write, fs, path::Path};

const SEVERITIES: &[&str] = &["error", "warning", "info"];
const CATEGORIES: &[&str] =
    &["locking", "rewrite", "data-loss", "compatibility", "transaction", "correctness", "batching", "security", "convention"];
const DIALECTS: &[&str] = &["postgres"];
const KEYS: &[&str] =
    &["severity", "category", "dialects", "since", "sources", "default", "once", "engine", "breaks", "contract", "grows"];

fn main() {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=src/rules");
    println!("cargo::rerun-if-changed=src/rules.rs");
    let pages = stems("rules", "md", &["README"]);
    let functions = stems("src/rules", "rs", &[]);
    let modules = fs::read_to_string("src/rules.rs").expect("src/rules.rs can be read");

    let mut table = String::from("/// All rules, by id.\npub static RULES: &[Rule] = &[\n");
    for id in &pages {
        let page = Page::read(id);
        let module = id.replace('-', "_");
        match (page.is("engine", "true"), functions.contains(&module)) {
            (true, true) => page.refuse(&format!("is the engine's, so src/rules/{module}.rs must not exist")),
            (false, false) => page.refuse(&format!("needs its function in src/rules/{module}.rs (or `engine: true`)")),
            (false, true) if !modules.lines().any(|line| line == format!("mod {module};")) => {
                page.refuse(&format!("needs the line `mod {module};` in src/rules.rs"))
            }
            _ => page.entry(&module, &mut table),
        }
    }
    if let Some(module) = functions.iter().find(|module| !pages.contains(&module.replace('_', "-"))) {
        panic!("src/rules/{module}.rs has no page: write rules/{}.md", module.replace('_', "-"));
    }
    table.push_str("];\n");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("rules.rs"), table).expect("OUT_DIR can be written");
}

/// The stems of a folder's files with this extension, in order.
fn stems(folder: &str, extension: &str, without: &[&str]) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let paths = files.map(|file| file.expect("a folder can be listed").path());
    let ours = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let stem = |path: std::path::PathBuf| path.file_stem().expect("a file has a stem").to_string_lossy().into_owned();
    let mut stems: Vec<String> = ours.map(stem).filter(|stem| !without.contains(&stem.as_str())).collect();
    stems.sort();
    stems
}

/// A rule's page, taken apart.
struct Page {
    id: String,
    values: BTreeMap<String, String>,
    text: String,
}

impl Page {
    fn read(id: &str) -> Self {
        let text = fs::read_to_string(format!("rules/{id}.md")).unwrap_or_else(|error| panic!("rules/{id}.md: {error}"));
        let mut page = Self { id: id.to_owned(), values: BTreeMap::new(), text: String::new() };
        let Some((matter, body)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
            page.refuse("must begin with front matter between two lines `---`")
        };
        for line in matter.lines() {
            let Some((key, value)) = line.split_once(':') else { page.refuse(&format!("has no `key: value` in `{line}`")) };
            if !KEYS.contains(&key) {
                page.refuse(&format!("has the unknown key `{key}`; known: {}", KEYS.join(", ")));
            }
            page.values.insert(key.to_owned(), value.trim().to_owned());
        }
        page.text = body.trim_start().to_owned();
        page
    }

    /// Writes the rule's entry of the table.
    fn entry(&self, module: &str, table: &mut String) {
        let Some(summary) = self.text.lines().next().and_then(|line| line.strip_prefix("# ")) else {
            self.refuse("must begin with a title: `# …`")
        };
        self.list("dialects").iter().for_each(|dialect| self.known("dialects", dialect, DIALECTS));
        let sources = self.list("sources");
        if let Some(source) = sources.iter().find(|source| !source.contains('/')) {
            self.refuse(&format!("names the source `{source}` without its tool: write `tool/rule`"));
        }
        let check = if self.is("engine", "true") { "None".to_owned() } else { format!("Some({module}::check)") };
        let fields = [
            ("id", format!("{:?}", self.id)),
            ("summary", format!("{summary:?}")),
            ("severity", format!("Severity::{}", variant(self.one_of("severity", SEVERITIES)))),
            ("category", format!("Category::{}", variant(self.one_of("category", CATEGORIES)))),
            ("default", self.default().is_none().to_string()),
            ("default_with", format!("{:?}", self.default().filter(|value| *value != "off"))),
            ("once", self.is("once", "run").to_string()),
            ("breaks_application", self.is("breaks", "application").to_string()),
            ("expected_in_contract", self.is("contract", "expected").to_string()),
            ("grows", self.is("grows", "rows").to_string()),
            ("since", format!("{:?}", self.value("since"))),
            ("sources", format!("&{sources:?}")),
            ("page", format!("{:?}", self.text)),
            ("check", check),
        ];
        table.push_str("    Rule {\n");
        for (name, value) in fields {
            writeln!(table, "        {name}: {value},").expect("a String takes all");
        }
        table.push_str("    },\n");
    }

    fn value(&self, key: &str) -> &str {
        self.values.get(key).unwrap_or_else(|| self.refuse(&format!("lacks the key `{key}`")))
    }

    fn one_of(&self, key: &str, known: &[&str]) -> &str {
        let value = self.value(key);
        self.known(key, value, known);
        value
    }

    /// Items between commas; none for an empty value.
    fn list(&self, key: &str) -> Vec<&str> {
        self.value(key).split(',').map(str::trim).filter(|item| !item.is_empty()).collect()
    }

    /// `off`, or the framework with which alone the rule is on.
    fn default(&self) -> Option<&str> {
        let value = self.values.get("default")?;
        self.known("default", value, &["off", "supabase"]);
        Some(value)
    }

    /// Whether an optional key is there; it has only one value that means anything.
    fn is(&self, key: &str, only: &str) -> bool {
        let Some(value) = self.values.get(key) else { return false };
        self.known(key, value, &[only]);
        true
    }

    fn known(&self, key: &str, value: &str, known: &[&str]) {
        if !known.contains(&value) {
            self.refuse(&format!("has the unknown {key} `{value}`; known: {}", known.join(", ")));
        }
    }

    fn refuse(&self, why: &str) -> ! {
        panic!("rules/{}.md {why}", self.id)
    }
}

/// `data-loss` → `DataLoss`.
fn variant(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('-').map(capital).collect()
}
