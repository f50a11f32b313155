//! The control structures of plpgsql, as written. What stands between them is kept as tokens.

use crate::{
    parse::cursor::{Cursor, Expected, Read},
    source::{Token, TokenKind},
};

/// Deepest nesting of control structures that is followed.
const MAX_DEPTH: usize = 200;

/// A piece of code.
#[derive(Debug)]
pub enum Code<'a> {
    /// A statement up to its semicolon.
    Statement(&'a [Token]),
    /// `[DECLARE …] BEGIN … [EXCEPTION …] END`.
    Block(Block<'a>),
    /// `IF` and `CASE`.
    Branch(Branch<'a>),
    /// `LOOP`, `WHILE`, `FOR` and `FOREACH`.
    Loop(Loop<'a>),
    /// What could not be read, up to the next semicolon.
    Broken(Expected),
}

/// A block.
#[derive(Debug, Default)]
pub struct Block<'a> {
    /// One declaration each.
    pub declarations: Vec<&'a [Token]>,
    /// Between `BEGIN` and `EXCEPTION` or `END`.
    pub body: Vec<Code<'a>>,
    /// The handlers' conditions, each with its code.
    pub handlers: Vec<Arm<'a>>,
}

/// Code under a condition.
#[derive(Debug, Default)]
pub struct Arm<'a> {
    /// The condition; of a simple `CASE`, what the operand is compared with.
    pub condition: &'a [Token],
    /// What runs where it holds.
    pub body: Vec<Code<'a>>,
}

/// `IF … ELSIF … ELSE … END IF`, `CASE … END CASE`.
#[derive(Debug, Default)]
pub struct Branch<'a> {
    /// The operand of a simple `CASE`.
    pub operand: Option<&'a [Token]>,
    /// The first whose condition holds runs.
    pub arms: Vec<Arm<'a>>,
    /// `ELSE`.
    pub otherwise: Vec<Code<'a>>,
}

/// A loop.
#[derive(Debug)]
pub struct Loop<'a> {
    /// What makes it turn.
    pub head: Head<'a>,
    /// What runs at each turn.
    pub body: Vec<Code<'a>>,
}

/// What makes a loop turn.
#[derive(Debug, Clone, Copy)]
pub enum Head<'a> {
    /// `LOOP`.
    Forever,
    /// `WHILE condition LOOP`.
    While(&'a [Token]),
    /// `FOR targets IN source LOOP`, `FOREACH targets IN ARRAY source LOOP`.
    Each {
        /// The variables.
        targets: &'a [Token],
        /// A range, a query, `EXECUTE …`, or an array.
        source: &'a [Token],
        /// `FOREACH`.
        array: bool,
    },
}

/// Reads code to its end; a piece that cannot be read costs itself only.
pub fn read(cursor: Cursor) -> Vec<Code> {
    let mut reader = Reader { cursor, depth: 0 };
    let mut all = Vec::new();
    while !reader.cursor.at_end() {
        reader.body(&[], &mut all);
        // An end that nothing opened.
        if !reader.cursor.at_end() {
            all.push(Code::Broken(Expected { what: "a statement", at: reader.cursor.span() }));
            reader.skip_statement();
        }
    }
    all
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    depth: usize,
}

/// Words that part or close a control structure.
const ENDS: &[&str] = &["END", "EXCEPTION", "WHEN", "ELSIF", "ELSEIF", "ELSE"];

impl<'a> Reader<'a> {
    /// Code up to one of these words, or up to a word that ends anything.
    fn body(&mut self, ends: &[&'static str], code: &mut Vec<Code<'a>>) -> Option<&'static str> {
        while !self.cursor.at_end() {
            if let Some(end) = ends.iter().copied().find(|end| self.cursor.is_word(end)) {
                return Some(end);
            }
            if ENDS.iter().any(|end| self.cursor.is_word(end)) {
                return None;
            }
            match self.piece() {
                Ok(Some(piece)) => code.push(piece),
                Ok(None) => {}
                Err(expected) => {
                    code.push(Code::Broken(expected));
                    self.skip_statement();
                }
            }
        }
        None
    }

    fn skip_statement(&mut self) {
        self.cursor.advance();
        self.until(|cursor| cursor.is(TokenKind::Semicolon));
        self.cursor.eat(TokenKind::Semicolon);
    }

    fn piece(&mut self) -> Read<Option<Code<'a>>> {
        if self.cursor.eat(TokenKind::Semicolon) {
            return Ok(None);
        }
        if self.cursor.eat_operator("<<") {
            self.cursor.name()?;
            return if self.cursor.eat_operator(">>") { Ok(None) } else { self.cursor.expected("`>>`") };
        }
        if self.depth >= MAX_DEPTH {
            return self.cursor.expected("code that is nested less deeply");
        }
        let Some(word) = self.cursor.eat_one_of(&["DECLARE", "BEGIN", "IF", "CASE", "LOOP", "WHILE", "FOREACH", "FOR"]) else {
            let tokens = self.until(|cursor| cursor.is(TokenKind::Semicolon));
            return Ok(Some(Code::Statement(tokens)));
        };
        self.depth += 1;
        let read = match word {
            "DECLARE" | "BEGIN" => self.block(word == "DECLARE").map(Code::Block),
            "IF" => self.branch().map(Code::Branch),
            "CASE" => self.case().map(Code::Branch),
            "LOOP" => self.turns(Head::Forever),
            "WHILE" => self.condition("LOOP").and_then(|condition| self.turns(Head::While(condition))),
            _ => self.each(word == "FOREACH"),
        };
        self.depth -= 1;
        read.map(Some)
    }

    fn block(&mut self, declares: bool) -> Read<Block<'a>> {
        let mut block = Block::default();
        if declares {
            while !self.cursor.at_end() && !self.cursor.eat_word("BEGIN") {
                block.declarations.push(self.until(|cursor| cursor.is(TokenKind::Semicolon)));
                self.cursor.eat(TokenKind::Semicolon);
            }
        }
        if self.body(&["EXCEPTION", "END"], &mut block.body) == Some("EXCEPTION") {
            self.cursor.advance();
            while self.cursor.eat_word("WHEN") {
                block.handlers.push(self.arm("THEN", &["WHEN", "END"])?);
            }
        }
        self.end().map(|()| block)
    }

    fn branch(&mut self) -> Read<Branch<'a>> {
        let mut branch = Branch { arms: vec![self.arm("THEN", &["ELSIF", "ELSEIF", "ELSE", "END"])?], ..Branch::default() };
        while self.cursor.eat_one_of(&["ELSIF", "ELSEIF"]).is_some() {
            branch.arms.push(self.arm("THEN", &["ELSIF", "ELSEIF", "ELSE", "END"])?);
        }
        self.otherwise(branch)
    }

    fn case(&mut self) -> Read<Branch<'a>> {
        let operand = self.condition("WHEN")?;
        let mut branch = Branch { operand: Some(operand).filter(|operand| !operand.is_empty()), ..Branch::default() };
        branch.arms.push(self.arm("THEN", &["WHEN", "ELSE", "END"])?);
        while self.cursor.eat_word("WHEN") {
            branch.arms.push(self.arm("THEN", &["WHEN", "ELSE", "END"])?);
        }
        self.otherwise(branch)
    }

    fn otherwise(&mut self, mut branch: Branch<'a>) -> Read<Branch<'a>> {
        if self.cursor.eat_word("ELSE") {
            self.body(&["END"], &mut branch.otherwise);
        }
        self.end().map(|()| branch)
    }

    fn arm(&mut self, word: &'static str, ends: &[&'static str]) -> Read<Arm<'a>> {
        let condition = self.condition(word)?;
        let mut body = Vec::new();
        self.body(ends, &mut body);
        Ok(Arm { condition, body })
    }

    /// `FOR r IN query LOOP`, `FOR i IN 1..n LOOP`, `FOREACH x IN ARRAY a LOOP`.
    fn each(&mut self, array: bool) -> Read<Code<'a>> {
        let targets = self.condition("IN")?;
        if array {
            self.cursor.expect_word("ARRAY")?;
        }
        let source = self.condition("LOOP")?;
        self.turns(Head::Each { targets, source, array })
    }

    fn turns(&mut self, head: Head<'a>) -> Read<Code<'a>> {
        let mut body = Vec::new();
        self.body(&["END"], &mut body);
        self.end().map(|()| Code::Loop(Loop { head, body }))
    }

    /// `END [IF | LOOP | CASE] [label]`.
    fn end(&mut self) -> Read<()> {
        self.cursor.expect_word("END")?;
        self.cursor.eat_one_of(&["IF", "LOOP", "CASE"]);
        if !self.cursor.at_end() && !self.cursor.is(TokenKind::Semicolon) {
            self.cursor.name()?;
        }
        Ok(())
    }

    /// An expression up to a word, which is read too.
    fn condition(&mut self, end: &'static str) -> Read<&'a [Token]> {
        let tokens = self.until(|cursor| cursor.is_word(end) || cursor.is(TokenKind::Semicolon));
        self.cursor.expect_word(end)?;
        Ok(tokens)
    }

    /// The tokens up to one, outside parentheses and `CASE`, for which `stop` holds.
    fn until(&mut self, stop: impl Fn(&Cursor) -> bool) -> &'a [Token] {
        let tokens = self.cursor.rest();
        let (mut depth, mut cases, mut count) = (0usize, 0usize, 0usize);
        while let Some(kind) = self.cursor.kind() {
            if depth == 0 && cases == 0 && stop(&self.cursor) {
                break;
            }
            match kind {
                TokenKind::LeftParen | TokenKind::LeftBracket => depth += 1,
                TokenKind::RightParen | TokenKind::RightBracket => depth = depth.saturating_sub(1),
                TokenKind::Word if self.cursor.is_word("CASE") => cases += 1,
                TokenKind::Word if self.cursor.is_word("END") => cases = cases.saturating_sub(1),
                _ => {}
            }
            self.cursor.advance();
            count += 1;
        }
        &tokens[..count.min(tokens.len())]
    }
}
