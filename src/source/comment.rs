//! Comments that tell ddlint, or Squawk, to keep silent.

use memchr::memmem;

use super::{
    Span,
    scan::{self, Reach},
};

/// An ignore comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive<'a> {
    /// Whose rule names it uses.
    pub tool: Tool,
    /// What it covers.
    pub scope: IgnoreScope,
    /// The rules it names, each with its place; none means every rule.
    pub rules: Vec<(Span, &'a str)>,
    /// Why.
    pub reason: Option<&'a str>,
    /// The date of `until=2030-01-31`, as it is written.
    pub until: Option<&'a str>,
    /// From the tool's name to the end of the line or comment.
    pub span: Span,
}

/// A linter with ignore comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tool {
    /// `ddlint-ignore`.
    Ddlint,
    /// `squawk-ignore`.
    Squawk,
}

/// What an ignore comment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IgnoreScope {
    /// The statement that it stands before, in, or behind on the same line.
    Statement,
    /// The whole document.
    File,
}

/// Longer keywords first, as they begin with the shorter ones.
const KEYWORDS: [(&str, Tool, IgnoreScope); 4] = [
    ("ddlint-ignore-file", Tool::Ddlint, IgnoreScope::File),
    ("ddlint-ignore", Tool::Ddlint, IgnoreScope::Statement),
    ("squawk-ignore-file", Tool::Squawk, IgnoreScope::File),
    ("squawk-ignore", Tool::Squawk, IgnoreScope::Statement),
];

/// The ignore comments in a part of a text, in order. The part may hold SQL; it must not begin inside a quote or comment.
pub fn directives(text: &str, part: Span) -> Vec<Directive<'_>> {
    let inside = part.text(text);
    if memmem::find(inside.as_bytes(), b"-ignore").is_none() {
        return Vec::new();
    }
    let lines = comments(inside).into_iter().flat_map(|comment| comment_lines(inside, comment));
    lines.filter_map(|line| directive(text, Span::new(part.start + line.start, part.start + line.end))).collect()
}

/// The ignore comments among the comments of a script, given without what opens and closes them.
pub fn directives_of<'a>(text: &'a str, comments: &[Span]) -> Vec<Directive<'a>> {
    let moved = |comment: Span, line: Span| Span::new(comment.start + line.start, comment.start + line.end);
    let lines = comments.iter().flat_map(|&comment| {
        let inside = comment.text(text);
        comment_lines(inside, Span::new(0, inside.len() as u32)).map(move |line| moved(comment, line))
    });
    lines.filter_map(|line| directive(text, line)).collect()
}

/// The places of the comments, without what opens and closes them.
fn comments(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut comments = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| b"-/'\"$".contains(byte)) {
        at += found;
        at = match &bytes[at..] {
            [b'-', b'-', ..] => {
                let end = scan::line_comment(bytes, at);
                comments.push(Span::new(at as u32 + 2, end as u32));
                end
            }
            [b'/', b'*', ..] => {
                let Reach { end, closed } = scan::block_comment(bytes, at);
                let inner_end = if closed { end - 2 } else { end };
                comments.push(Span::new(at as u32 + 2, inner_end as u32));
                end
            }
            _ => scan::any_quoted(bytes, at).filter(|reach| reach.closed).map_or(at + 1, |reach| reach.end),
        };
    }
    comments
}

/// The lines of a comment, without the white space, dashes and stars before them and the white space behind.
fn comment_lines(text: &str, comment: Span) -> impl Iterator<Item = Span> + '_ {
    let mut start = comment.start;
    comment.text(text).split(['\n', '\r']).map(move |line| {
        let content = line.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '*'));
        let content_start = start + (line.len() - content.len()) as u32;
        start += line.len() as u32 + 1;
        Span::new(content_start, content_start + content.trim_end().len() as u32)
    })
}

/// The directive that a line of a comment is: `ddlint-ignore rule-a, rule-b until=2030-01-31: reason`.
fn directive(text: &str, line: Span) -> Option<Directive<'_>> {
    let content = line.text(text);
    let (keyword, tool, scope) = *KEYWORDS.iter().find(|(keyword, ..)| content.starts_with(keyword))?;
    let rest = content.get(keyword.len()..)?;
    if !(rest.is_empty() || rest.starts_with([' ', '\t', ':'])) {
        return None;
    }
    let (list, reason) = split_reason(rest);
    let mut directive = Directive { tool, scope, rules: Vec::new(), reason, until: None, span: line };
    let mut start = line.start + keyword.len() as u32;
    for word in list.split([' ', '\t', ',']) {
        let end = start + word.len() as u32;
        match word.strip_prefix("until=") {
            Some(date) => directive.until = Some(date),
            None if word.is_empty() => {}
            None => directive.rules.push((Span::new(start, end), word)),
        }
        start = end + 1;
    }
    Some(directive)
}

/// The comment that holds a directive and nothing else, with the line if it stands alone on one, or the white space before it.
pub fn whole_comment(text: &str, directive: Span) -> Option<Span> {
    let (before, after) = (text.get(..directive.start as usize)?, text.get(directive.end as usize..)?);
    let opened = before.trim_end_matches([' ', '\t', '*', '-', '/']);
    let opening = before.get(opened.len()..)?.trim_start();
    let rest = after.trim_start_matches([' ', '\t']);
    let closed = match opening {
        _ if opening.starts_with("--") || opening.starts_with("//") => rest,
        _ if opening.starts_with("/*") => rest.strip_prefix("*/")?,
        _ => return None,
    };
    let alone = opened.is_empty() || opened.ends_with(['\n', '\r', '\u{feff}']);
    let line_end = ["\r\n", "\n", "\r"].into_iter().find(|end| closed.starts_with(end));
    let (start, end) = (opened.len(), text.len() - closed.len());
    match line_end {
        Some(line_end) if alone => Some(Span::new(start as u32, (end + line_end.len()) as u32)),
        None if !closed.is_empty() => Some(Span::new((directive.start as usize - opening.len()) as u32, end as u32)),
        _ => Some(Span::new(start as u32, end as u32)),
    }
}

/// The rules and the reason, which stands behind a colon or two dashes.
fn split_reason(text: &str) -> (&str, Option<&str>) {
    let split = |separator| text.split_once(separator);
    let nearest = [split(":"), split("--")].into_iter().flatten().min_by_key(|(list, _)| list.len());
    let Some((list, reason)) = nearest else { return (text, None) };
    (list, Some(reason.trim()).filter(|reason| !reason.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use IgnoreScope::{File, Statement};
    use Tool::{Ddlint, Squawk};

    type Found<'a> = (Tool, IgnoreScope, Vec<&'a str>, Option<&'a str>);

    fn found(text: &str) -> Vec<Found<'_>> {
        let found = directives(text, Span::new(0, text.len() as u32)).into_iter();
        let rules = |directive: &Directive| {
            let placed = directive.rules.iter().all(|(span, rule)| span.text(text) == *rule);
            assert!(placed, "{text}");
        };
        found
            .inspect(rules)
            .map(|directive| {
                let names = directive.rules.iter().map(|(_, rule)| *rule).collect();
                (directive.tool, directive.scope, names, directive.reason)
            })
            .collect()
    }

    #[test]
    fn ignore_comments_are_found() {
        let cases: &[(&str, &[Found])] = &[
            ("-- ddlint-ignore a-b, c: why: so", &[(Ddlint, Statement, vec!["a-b", "c"], Some("why: so"))]),
            (
                "/* ddlint-ignore a */ x -- ddlint-ignore b\r\n",
                &[(Ddlint, Statement, vec!["a"], None), (Ddlint, Statement, vec!["b"], None)],
            ),
            (
                "/*\n * ddlint-ignore-file a: é\n * ddlint-ignore b,c\n */",
                &[(Ddlint, File, vec!["a"], Some("é")), (Ddlint, Statement, vec!["b", "c"], None)],
            ),
            ("--squawk-ignore a, b -- why", &[(Squawk, Statement, vec!["a", "b"], Some("why"))]),
            ("-- squawk-ignore-file", &[(Squawk, File, vec![], None)]),
            ("-- ddlint-ignore: why", &[(Ddlint, Statement, vec![], Some("why"))]),
            ("select '-- ddlint-ignore a', $$ -- ddlint-ignore a\n$$, \"/* ddlint-ignore a */\"", &[]),
            ("-- ddlint-ignored a\n-- see ddlint-ignore a\n-- ddlint-ignore-files a", &[]),
            ("E'\\'-- ddlint-ignore a' -- ddlint-ignore b", &[(Ddlint, Statement, vec!["b"], None)]),
            ("'-- ddlint-ignore a", &[(Ddlint, Statement, vec!["a"], None)]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), *expected, "{text}");
        }
    }

    #[test]
    fn a_date_and_places_are_kept() {
        let text = "x;  -- ddlint-ignore a until=2030-01-31: why  \n";
        let found = directives(text, Span::new(2, text.len() as u32));
        assert_eq!(found[0].until, Some("2030-01-31"));
        assert_eq!(found[0].span.text(text), "ddlint-ignore a until=2030-01-31: why");
    }
}
