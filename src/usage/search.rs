//! All names that go, looked for in a text at once.

use aho_corasick::{Input, MatchKind, automaton::Automaton, nfa::contiguous::NFA};
use rustc_hash::FxHashMap;

use super::{CodePlace, Found, Gone, Usage, alias, context, spelling};

/// A table's name this many bytes away belongs to the same piece of code.
const NEAR: usize = 1500;
/// More places are counted only.
const MOST_PLACES: usize = 50;
/// What is no text.
const BINARY_WITHIN: usize = 8000;

/// What is looked for.
pub struct Search {
    gone: Vec<Gone>,
    /// By pattern, what it may stand for.
    roles: Vec<Vec<(usize, Role)>>,
    automaton: Option<NFA>,
    /// For each thing that goes, the names that files of its table's model may have.
    files: Vec<Vec<String>>,
}

/// What a spelling stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// The table that goes, or the column's table; in everyday words only where it is told to be one.
    Table { everyday: bool },
    /// A class that stands for it.
    Class { everyday: bool },
    /// The column; if other tables may have one of this name, only near its own table.
    Column { shared: bool },
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Hits {
    /// What is named, and the line.
    lines: Vec<(usize, u32)>,
    /// Other names that a mapping gives to what goes.
    aliases: Vec<(usize, bool, String)>,
}

/// A word of a file that may be one of ours.
struct Word {
    start: usize,
    end: usize,
    gone: usize,
    role: Role,
}

impl Search {
    /// For these things, as programs usually spell them.
    pub fn new(gone: Vec<Gone>) -> Self {
        let mut patterns = Patterns::default();
        for (at, gone) in gone.iter().enumerate() {
            let table = &*gone.table.name;
            let everyday = spelling::is_single(table);
            if let Some(column) = gone.column.as_deref().filter(|column| !spelling::is_too_common(column)) {
                let shared = spelling::is_shared(column);
                spelling::of_column(column).into_iter().for_each(|name| patterns.add(name, at, Role::Column { shared }));
            }
            spelling::of_table(table).into_iter().for_each(|name| patterns.add(name, at, Role::Table { everyday }));
            spelling::of_class(table).into_iter().for_each(|name| patterns.add(name, at, Role::Class { everyday }));
        }
        Self::of(gone, patterns)
    }

    /// For the names that mappings give to the same things, where there are any.
    pub fn aliases(&self, hits: &[(String, Hits)]) -> Option<Self> {
        let mut patterns = Patterns::default();
        for (at, is_column, name) in hits.iter().flat_map(|(_, hits)| &hits.aliases) {
            let role = if *is_column { Role::Column { shared: true } } else { Role::Class { everyday: false } };
            if !self.knows(name, *at) && !spelling::is_too_common(name) {
                patterns.add(name.clone(), *at, role);
            }
        }
        if patterns.texts.is_empty() {
            return None;
        }
        for (at, gone) in self.gone.iter().enumerate() {
            let table = &*gone.table.name;
            let near = spelling::of_table(table).into_iter().chain(spelling::of_class(table));
            near.filter(|_| gone.column.is_some()).for_each(|name| patterns.add(name, at, Role::Table { everyday: true }));
        }
        Some(Self::of(self.gone.clone(), patterns))
    }

    fn of(gone: Vec<Gone>, patterns: Patterns) -> Self {
        let automaton = NFA::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns.texts).ok();
        let files = gone.iter().map(|gone| spelling::of_file(&gone.table.name)).collect();
        Self { gone, roles: patterns.roles, automaton, files }
    }

    /// The pattern is looked for already.
    fn knows(&self, name: &str, gone: usize) -> bool {
        let found = self.automaton.as_ref().and_then(|automaton| automaton.try_find(&Input::new(name)).ok().flatten());
        found
            .filter(|found| found.len() == name.len())
            .is_some_and(|found| self.roles[found.pattern().as_usize()].iter().any(|(at, _)| *at == gone))
    }

    /// Looks through one file; nothing is found in what is no text.
    pub fn file(&self, path: &str, text: &[u8]) -> Hits {
        let words = self.words(text);
        if words.is_empty() || memchr::memchr(0, &text[..text.len().min(BINARY_WITHIN)]).is_some() {
            return Hits::default();
        }
        let mut hits = Hits::default();
        let (mut line, mut counted) = (1, 0);
        for word in &words {
            let is_column = matches!(word.role, Role::Column { .. });
            if is_column == self.gone[word.gone].column.is_some() && context::is_quoted(text, word.start, word.end) {
                let name = alias::of(text, word.start, is_column, path);
                hits.aliases.extend(name.map(|name| (word.gone, is_column, name)));
            }
            if self.counts(word, &words, path, text) {
                line += memchr::memchr_iter(b'\n', &text[counted..word.start]).count() as u32;
                counted = word.start;
                if hits.lines.last() != Some(&(word.gone, line)) {
                    hits.lines.push((word.gone, line));
                }
            }
        }
        hits
    }

    fn words(&self, text: &[u8]) -> Vec<Word> {
        let found = self.automaton.as_ref().and_then(|automaton| automaton.try_find_iter(Input::new(text)).ok());
        let found = found.into_iter().flatten().filter(|found| context::is_word(text, found.start(), found.end()));
        let words = found.flat_map(|found| {
            let roles = self.roles[found.pattern().as_usize()].iter();
            roles.map(move |&(gone, role)| Word { start: found.start(), end: found.end(), gone, role })
        });
        words.collect()
    }

    fn counts(&self, word: &Word, words: &[Word], path: &str, text: &[u8]) -> bool {
        let is_column = self.gone[word.gone].column.is_some();
        match word.role {
            Role::Column { shared: false } => true,
            Role::Column { shared: true } => self.is_near(word, words) || self.is_model(word.gone, path),
            _ if is_column => false,
            Role::Table { everyday: false } | Role::Class { everyday: false } => true,
            Role::Table { everyday: true } => context::is_table(text, word.start, word.end),
            Role::Class { everyday: true } => context::is_class(text, word.start, word.end),
        }
    }

    /// The column's table is named in the same piece of code.
    fn is_near(&self, column: &Word, words: &[Word]) -> bool {
        let is_table = |word: &&Word| word.gone == column.gone && !matches!(word.role, Role::Column { .. });
        let from = words.partition_point(|word| word.start + NEAR < column.start);
        words[from..].iter().take_while(|word| word.start < column.start + NEAR).any(|word| is_table(&word))
    }

    /// The file is called after the column's table: `user.rb`, `user.model.ts`, `UserEntity.java`.
    fn is_model(&self, gone: usize, path: &str) -> bool {
        let file = path.rsplit('/').next().unwrap_or(path);
        let stem = file.split('.').next().unwrap_or(file).to_lowercase();
        let stem: String = stem.chars().filter(|letter| letter.is_alphanumeric()).collect();
        let stem = ["entity", "model", "repository"].into_iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(&stem);
        self.files[gone].iter().any(|known| known == stem)
    }

    /// What was found of each thing, in their order.
    pub fn usages(&self, mut hits: Vec<(String, Hits)>, searched: usize) -> Vec<Usage> {
        hits.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut places: Vec<Vec<CodePlace>> = vec![Vec::new(); self.gone.len()];
        for (path, hits) in hits {
            for (gone, line) in hits.lines {
                places[gone].push(CodePlace { path: path.clone(), line });
            }
        }
        let usage = |(gone, mut first): (&Gone, Vec<CodePlace>)| {
            first.sort();
            first.dedup();
            let count = first.len();
            first.truncate(MOST_PLACES);
            let common = gone.column.as_deref().is_some_and(spelling::is_too_common) && count == 0;
            let found = if common { Found::TooCommon } else { Found::Places { first, count, searched } };
            Usage { gone: gone.clone(), found }
        };
        self.gone.iter().zip(places).map(usage).collect()
    }
}

/// Spellings, each once.
#[derive(Default)]
struct Patterns {
    texts: Vec<String>,
    roles: Vec<Vec<(usize, Role)>>,
    known: FxHashMap<String, usize>,
}

impl Patterns {
    fn add(&mut self, text: String, gone: usize, role: Role) {
        let at = *self.known.entry(text).or_insert_with_key(|text| {
            self.texts.push(text.clone());
            self.roles.push(Vec::new());
            self.texts.len() - 1
        });
        if !self.roles[at].iter().any(|(known, _)| *known == gone) {
            self.roles[at].push((gone, role));
        }
    }
}
