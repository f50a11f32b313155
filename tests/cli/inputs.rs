//! Which files are read, in which order, and which of them are reported.

use crate::project::Project;

const ONE: &str = "CREATE TABLE a (id int);";

#[test]
fn a_folder_is_reported_in_the_order_of_deployment() {
    let files =
        ["migrations/10_c.sql", "migrations/2_b.sql", "migrations/1_a.sql", "migrations/2_b.down.sql", "migrations/notes.md"];
    let project = Project::new(&files.map(|path| (path, ONE)));
    let expected = ["migrations/1_a.sql", "migrations/2_b.sql", "migrations/10_c.sql"];
    assert_eq!(project.planned("migrations"), expected);
    assert_eq!(project.planned("./migrations/"), expected);
    assert_eq!(project.planned("migrations/*.sql"), expected);
    assert_eq!(project.planned("**/*.sql"), expected);
    assert_eq!(project.planned("migrations migrations/1_a.sql"), expected);
    assert_eq!(project.planned(""), expected);
}

#[test]
fn folders_of_one_file_each() {
    let project = Project::new(&[("prisma/migrations/2_b/migration.sql", ONE), ("prisma/migrations/1_a/migration.sql", ONE)]);
    assert_eq!(project.planned(""), ["prisma/migrations/1_a/migration.sql", "prisma/migrations/2_b/migration.sql"]);
}

#[test]
fn ignored_and_excluded_files_are_left_out() {
    let project = Project::new(&[("m/1.sql", ONE), ("m/2.sql", ONE), ("m/3.sql", ONE), (".gitignore", "2.sql\n")]);
    assert_eq!(project.planned("m"), ["m/1.sql", "m/3.sql"]);
    project.write("ddlint.toml", "paths = ['m']\nexclude = ['m/1*']");
    assert_eq!(project.planned(""), ["m/3.sql"]);
    assert_eq!(project.planned("m/1.sql"), ["m/1.sql"]);
}

#[test]
fn every_kind_of_ignore_file_counts() {
    let files = ["m/1.sql", "m/2.sql", "m/3.sql", "m/4.sql", "m/5.sql", "m/old/6.sql", "m/.hidden/7.sql"];
    let ignores = [
        (".gitignore", "*.sql\n!/m/*.sql\n"),
        ("m/.gitignore", "/2.sql\nold/\n"),
        ("m/.ignore", "3.sql\n"),
        (".git/info/exclude", "m/4.sql\n"),
        ("home/.gitconfig", "[core]\n\texcludesFile = ~/ignored\n"),
        ("home/ignored", "5.sql\n"),
    ];
    let project = Project::new(&[files.map(|file| (file, ONE)).as_slice(), &ignores].concat());
    let mut command = project.command("plan --format json m");
    let output = command.env("HOME", project.path("home")).env_remove("XDG_CONFIG_HOME").output().unwrap();
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let paths: Vec<_> = plan["files"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap()).collect();
    // What a repository keeps for all (`!/m/*.sql`) weighs more than its own `exclude` and what the person ignores everywhere.
    assert_eq!(paths, ["m/1.sql", "m/4.sql", "m/5.sql"]);
}

#[test]
fn paths_from_the_root_and_from_above() {
    let project = Project::new(&[("m/1.sql", ONE), ("n/2.sql", ONE)]);
    let path = project.path("m/1.sql").display().to_string();
    assert_eq!(project.planned(&path), std::slice::from_ref(&path));
    let mut command = project.command("plan --format json ../m");
    let output = command.current_dir(project.path("n")).output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains("\"path\":\"../m/1.sql\""));
}

#[test]
fn standard_input_has_the_name_that_it_is_given() {
    let project = Project::new(&[("m/1.sql", "CREATE TABLE a (id int);")]);
    let ran = project.pipe("plan --format json -", ONE);
    assert!(ran.out.contains("\"path\":\"<stdin>\""), "{}", ran.out);
    let ran = project.pipe("plan --format json - --stdin-filename m/2.sql", "ALTER TABLE a ADD b int;");
    assert!(ran.out.contains("\"path\":\"m/2.sql\"") && !ran.out.contains("\"path\":\"m/1.sql\""), "{}", ran.out);
}

#[test]
fn only_the_named_file_is_reported() {
    let project = Project::new(&[("m/1.sql", ONE), ("m/2.sql", "ALTER TABLE a ADD b int;"), ("m/3.sql", "DROP TABLE a;")]);
    assert_eq!(project.planned("m/2.sql"), ["m/2.sql"]);
    assert_eq!(project.planned("m/2.sql --no-history"), ["m/2.sql"]);
    assert_eq!(project.planned("m/3.sql m/1.sql"), ["m/1.sql", "m/3.sql"]);
}

#[test]
fn what_is_not_text_is_linted_all_the_same() {
    let project = Project::new(&[("m/0.sql", "")]);
    project.write("m/1.sql", b"\xef\xbb\xbfCREATE TABLE a (id int);\r\n\xff\0\xfe;\rDROP TABLE a");
    let ran = project.run("m --fail-on never");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn elder_siblings_and_schemas_say_what_exists() {
    let project = Project::new(&[("m/1.sql", "CREATE TABLE a (id int);"), ("m/2.sql", "CREATE TABLE a (id int);")]);
    let fails = |arguments: &str| project.run(&format!("plan --format json {arguments}")).out.contains("\"fails\"");
    assert!(fails("m/2.sql"));
    assert!(!fails("m/2.sql --no-history"));
    assert!(fails("m/2.sql --no-history --schema m/1.sql"));
}

#[test]
fn elder_siblings_of_folders_of_one_file_each() {
    let project = Project::new(&[("1_a/migration.sql", "CREATE TABLE a ();"), ("2_b/migration.sql", "CREATE TABLE a ();")]);
    assert!(project.run("plan --format json 2_b/migration.sql").out.contains("\"fails\""));
}
