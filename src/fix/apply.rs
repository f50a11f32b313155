//! Fixes put into a text.

use std::collections::BTreeMap;

use super::{Edit, Fix};

/// A text after fixes were put into it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The text; every byte that no edit covers is as it was.
    pub bytes: Vec<u8>,
    /// How many fixes were applied.
    pub count: usize,
}

/// Puts fixes into a text. Of two that touch the first is applied: the other one waits until the text was linted again.
pub fn apply<'a>(bytes: &[u8], fixes: impl IntoIterator<Item = &'a Fix>) -> Applied {
    let mut edits: BTreeMap<u32, &Edit> = BTreeMap::new();
    let mut count = 0;
    for fix in fixes {
        let fits = |edit: &Edit| edit.span.start <= edit.span.end && edit.span.end as usize <= bytes.len();
        let touches =
            |edit: &Edit| edits.range(..=edit.span.end).next_back().is_some_and(|(_, known)| known.span.end >= edit.span.start);
        if fix.edits.iter().all(|edit| fits(edit) && !touches(edit)) {
            edits.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
            count += 1;
        }
    }
    Applied { bytes: with_edits(bytes, edits.values().copied()), count }
}

/// The text with edits in order of place, which do not overlap. New lines end as the text's first line does.
fn with_edits<'a>(bytes: &[u8], edits: impl Iterator<Item = &'a Edit>) -> Vec<u8> {
    let first_end = memchr::memchr(b'\n', bytes).unwrap_or_default();
    let carriage_return = first_end > 0 && bytes[first_end - 1] == b'\r';
    let mut text = Vec::with_capacity(bytes.len() + 256);
    let mut copied = 0;
    for edit in edits {
        text.extend_from_slice(&bytes[copied..edit.span.start as usize]);
        let replacement = if carriage_return { edit.replacement.replace('\n', "\r\n") } else { edit.replacement.clone() };
        text.extend_from_slice(replacement.as_bytes());
        copied = edit.span.end as usize;
    }
    text.extend_from_slice(&bytes[copied..]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// Where a fix's edits start and end, and what they put there.
    type Edits<'a> = &'a [(u32, u32, &'a str)];

    fn applied(text: &[u8], edits: &[Edits]) -> (String, usize) {
        let edit = |&(start, end, text): &(u32, u32, &str)| Edit { span: Span::new(start, end), replacement: text.to_owned() };
        let fixes: Vec<Fix> =
            edits.iter().map(|edits| Fix { edits: edits.iter().map(edit).collect(), ..Fix::insert(0, "") }).collect();
        let applied = apply(text, &fixes);
        (String::from_utf8_lossy(&applied.bytes).into_owned(), applied.count)
    }

    #[test]
    fn the_first_of_two_that_touch_is_applied() {
        let cases: &[(&[Edits], &str, usize)] = &[
            (&[], "abcdef", 0),
            (&[&[(1, 1, "-")], &[(4, 5, "")]], "a-bcdf", 2),
            (&[&[(4, 5, "")], &[(1, 1, "-")]], "a-bcdf", 2),
            (&[&[(1, 3, "x")], &[(2, 4, "y")]], "axdef", 1),
            (&[&[(1, 3, "x")], &[(3, 3, "y")]], "axdef", 1),
            (&[&[(2, 2, "x")], &[(2, 2, "y")]], "abxcdef", 1),
            (&[&[(0, 1, "x"), (5, 6, "y")], &[(2, 3, "z"), (5, 5, "z")]], "xbcdey", 1),
            (&[&[(1, 2, "x"), (2, 2, "y")]], "axycdef", 1),
            (&[&[(6, 7, "x")], &[(3, 2, "x")]], "abcdef", 0),
        ];
        for (edits, expected, count) in cases {
            assert_eq!(applied(b"abcdef", edits), ((*expected).to_owned(), *count), "{edits:?}");
        }
    }

    #[test]
    fn other_bytes_and_line_ends_stay() {
        assert_eq!(applied(b"\xEF\xBB\xBFa;\r\nb;\n", &[&[(4, 5, ";\n-- x\n")]]).0, "\u{feff}a;\r\n-- x\r\n\r\nb;\n");
        let bytes = apply(b"\xFF\xFE\n", &[Fix::insert(1, "a\n")]).bytes;
        assert_eq!(bytes, b"\xFFa\n\xFE\n");
    }
}
