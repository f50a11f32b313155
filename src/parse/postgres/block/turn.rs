//! Loops of plpgsql: their turns one by one where they are known.

use super::{
    follow::{Flow, Follower},
    tree::{Code, Head, Loop},
};
use crate::{
    name::Name,
    operation::Located,
    parse::evaluate::{self, Value},
    source::{Token, TokenKind},
};

/// Most turns of one loop that are followed.
const MOST_TURNS: usize = 1000;

/// What a turn gives its variables; without a name for a lone value.
type Fields = Vec<(Name, Option<Value>)>;

impl<'a> Follower<'a, '_> {
    pub(super) fn turns(&mut self, turns: &Loop<'a>) -> Flow {
        self.loops.push(false);
        let start = self.followed.operations.len();
        let flow = match turns.head {
            Head::Forever => self.unknown_turns(&turns.body),
            Head::While(condition) => self.while_turns(condition, &turns.body),
            Head::Each { targets, source, array } => self.each(targets, source, array, &turns.body),
        };
        let commits = self.loops.pop().unwrap_or_default();
        if commits {
            self.followed.operations.iter_mut().skip(start).for_each(|operation| operation.context.commits_in_loop = true);
        }
        self.keep_first(start);
        flow
    }

    /// What each turn of a loop does again is told once.
    fn keep_first(&mut self, start: usize) {
        let mut kept: Vec<Located> = Vec::new();
        for next in self.followed.operations.drain(start..) {
            let same = |known: &&Located| known.span == next.span && known.operation == next.operation;
            match kept.iter().rev().take(64).find(same) {
                Some(known) if next.called.is_none() || known.called == next.called => {}
                _ => kept.push(next),
            }
        }
        self.followed.operations.append(&mut kept);
    }

    /// Once, with whatever the body changes unknown.
    fn unknown_turns(&mut self, body: &[Code<'a>]) -> Flow {
        let changed = self.changed(body);
        self.scope.forget(&changed);
        self.perhaps_turn(body);
        Flow::Next
    }

    /// A turn that is gone through for its statements: they are no more doubtful than the loop.
    fn perhaps_turn(&mut self, body: &[Code<'a>]) {
        let before = self.scope.clone();
        self.unknown_loops += 1;
        self.all(body);
        self.unknown_loops -= 1;
        self.scope.doubt(&before);
    }

    fn while_turns(&mut self, condition: &'a [Token], body: &[Code<'a>]) -> Flow {
        for _ in 0..MOST_TURNS {
            match self.value(condition).and_then(|value| value.is_true()) {
                Some(false) => return Flow::Next,
                Some(true) if self.budget > 0 => match self.all(body) {
                    Flow::Next | Flow::Continue => {}
                    Flow::Exit => return Flow::Next,
                    flow => return flow,
                },
                _ => break,
            }
        }
        self.unknown_turns(body)
    }

    /// `FOR` and `FOREACH`.
    fn each(&mut self, targets: &'a [Token], source: &'a [Token], array: bool, body: &[Code<'a>]) -> Flow {
        let names: Vec<Name> = self.names(targets);
        let depth = self.scope.open();
        // What the loop goes through is read before it.
        let commits = self.loops.pop().unwrap_or_default();
        let known = self.turns_of(source, array).filter(|turns| turns.len() <= MOST_TURNS);
        self.loops.push(commits);
        if array || names.len() == 1 {
            names.iter().for_each(|name| self.scope.declare(name.clone(), Name::default(), None));
        }
        let turned = known.as_ref().map(|turns| !turns.is_empty());
        let mut flow = Flow::Next;
        match known {
            Some(turns) => {
                for values in turns {
                    self.bind(&names, values);
                    flow = self.all(body);
                    if !matches!(flow, Flow::Next | Flow::Continue) || self.budget == 0 {
                        break;
                    }
                }
            }
            None => {
                self.scope.forget(&names);
                flow = self.unknown_turns(body);
            }
        }
        self.scope.close(depth);
        self.found(turned);
        if matches!(flow, Flow::Exit | Flow::Continue) { Flow::Next } else { flow }
    }

    /// The values of each turn, where they are known.
    fn turns_of(&mut self, source: &'a [Token], array: bool) -> Option<Vec<Fields>> {
        let one = |value| vec![(Name::default(), Some(value))];
        if array {
            let Value::Array(items) = self.value(source)? else { return None };
            return Some(items.into_iter().map(one).collect());
        }
        if let Some(range) = self.range(source) {
            return Some(range?.into_iter().map(|number| one(Value::Integer(number))).collect());
        }
        let rows = self.query_or_expression(source)?;
        let columns = rows.columns;
        rows.complete.then(|| rows.rows.into_iter().map(|fields| columns.iter().cloned().zip(fields).collect()).collect())
    }

    /// `[REVERSE] a..b [BY c]`; the outer `None` for what is no range.
    fn range(&mut self, source: &'a [Token]) -> Option<Option<Vec<i64>>> {
        let text = self.source;
        let (reverse, numbers) = match self.keyword(source).as_str() {
            "REVERSE" => (true, &source[1..]),
            "SELECT" | "WITH" | "EXECUTE" | "VALUES" => return None,
            _ => (false, source),
        };
        let is_by = |token: &Token| token.kind == TokenKind::Word && token.span.text(text).eq_ignore_ascii_case("BY");
        let by = numbers.iter().position(is_by).unwrap_or(numbers.len());
        let (from, to) = self.span(&numbers[..by]).text(text).split_once("..")?;
        let step = numbers.get(by + 1..).map(|step| self.span(step).text(text));
        Some(self.numbers(from, to, step, reverse))
    }

    fn numbers(&mut self, from: &str, to: &str, step: Option<&str>, reverse: bool) -> Option<Vec<i64>> {
        let mut number = |sql: &str| match evaluate::expression(sql, self)? {
            Value::Integer(number) => Some(number),
            _ => None,
        };
        let (from, to) = (number(from)?, number(to)?);
        let step = usize::try_from(step.map_or(Some(1), number)?).ok().filter(|step| *step > 0)?;
        let (low, high) = if reverse { (to, from) } else { (from, to) };
        if high.checked_sub(low)? > MOST_TURNS as i64 {
            return None;
        }
        let all = low..=high;
        Some(if reverse { all.rev().step_by(step).collect() } else { all.step_by(step).collect() })
    }

    fn bind(&mut self, names: &[Name], values: Fields) {
        match (names, values.as_slice()) {
            ([name], [(column, value)]) if column.is_empty() => self.assign(name, value.clone()),
            ([name], _) => self.assign(name, Some(Value::Row(values))),
            _ => names.iter().zip(values).for_each(|(name, (_, value))| self.assign(name, value)),
        }
    }
}
