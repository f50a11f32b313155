//! Changelogs in XML.

use roxmltree::{Document, Node};

use super::{OWN_WORDS, QUIET, unread};
use crate::source::{
    Direction, Section, Span, TransactionScope,
    framework::{self, first_delimiter, is_for_postgres},
};

const ESCAPED: &str = "the SQL holds escapes of XML: put it into `<![CDATA[…]]>`";
const BROKEN: &str = "the changelog cannot be parsed";

/// The SQL of all changesets that are run on PostgreSQL, in order.
pub(super) fn sections(text: &str, span: Span) -> Vec<Section> {
    let Ok(document) = Document::parse(span.text(text)) else {
        let words = span.text(text);
        let start = span.start + (words.len() - words.trim_start().len()) as u32;
        let line = words.trim_start().lines().next().unwrap_or_default();
        return vec![unread(Span::new(start, start + line.trim_end().len() as u32), BROKEN)];
    };
    let mut reader = Reader { text, start: span.start, sections: Vec::new() };
    let is_run = |node: &Node| {
        let says = |name: &str, word: &str| node.attribute(name).is_some_and(|value| value.eq_ignore_ascii_case(word));
        node.attribute("dbms").is_none_or(is_for_postgres) && !says("ignore", "true")
    };
    let changesets = document.root_element().children().filter(|node| is(node, "changeSet"));
    for changeset in changesets.filter(is_run) {
        let wrapped = changeset.attribute("runInTransaction").is_none_or(|value| !value.eq_ignore_ascii_case("false"));
        for change in changeset.children().filter(Node::is_element).filter(is_run) {
            match change.tag_name().name() {
                "sql" => reader.sql(&change, Direction::Up, wrapped),
                "rollback" => {
                    let parts = change.children().filter(|node| is(node, "sql")).collect::<Vec<_>>();
                    parts.iter().for_each(|part| reader.sql(part, Direction::Down, wrapped));
                    if !change.children().any(|node| node.is_element()) {
                        reader.sql(&change, Direction::Down, wrapped);
                    }
                }
                name if QUIET.contains(&name) => {}
                _ => reader.unread_once(&change),
            }
        }
    }
    reader.sections
}

struct Reader<'t> {
    text: &'t str,
    /// Where the XML starts in the text.
    start: u32,
    sections: Vec<Section>,
}

impl Reader<'_> {
    fn sql(&mut self, element: &Node, direction: Direction, wrapped: bool) {
        let Some(inside) = self.inside(element) else { return };
        let words = inside.text(self.text);
        let words = words.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
        let span = match words {
            Some(words) => Span::new(inside.start + 9, inside.start + 9 + words.len() as u32),
            None if inside.text(self.text).contains(['<', '&']) => return self.sections.push(unread(inside, ESCAPED)),
            None => inside,
        };
        let whole = element.attribute("splitStatements").is_some_and(|value| value.eq_ignore_ascii_case("false"));
        let transaction = match (wrapped, whole) {
            (true, _) => TransactionScope::Wrapped,
            (false, true) => TransactionScope::OneCall,
            (false, false) => TransactionScope::None,
        };
        let delimiter = element.attribute("endDelimiter").and_then(|delimiter| first_delimiter(self.text, span, delimiter));
        let framework = framework::named("liquibase").unwrap_or_default();
        self.sections.push(Section { direction, transaction, framework, delimiter, ..Section::plain(span) });
    }

    /// What stands between an element's tags, without the white space around it.
    fn inside(&self, element: &Node) -> Option<Span> {
        let range = element.range();
        let from = element.attributes().map(|attribute| attribute.range().end).max().unwrap_or(range.start);
        let all = self.text.get(self.start as usize..)?;
        let from = from + all.get(from..range.end)?.find('>')? + 1;
        let to = range.start + all.get(range.clone())?.rfind("</")?;
        let inside = all.get(from..to)?;
        let start = self.start + (from + inside.len() - inside.trim_start().len()) as u32;
        Some(Span::new(start, start + inside.trim().len() as u32)).filter(|_| !inside.trim().is_empty())
    }

    fn unread_once(&mut self, change: &Node) {
        if self.sections.iter().all(|section| section.flow.unread != Some(OWN_WORDS)) {
            let start = self.start + change.range().start as u32;
            let line = self.text.get(start as usize..).unwrap_or_default().lines().next().unwrap_or_default();
            self.sections.push(unread(Span::new(start, start + line.trim_end().len() as u32), OWN_WORDS));
        }
    }
}

/// An element of this name, whatever its namespace.
fn is(node: &Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}
