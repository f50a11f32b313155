//! Migrations in JavaScript and TypeScript: found, read with what runs them, reported and mended at their places.

use serde_json::Value;

use crate::project::Project;

const TABLE: &str = "exports.up = async knex => {\n  await knex.raw('CREATE TABLE users (id bigint PRIMARY KEY)');\n};\nexports.down = async () => {};\n";

fn knex(sql: &str) -> String {
    format!("exports.up = async (knex) => {{\n  await knex.raw({sql});\n}};\nexports.down = async () => {{}};\n")
}

fn report(project: &Project, arguments: &str) -> Value {
    let ran = project.run(&format!("--rule missing-lock-timeout=off --format json {arguments}"));
    assert_eq!(ran.err, "", "{arguments}");
    serde_json::from_str(&ran.out).unwrap()
}

/// Rules and the lines that they point at.
fn found(report: &Value) -> Vec<(&str, u64)> {
    let found = report["diagnostics"].as_array().unwrap().iter();
    found.map(|found| (found["rule"].as_str().unwrap(), found["span"]["line"].as_u64().unwrap())).collect()
}

#[test]
fn findings_point_into_the_script() {
    let up = "`\n    ALTER TABLE users\n      ADD COLUMN name text NOT NULL\n  `";
    let project = Project::new(&[("migrations/1_a.js", TABLE), ("migrations/2_b.js", &knex(up))]);
    let told = report(&project, "migrations");
    assert_eq!(found(&told), [("add-required-column", 4)]);
    let escaped = project.path("migrations/3_c.js");
    std::fs::write(escaped, knex("'DROP TABLE ' + \"\\\"users\\\"\"")).unwrap();
    assert_eq!(found(&report(&project, "migrations/3_c.js")), [("drop-table", 2)]);
}

#[test]
fn a_fix_leaves_the_script_one() {
    for (literal, fixed) in [
        ("'CREATE INDEX a ON users (id)'", "'CREATE INDEX CONCURRENTLY a ON users (id)'"),
        ("`CREATE INDEX a ON users (${column})`", "`CREATE INDEX CONCURRENTLY a ON users (${column})`"),
    ] {
        let opted_out = format!("{}exports.config = {{ transaction: false }};\n", knex(literal));
        let project = Project::new(&[("migrations/1_a.js", TABLE), ("migrations/2_b.js", &opted_out)]);
        project.run("--fix migrations");
        assert_eq!(project.read("migrations/2_b.js"), opted_out.replace(literal, fixed));
    }
    let joined = knex("'CREATE INDEX a ' + 'ON users (id)'");
    let project = Project::new(&[("migrations/1_a.js", TABLE), ("migrations/2_b.js", &joined)]);
    project.run("--fix migrations");
    assert_eq!(project.read("migrations/2_b.js"), joined);
}

#[test]
fn comments_of_the_script_silence() {
    let script = "exports.up = async (knex) => {
  // ddlint-ignore drop-table: nobody reads it
  await knex.raw('DROP TABLE users');
  await knex.raw('DROP TABLE teams'); // ddlint-ignore drop-column: never
};
exports.down = () => {};
";
    let project = Project::new(&[("migrations/1_a.js", TABLE), ("migrations/2_b.js", script)]);
    let told = report(&project, "--rule will-fail=off migrations");
    assert_eq!(found(&told), [("drop-table", 4), ("unused-ignore", 4)]);
    project.run("--rule will-fail=off --fix migrations");
    assert!(project.read("migrations/2_b.js").contains("await knex.raw('DROP TABLE teams');\n};"));
}

#[test]
fn what_runs_scripts_is_told_from_them() {
    let class = "import { MigrationInterface } from 'typeorm';\nexport class A1 implements MigrationInterface {\n  async up(queryRunner) { await queryRunner.query('SELECT 1'); }\n  async down() {}\n}\n";
    let cases = [
        ("typeorm", "src/migrations/1700000000000-A.ts", class),
        ("knex", "migrations/1_a.js", TABLE),
        (
            "sequelize",
            "migrations/1-a.js",
            "module.exports = { up: (queryInterface) => queryInterface.sequelize.query('SELECT 1') };",
        ),
        ("node-pg-migrate", "migrations/1_a.js", "exports.up = (pgm) => { pgm.sql('SELECT 1'); };"),
        (
            "kysely",
            "migrations/1_a.ts",
            "import { sql } from 'kysely';\nexport async function up(db) { await sql`SELECT 1`.execute(db); }",
        ),
        ("mikroorm", "migrations/Migration1.ts", "class Migration1 extends Migration { up() { this.addSql('SELECT 1'); } }"),
        ("db-migrate", "migrations/1-a.js", "exports.up = function (db) { return db.runSql('SELECT 1'); };"),
        (
            "slonik",
            "migrations/1.ts",
            "// slonik\nexport const up = ({ context: { connection, sql } }) => connection.query(sql.unsafe`SELECT 1`);",
        ),
    ];
    for (framework, path, script) in cases {
        let project = Project::new(&[(path, script), ("package.json", "{}")]);
        let ran = project.run("frameworks --format json");
        let told: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(told["histories"][0]["framework"], framework);
        assert_eq!(report(&project, "")["summary"]["statements"], 1, "{framework}");
    }
}

#[test]
fn only_migrations_are_read_of_a_folder() {
    let project = Project::new(&[
        ("migrations/1_a.js", TABLE),
        ("migrations/index.js", "exports.up = () => knex.raw('DROP TABLE users')"),
        ("migrations/1_a.test.js", "it('goes up', () => knex.raw('DROP TABLE users'))"),
        ("migrations/types.d.ts", "export function up(knex: Knex): void"),
        ("knexfile.js", "module.exports = { client: 'pg' }"),
        ("src/users.ts", "export const up = (knex) => knex.raw('DROP TABLE users')"),
    ]);
    assert_eq!(project.planned("."), ["migrations/1_a.js"]);
    // A history of which all is read proves what is not there.
    let tables = "exports.up = async (knex) => {\n  for (const name of 'abcdefghij'.split('')) await knex.raw(`CREATE TABLE ${name} (id bigint PRIMARY KEY)`);\n};";
    project.write("migrations/1_b.js", tables);
    project.write("migrations/2_b.js", knex("'ALTER TABLE orders ADD COLUMN a int'"));
    let refused = || found(&report(&project, "migrations")).iter().any(|(rule, _)| *rule == "will-fail");
    assert!(refused());
    project.write("migrations/0_c.js", "exports.up = custom.thing");
    assert!(!refused());
}

#[test]
fn sql_and_scripts_are_one_history() {
    let project = Project::new(&[
        (
            "migrations/1_a.sql",
            "-- Up Migration\nCREATE TABLE users (id bigint PRIMARY KEY);\n-- Down Migration\nDROP TABLE users;\n",
        ),
        ("migrations/2_b.ts", "export const up = (pgm: MigrationBuilder) => { pgm.sql('CREATE INDEX a ON users (name)'); };"),
        ("migrations/10_c.sql", "-- Up Migration\nSELECT 1;\n"),
    ]);
    assert_eq!(project.planned("migrations"), ["migrations/1_a.sql", "migrations/2_b.ts", "migrations/10_c.sql"]);
    assert_eq!(found(&report(&project, "migrations"))[0].0, "will-fail");
}

#[test]
fn what_cannot_be_told_is_said_once_where_it_stands() {
    let cases = [
        ("exports.up = async (knex) => {\n  await knex.raw(make());\n};", 2),
        ("exports.up = async (knex) => {\n  await knex.raw('SELECT 1');\n  oops oops\n};", 3),
    ];
    for (script, line) in cases {
        let project = Project::new(&[("1_a.js", script)]);
        assert_eq!(found(&report(&project, "1_a.js")), [("not-understood", line)], "{script}");
    }
}

#[test]
fn a_script_of_its_own_needs_no_tool() {
    let script = "const client = new Client();\nawait client.query('DROP TABLE users');\n";
    let project = Project::new(&[("fix.mts", script)]);
    assert_eq!(found(&report(&project, "fix.mts")), [("drop-table", 2)]);
    assert_eq!(report(&Project::new(&[("empty.ts", "")]), "empty.ts")["summary"]["statements"], 0);
}

#[test]
fn builders_are_judged_by_what_they_send() {
    let table = "exports.up = (knex) => knex.schema.createTable('users', (t) => { t.bigIncrements(); t.string('name'); });\nexports.config = { transaction: false };\n";
    let cases = [
        ("await knex.schema.alterTable('users', (t) => {\n    t.string('email').notNullable();\n  })", "add-required-column"),
        ("await knex.schema.table('users', (t) => t.index('name'))", "create-index-without-concurrently"),
        ("await knex.schema.dropTable('users')", "drop-table"),
        ("await knex.schema.renameTable('users', 'people')", "rename-table"),
        ("await knex('users').update({ name: 'x' })", "update-without-where"),
        ("await knex('users').del()", "delete-without-where"),
        ("await knex.schema.alterTable(name(), (t) => t.string('email'))", "not-understood"),
        ("await knex.schema.alterTable('users', (t) => t.geometry('place'))", "not-understood"),
        ("await knex.schema.alterTable('users', (t) => { if (big()) t.string('email'); })", "not-understood"),
    ];
    for (call, rule) in cases {
        let script = format!("exports.up = async (knex) => {{\n  {call};\n}};\nexports.config = {{ transaction: false }};\n");
        let project = Project::new(&[("migrations/1_a.js", table), ("migrations/2_b.js", &script)]);
        assert_eq!(found(&report(&project, "migrations/2_b.js")), [(rule, 2)], "{call}");
    }
    let quiet = [
        "if (!(await knex.schema.hasTable('users'))) return",
        "const rows = await knex('users').where({ id: 1 }).select('name')",
        "await knex.schema.alterTable('users', (t) => t.string('email'))",
        "await knex.schema.createTable('teams', (t) => { t.increments(); t.string('name').notNullable().index(); })",
    ];
    for call in quiet {
        let script = format!("exports.up = async (knex) => {{\n  {call};\n}};\n");
        let project = Project::new(&[("migrations/1_a.js", table), ("migrations/2_b.js", &script)]);
        assert_eq!(found(&report(&project, "migrations/2_b.js")), [], "{call}");
    }
}

#[test]
fn what_a_builder_sends_is_shown_in_the_plan() {
    let class = "import { MigrationInterface, TableColumn } from 'typeorm';\nexport class A1 implements MigrationInterface {\n  async up(queryRunner) {\n    await queryRunner.addColumn('users', new TableColumn({ name: 'age', type: 'int', isNullable: true }));\n  }\n  async down(queryRunner) {\n    await queryRunner.dropColumn('users', 'age');\n  }\n}\n";
    let project = Project::new(&[("migrations/1-a.ts", class)]);
    let ran = project.run("plan --format json migrations");
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    let statement = &plan["files"][0]["statements"][0];
    assert_eq!(statement["summary"], "ALTER TABLE \"users\" ADD \"age\" int");
    assert_eq!((&statement["span"]["line"], &statement["span"]["column"]), (&Value::from(4), &Value::from(11)));
}

#[test]
fn changes_of_rows_by_a_query_builder_are_seen() {
    let script = "import { Kysely } from 'kysely';
export async function up(db: Kysely<any>) {
  await db.updateTable('users').set({ plan: 'free' }).execute();
  await db.updateTable('users').set('plan', 'free').where('id', '=', 1).execute();
  await db.deleteFrom('users').execute();
  await db.insertInto('users').values([{ id: 1 }]).execute();
  await db.insertInto('users').values(rows).execute();
  await db.selectFrom('users').selectAll().execute();
  db.deleteFrom('users').compile();
}
";
    let project = Project::new(&[("1_a.ts", script)]);
    let told = report(&project, "1_a.ts");
    let expected = [("update-without-where", 3), ("unbatched-update", 4), ("delete-without-where", 5), ("not-understood", 7)];
    assert_eq!(found(&told), expected);
}

#[test]
fn a_change_of_entities_is_told_as_not_understood() {
    let script = "export class A1 {
  async up(queryRunner) {
    await queryRunner.manager.update(User, { plan: null }, { plan: 'free' });
    await queryRunner.manager.find(User);
  }
  async down(queryRunner) {}
}
";
    let project = Project::new(&[("1700000000000-a.ts", script)]);
    assert_eq!(found(&report(&project, "--framework typeorm .")), [("not-understood", 3)]);
}

#[test]
fn options_of_knex_and_the_branch_of_another_database_are_read() {
    let script = "exports.up = async (knex) => {
  const isMySQL = knex.client.config.client.includes('mysql');
  if (isMySQL) {
    await knex.raw('ALTER TABLE users MODIFY id bigint AUTO_INCREMENT');
  }
  if (knex.client.config.client === 'pg') {
    await knex.raw('DROP TABLE teams');
  }
  await knex.select('id').from('users').where(knex.raw('length(??) < 15', ['name']));
  await knex.schema.alterTable('users', (table) => {
    table.unique(['name'], { indexName: 'users_name' });
    table.index('mail', 'users_mail', { predicate: knex.whereNotNull('mail') });
    table.string('name').notNullable().alter({ alterType: false });
    table.dateTime('seen').nullable();
  });
};
exports.down = () => {};
";
    let project = Project::new(&[("1_a.js", script)]);
    let told = report(&project, "1_a.js");
    let expected = [
        ("drop-table", 7),
        ("add-unique-builds-index", 10),
        ("create-index-without-concurrently", 10),
        ("set-not-null-scans", 10),
        ("drop-not-null", 10),
    ];
    let mut found = found(&told);
    found.retain(|(rule, _)| expected.iter().any(|(known, _)| known == rule) || *rule == "not-understood");
    found.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn what_is_parsed_is_followed_however_deep() {
    // A stack of a JavaScript engine holds less: there it is told.
    let deep = if std::env::var_os("DDLINT").is_some() { "not-understood" } else { "drop-table" };
    for (depth, rule) in [(10, "drop-table"), (150, deep)] {
        let (open, close) = ("(() => { ".repeat(depth), " })();".repeat(depth));
        let script = format!("exports.up = async (knex) => {{ {open}knex.raw('DROP TABLE x');{close} }};\n");
        let project = Project::new(&[("1_a.js", &script)]);
        assert_eq!(found(&report(&project, "1_a.js")), [(rule, 1)]);
    }
}
