//! Damaged and hostile scripts and changelogs: reading them ends, and every place that is told is a place of the file.

use std::sync::Arc;

use ddlint::{
    lint::{File, Options, lint},
    source::{Document, Runner, split},
};
use proptest::prelude::*;

const MANY: usize = 50_000;

/// Reads a script, and looks at each place.
fn check(script: &str) -> usize {
    check_file("1_a.ts", script)
}

fn check_file(path: &str, script: &str) -> usize {
    let mut document = Document::decode(path.into(), script.as_bytes());
    let sections = document.sections(Runner::default());
    let text = &*document.text;
    assert!(text.starts_with(script));
    let mut statements = 0;
    for section in &sections {
        for statement in split(text, section) {
            let place = document.place(statement.span);
            assert!(script.get(place.start as usize..place.end as usize).is_some(), "{place:?} is no place in {script:?}");
            assert!(!statement.span.text(text).is_empty());
            statements += 1;
        }
    }
    let file = File { path: Arc::from(path), bytes: script.as_bytes(), ..File::default() };
    for found in lint(&[file], &Options::default()).diagnostics {
        assert!(script.get(found.span.start as usize..found.span.end as usize).is_some(), "{:?} in {script:?}", found.span);
        for edit in found.fix.into_iter().flat_map(|fix| fix.edits) {
            assert!(script.get(edit.span.start as usize..edit.span.end as usize).is_some(), "{edit:?} in {script:?}");
        }
    }
    statements
}

#[test]
fn a_changelog_that_cannot_be_parsed_is_told() {
    for changelog in [
        "\n\n<databaseChangeLog><changeSet>",
        "databaseChangeLog changeSet",
        "<databaseChangeLog>&changeSet;</databaseChangeLog>",
    ] {
        assert_eq!(check_file("a.xml", changelog), 1, "{changelog}");
    }
    let deep =
        format!("<databaseChangeLog><changeSet>{}{}</changeSet></databaseChangeLog>", "<a>".repeat(MANY), "</a>".repeat(MANY));
    assert_eq!(check_file("a.xml", &deep), 1);
}

#[test]
fn deep_and_long_scripts_end() {
    let shapes = [
        format!("{}1{}", "(".repeat(MANY), ")".repeat(MANY)),
        format!("{}1{}", "[".repeat(MANY), "]".repeat(MANY)),
        format!("{}1", "!".repeat(MANY)),
        format!("{}1", "- ".repeat(MANY)),
        format!("{}1", "a=>".repeat(MANY)),
        format!("{}1", "a?b:".repeat(MANY)),
        format!("{}1", "a=".repeat(MANY)),
        format!("{}1", "await ".repeat(MANY)),
        format!("{}1", "new ".repeat(MANY)),
        format!("{}1{}", "`${".repeat(MANY), "}`".repeat(MANY)),
        format!("a{}", ".b()".repeat(MANY)),
        format!("'a'{}", " + 'a'".repeat(MANY)),
        format!("{};", "if(a)".repeat(MANY)),
        format!("if (a) {{}}{}", " else if (a) {}".repeat(MANY)),
        format!("{}{}", "{".repeat(MANY), "}".repeat(MANY)),
        format!("let x: {}a{}", "A<".repeat(MANY), ">".repeat(MANY)),
        "/`/; [".repeat(MANY),
    ];
    for shape in shapes {
        check(&shape);
        check(&format!("exports.up = async (knex) => {{ await knex.raw('SELECT 1');\n{shape}\n }};"));
    }
}

#[test]
fn as_deep_as_allowed_fits_the_stack() {
    for depth in [50, 190, 380] {
        for (open, close) in
            [("(", ")"), ("[", "]"), ("f(", ")"), ("`${", "}`"), ("() => { ", " }"), ("{ ", " }"), ("if (a) { ", " }")]
        {
            check(&format!("{}1{}", open.repeat(depth), close.repeat(depth)));
        }
    }
    for chain in [500, 7_000] {
        check(&format!("x = 'a'{};", " + 'a'".repeat(chain)));
        check(&format!("x = {}1;", "!".repeat(chain)));
        check(&format!("x = {}1;", "a?b:".repeat(chain / 2)));
    }
}

/// Calls that call each other, and loops in loops.
#[test]
fn what_never_ends_is_left() {
    let endless = [
        "function f(k) { f(k); f(k); k.raw('SELECT 1'); }\nexports.up = (knex) => f(knex);",
        "const a = () => b(); const b = () => { a(); a(); }; exports.up = () => a();",
        "exports.up = async (knex) => { for (const a of l()) for (const b of l()) for (;;) while (true) await knex.raw('SELECT 1'); };",
        "const l = 'aaaaaaaaaaaaaaaaaaaa'.split(''); exports.up = (knex) => { l.map(a => l.map(b => l.map(c => l.map(d => knex.raw(a))))) };",
        "let s = 'a'; exports.up = (knex) => { for (const i of 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.split('')) s = s + s; knex.raw(s); };",
        "class A { up(q) { this.up(q); this.down(q); } down(q) { this.up(q); } }",
    ];
    for script in endless {
        check(script);
    }
}

/// Pieces of migrations.
const PIECES: [&str; 30] = [
    "exports.up = async (knex) => {\n",
    "export async function up(queryRunner: QueryRunner) {\n",
    "};\n",
    "}\n",
    "await knex.raw('DROP TABLE users');\n",
    "await knex.raw(`ALTER TABLE ${t} ADD a int, ADD b text`);\n",
    "await knex.raw(\"CREATE INDEX \\\"é\\\" ON \\u0061 (b)\");\n",
    "knex.schema.createTable('a', (t) => {",
    "t.string('x').notNullable();",
    "queryInterface.addColumn('a', 'b', { type: Sequelize.STRING(",
    "pgm.addColumns('a', { b: { type: 'int', notNull: true } });\n",
    "db.schema.alterTable('a').addColumn('b', 'int', (c) => c.notNull()).execute();\n",
    "new TableColumn({ name: 'a', type: 'int' })",
    "const sql = 'SELECT 1' + \n",
    "`SELECT ${",
    "`",
    "'",
    "\"",
    "${",
    "/*",
    "// ddlint-ignore drop-table: é\n",
    "(",
    ")",
    "{",
    "[1, 2].map((x) => ",
    "if (x) ",
    "for (const x of ['a', 'b']) ",
    "\u{feff}",
    "/`/",
    "\r\n\0é",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_scripts_are_read(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..14)) {
        check(&pieces.concat());
    }

    #[test]
    fn noise_is_read(bytes in prop::collection::vec(prop::sample::select(&b"a;'\"`${}()[]=>.\\/*,+ \n\xC3\xA9"[..]), 0..60)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn cut_off_changelogs_are_read(place in any::<prop::sample::Index>(), without in any::<prop::sample::Index>()) {
        let (xml, yaml) = (include_str!("documents/changelog.xml"), include_str!("documents/changelog_of_lines.yaml"));
        for (path, whole) in [("changelog.xml", xml), ("changelog.yaml", yaml)] {
            let cut = &whole[..whole.floor_char_boundary(place.index(whole.len() + 1))];
            check_file(path, cut);
            let mut lacks: Vec<char> = whole.chars().collect();
            lacks.remove(without.index(lacks.len()));
            check_file(path, &lacks.into_iter().collect::<String>());
        }
    }

    #[test]
    fn cut_off_scripts_are_read(place in any::<prop::sample::Index>()) {
        let whole = include_str!("documents/typeorm.ts");
        let end = whole.floor_char_boundary(place.index(whole.len() + 1));
        check(&whole[..end]);
    }
}
