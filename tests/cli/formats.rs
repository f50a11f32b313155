//! Reports for other programs: places, escapes, and what each format demands.

use roxmltree::{Document, Node};
use serde_json::Value;

use crate::project::Project;

/// CRLF, a tab and characters of two and four bytes before the finding, and a name that every format has to escape.
const HOSTILE: &str = "SET lock_timeout = '1s';\r\n\t/* é🦆 */ DROP TABLE \"a<b>&'c`]]>%0A::error,x:\u{1b}|@me\";\r\n";

/// The repository that all formats report.
fn run(format: &str) -> String {
    let project = Project::new(&[
        ("m/1 é.sql", HOSTILE),
        ("m/2.sql", "SET lock_timeout = '1s';\nCREATE INDEX i ON users (email);\n"),
        ("m/3.sql", "SELECT 1;\n"),
    ]);
    let ran = project.run(&format!("--format {format} m"));
    assert_eq!((ran.code, ran.err.as_str()), (1, ""), "{format}");
    ran.out
}

fn json(format: &str) -> Value {
    serde_json::from_str(&run(format)).unwrap()
}

fn elements<'a>(node: Node<'a, 'a>, name: &'a str) -> Vec<Node<'a, 'a>> {
    node.descendants().filter(|node| node.has_tag_name(name)).collect()
}

#[test]
fn github_gets_one_command_a_line() {
    let out = run("github");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 2, "{out}");
    let start = "::error file=m/1 é.sql,line=2,endLine=2,col=11,endColumn=53,title=ddlint drop-table::";
    let message = lines[0].strip_prefix(start).unwrap_or_else(|| panic!("{out}"));
    assert!(
        !out.contains('\u{1b}')
            && message.contains("%250A::error")
            && message.contains("%0Asee: https://ddlint.dev/rules/drop-table"),
        "{message}"
    );
}

#[test]
fn github_escapes_what_ends_a_property() {
    let project = Project::new(&[("m/a,b:c%.sql", "SET lock_timeout = '1s'; DROP TABLE a;")]);
    let out = project.run("--format github m").out;
    assert!(out.starts_with("::error file=m/a%2Cb%3Ac%25.sql,line=1,endLine=1,col=26,"), "{out}");
}

#[test]
fn github_gets_columns_of_one_line_only() {
    let project = Project::new(&[("m/1.sql", "SET lock_timeout = '1s'; DROP TABLE\n  a;")]);
    let out = project.run("--format github m").out;
    assert!(out.starts_with("::error file=m/1.sql,line=1,endLine=2,title="), "{out}");
}

#[test]
fn gitlab_gets_lines_and_fingerprints() {
    let issues = json("gitlab");
    assert_eq!(issues.as_array().unwrap().len(), 2);
    let issue = &issues[0];
    assert_eq!((&issue["check_name"], &issue["severity"]), (&"drop-table".into(), &"critical".into()));
    let location = serde_json::json!({"path": "m/1 é.sql", "lines": {"begin": 2, "end": 2}});
    assert_eq!(issue["location"], location);
    assert_eq!(issue["fingerprint"].as_str().unwrap().len(), 16);
    assert_ne!(issue["fingerprint"], issues[1]["fingerprint"]);
}

#[test]
fn checkstyle_is_xml() {
    let text = run("checkstyle");
    let document = Document::parse(&text).unwrap();
    let files = elements(document.root(), "file");
    assert_eq!(files.iter().map(|file| file.attribute("name").unwrap()).collect::<Vec<_>>(), ["m/1 é.sql", "m/2.sql"]);
    let error = elements(files[0], "error")[0];
    let place = ["line", "column", "severity", "source"].map(|name| error.attribute(name).unwrap());
    assert_eq!(place, ["2", "11", "error", "ddlint.drop-table"]);
    let message = error.attribute("message").unwrap();
    assert!(message.contains("a<b>&'c`]]>%0A::error,x:\u{fffd}|@me") && message.contains('\n'), "{message}");
}

#[test]
fn junit_has_a_suite_for_each_file() {
    let text = run("junit");
    let document = Document::parse(&text).unwrap();
    let all = document.root_element();
    assert_eq!((all.attribute("tests"), all.attribute("failures")), (Some("3"), Some("2")));
    let suites = elements(document.root(), "testsuite");
    let names: Vec<_> = suites.iter().map(|suite| suite.attribute("name").unwrap()).collect();
    assert_eq!(names, ["m/1 é.sql", "m/2.sql", "m/3.sql"]);
    let case = elements(suites[0], "testcase")[0];
    assert_eq!(case.attribute("name"), Some("drop-table 2:11"));
    let failure = elements(case, "failure")[0];
    assert_eq!(failure.attribute("type"), Some("error"));
    assert!(failure.text().unwrap().starts_with("m/1 é.sql:2:11: "), "{text}");
    assert!(elements(suites[2], "failure").is_empty());
    assert_eq!(elements(suites[2], "testcase")[0].attribute("name"), Some("no findings"));
}

#[test]
fn advice_passes_in_junit() {
    let project = Project::new(&[("m/1.sql", "SET lock_timeout = '1s'; DROP TABLE a;")]);
    let ran = project.run("--format junit --rule drop-table=info m");
    let document = Document::parse(&ran.out).unwrap();
    assert_eq!((document.root_element().attribute("failures"), ran.code), (Some("0"), 0));
    assert_eq!(elements(document.root(), "system-out").len(), 1);
}

#[test]
fn sarif_has_what_its_schema_demands() {
    let log = json("sarif");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!((&run["columnKind"], &run["tool"]["driver"]["name"]), (&"unicodeCodePoints".into(), &"ddlint".into()));
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        for text in [&rule["help"]["text"], &rule["shortDescription"]["text"], &rule["helpUri"], &result["message"]["text"]] {
            assert!(!text.as_str().unwrap().is_empty());
        }
        assert_eq!(result["partialFingerprints"]["ddlint/v1"].as_str().unwrap().len(), 16);
    }
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "m/1%20%C3%A9.sql");
    assert_eq!(place["region"], serde_json::json!({"startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 53}));
    let replacement = &run["results"][1]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], " CONCURRENTLY");
    let region = serde_json::json!({"startLine": 2, "startColumn": 13, "endLine": 2, "endColumn": 13});
    assert_eq!(replacement["deletedRegion"], region);
}

#[test]
fn fingerprints_stay_when_lines_move_and_tell_equal_statements_apart() {
    let project = Project::new(&[]);
    let fingerprints = |sql: &str| {
        project.write("m/1.sql", sql);
        let log: Value = serde_json::from_str(&project.run("--format sarif m").out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let known = results.iter().filter(|result| result["ruleId"] == "drop-table");
        known.map(|result| result["partialFingerprints"]["ddlint/v1"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let before = fingerprints("DROP TABLE IF EXISTS a;\nDROP TABLE IF EXISTS a;\n");
    assert_ne!(before[0], before[1]);
    assert_eq!(fingerprints("-- moved\n\nSELECT 1;\nDROP  TABLE\n IF EXISTS a; DROP TABLE IF EXISTS a;"), before);
    assert_ne!(fingerprints("DROP TABLE IF EXISTS b;")[0], before[0]);
}

#[test]
fn markdown_shows_names_as_code_and_folds_the_rewrite() {
    let out = run("markdown");
    assert!(out.starts_with("### ddlint: 2 errors in 3 files (5 statements)\n"), "{out}");
    assert!(out.contains("`m/1 é.sql:2` · [drop-table](https://ddlint.dev/rules/drop-table)"), "{out}");
    let outside: String = out.split("```").step_by(2).collect();
    assert!(!outside.contains("<b>") && !out.contains('\u{1b}') && !outside.contains(" @me"), "{out}");
    assert!(out.contains("- SHARE on `users`: writes wait while an index is built (grows with the table)\n"), "{out}");
    let folded = Project::new(&[("1.sql", "SET lock_timeout = '1s';\nALTER TABLE t ALTER COLUMN c SET NOT NULL;\n")]);
    let out = folded.run("--format markdown 1.sql").out;
    assert!(out.contains("<summary>The safe way</summary>\n\n") && out.contains("```\n\n</details>\n"), "{out}");
}

#[test]
fn markdown_fits_into_a_comment() {
    let project = Project::new(&[("m/1.sql", &"DROP TABLE IF EXISTS a;\n".repeat(3000))]);
    let out = project.run("--format markdown m").out;
    assert!(out.len() < 65_000 && out.contains(" more findings did not fit in here."), "{}", out.len());
}

#[test]
fn formats_of_nothing_found() {
    let project = Project::new(&[("m/1.sql", "SELECT 1;\n")]);
    let out = |format| project.run(&format!("--format {format} m")).out;
    assert_eq!((out("github"), out("gitlab")), (String::new(), "[]\n".to_owned()));
    assert_eq!(out("markdown"), "### ddlint: nothing found in 1 file (1 statement)\n");
    assert!(Document::parse(&out("checkstyle")).is_ok() && Document::parse(&out("junit")).is_ok());
    let log: Value = serde_json::from_str(&out("sarif")).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}
