//! Liquibase's changelogs say which files are run, in which order.

use crate::{frameworks::told, project::Project};

const ONE: &str = "--liquibase formatted sql\n--changeset ines:1\nSELECT 1;";

/// The names and texts of the changelogs.
type Case<'a> = &'a [(&'a str, &'a str)];

const CASES: &[Case] = &[
    &[(
        "db.changelog-master.xml",
        "<databaseChangeLog>\n<!-- <include file=\"c/0.sql\"/> -->\n<include file=\"c/10-b.sql\" relativeToChangelogFile=\"true\"/>\n\
         <include relativeToChangelogFile=\"false\"\n  file=\"classpath:db/log/c/2-a.sql\"/><includeAll path=\"/db/log/d\"/></databaseChangeLog>",
    )],
    &[(
        "db.changelog-master.yaml",
        "databaseChangeLog:\n  - include:\n      relativeToChangelogFile: true\n      file: c/10-b.sql # the first\n  # - include:\n  #     file: c/0.sql\n  \
         - include:\n      file: db/log/c/2-a.sql\n  - includeAll:\n      path: 'd/'\n      relativeToChangelogFile: true\n",
    )],
    &[
        (
            "changelog.yaml",
            "databaseChangeLog:\n- include: {file: more.json, relativeToChangelogFile: true}\n- include: {file: changelog.yaml, relativeToChangelogFile: true}\n",
        ),
        (
            "more.json",
            r#"{"databaseChangeLog": [{"include": {"file": "db/log/c/10-b.sql"}}, {"changeSet": {"id": "1", "changes": [
            {"sqlFile": {"path": "c/2-a.sql", "relativeToChangelogFile": true}}]}}, {"includeAll": {"path": "db/log/d"}}]}"#,
        ),
    ],
];

#[test]
fn the_changelog_gives_the_order() {
    for changelogs in CASES {
        let project = Project::new(&[
            ("src/main/resources/db/log/c/2-a.sql", ONE),
            ("src/main/resources/db/log/c/10-b.sql", ONE),
            ("src/main/resources/db/log/d/1.sql", ONE),
            ("src/main/resources/db/log/d/2.sql", ONE),
        ]);
        changelogs.iter().for_each(|(name, text)| project.write(&format!("src/main/resources/db/log/{name}"), text));
        let master = changelogs[0].0;
        project.write("liquibase.properties", format!("changeLogFile: db/log/{master}\n"));
        let folder = "src/main/resources/db/log";
        let expected = ["c/10-b.sql", "c/2-a.sql", "d/1.sql", "d/2.sql"].map(|file| format!("{folder}/{file}"));
        for arguments in ["", folder, "."] {
            assert_eq!(project.planned(arguments), expected, "{master} {arguments}");
        }
        assert_eq!(told(&project, "")["histories"][0]["framework"], "liquibase");
    }
}

#[test]
fn springs_own_place_is_found() {
    let folder = "src/main/resources/db/changelog";
    let changelog = "databaseChangeLog:\n- includeAll:\n    path: db/changelog/changes/\n";
    let project = Project::new(&[("src/main/resources/db/changelog/changes/1.sql", ONE)]);
    project.write(&format!("{folder}/db.changelog-master.yaml"), changelog);
    assert_eq!(told(&project, "")["histories"][0]["folder"], folder);
}

#[test]
fn tables_may_be_made_by_changes_in_liquibases_own_words() {
    // A history of a few tables may not be all of it.
    let tables: String = (0..20).map(|number| format!("CREATE TABLE shelf_{number} (id int);\n")).collect();
    let project =
        Project::new(&[("m/2.sql", "--liquibase formatted sql\n--changeset ines:2\nALTER TABLE loans ADD COLUMN note text;")]);
    project.write("m/1.sql", format!("--liquibase formatted sql\n--changeset ines:1\n{tables}"));
    assert!(project.run("m").out.contains("will-fail"));
    project.write(
        "m/0.xml",
        "<databaseChangeLog><changeSet id=\"1\"><createTable tableName=\"loans\"/></changeSet></databaseChangeLog>",
    );
    assert!(!project.run("m").out.contains("will-fail"));
}

#[test]
fn a_changeset_for_another_database_is_not_run() {
    let text =
        |dbms: &str| format!("--liquibase formatted sql\n--changeset ines:1 dbms:{dbms}\nALTER TABLE loans DROP COLUMN note;");
    let found = |dbms: &str| Project::new(&[("m/1.sql", &text(dbms))]).run("--no-history m/1.sql").out.contains("drop-column");
    for dbms in ["postgresql", "oracle,postgresql", "!mssql", "all"] {
        assert!(found(dbms), "{dbms}");
    }
    for dbms in ["oracle", "!postgresql", "none", "h2,mssql"] {
        assert!(!found(dbms), "{dbms}");
    }
}

#[test]
fn changes_in_xml_are_read_where_they_are_sql() {
    let changelog = "<databaseChangeLog>\n<changeSet id=\"1\" author=\"ines\">\n<createTable tableName=\"shelves\"/>\n<dropTable tableName=\"old\"/>\n\
                     </changeSet>\n<changeSet id=\"2\" author=\"ines\"><sql>DROP TABLE loans; CREATE INDEX ON books (isbn)</sql></changeSet>\n</databaseChangeLog>";
    let project = Project::new(&[
        (
            "db/changelog/master.xml",
            "<databaseChangeLog><include file=\"b.xml\" relativeToChangelogFile=\"true\"/><include file=\"db/changelog/a.sql\"/></databaseChangeLog>",
        ),
        ("db/changelog/a.sql", ONE),
        ("db/changelog/b.xml", changelog),
        ("config/app.xml", "<app changeSet=\"databaseChangeLog\"/>"),
    ]);
    for arguments in ["db", "db/changelog"] {
        assert_eq!(project.planned(arguments), ["db/changelog/b.xml", "db/changelog/a.sql"], "{arguments}");
    }
    let told = project.run("--quiet --fail-on never db").out;
    let places: Vec<&str> = told.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
    assert_eq!(told.matches("info[not-understood]: not understood: Liquibase's own words").count(), 1, "{told}");
    assert!(told.contains("error[drop-table]"), "{told}");
    assert!(places.contains(&"db/changelog/b.xml:3:1") && places.contains(&"db/changelog/b.xml:6:38"), "{places:?}");
}

#[test]
fn fixes_leave_a_changelog_one() {
    let project = Project::new(&[(
        "changelog/a.xml",
        "<databaseChangeLog><changeSet id=\"1\" author=\"ines\" runInTransaction=\"false\"><sql>CREATE INDEX ON books (isbn)</sql></changeSet></databaseChangeLog>",
    )]);
    project.run("--fix --unsafe changelog");
    let fixed = project.read("changelog/a.xml");
    assert!(fixed.contains("<sql>") && fixed.contains("CREATE INDEX CONCURRENTLY ON books (isbn)</sql>"), "{fixed}");
}
