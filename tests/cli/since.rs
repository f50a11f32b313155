//! `--since`: what git says is new is reported, the rest is history, in all the shapes in which CI has a repository.

use crate::project::Project;

const ONE: &str = "CREATE TABLE a (id int);";

fn repository() -> Project {
    let project = Project::new(&[("db/migrations/1.sql", ONE), ("db/migrations/2.sql", ONE), ("db/other/1.sql", ONE)]);
    project.git("init -q");
    project.commit("one");
    project.git("tag v1");
    project
}

/// A bare remote whose `main` has five commits since a branch `feature` began, and nothing else in the folder.
fn remote() -> Project {
    let project = Project::new(&[("work/db/1.sql", ONE)]);
    let work = |arguments: &str| project.git(&format!("-C work {arguments}"));
    work("init -q");
    work("add -A");
    work("commit -qm one");
    work("checkout -qb feature");
    project.write("work/db/3.sql", ONE);
    work("add -A");
    work("commit -qm three");
    work("checkout -q main");
    for at in 10..15 {
        project.write(&format!("work/db/{at}.sql"), ONE);
        work("add -A");
        work("commit -qm more");
    }
    project.git("clone -q --bare work remote.git");
    project
}

/// The remote as CI has it: `clone` with these options, in which `feature` is checked out.
fn cloned(options: &str) -> Project {
    let project = remote();
    let url = format!("file://{}", project.path("remote.git").display());
    project.git(&format!("clone -q {options} {url} clone"));
    project
}

#[test]
fn committed_changed_and_untracked_files_are_new() {
    let project = repository();
    project.write("db/migrations/3.sql", ONE);
    project.commit("two");
    project.write("db/migrations/2.sql", "DROP TABLE a;");
    project.write("db/migrations/with space.sql", ONE);
    let expected = ["db/migrations/2.sql", "db/migrations/3.sql", "db/migrations/with space.sql"];
    assert_eq!(project.planned("--since v1"), expected);
    assert_eq!(project.planned("--since v1 db"), expected);
    assert_eq!(project.planned("--since HEAD db/migrations/3.sql"), [""; 0]);
    project.git("add -A");
    assert_eq!(project.planned("--since v1"), expected, "staged");
    project.git("checkout -q --detach");
    assert_eq!(project.planned("--since v1"), expected, "a detached head");
}

#[test]
fn a_branch_is_compared_where_it_began() {
    let project = repository();
    project.git("checkout -qb feature");
    project.write("db/migrations/3.sql", ONE);
    project.commit("three");
    project.git("checkout -q main");
    project.write("db/migrations/4.sql", ONE);
    project.commit("four");
    project.git("checkout -q feature");
    assert_eq!(project.planned("--since main"), ["db/migrations/3.sql"]);
}

#[test]
fn a_clone_of_the_whole_history() {
    let project = cloned("--branch feature");
    assert_eq!(project.planned("--since origin/main clone/db"), ["clone/db/3.sql"]);
    let expected = "--since: git knows no commit `main`, but `origin/main`; name that";
    assert_eq!(project.error("--since main clone/db"), expected);
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    for options in ["--branch feature --depth 1", "--branch feature --depth 1 --no-single-branch"] {
        let project = cloned(options);
        let said = project.error("--since origin/main clone/db");
        let end = "(`fetch-depth: 0` of actions/checkout and `GIT_DEPTH: 0` of GitLab do the same)";
        assert!(said.starts_with("--since: ") && said.contains("shallow clone") && said.ends_with(end), "{said}");
        let cure = said.split('`').find_map(|part| part.strip_prefix("git ")).unwrap();
        project.git(&format!("-C clone {cure}"));
        assert_eq!(project.planned("--since origin/main clone/db"), ["clone/db/3.sql"], "after git {cure}");
    }
}

#[test]
fn a_branch_that_was_not_fetched() {
    let project = cloned("--branch feature --single-branch");
    let cure = "git fetch origin +refs/heads/main:refs/remotes/origin/main";
    let expected = format!("--since: git knows no commit `origin/main`; check the name, or run `{cure}`");
    assert_eq!(project.error("--since origin/main clone/db"), expected);
    project.git(&format!("-C clone {}", cure.trim_start_matches("git ")));
    assert_eq!(project.planned("--since origin/main clone/db"), ["clone/db/3.sql"]);
}

#[test]
fn refs_that_are_none() {
    let project = repository();
    for (reference, said) in [
        ("nope", "git knows no commit `nope`; check the name, or fetch it first"),
        ("origin/", "`origin/` names no branch; is the variable with its name empty?"),
        (
            "0000000000000000000000000000000000000000",
            "`0000000000000000000000000000000000000000` stands for no commit: the branch is new; name the branch that it began on, such as origin/main",
        ),
        ("--upload-pack=x", "git knows no commit `--upload-pack=x`; check the name, or fetch it first"),
    ] {
        assert_eq!(project.error(&format!("--since={reference}")), format!("--since: {said}"));
    }
    project.git("checkout -q --orphan other");
    project.commit("other");
    let expected = "--since: `v1` and HEAD have no commit in common; name a ref of the same history";
    assert_eq!(project.error("--since v1"), expected);
}

#[test]
fn no_repository() {
    let project = Project::new(&[("m/1.sql", ONE)]);
    assert_eq!(project.error("--since main m"), "--since needs a git repository, and `[PROJECT]/m` is in none");
    project.git("init -q");
    assert_eq!(project.error("--since main m"), "--since: git knows no commit `main`; check the name, or fetch it first");
}

#[test]
fn renamed_files_are_new_and_moved_ones_are_not() {
    let project = repository();
    project.git("mv db/migrations sql");
    assert_eq!(project.planned("--since v1 sql"), [""; 0], "the folder got another name");
    project.git("mv sql/2.sql sql/7.sql");
    assert_eq!(project.planned("--since v1 sql"), ["sql/7.sql"], "another version");
    project.write("sql/1.sql", format!("{ONE}\nCREATE TABLE b (id int);\n"));
    assert_eq!(project.planned("--since v1 sql"), ["sql/1.sql", "sql/7.sql"], "moved and changed");
}

#[test]
fn parts_of_a_repository_of_many() {
    let project = repository();
    project.write("apps/one/migrations/1.sql", ONE);
    project.write("apps/two/migrations/1.sql", ONE);
    project.commit("apps");
    project.write("apps/one/migrations/2.sql", ONE);
    project.write("apps/two/migrations/2.sql", ONE);
    assert_eq!(project.in_folder("apps/one").planned("--since HEAD"), ["migrations/2.sql"]);
    assert_eq!(project.in_folder("apps/one").planned("--since HEAD ../two/migrations"), ["../two/migrations/2.sql"]);
    let both = ["apps/one/migrations/2.sql", "apps/two/migrations/2.sql"];
    assert_eq!(project.planned("--since HEAD apps/one apps/two"), both);
}

#[test]
fn a_work_tree_and_a_link_to_a_folder() {
    let project = repository();
    project.git("worktree add -q tree -b feature");
    project.write("tree/db/migrations/3.sql", ONE);
    assert_eq!(project.planned("--since main tree/db/migrations"), ["tree/db/migrations/3.sql"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(project.path("db/migrations"), project.path("link")).unwrap();
        project.write("db/migrations/3.sql", ONE);
        assert_eq!(project.planned("--since v1 link"), ["link/3.sql"]);
    }
}

#[test]
fn a_submodule_is_compared_with_the_commit_that_was_recorded() {
    let project = repository();
    let inner = Project::new(&[("m/1.sql", ONE)]);
    inner.git("init -q");
    inner.commit("one");
    let url = inner.path("").display().to_string();
    project.git(&format!("-c protocol.file.allow=always submodule add -q {url} sub"));
    assert_eq!(project.planned("--since v1 sub"), ["sub/m/1.sql"], "the submodule is new");
    project.commit("submodule");
    project.write("sub/m/2.sql", ONE);
    project.git("-C sub add -A");
    project.git("-C sub commit -qm two");
    project.git("add -A");
    for paths in ["sub/m", "sub"] {
        assert_eq!(project.planned(&format!("--since main {paths}")), ["sub/m/2.sql"], "{paths}");
    }
    assert_eq!(project.planned("--since main ."), ["sub/m/2.sql"]);
    assert_eq!(project.in_folder("sub").planned("--since HEAD~1 m"), ["m/2.sql"], "its own ref");
}

#[test]
fn services_get_paths_from_the_top_of_the_repository() {
    let project = repository();
    project.write("db/migrations/3.sql", "SET lock_timeout = '1s';\nDROP TABLE b;\n");
    let folder = project.in_folder("db");
    let out = |format: &str| folder.run(&format!("--since v1 --format {format}")).out;
    assert!(out("github").starts_with("::error file=db/migrations/3.sql,line=2"), "{}", out("github"));
    assert!(out("gitlab").contains("\"path\":\"db/migrations/3.sql\""), "{}", out("gitlab"));
    assert!(out("sarif").contains("\"uri\":\"db/migrations/3.sql\""), "{}", out("sarif"));
    assert!(out("json").contains("\"path\":\"migrations/3.sql\""), "{}", out("json"));
    let whole = folder.run("--since v1 --format gitlab").out;
    assert_eq!(whole, project.run("--since v1 --format gitlab db/migrations").out, "fingerprints do not hang on the folder");
}
