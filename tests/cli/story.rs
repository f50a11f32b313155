//! A team with three hundred old migrations adopts ddlint: what is there does not stop anybody, what is new is seen.

use std::collections::BTreeSet;

use roxmltree::{Document, ParsingOptions};
use serde_json::Value;

use crate::project::Project;

const FORMATS: [&str; 9] = ["human", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html"];

/// Old migrations as they are: tables that are made, changed carelessly, and dropped.
fn old(at: usize) -> String {
    let before = at.saturating_sub(1);
    match at % 4 {
        0 => format!("CREATE TABLE t{at} (id bigint PRIMARY KEY, name text, state text);\n"),
        1 => format!("CREATE INDEX t{before}_name_idx ON t{before} (name);\n"),
        2 => format!("ALTER TABLE t{} ALTER COLUMN state SET NOT NULL;\n", at - 2),
        _ => format!("SET lock_timeout = '1s';\nALTER TABLE t{} DROP COLUMN name;\n", at - 3),
    }
}

/// The team's repository, with its findings put off, pushed to a bare remote; `work` is a clone of it.
fn adopted() -> Project {
    let project = Project::new(&[]);
    let work = project.in_folder("work");
    (0..300).for_each(|at| work.write(&format!("db/migrations/{:04}_change.sql", at + 1), old(at)));
    work.git("init -q");
    let ran = work.run("");
    assert!(ran.code == 1 && ran.out.contains("error[create-index-without-concurrently]"), "{}", ran.out);
    work.write("ddlint.toml", "baseline = \"ddlint-baseline.json\"\nrequire-reason = true\n");
    let ran = work.run("--write-baseline");
    assert!(ran.code == 0 && ran.out.ends_with(" findings in ddlint-baseline.json\n"), "{}{}", ran.out, ran.err);
    let ran = work.run("");
    assert!(ran.code == 0 && ran.out.starts_with("nothing found in 300 files"), "{}", ran.out);
    work.commit("adopted");
    project.git("clone -q --bare work remote.git");
    let url = format!("file://{}", project.path("remote.git").display());
    work.git(&format!("remote add origin {url}"));
    work.git("fetch -q origin");
    project
}

/// What a service checks out: a clone of the branch in which the whole history is.
fn checked_out(project: &Project, name: &str) -> Project {
    project.git(&format!("-C work push -q origin HEAD:refs/heads/{name}"));
    let url = format!("file://{}", project.path("remote.git").display());
    let folder = format!("ci-{name}-{}", project.read("work/.git/refs/heads/feature").trim());
    project.git(&format!("clone -q --branch {name} {url} {folder}"));
    project.in_folder(&folder)
}

/// The rules and files that a run reports, whatever the format; the exit code.
fn reported(project: &Project, format: &str) -> (i32, BTreeSet<(String, String)>) {
    let ran = project.run(&format!("--since origin/main --format {format}"));
    let json =
        || serde_json::from_str::<Value>(&ran.out).unwrap_or_else(|error| panic!("{format}: {error}\n{}{}", ran.out, ran.err));
    let pair = |rule: &Value, path: &Value| (rule.as_str().unwrap().to_owned(), path.as_str().unwrap().to_owned());
    let list = |value: &Value| value.as_array().unwrap().clone();
    let found = match format {
        "json" => list(&json()["diagnostics"]).iter().map(|found| pair(&found["rule"], &found["path"])).collect(),
        "gitlab" => list(&json()).iter().map(|found| pair(&found["check_name"], &found["location"]["path"])).collect(),
        "sarif" => {
            let results = list(&json()["runs"][0]["results"]);
            let open = results.iter().filter(|result| result["suppressions"].as_array().is_none_or(Vec::is_empty));
            let path = |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].clone();
            open.map(|result| pair(&result["ruleId"], &path(result))).collect()
        }
        "github" => ran.out.lines().map(|line| (between(line, "title=ddlint ", "::"), between(line, "file=", ","))).collect(),
        "human" => ran
            .out
            .split("\n\n")
            .filter(|part| part.contains("["))
            .map(|part| (between(part, "[", "]:"), between(part, "--> ", ":")))
            .collect(),
        "markdown" => ran
            .out
            .split("\n---\n")
            .skip(1)
            .map(|part| (between(part, "· [", "]"), between(part, "`db", ":").replacen('/', "db/", 1)))
            .collect(),
        _ => in_xml(&ran.out, format),
    };
    (ran.code, found)
}

fn between(text: &str, start: &str, end: &str) -> String {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no `{start}` in {text}"));
    rest.split_once(end).map_or(rest, |(inside, _)| inside).trim().to_owned()
}

fn in_xml(text: &str, format: &str) -> BTreeSet<(String, String)> {
    let document = Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).unwrap();
    let nodes = document.descendants();
    match format {
        "checkstyle" => {
            let errors = nodes.filter(|node| node.has_tag_name("error"));
            let rule = |source: &str| source.trim_start_matches("ddlint.").to_owned();
            errors
                .map(|node| {
                    (rule(node.attribute("source").unwrap()), node.parent().unwrap().attribute("name").unwrap().to_owned())
                })
                .collect()
        }
        "junit" => {
            let cases = nodes.filter(|node| node.has_tag_name("testcase") && node.has_children());
            cases
                .map(|node| {
                    (between(node.attribute("name").unwrap(), "", " "), node.attribute("file").unwrap_or_default().to_owned())
                })
                .collect()
        }
        _ => {
            let places = nodes.filter(|node| node.attribute("class") == Some("place"));
            let text = |node: roxmltree::Node| {
                node.descendants().filter(roxmltree::Node::is_text).filter_map(|node| node.text()).collect::<String>()
            };
            places.map(text).map(|text| (between(&text, "· ", "\n"), between(&text, "", ":"))).collect()
        }
    }
}

fn expect(project: &Project, code: i32, expected: &[(&str, &str)]) {
    let expected: BTreeSet<_> =
        expected.iter().map(|(rule, file)| ((*rule).to_owned(), format!("db/migrations/{file}_change.sql"))).collect();
    for format in FORMATS {
        assert_eq!(reported(project, format), (code, expected.clone()), "{format}");
    }
}

#[test]
fn a_team_adopts_ddlint() {
    let project = adopted();
    let work = project.in_folder("work");
    work.git("checkout -qb feature");
    // A safe migration, a dangerous one, and an old one that gets another statement.
    work.write("db/migrations/0301_change.sql", "SET lock_timeout = '1s';\nALTER TABLE t0 ADD COLUMN note text;\n");
    work.write("db/migrations/0302_change.sql", "SET lock_timeout = '1s';\nCREATE INDEX t4_state_idx ON t4 (state);\n");
    let edited = format!("{}DROP TABLE t96;\n", old(99));
    work.write("db/migrations/0100_change.sql", &edited);
    work.commit("change");
    let service = checked_out(&project, "feature");
    let dangerous = ("create-index-without-concurrently", "0302");
    expect(&service, 1, &[dangerous, ("drop-table", "0100"), ("released-file-changed", "0100")]);

    // One is fixed, the others are meant; that must be said why.
    assert_eq!(work.run("--since origin/main --fix db/migrations/0302_change.sql").code, 0);
    let ignored = |reason: &str| format!("-- ddlint-ignore-file released-file-changed, drop-table{reason}\n{edited}");
    work.write("db/migrations/0100_change.sql", ignored(""));
    work.commit("fixed");
    expect(&checked_out(&project, "feature"), 1, &[("ignore-without-reason", "0100")]);
    work.write("db/migrations/0100_change.sql", ignored(": it was never deployed, and nobody reads t96"));
    work.commit("meant");
    let service = checked_out(&project, "feature");
    expect(&service, 0, &[]);
    let ran = service.run("");
    assert!(ran.code == 0 && ran.out.starts_with("nothing found in 302 files"), "the whole is green too: {}", ran.out);
    assert_eq!(service.read("db/migrations/0302_change.sql").matches("CONCURRENTLY").count(), 1);
}
