//! The plan as people read it.

use snapbox::{assert_data_eq, str};

use crate::project::Project;

const SQL: &str = "
CREATE INDEX orders_user ON orders (user_id);
BEGIN;
ALTER TABLE users ADD COLUMN age int, DROP COLUMN name;
ALTER TABLE users ALTER COLUMN id TYPE bigint;
COMMIT;
CREATE TABLE tags (id int);
CREATE INDEX ON tags (id);
FROBNICATE;
";

#[test]
fn what_is_locked_for_how_long_and_what_is_still_held() {
    let project = Project::new(&[("m/1.sql", SQL), ("m/2.sql", "")]);
    assert_data_eq!(
        project.run("plan m").out,
        str![[r#"
m/1.sql
  line  statement                                               table   lock              blocks            lasts
     2  CREATE INDEX orders_user ON orders (user_id)            orders  SHARE             writes            grows with the table
┌ transaction opened by BEGIN (4 statements): each lock is held to its end
│    3  BEGIN
│    4  ALTER TABLE users ADD COLUMN age int, DROP COLUMN name  users   ACCESS EXCLUSIVE  reads and writes  instant
│       data lost: the values of users.name
│    5  ALTER TABLE users ALTER COLUMN id TYPE bigint           users   ACCESS EXCLUSIVE  reads and writes  grows with the table
│       still held: ACCESS EXCLUSIVE on users since line 4
│    6  COMMIT
     7  CREATE TABLE tags (id int)
     8  CREATE INDEX ON tags (id)                               tags    SHARE             writes            new table
     9  FROBNICATE
        not understood: more may happen than is said here

m/2.sql
  no statements

"#]]
    );
}

#[test]
fn what_runs_the_file_may_open_its_transaction() {
    let project = Project::new(&[("m/1.sql", "DROP TABLE a;\nDROP TABLE b;")]);
    assert_data_eq!(
        project.run("plan m --assume-transaction").out,
        str![[r#"
m/1.sql
  line  statement     table  lock              blocks            lasts
┌ transaction opened by whatever runs the file (2 statements): each lock is held to its end
│    1  DROP TABLE a  a      ACCESS EXCLUSIVE  reads and writes  instant
│       data lost: the table a with its rows
│    2  DROP TABLE b  b      ACCESS EXCLUSIVE  reads and writes  instant
│       still held: ACCESS EXCLUSIVE on a since line 1
│       data lost: the table b with its rows

"#]]
    );
}
