//! `--since`: what git says is new is reported, the rest is history.

use crate::project::Project;

const ONE: &str = "CREATE TABLE a (id int);";

fn repository() -> Project {
    let project = Project::new(&[("db/migrations/1.sql", ONE), ("db/migrations/2.sql", ONE), ("db/other/1.sql", ONE)]);
    project.git("init -q");
    project.git("add -A");
    project.git("commit -qm one");
    project.git("tag v1");
    project
}

#[test]
fn committed_changed_and_untracked_files_are_new() {
    let project = repository();
    project.write("db/migrations/3.sql", ONE);
    project.git("add -A");
    project.git("commit -qm two");
    project.write("db/migrations/2.sql", "DROP TABLE a;");
    project.write("db/migrations/with space.sql", ONE);
    let expected = ["db/migrations/2.sql", "db/migrations/3.sql", "db/migrations/with space.sql"];
    assert_eq!(project.planned("--since v1"), expected);
    assert_eq!(project.planned("--since v1 db"), expected);
    assert_eq!(project.planned("--since HEAD db/migrations/3.sql"), [""; 0]);
}

#[test]
fn a_branch_is_compared_where_it_began() {
    let project = repository();
    project.git("checkout -qb feature");
    project.write("db/migrations/3.sql", ONE);
    project.git("add -A");
    project.git("commit -qm three");
    project.git("checkout -q main");
    project.write("db/migrations/4.sql", ONE);
    project.git("add -A");
    project.git("commit -qm four");
    project.git("checkout -q feature");
    assert_eq!(project.planned("--since main"), ["db/migrations/3.sql"]);
}

#[test]
fn a_ref_that_git_does_not_know() {
    let expected = "--since: git knows no commit `nope`; check the name, or fetch it first";
    assert_eq!(repository().error("--since nope"), expected);
}
