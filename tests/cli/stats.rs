//! `--stats` and `ddlint stats-query`: what is known of the tables' sizes.

use serde_json::Value;

use crate::project::Project;

const TABLES: &str = "schema,table,rows,bytes,index_bytes\npublic,orders,120000000,51539607552,10737418240\npublic,countries,249,65536,16384\n\
                      public,events,,2147483648,0\n";
const CHANGES: &str = "SET lock_timeout = '1s';
CREATE INDEX a ON orders (state);
CREATE INDEX b ON countries (code);
CREATE INDEX c ON elsewhere (code);
ALTER TABLE countries ALTER COLUMN code TYPE bigint;
ALTER TABLE events ALTER COLUMN at TYPE bigint;
";

fn project(changes: &str) -> Project {
    Project::new(&[("stats.csv", TABLES), ("m/1.sql", changes)])
}

fn told(project: &Project, arguments: &str) -> Vec<(u64, String)> {
    let ran = project.run(&format!("--format json {arguments} m"));
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let told = report["diagnostics"].as_array().unwrap().iter();
    told.map(|told| (told["span"]["line"].as_u64().unwrap(), told["severity"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn what_is_done_to_tiny_tables_is_advice() {
    let severity = |line, severity: &str| (line, severity.to_owned());
    let expected = [severity(2, "error"), severity(3, "info"), severity(4, "error"), severity(5, "info"), severity(6, "error")];
    assert_eq!(told(&project(CHANGES), "--stats stats.csv"), expected);
}

#[test]
fn a_lock_for_an_instant_is_never_scaled() {
    for statement in [
        "ALTER TABLE countries ADD COLUMN a int;",
        "DROP INDEX i;",
        "ALTER TABLE orders ADD COLUMN a int;",
        "LOCK TABLE countries;",
    ] {
        let project = project(statement);
        assert_eq!(told(&project, "--stats stats.csv"), told(&project, ""), "{statement}");
        let out = project.run("--stats stats.csv m").out;
        assert!(!out.contains("estimate"), "{statement}: {out}");
    }
}

#[test]
fn sizes_and_times_of_large_tables_are_told() {
    let out = project(CHANGES).run("--stats stats.csv m").out;
    let index =
        "note: `orders` has 120 million rows, 48 GB and 10 GB of indexes: 1.7 min to 43 min, an estimate (20 to 500 MB/s)";
    assert!(out.contains(index), "{out}");
    let rewrite = "note: `events` has 2 GB: 14 s to 4 min, an estimate (10 to 150 MB/s)";
    assert!(out.contains(rewrite), "{out}");
    assert!(!out.contains("`countries` has"), "{out}");
    for format in ["markdown", "html", "sarif", "github"] {
        let out = project(CHANGES).run(&format!("--stats stats.csv --format {format} m")).out;
        assert!(out.contains("120 million rows, 48 GB"), "{format}: {out}");
    }
    let report: Value = serde_json::from_str(&project(CHANGES).run("--stats stats.csv --format json m").out).unwrap();
    let estimate = &report["diagnostics"][0]["estimates"][0];
    let known = ["relation", "rows", "bytes", "index_bytes", "work"].map(|key| estimate[key].to_string());
    assert_eq!(known, ["\"public.orders\"", "120000000", "51539607552", "10737418240", "\"index-build\""]);
    assert!(estimate["least_seconds"].as_f64() < estimate["most_seconds"].as_f64(), "{estimate}");
}

#[test]
fn what_was_measured_goes_before_what_is_said_but_for_use() {
    let project = project(CHANGES);
    project.write("ddlint.toml", "[tables]\nsmall = [\"orders\", \"elsewhere\"]\nhot = [\"countries\"]\n");
    let severities: Vec<_> = told(&project, "--stats stats.csv").into_iter().map(|(_, severity)| severity).collect();
    assert_eq!(severities, ["error", "error", "info", "error", "error"]);
}

#[test]
fn files_as_shells_and_programs_write_them() {
    let project = project(CHANGES);
    let expected = told(&project, "--stats stats.csv");
    let utf16: Vec<u8> = format!("\u{feff}{}", TABLES.replace('\n', "\r\n")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let json = r#"{"version": 1, "tables": [{"schema": "public", "table": "orders", "rows": 5, "bytes": 99999999999, "index_bytes": 1},
        {"table": "countries", "bytes": 1}, {"table": "events", "rows": null, "bytes": 99999999999, "more": 1}]}"#;
    let other = "bytes,more,table\n99999999999,1,orders\n1,,countries\n99999999999,,events\n";
    for bytes in [utf16.as_slice(), json.as_bytes(), other.as_bytes()] {
        project.write("other", bytes);
        assert_eq!(told(&project, "--stats other"), expected);
    }
}

#[test]
fn mistakes_are_placed() {
    let project = project(CHANGES);
    let error = |text: &str| {
        project.write("bad", text);
        project.error("--stats bad m")
    };
    assert_eq!(project.error("--stats gone m"), "cannot read the statistics `gone`: No such file or directory (os error 2)");
    let no_column =
        "bad:1: there is no column `table`; write it by the query that `ddlint stats-query` prints, with `psql --csv`";
    assert_eq!(error(" name | size\n------+----\n"), no_column);
    let said = error("table,bytes\na,1\nb,much\n");
    assert!(said.starts_with("bad:3: ") && said.contains("invalid digit"), "{said}");
    assert_eq!(error("table,bytes\na\n"), "bad:2: 1 values instead of 2");
    assert!(error("{\"version\": 1, \"tables\": [{\"table\": 1}]}").starts_with("bad: invalid type: integer"));
    assert_eq!(error("{\"version\": 2, \"tables\": []}"), "bad: its version is 2: a newer ddlint reads it");
}

#[test]
fn the_query_is_one_line() {
    let project = Project::new(&[]);
    for arguments in ["stats-query", "stats-query postgres", "stats-query --format json"] {
        let ran = project.run(arguments);
        assert!(ran.code == 0 && ran.out.starts_with("SELECT ") && ran.out.matches('\n').count() == 1, "{}", ran.out);
    }
    assert!(project.error("stats-query oracle").contains("unknown dialect `oracle`"));
}
