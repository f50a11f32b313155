//! `--code`: what goes is looked up in the application's code.

use serde_json::Value;

use crate::project::Project;

const TABLES: &str = "CREATE TABLE user_accounts (id bigint PRIMARY KEY, user_email text, name text, nickname text);
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE events (id bigint PRIMARY KEY, happened_on date);\n";

/// A migration behind these tables, and code.
fn project(change: &str, code: &[(&str, &str)]) -> Project {
    let project = Project::new(&[("db/migrations/1.sql", TABLES)]);
    project.write("db/migrations/2.sql", format!("SET lock_timeout = '1s';\n{change}\n"));
    code.iter().for_each(|(path, text)| project.write(path, text));
    project
}

/// The places that the only finding names, and whether it says that the word is too common.
fn places(change: &str, code: &[(&str, &str)]) -> Vec<String> {
    let ran = project(change, code).run("--code . --format json db/migrations/2.sql");
    let report: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let usages: Vec<&Value> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|found| found["usages"].as_array().into_iter().flatten())
        .collect();
    assert_eq!(usages.len(), 1, "{}", ran.out);
    let places = usages[0]["places"].as_array().unwrap();
    assert_eq!(usages[0]["count"], places.len());
    let place = |place: &Value| format!("{}:{}", place["path"].as_str().unwrap(), place["line"]);
    let common = (usages[0]["too_common"] == true).then(|| "too common".to_owned());
    places.iter().map(place).chain(common).collect()
}

const DROP_EMAIL: &str = "ALTER TABLE user_accounts DROP COLUMN user_email;";

#[test]
fn a_column_in_all_spellings() {
    let code = [
        ("src/a.ts", "const a = 1;\nconst mail = account.userEmail;\n"),
        ("src/b.rb", "User.where(user_email: 1)\n"),
        ("src/c.go", "type A struct {\n\tID int\n\tUserEmail string `db:\"user_email\"`\n}\n"),
        ("src/d.py", "old_user_email = my_user_emails\nuserEmails\nUSER_EMAIL\n"),
    ];
    assert_eq!(places(DROP_EMAIL, &code), ["src/a.ts:2", "src/b.rb:1", "src/c.go:3"]);
}

#[test]
fn names_that_mappings_give() {
    let prisma = "model Account {\n  id BigInt @id\n  mail String? @map(\"user_email\")\n\n  @@map(\"user_accounts\")\n}\n";
    let client = "const rows = await prisma.account.findMany({ where: { mail: 'x' } })\n// user_accounts\nmail\n";
    let code = [("prisma/schema.prisma", prisma), ("src/a.ts", client), ("src/b.ts", "send(mail)\n")];
    assert_eq!(places(DROP_EMAIL, &code), ["prisma/schema.prisma:3", "src/a.ts:1", "src/a.ts:3"]);
    let drizzle = "export const accounts = pgTable('user_accounts', {\n  mail: text('user_email'),\n})\n";
    let code = [("src/schema.ts", drizzle), ("src/a.ts", "db.select({ a: userAccounts.mail })\n"), ("src/b.ts", "send(mail)\n")];
    assert_eq!(places(DROP_EMAIL, &code), ["src/a.ts:1", "src/schema.ts:2"]);
    let code = [("src/schema.ts", drizzle), ("src/a.ts", "import { accounts } from './schema'\n")];
    assert_eq!(places("DROP TABLE user_accounts;", &code), ["src/a.ts:1", "src/schema.ts:1"]);
}

#[test]
fn a_table_and_its_class() {
    let code = [
        ("app/models/user_account.rb", "class UserAccount < ApplicationRecord\nend\n"),
        ("app/a.rb", "UserAccount.find(1)\n"),
        ("src/a.ts", "await prisma.userAccount.count()\n"),
        ("src/b.sql", "SELECT * FROM user_accounts;\n"),
        ("src/c.ts", "userAccountsPage\n"),
    ];
    let expected = ["app/a.rb:1", "app/models/user_account.rb:1", "src/a.ts:1", "src/b.sql:1"];
    assert_eq!(places("DROP TABLE user_accounts;", &code), expected);
}

#[test]
fn everyday_words_count_where_they_mean_the_table() {
    let code = [
        ("src/a.ts", "const orders = [];\n// in what order\nfor (const order of orders) sort(orders);\n"),
        ("src/b.ts", "db.query('SELECT id FROM orders')\n"),
        ("app/models/order.rb", "class Order < ApplicationRecord\n  # an Order\nend\n"),
    ];
    assert_eq!(places("DROP TABLE orders;", &code), ["app/models/order.rb:1", "src/b.ts:1"]);
    let far = format!("orders\n{}state\n", "x = 1;\n".repeat(500));
    let code = [
        ("src/a.ts", "const state = useState()\n"),
        ("src/b.ts", "update('orders').set({\n  state: 1 })\n"),
        ("app/models/order.rb", "validates :state\n"),
        ("src/c.ts", &far),
    ];
    assert_eq!(places("ALTER TABLE orders DROP COLUMN state;", &code), ["app/models/order.rb:1", "src/b.ts:2"]);
}

#[test]
fn words_that_are_everywhere_are_not_looked_for() {
    let code = [("src/a.ts", "user_accounts.name\n")];
    assert_eq!(places("ALTER TABLE user_accounts DROP COLUMN name;", &code), ["too common"]);
    let out = project("ALTER TABLE user_accounts DROP COLUMN name;", &code).run("--code src db/migrations/2.sql").out;
    assert!(out.contains("note: `name` of `user_accounts` is too common a word to look for in the code"), "{out}");
}

#[test]
fn migrations_libraries_and_what_is_no_text_are_left_out() {
    let named = "user_email\n";
    let code = [
        ("db/migrations/meta/1.ts", named),
        ("db/migrations/2.down.sql", named),
        ("node_modules/a/index.js", named),
        ("vendor/a.php", named),
        ("app.min.js", named),
        ("db/structure.sql", named),
        ("notes.md", named),
        ("src/ignored/a.ts", named),
        (".gitignore", "ignored\n"),
        ("src/binary", "user_email\0\u{1}"),
        ("src/a.ts", named),
    ];
    assert_eq!(places(DROP_EMAIL, &code), ["src/a.ts:1"]);
}

#[test]
fn the_finding_says_where() {
    let code =
        [("src/user.ts", "a\nb\nuser_email\nuser_email user_email\nuser_email\n"), ("src/z.ts", "userEmail\nuser_email\n")];
    let project = project("ALTER TABLE user_accounts RENAME COLUMN user_email TO email;", &code);
    let out = project.run("--code src db/migrations/2.sql").out;
    let note =
        "note: `user_email` of `user_accounts` is still used in src/user.ts:3, src/user.ts:4, src/user.ts:5 and 2 more places";
    assert!(out.contains(note), "{out}");
    let out = project.run("--code src/user.ts --code src/z.ts --format github db/migrations/2.sql").out;
    assert!(out.contains("is still used in src/user.ts:3"), "{out}");
    assert!(!project.run("db/migrations/2.sql").out.contains("still used"), "off unless asked");
    project.write("other/a.ts", "nothing\n");
    let out = project.run("--code other db/migrations/2.sql").out;
    assert!(out.contains("note: `user_email` of `user_accounts` was not found in the code (1 file searched)"), "{out}");
    assert_eq!(project.error("--code gone db/migrations/2.sql"), "--code: no file or folder `gone`; check the path");
}
