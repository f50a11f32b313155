//! The plan as people read it, and its timeline as programs do.

use serde_json::{Value, json};
use snapbox::{assert_data_eq, str};

use crate::project::Project;

const SQL: &str = "
CREATE INDEX orders_user ON orders (user_id);
BEGIN;
ALTER TABLE users ADD COLUMN age int, DROP COLUMN name;
ALTER TABLE users ALTER COLUMN id TYPE bigint;
UPDATE orders SET total = 0 WHERE total IS NULL;
COMMIT;
CREATE TABLE tags (id int);
CREATE INDEX ON tags (id);
ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;
FROBNICATE;
";

#[test]
fn what_is_locked_for_how_long_and_who_waits_meanwhile() {
    let project = Project::new(&[("m/1.sql", SQL), ("m/2.sql", "")]);
    assert_data_eq!(
        project.run("plan m").out,
        str![[r#"
m/1.sql
   2  ░░ CREATE INDEX orders_user ON orders (user_id)
      ░░   orders  SHARE                grows with the table: index build
┌ transaction opened by BEGIN (5 statements): each lock is held to its end
│     users
│  3     BEGIN
│  4  ▓  ALTER TABLE users ADD COLUMN age int, DROP COLUMN name
│     ▓    users   ACCESS EXCLUSIVE     instant
│     ▓    data lost: the values of users.name
│  5  ▓▓ ALTER TABLE users ALTER COLUMN id TYPE bigint
│     ▓▓   users   ACCESS EXCLUSIVE     grows with the table: rewrite
│  6  ▓▓ UPDATE orders SET total = 0 WHERE total IS NULL
│     ▓▓   orders  ROW EXCLUSIVE        grows with the rows
│     ▓▓   meanwhile reads and writes of users wait: ACCESS EXCLUSIVE since line 4
└  7  ▓  COMMIT
   8     CREATE TABLE tags (id int)
   9     CREATE INDEX ON tags (id)
           tags    SHARE                new table
  10  ░░ ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users
      ░░   orders  SHARE ROW EXCLUSIVE  grows with the table: look-up of every row
      ░░   users   SHARE ROW EXCLUSIVE  as long as the statement
  11     FROBNICATE
           not understood: more may happen than is said here

m/2.sql
  no statements

░ writes wait   ▓ reads and writes wait   ░░ ▓▓ for longer the more rows there are

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
┌ transaction opened by whatever runs the file (2 statements): each lock is held to its end
│    a
│    │  b
│ 1  ▓     DROP TABLE a
│    ▓       a  ACCESS EXCLUSIVE  instant
│    ▓       data lost: the table a with its rows
│ 2  ▓  ▓  DROP TABLE b
│    ▓  ▓    b  ACCESS EXCLUSIVE  instant
└    ▓  ▓    data lost: the table b with its rows

░ writes wait   ▓ reads and writes wait   ░░ ▓▓ for longer the more rows there are

"#]]
    );
}

#[test]
fn a_lock_grows_stronger_and_a_savepoint_lets_it_go() {
    let sql = "BEGIN;\nCREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f();\nSAVEPOINT s;\nALTER TABLE a ADD x int;\n\
               LOCK TABLE b IN SHARE MODE;\nROLLBACK TO s;\nUPDATE c SET x = 1;\nROLLBACK;\nUPDATE c SET x = 1;\n";
    let project = Project::new(&[("m/1.sql", sql)]);
    assert_data_eq!(
        project.run("plan m").out,
        str![[r#"
m/1.sql
┌ transaction opened by BEGIN (8 statements): each lock is held to its end
│    a
│    │  b
│ 1        BEGIN
│ 2  ░     CREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f()
│    ░       a  SHARE ROW EXCLUSIVE  instant
│ 3  ░     SAVEPOINT s
│ 4  ▓     ALTER TABLE a ADD x int
│    ▓       a  ACCESS EXCLUSIVE     instant
│ 5  ▓  ░  LOCK TABLE b IN SHARE MODE
│    ▓  ░    b  SHARE                instant
│ 6  ▓  ░  ROLLBACK TO s
│ 7  ░░    UPDATE c SET x = 1
│    ░░      c  ROW EXCLUSIVE        grows with the rows
│    ░░      meanwhile writes to a wait: SHARE ROW EXCLUSIVE since line 2
└ 8  ░     ROLLBACK
  9     UPDATE c SET x = 1
          c  ROW EXCLUSIVE        grows with the rows

░ writes wait   ▓ reads and writes wait   ░░ ▓▓ for longer the more rows there are

"#]]
    );
}

#[test]
fn what_blocks_nobody_has_no_lane() {
    let sql = "BEGIN;\nCREATE TABLE a (id int);\nALTER TABLE a ADD x int;\nINSERT INTO b SELECT * FROM c;\nCOMMIT;\n";
    let project = Project::new(&[("m/1.sql", sql)]);
    assert_data_eq!(
        project.run("plan m").out,
        str![[r#"
m/1.sql
┌ transaction opened by BEGIN (5 statements): each lock is held to its end
│ 1     BEGIN
│ 2     CREATE TABLE a (id int)
│ 3     ALTER TABLE a ADD x int
│         a  ACCESS EXCLUSIVE  new table
│ 4     INSERT INTO b SELECT * FROM c
│         c  ACCESS SHARE      instant
│         b  ROW EXCLUSIVE     instant
└ 5     COMMIT

"#]]
    );
}

#[test]
fn many_tables_leave_room_for_the_statements() {
    let tables = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let sql: String = tables.iter().map(|table| format!("ALTER TABLE table_{table} ADD COLUMN x int;\n")).collect();
    let sql = format!("BEGIN;\n{sql}CREATE INDEX ON table_ten (a_long_column, and_another_long_column, and_a_third_one);\nEND;");
    let project = Project::new(&[("m/1.sql", &sql)]);
    assert_data_eq!(
        project.run("plan m").out,
        str![[r#"
m/1.sql
┌ transaction opened by BEGIN (13 statements): each lock is held to its end
│     table_one
│     │  table_two
│     │  │  table_three
│     │  │  │  table_four
│     │  │  │  │  table_five
│     │  │  │  │  │  table_six
│     │  │  │  │  │  │  table_seven
│     │  │  │  │  │  │  │  table_eight
│     and 2 more tables, which are not drawn
│  1                          BEGIN
│  2  ▓                       ALTER TABLE table_one ADD COLUMN x int
│     ▓                         table_one    ACCESS EXCLUSIVE  instant
│  3  ▓  ▓                    ALTER TABLE table_two ADD COLUMN x int
│     ▓  ▓                      table_two    ACCESS EXCLUSIVE  instant
│  4  ▓  ▓  ▓                 ALTER TABLE table_three ADD COLUMN x int
│     ▓  ▓  ▓                   table_three  ACCESS EXCLUSIVE  instant
│  5  ▓  ▓  ▓  ▓              ALTER TABLE table_four ADD COLUMN x int
│     ▓  ▓  ▓  ▓                table_four   ACCESS EXCLUSIVE  instant
│  6  ▓  ▓  ▓  ▓  ▓           ALTER TABLE table_five ADD COLUMN x int
│     ▓  ▓  ▓  ▓  ▓             table_five   ACCESS EXCLUSIVE  instant
│  7  ▓  ▓  ▓  ▓  ▓  ▓        ALTER TABLE table_six ADD COLUMN x int
│     ▓  ▓  ▓  ▓  ▓  ▓          table_six    ACCESS EXCLUSIVE  instant
│  8  ▓  ▓  ▓  ▓  ▓  ▓  ▓     ALTER TABLE table_seven ADD COLUMN x int
│     ▓  ▓  ▓  ▓  ▓  ▓  ▓       table_seven  ACCESS EXCLUSIVE  instant
│  9  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ALTER TABLE table_eight ADD COLUMN x int
│     ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓    table_eight  ACCESS EXCLUSIVE  instant
│ 10  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ALTER TABLE table_nine ADD COLUMN x int
│     ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓    table_nine   ACCESS EXCLUSIVE  instant
│ 11  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ALTER TABLE table_ten ADD COLUMN x int
│     ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓    table_ten    ACCESS EXCLUSIVE  instant
│ 12  ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ CREATE INDEX ON table_ten (a_long_column, and_another_long_column, an…
│     ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓   table_ten    SHARE             grows with the table: index build
│     ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓   meanwhile reads and writes of table_one wait: ACCESS EXCLUSIVE since line 2
│     ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓   meanwhile reads and writes of table_two wait: ACCESS EXCLUSIVE since line 3
│     ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓ ▓▓   meanwhile users of 8 more tables wait
└ 13  ▓  ▓  ▓  ▓  ▓  ▓  ▓  ▓  END

░ writes wait   ▓ reads and writes wait   ░░ ▓▓ for longer the more rows there are

"#]]
    );
}

#[test]
fn a_table_keeps_its_lane_when_it_is_renamed() {
    let sql = "BEGIN;\nALTER TABLE a RENAME TO b;\nALTER TABLE b ADD x int;\nUPDATE c SET x = 1;\nCOMMIT;\n";
    let project = Project::new(&[("m/1.sql", sql)]);
    assert_data_eq!(
        project.run("plan m").out,
        str![[r#"
m/1.sql
┌ transaction opened by BEGIN (5 statements): each lock is held to its end
│    a
│ 1     BEGIN
│ 2  ▓  ALTER TABLE a RENAME TO b
│    ▓    a  ACCESS EXCLUSIVE  instant
│ 3  ▓  ALTER TABLE b ADD x int
│    ▓    b  ACCESS EXCLUSIVE  instant
│ 4  ▓▓ UPDATE c SET x = 1
│    ▓▓   c  ROW EXCLUSIVE     grows with the rows
│    ▓▓   meanwhile reads and writes of a wait: ACCESS EXCLUSIVE since line 2
└ 5  ▓  COMMIT

░ writes wait   ▓ reads and writes wait   ░░ ▓▓ for longer the more rows there are

"#]]
    );
    assert!(!project.run("m").out.contains("several-tables-locked"));
}

#[test]
fn programs_get_each_lock_from_its_taking_to_its_release() {
    let sql = "BEGIN;\nCREATE TRIGGER t AFTER INSERT ON a EXECUTE FUNCTION f();\nSAVEPOINT s;\nALTER TABLE a ADD x int;\n\
               ROLLBACK TO s;\nUPDATE c SET x = 1;\nCOMMIT;\nCREATE TABLE n (id int);\nCREATE INDEX ON n (id);\n";
    let transactions = transactions(sql, "");
    let lock = |relation: &str, lock: &str, blocks: &str, taken: usize, released: Value, work: &[usize]| {
        json!({
            "relation": relation, "new": null, "lock": lock, "blocks": blocks, "taken": {"statement": taken},
            "released": released, "work": work,
        })
    };
    let committed = json!({"statement": 6, "by": "commit"});
    let rolled_back = json!({"statement": 4, "by": "rollback-to-savepoint"});
    assert_eq!(transactions[0]["ended_by"], "commit");
    assert_eq!(
        transactions[0]["locks"],
        json!([
            lock("public.a", "SHARE ROW EXCLUSIVE", "writes", 1, committed.clone(), &[5]),
            lock("public.a", "ACCESS EXCLUSIVE", "reads-and-writes", 3, rolled_back, &[]),
            lock("public.c", "ROW EXCLUSIVE", "nothing", 5, committed, &[]),
        ])
    );
    let own = &transactions[2]["locks"][0];
    assert_eq!((&own["new"], &own["released"]), (&"file".into(), &json!({"statement": 8, "by": "statement"})));
}

#[test]
fn a_transaction_that_no_statement_ends_holds_its_locks_beyond_the_file() {
    let transactions = transactions("DROP TABLE a;\n", "--assume-transaction");
    let transaction = &transactions[0];
    assert_eq!((&transaction["kind"], &transaction["ended_by"]), (&"runner".into(), &"end".into()));
    assert_eq!(transaction["locks"][0]["released"], json!({"statement": null, "by": "end"}));
}

#[test]
fn commit_and_chain_ends_one_transaction_and_begins_another() {
    let transactions = transactions("BEGIN;\nDROP TABLE a;\nCOMMIT AND CHAIN;\nDROP TABLE b;\nPREPARE TRANSACTION 'x';\n", "");
    let ends: Vec<_> = transactions.iter().map(|transaction| transaction["ended_by"].as_str().unwrap()).collect();
    assert_eq!(ends, ["commit", "prepare"]);
    assert_eq!(transactions[0]["locks"][0]["released"], json!({"statement": 2, "by": "commit"}));
    assert_eq!(transactions[1]["locks"][0]["released"], json!({"statement": null, "by": "prepare"}));
}

#[test]
fn locks_inside_a_block_of_code_are_held_until_it_commits() {
    let block =
        |between: &str| format!("DO $$ BEGIN ALTER TABLE a ADD x int; {between} UPDATE b SET x = 1 WHERE y IS NULL; END $$;\n");
    let found = |sql: String| Project::new(&[("m/1.sql", &sql)]).run("m").out.contains("[work-under-lock]");
    assert!(found(block("")));
    assert!(!found(block("COMMIT;")));
    assert!(!found("DO $$ BEGIN IF f() THEN ALTER TABLE a ADD x int; ELSE UPDATE b SET x = 1; END IF; END $$;\n".to_owned()));
}

#[test]
fn what_the_history_took_away_or_never_made_is_refused() {
    let first = "CREATE TABLE a (id int);\nCREATE TABLE b (id int PRIMARY KEY);\nDROP TABLE a;\n";
    let second = "ALTER TABLE a ADD x int;\nDROP TRIGGER t ON b;\nINSERT INTO b (name) VALUES ('x');\n\
                  DO $$ BEGIN CREATE TABLE c (id int, k int); CREATE INDEX ON c (k); INSERT INTO c (k) VALUES (1); END $$;\n\
                  SELECT make_tables();\nALTER TABLE a ADD y int;\nDROP TRIGGER t ON b;\n";
    let project = Project::new(&[("m/1.sql", first), ("m/2.sql", second)]);
    let out = project.run("plan m/2.sql").out;
    let fails: Vec<_> = out.lines().filter_map(|line| line.split_once("fails: ")).map(|(_, failure)| failure).collect();
    assert_eq!(
        fails,
        [
            "relation \"a\" does not exist (42P01)",
            "trigger \"t\" for table \"b\" does not exist (42704)",
            "column \"name\" of relation \"b\" does not exist (42703)",
        ]
    );
}

const BY_MONTH: &str = "CREATE TABLE log (at date) PARTITION BY RANGE (at);
CREATE FUNCTION add_month(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE made text := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
BEGIN
    IF to_regclass(made) IS NULL THEN
        EXECUTE format('CREATE TABLE %I (LIKE %I)', made, parent);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, made, month, month + interval '1 month');
    END IF;
END $$;
SELECT add_month('log', date_trunc('month', now())::date);
SELECT add_month('log', (date_trunc('month', now()) + interval '1 month')::date);\n";

#[test]
fn partitions_that_functions_make_are_known_by_the_name_of_their_day() {
    let project = Project::new(&[("m/1.sql", BY_MONTH), ("m/2.sql", "ALTER TABLE log ADD COLUMN note text;\n")]);
    // 31 January 2024.
    let ran = project.command("plan m/2.sql").env("SOURCE_DATE_EPOCH", "1706700000").output().unwrap();
    let out = String::from_utf8(ran.stdout).unwrap();
    let tables: Vec<_> =
        out.lines().filter(|line| line.contains("ACCESS EXCLUSIVE")).map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(tables.len(), 3, "{out}");
    assert!(out.contains("log_2024_01") && out.contains("log_2024_02"), "{out}");
}

#[test]
fn a_whole_history_shows_what_was_never_made() {
    let tables: String = (0..12).map(|number| format!("CREATE TABLE t{number} (id int);\n")).collect();
    let fails =
        |files: &[(&str, &str)]| Project::new(files).run("plan m/2.sql").out.contains("fails: relation \"other\" does not exist");
    let (first, second) = (("m/1.sql", tables.as_str()), ("m/2.sql", "ALTER TABLE other ADD COLUMN a int;\n"));
    assert!(fails(&[first, second]));
    // Migrations in another language may have made it.
    assert!(!fails(&[first, second, ("m/1_other.ts", "")]));
    // And so may whatever made the rest of what the history does not know.
    assert!(!fails(&[("m/1.sql", &format!("{tables}UPDATE elsewhere SET a = 1;\n")), second]));
    assert!(!fails(&[("m/1.sql", "CREATE TABLE t (id int);\n"), second]));
}

/// The transactions of a file's plan.
fn transactions(sql: &str, arguments: &str) -> Vec<Value> {
    let ran = Project::new(&[("m/1.sql", sql)]).run(&format!("plan --format json {arguments} m"));
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    plan["files"][0]["transactions"].as_array().unwrap().clone()
}

#[test]
fn as_markdown_a_table_shows_what_is_still_locked() {
    let sql = "BEGIN;\nSET LOCAL lock_timeout = '1s';\nALTER TABLE users ADD COLUMN a int;\nUPDATE items SET note = 'a|b' WHERE id = 1;\nCOMMIT;\n";
    let ran = Project::new(&[("m/1.sql", sql)]).run("plan --format markdown m/1.sql");
    let rows: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("| ")).collect();
    assert_eq!(rows.len(), 6, "{}", ran.out);
    assert_eq!(
        rows[3],
        "| 3 │ | `ALTER TABLE users ADD COLUMN a int` | ACCESS EXCLUSIVE on `users`: reads and writes wait, for an instant |  |"
    );
    assert!(rows[4].starts_with("| 4 │ | `UPDATE items SET note = 'a\\|b' WHERE id = 1` |"), "{}", rows[4]);
    assert!(rows[4].ends_with("| `users`: ACCESS EXCLUSIVE since line 3 |"), "{}", rows[4]);
    assert!(rows[1].starts_with("| 1 ┌ |") && rows[5].starts_with("| 5 └ |"), "{}", ran.out);
}
