//! Whether a script may be handed to a parser that recurses: told from its bytes, before anything is parsed.

/// Deepest nesting of brackets outside literals that is parsed.
const DEEPEST: usize = if SMALL_STACK { 100 } else { 400 };
/// The same where quotes are not looked at: a regular expression may hold one.
const DEEPEST_OF_ALL: usize = 3_000;
/// Longest chain of operators and key words in one statement that is parsed.
const LONGEST_CHAIN: usize = if SMALL_STACK { 500 } else { 8_000 };
/// A stack of a JavaScript engine, which cannot be chosen.
pub(super) const SMALL_STACK: bool = cfg!(target_family = "wasm");

/// Words after which a parser descends.
const DESCENDING: [&[u8]; 9] = [b"else", b"new", b"await", b"typeof", b"void", b"delete", b"if", b"for", b"while"];

/// Whether the script may be handed to a parser that recurses.
pub(super) fn is_shallow(script: &str) -> bool {
    let bytes = script.as_bytes();
    nesting(bytes) <= DEEPEST_OF_ALL && Walk::default().passes(bytes)
}

/// What closes the brackets that a part of a script leaves open.
pub(super) fn closing(part: &str) -> String {
    let bytes = part.as_bytes();
    let mut walk = Walk::default();
    let mut at = 0;
    while at < bytes.len() {
        at = walk.step(bytes, at);
    }
    let close = |opened: &Opened| match opened {
        Opened::Round => ")",
        Opened::Square => "]",
        Opened::Curly => "}",
        Opened::InTemplate => "}`",
    };
    walk.open.iter().rev().map(close).collect()
}

/// The deepest nesting of brackets, whatever they stand in.
fn nesting(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in bytes {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// An open bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opened {
    Round,
    Square,
    Curly,
    /// `${` in a template.
    InTemplate,
}

#[derive(Default)]
struct Walk {
    open: Vec<Opened>,
    chain: usize,
    elses: usize,
}

impl Walk {
    fn passes(mut self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while at < bytes.len() {
            at = self.step(bytes, at);
            if self.open.len() > DEEPEST || self.chain > LONGEST_CHAIN || self.elses > LONGEST_CHAIN {
                return false;
            }
        }
        true
    }

    fn step(&mut self, bytes: &[u8], at: usize) -> usize {
        match bytes[at..] {
            [b'/', b'/', ..] => end_of(bytes, at, b"\n"),
            [b'/', b'*', ..] => end_of(bytes, at + 2, b"*/"),
            [quote @ (b'\'' | b'"'), ..] => quoted(bytes, at, quote),
            [b'`', ..] => self.template(bytes, at + 1),
            [b'(', ..] => self.opened(at, Opened::Round),
            [b'[', ..] => self.opened(at, Opened::Square),
            [b'{', ..] => self.opened(at, Opened::Curly),
            [b'}', ..] if self.open.last() == Some(&Opened::InTemplate) => {
                self.open.pop();
                self.template(bytes, at + 1)
            }
            [b')' | b']' | b'}', ..] => {
                self.open.pop();
                at + 1
            }
            [b';', ..] => {
                self.chain = 0;
                at + 1
            }
            [byte, ..] if byte.is_ascii_alphabetic() => self.word(bytes, at),
            [byte, ..] => {
                self.chain += usize::from(b"!~+-*/%?:=<>&|^".contains(&byte));
                at + 1
            }
            [] => at + 1,
        }
    }

    fn opened(&mut self, at: usize, bracket: Opened) -> usize {
        self.open.push(bracket);
        at + 1
    }

    fn word(&mut self, bytes: &[u8], at: usize) -> usize {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let word = &bytes[at..at + length];
        if DESCENDING.contains(&word) {
            self.chain += 1;
        }
        // A chain of `else if` is nested, although its blocks are closed.
        self.elses += usize::from(word == b"else");
        at + length
    }

    /// Behind a template literal, or behind the `${` in it.
    fn template(&mut self, bytes: &[u8], mut at: usize) -> usize {
        while at < bytes.len() {
            match bytes[at..] {
                [b'\\', ..] => at += 2,
                [b'`', ..] => return at + 1,
                [b'$', b'{', ..] => return self.opened(at + 1, Opened::InTemplate),
                _ => at += 1,
            }
        }
        bytes.len()
    }
}

fn end_of(bytes: &[u8], at: usize, end: &[u8]) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    memchr::memmem::find(rest, end).map_or(bytes.len(), |found| at + found + end.len())
}

/// Behind a quoted literal; a quote that its line does not close is none.
fn quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' => return start + 1,
            _ if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    start + 1
}
