//! `--format html`: one page that is well formed, lets nothing in, and draws who waits for which table.

use roxmltree::{Document, Node, ParsingOptions};

use crate::project::Project;

/// One transaction in which `users` is locked out from line 3 on, while `orders` gets an index and rows of it change.
const TOGETHER: &str = "BEGIN;
SET LOCAL lock_timeout = '1s';
ALTER TABLE users ADD COLUMN level int;
CREATE INDEX orders_state_idx ON orders (state);
UPDATE items SET level = 1;
COMMIT;
DROP TABLE old;
";
const HISTORY: &str = "CREATE TABLE users (id int PRIMARY KEY);\nCREATE TABLE orders (id int PRIMARY KEY, state text);
CREATE TABLE items (id int PRIMARY KEY, level int);\nCREATE TABLE old (id int);\n";

fn page(project: &Project, arguments: &str) -> String {
    let ran = project.run(&format!("{arguments} --format html"));
    assert_eq!(ran.err, "", "{arguments}");
    ran.out
}

fn parsed(text: &str) -> Document<'_> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn elements<'a>(node: Node<'a, 'a>, name: &'a str) -> Vec<Node<'a, 'a>> {
    node.descendants().filter(|node| node.tag_name().name() == name).collect()
}

fn text(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// The bars of a page: class, lane by its place from above, and what they say.
fn bars(page: &Document) -> Vec<(String, u32, String)> {
    let drawn = page.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "rect")));
    let drawn = drawn.filter(|node| node.children().any(|child| child.tag_name().name() == "title"));
    let number = |node: Node, name| node.attribute(name).unwrap().parse::<u32>().unwrap();
    let bar = |node: Node| {
        let middle = number(node, "y") + number(node, "height") / 2;
        (node.attribute("class").unwrap().to_owned(), (middle - 44) / 28, text(node))
    };
    drawn.map(bar).collect()
}

fn together() -> Project {
    Project::new(&[("m/1.sql", HISTORY), ("m/2.sql", TOGETHER)])
}

#[test]
fn lanes_show_who_waits_and_since_when() {
    let out = page(&together(), "m/2.sql");
    let page = parsed(&out);
    let names: Vec<_> =
        elements(page.root(), "text").into_iter().filter(|node| node.attribute("class") == Some("lane")).collect();
    let names: Vec<_> = names.iter().map(|node| node.children().next().unwrap().text().unwrap()).collect();
    assert_eq!(names, ["users", "orders", "items", "old"]);
    let bars = bars(&page);
    let drawn: Vec<_> = bars.iter().map(|(class, lane, _)| (class.as_str(), *lane)).collect();
    let expected =
        [("both", 0), ("both held", 0), ("writes", 1), ("both held", 0), ("writes held", 1), ("nothing", 2), ("both", 3)];
    for bar in expected {
        assert!(drawn.contains(&bar), "{bar:?} of {drawn:?}");
    }
    let said = |words: &str| bars.iter().any(|(_, _, said)| said == words);
    assert!(said("users: ACCESS EXCLUSIVE; reads and writes wait during line 3, for an instant"), "{bars:?}");
    assert!(said(
        "users: ACCESS EXCLUSIVE, held since line 3; reads and writes wait during line 4, longer the more rows there are"
    ));
    assert!(said("orders: SHARE, held since line 4; writes wait during line 5, longer the more rows there are"), "{bars:?}");
    assert!(!bars.iter().any(|(_, lane, said)| *lane < 3 && said.contains("line 7")), "COMMIT lets all go: {bars:?}");
}

#[test]
fn the_table_behind_says_the_same_in_words() {
    let out = page(&together(), "plan m/2.sql");
    let page = parsed(&out);
    let rows: Vec<String> = elements(page.root(), "tr").into_iter().map(text).collect();
    let update = rows.iter().find(|row| row.contains("UPDATE items")).unwrap();
    assert!(update.contains("users: ACCESS EXCLUSIVE since line 3") && update.contains("orders: SHARE since line 4"), "{update}");
    assert!(rows.iter().any(|row| row.contains("data lost: the table old with its rows")), "{rows:?}");
    assert!(elements(page.root(), "article").is_empty(), "a plan has no findings");
    let image = elements(page.root(), "svg").into_iter().find(|node| node.attribute("aria-labelledby").is_some()).unwrap();
    for id in image.attribute("aria-labelledby").unwrap().split(' ') {
        assert_eq!(page.descendants().filter(|node| node.attribute("id") == Some(id)).count(), 1, "{id}");
    }
}

#[test]
fn findings_have_their_place_and_the_safe_way() {
    let out = page(&together(), "m/2.sql --assume-transaction");
    let page = parsed(&out);
    let findings: Vec<String> = elements(page.root(), "article").into_iter().map(text).collect();
    let index = findings.iter().find(|finding| finding.contains("create-index-without-concurrently")).unwrap();
    for part in ["error", "m/2.sql:4:1", "CREATE INDEX orders_state_idx ON orders (state)", "SHARE on orders: writes wait"] {
        assert!(index.contains(part), "{part}: {index}");
    }
    let fixed = Project::new(&[("1.sql", "SET lock_timeout = '1s';\nCREATE INDEX i ON users (email);\n")]);
    let out = self::page(&fixed, "1.sql");
    assert!(out.contains("CREATE INDEX<ins> CONCURRENTLY</ins> i ON users"), "{out}");
    let rewritten = Project::new(&[("1.sql", "SET lock_timeout = '1s';\nALTER TABLE t ALTER COLUMN c SET NOT NULL;\n")]);
    let out = self::page(&rewritten, "1.sql");
    assert!(out.contains("<summary>The safe way: ") && out.contains("VALIDATE CONSTRAINT"), "{out}");
}

#[test]
fn text_of_the_users_stays_text() {
    let hostile = "DROP TABLE \"</title><script>alert(1)</script>&<b>\u{1b}`'\"; -- </style><img src=x onerror=y>\n";
    let project = Project::new(&[("m/<i>&.sql", hostile)]);
    let out = page(&project, "m");
    let page = parsed(&out);
    for name in ["script", "b", "i", "img"] {
        assert!(elements(page.root(), name).is_empty(), "{name}: {out}");
    }
    assert_eq!(elements(page.root(), "style").len(), 1);
    assert!(!out.contains('\u{1b}') && elements(page.root(), "h2").iter().any(|title| text(*title) == "m/<i>&.sql"), "{out}");
    assert!(
        page.descendants()
            .all(|node| node.attributes().all(|attribute| attribute.name() != "style" && !attribute.name().starts_with("on")))
    );
}

#[test]
fn the_page_lets_nothing_in() {
    let out = page(&together(), "m/2.sql");
    let page = parsed(&out);
    let policy = elements(page.root(), "meta").into_iter().find(|node| node.attribute("http-equiv").is_some()).unwrap();
    let policy = policy.attribute("content").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    let loads = |node: &Node| node.attribute("src").is_some() || node.tag_name().name() == "link";
    assert!(!page.descendants().any(|node| loads(&node)));
}

#[test]
fn pages_of_little_and_of_much() {
    let project = Project::new(&[("m/1.sql", ""), ("m/2.sql", "SELECT 1;\n")]);
    let out = page(&project, "m");
    assert!(out.contains("ddlint: nothing found in 2 files (1 statement)") && out.contains("No statements."), "{out}");
    let statements: String = (0..3000).map(|at| format!("ALTER TABLE t{at} ADD COLUMN a int;\n")).collect();
    let long = Project::new(&[("1.sql", &format!("BEGIN;\n{statements}COMMIT;\n"))]);
    let out = self::page(&long, "plan 1.sql");
    assert!(parsed(&out).root().has_children() && out.contains("more tables not drawn."), "{}", out.len());
    assert!(out.len() < 3_000_000, "{}", out.len());
}
