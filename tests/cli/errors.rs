//! What ddlint says, on one line, when it cannot run.

use crate::project::Project;

#[test]
fn arguments() {
    let project = Project::new(&[("migrations/1.sql", "SELECT 1;"), ("empty/readme.md", ""), ("bare.toml", "")]);
    let cases = [
        ("nope.sql", "no file or folder `nope.sql`; check the path"),
        ("plna", "no file or folder `plna`; did you mean the command `plan`?"),
        ("--quiet plan", "no file or folder `plan`; a command stands before all options"),
        (
            "empty",
            "no migrations in the folder `empty`: it holds no .sql files and no scripts that are migrations, or all are ignored or undo others",
        ),
        ("x/*.sql", "no file matches `x/*.sql`; globs start from the current folder, and `**` crosses folders"),
        ("--schema gone.sql", "cannot read the schema `gone.sql`: No such file or directory (os error 2)"),
        ("--config gone.toml", "cannot read the configuration `gone.toml`: No such file or directory (os error 2)"),
        (
            "--format pdf",
            "invalid value 'pdf' for '--format <FORMAT>' [possible values: human, json, sarif, github, gitlab, junit, checkstyle, markdown, html] (see --help)",
        ),
        ("--frmat json", "unexpected argument '--frmat' found; a similar argument exists: '--format' (see --help)"),
        ("--rule drop-table", "--rule: `drop-table` names no severity; write it like `drop-table=warning`"),
        ("--rule nonsense-xyz=off", "--rule: unknown rule `nonsense-xyz`; `ddlint rules` lists all"),
        ("--target-version 9.6", "--target-version: PostgreSQL 9 is not known, only 12 to 18; use 12"),
        ("--target-version new", "--target-version: `new` is no version; write a number such as 15"),
        (
            "--dialect oracle",
            "invalid value 'oracle' for '--dialect <DIALECT>': unknown dialect `oracle`; known: postgres (see --help)",
        ),
        ("--output no/such.txt", "cannot write `no/such.txt`: No such file or directory (os error 2)"),
        ("--since main", "--since needs a git repository, and `[PROJECT]/migrations` is in none"),
        ("explain nonsense-xyz", "unknown rule `nonsense-xyz`; `ddlint rules` lists all"),
    ];
    for (arguments, expected) in cases {
        assert_eq!(project.error(arguments), expected, "ddlint {arguments}");
    }
}

#[test]
fn nothing_to_lint() {
    let expected = "no migrations folder found from here; name a file or a folder, or set `paths` in ddlint.toml";
    assert_eq!(Project::new(&[("src/main.rs", "")]).error(""), expected);
}

#[test]
fn configuration() {
    let cases = [
        ("dialct = 'postgres'", "1:1: unknown key `dialct`; did you mean `dialect`?"),
        ("\n[assume]\nlock_timeot = '5s'", "3:1: unknown key `lock_timeot`; did you mean `lock_timeout`?"),
        ("dialect = 'postgre'", "1:11: unknown variant `postgre`; did you mean `postgres`?"),
        ("[rules]\n\"nonsense-xyz\" = 'off'", "2:1: unknown rule `nonsense-xyz`; `ddlint rules` lists all"),
        ("assume = { lock_timeout = '5 bananas' }", "1:27: `5 bananas` is no time; write it like \"5s\" or \"500ms\""),
        ("[[overrides]]\nrules = {}", "1:1: missing field `paths`"),
        (
            "exclude = ['[']",
            " `[` is no glob: unclosed character class at byte 0; missing ']' (to match a literal '[', escape it as '\\[' or '[[]')",
        ),
    ];
    for (toml, expected) in cases {
        let project = Project::new(&[("migrations/1.sql", "SELECT 1;"), ("ddlint.toml", toml)]);
        assert_eq!(project.error(""), format!("ddlint.toml:{expected}"), "{toml}");
    }
    let project = Project::new(&[("migrations/1.sql", "SELECT 1;"), ("ddlint.toml", "target-version = 11")]);
    assert_eq!(project.error(""), "target-version: PostgreSQL 11 is not known, only 12 to 18; use 12");
}
