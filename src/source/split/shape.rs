//! What a statement's words say about the semicolons inside it.

/// What is known of a statement from the words read so far.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    kind: Kind,
    words: u32,
    previous: Word,
    /// Open parentheses.
    parentheses: usize,
    /// Open `BEGIN ATOMIC` and `CASE`.
    blocks: usize,
    copies: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    /// No word of it matters.
    #[default]
    Plain,
    /// `CREATE`, of what is not known yet.
    Create,
    /// `CREATE FUNCTION` or `CREATE PROCEDURE`: its body may be `BEGIN ATOMIC … END`.
    Routine,
    /// `CREATE RULE`: its actions may stand in parentheses.
    Rule,
    /// `COPY`: data may follow.
    Copy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Word {
    #[default]
    Other,
    Begin,
    From,
}

impl Shape {
    /// From the first word of a statement.
    pub fn of(first: &[u8]) -> Self {
        let kind = match first {
            _ if first.eq_ignore_ascii_case(b"create") => Kind::Create,
            _ if first.eq_ignore_ascii_case(b"copy") => Kind::Copy,
            _ => Kind::Plain,
        };
        Self { kind, ..Self::default() }
    }

    /// Its words and parentheses are to be read.
    pub fn needs_words(&self) -> bool {
        self.kind != Kind::Plain
    }

    /// Reads a word.
    pub fn word(&mut self, word: &[u8]) {
        self.words += 1;
        let is = |keyword: &str| word.eq_ignore_ascii_case(keyword.as_bytes());
        match self.kind {
            // CREATE OR REPLACE FUNCTION: the object's kind is the second or the fourth word.
            Kind::Create if is("function") || is("procedure") => self.kind = Kind::Routine,
            Kind::Create if is("rule") => self.kind = Kind::Rule,
            Kind::Create if self.words >= 4 => self.kind = Kind::Plain,
            Kind::Routine if self.blocks == 0 => self.blocks = usize::from(self.previous == Word::Begin && is("atomic")),
            Kind::Routine if is("case") => self.blocks += 1,
            Kind::Routine if is("end") => self.blocks -= 1,
            Kind::Copy => self.copies |= self.previous == Word::From && is("stdin"),
            _ => {}
        }
        self.previous = match word {
            _ if is("begin") => Word::Begin,
            _ if is("from") => Word::From,
            _ => Word::Other,
        };
    }

    /// Reads `(`.
    pub fn open(&mut self) {
        self.parentheses += 1;
    }

    /// Reads `)`.
    pub fn close(&mut self) {
        self.parentheses = self.parentheses.saturating_sub(1);
    }

    /// A `;` here does not end the statement.
    pub fn is_inside(&self) -> bool {
        match self.kind {
            Kind::Routine => self.blocks > 0,
            Kind::Rule => self.parentheses > 0,
            _ => false,
        }
    }

    /// `COPY … FROM STDIN`: data follows the statement.
    pub fn copies(&self) -> bool {
        self.copies
    }
}
