//! Rewrites and fixes, held against real servers: they end in the same schema as the risky statement, with the same rows, and take no
//! lock that they do not tell of.

use std::{collections::BTreeSet, sync::Arc};

use ddlint::{
    diagnostic::Diagnostic,
    dialect::Target,
    fix::{Applicability, passes},
    lint::{File, Options, lint},
    name::ObjectName,
    rewrite::{Part, PartKind, Place, Rewrite, Waits},
    rules::RULES,
    session::Timeout,
    source::Span,
};

use super::{
    case::{Case, Suite, statements},
    judge::{Verdict, commit, planned, strongest, transaction_control},
    observe::{self, Observed},
    schema,
    server::Server,
    session::{Answer, Session},
};

/// What stands where a person has to put in a value.
const BY_HAND: &str = "/* the old rows' value */";

impl Verdict {
    /// Every rewrite and every fix that is offered for a case.
    pub fn of_rewrites(&mut self, server: &Server, suite: &Suite) -> Answer<()> {
        let cases = suite.cases.iter().filter(|case| case.bad && case.versions.contains(&server.version));
        for case in cases {
            let judged = Trial { server, suite, case, rows: true }.judge();
            let (compared, faults) = judged.map_err(|error| format!("{} on {}: {error}", case.id, server.version))?;
            self.compared += compared;
            let place = format!("{} on {}", case.id, server.version);
            self.disagreements.extend(faults.into_iter().map(|fault| format!("{place}: [rewrite] {fault}")));
        }
        Ok(())
    }
}

/// A case on a server, with rows in its tables or without.
struct Trial<'a> {
    server: &'a Server,
    suite: &'a Suite,
    case: &'a Case,
    rows: bool,
}

/// What a database holds in the end.
type End = (BTreeSet<String>, BTreeSet<String>);

impl Trial<'_> {
    /// How many rewrites and fixes were compared, and where they are wrong.
    fn judge(mut self) -> Answer<(usize, Vec<String>)> {
        let found = self.found(&self.case.text);
        let rewritten: Vec<(&Diagnostic, &Rewrite)> =
            found.iter().filter_map(|diagnostic| Some((diagnostic, diagnostic.rewrite.as_ref()?))).collect();
        let fixed = self.fixed();
        if rewritten.is_empty() && fixed.is_none() {
            return Ok((0, Vec::new()));
        }
        let mut risky = self.end_of(&self.case.text)?;
        if risky.is_err() {
            // Rows made up at random may not fit.
            self.rows = false;
            risky = self.end_of(&self.case.text)?;
        }
        // What this version refuses is told by the plan.
        let Ok(risky) = risky else { return Ok((0, Vec::new())) };
        let mut faults = Vec::new();
        for (diagnostic, rewrite) in &rewritten {
            faults.extend(self.rewrite(diagnostic, rewrite, &risky)?);
        }
        if let Some((text, safe)) = &fixed {
            faults.extend(self.fix(text, *safe, &risky)?);
        }
        Ok((rewritten.len() + usize::from(fixed.is_some()), faults))
    }

    fn options(&self) -> Options {
        let mut options = Options { target: Target::postgres(self.server.version), ..Options::default() };
        options.lock_timeout = Timeout::Milliseconds(2000);
        // Off by default, but for its page.
        let own = RULES.iter().filter(|rule| self.case.id.split(".md").next() == Some(rule.id));
        options.severities.extend(own.map(|rule| (rule.id, Some(rule.severity))));
        options
    }

    fn files<'a>(&'a self, text: &'a str) -> [File<'a>; 2] {
        let history = File { path: Arc::from("1.sql"), bytes: self.suite.setup.as_bytes(), history: true, ..File::default() };
        [history, File { path: Arc::from("2.sql"), bytes: text.as_bytes(), ..File::default() }]
    }

    fn found(&self, text: &str) -> Vec<Diagnostic> {
        lint(&self.files(text), &self.options()).diagnostics
    }

    /// The case with all its fixes, and whether all of them are safe.
    fn fixed(&self) -> Option<(String, bool)> {
        let with = |least| {
            let mut fixed = passes(&self.files(&self.case.text), least, |files| lint(files, &self.options()));
            fixed.texts.remove("2.sql").map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        match with(Applicability::Safe) {
            Some(safe) => Some((safe, true)),
            None => with(Applicability::Unsafe).map(|text| (text, false)),
        }
    }

    /// A database of the case's setup, with rows if they are wanted.
    fn database(&self) -> Answer<Session> {
        self.server.create_database("copy", Some(&self.suite.name))?;
        let mut session = self.server.connect("copy")?;
        if self.rows {
            schema::fill(&mut session)?;
        }
        Ok(session)
    }

    /// How a script ends, or why the server refuses it.
    fn end_of(&self, script: &str) -> Answer<Result<End, String>> {
        let mut session = self.database()?;
        for statement in statements(script) {
            if let Err(refusal) = session.run(&statement) {
                return Ok(Err(format!("{} in {statement}", refusal.message)));
            }
        }
        end(&mut session).map(Ok)
    }

    /// The case with a rewrite in place of the statement that it was made for.
    fn rewrite(&self, diagnostic: &Diagnostic, rewrite: &Rewrite, risky: &End) -> Answer<Vec<String>> {
        let name = diagnostic.rule.id;
        let (before, after) = around(&self.case.text, diagnostic);
        if rewrite.parts.iter().any(|part| part.waits == Waits::Unsaid) {
            return self.unsaid(&before.join(";\n"), &rewrite.to_string());
        }
        let mut session = self.database()?;
        let mut history = format!("{}\n", self.suite.setup);
        for statement in before {
            session.must(&statement)?;
            history.push_str(&format!("{statement};\n"));
        }
        let mut faults = Vec::new();
        let by_hand = |part: &Part| part.kind == PartKind::ByHand && !part.sql.contains(BY_HAND);
        let older = observe::names(&mut session)?;
        for part in &rewrite.parts {
            let broken = self.part(part, &history, &older, &mut session)?;
            if by_hand(part) && !broken.is_empty() {
                // Something is missing that only a person knows.
                return Ok(Vec::new());
            }
            if !broken.is_empty() {
                faults = broken;
                break;
            }
            history.push_str(&part.sql.replace(BY_HAND, "NULL"));
            history.push('\n');
        }
        for statement in after.iter().filter(|_| faults.is_empty()) {
            session.must(statement)?;
        }
        if faults.is_empty() && !rewrite.parts.iter().any(by_hand) {
            let hand = rewrite.parts.iter().any(|part| part.sql.contains(BY_HAND));
            faults.extend(differences(risky, &end(&mut session)?, self.rows && !hand));
        }
        Ok(faults.into_iter().map(|fault| format!("{name}: {fault}")).collect())
    }

    /// Statements of which nothing is claimed run in place of the risky one, or after the case.
    fn unsaid(&self, before: &str, rewrite: &str) -> Answer<Vec<String>> {
        let instead = self.end_of(&format!("{before};\n{rewrite}"))?;
        let afterwards = self.end_of(&format!("{};\n{rewrite}", self.case.text))?;
        Ok(instead.or(afterwards).err().into_iter().collect())
    }

    /// Runs one part where it says that it runs, and holds what it does against what it says.
    fn part(&self, part: &Part, history: &str, older: &BTreeSet<ObjectName>, session: &mut Session) -> Answer<Vec<String>> {
        let mut watcher = self.server.connect("copy")?;
        let sql = part.sql.replace(BY_HAND, "NULL");
        let statements = statements(&sql);
        let planned = planned(self.server.version, history, &statements);
        let together = part.place == Place::OwnTransaction;
        let mut faults = Vec::new();
        if together {
            session.must("BEGIN")?;
        }
        for (index, statement) in statements.iter().enumerate() {
            let outcome = match (part.place, transaction_control(statement)) {
                (_, Some(_)) => session.run(statement).map(|()| Observed::default()),
                (Place::OwnTransaction, None) => observe::inside(session, statement)?,
                (Place::OutsideTransaction, None) => {
                    observe::alone(session, &mut watcher, statement, strongest(planned.get(index)).as_ref())?
                }
                (Place::Anywhere, None) => commit(session, &mut watcher, statement, None)?,
            };
            match outcome {
                Ok(mut seen) => {
                    // Nobody waits for what the rewrite itself has made.
                    seen.locks.retain(|table, _| older.contains(table));
                    faults.extend(broken_claim(part, &seen).map(|claim| format!("{claim}: {statement}")));
                }
                Err(refusal) => return Ok(vec![format!("{}: {statement}", refusal.message)]),
            }
        }
        if together {
            session.must("COMMIT")?;
        }
        Ok(faults)
    }

    /// A fixed case: silent, runs, and ends where the case does if the fix is safe.
    fn fix(&self, text: &str, safe: bool, risky: &End) -> Answer<Vec<String>> {
        let left = self.found(text).into_iter().filter(|left| left.fix.is_some());
        let mut faults: Vec<String> = left.map(|left| format!("the fix leaves {}: {}", left.rule.id, left.message)).collect();
        match self.end_of(text)? {
            Err(refusal) => faults.push(format!("the fix fails: {refusal}")),
            Ok(fixed) if safe => faults.extend(differences(risky, &fixed, self.rows).map(|fault| format!("the fix: {fault}"))),
            Ok(_) => {}
        }
        Ok(faults)
    }
}

fn end(session: &mut Session) -> Answer<End> {
    Ok((schema::schema(session)?, schema::rows(session)?))
}

/// The other statements of a case, without transaction control; before them what the risky one does besides.
fn around(text: &str, diagnostic: &Diagnostic) -> (Vec<String>, Vec<String>) {
    let span = |from, to| Span::new(from, to).text(text);
    let plain = |part: &str| statements(part).into_iter().filter(|sql| transaction_control(sql).is_none()).collect::<Vec<_>>();
    let statement = diagnostic.statement;
    let mut before = plain(span(0, statement.start));
    let (head, tail) = (span(statement.start, diagnostic.span.start).trim_end(), span(diagnostic.span.end, statement.end));
    if head.ends_with(',') || tail.trim_start().starts_with(',') {
        let tail = if head.ends_with(',') { tail } else { tail.trim_start().trim_start_matches(',') };
        before.push(format!("{} {tail}", head.trim_end_matches(',')));
    }
    (before, plain(span(statement.end, text.len() as u32)))
}

/// What a part does that it does not tell of.
fn broken_claim(part: &Part, seen: &Observed) -> Option<String> {
    let strong = seen.locks.iter().find(|(_, lock)| lock.blocks_writes());
    match part.waits {
        Waits::Unsaid => None,
        Waits::Nobody => strong.map(|(table, lock)| format!("it says that nobody waits, and takes {lock} on {table}")),
        Waits::AnInstant => {
            let work = [&seen.rewrites, &seen.scans, &seen.builds].into_iter().flatten().next();
            let work = work.filter(|table| seen.locks.get(*table).is_some_and(|lock| lock.blocks_writes()));
            work.map(|table| format!("it says that no row is read, and reads {table}"))
        }
    }
}

/// Where two databases differ, the first few things.
fn differences<'a>(risky: &'a End, safe: &'a End, rows: bool) -> impl Iterator<Item = String> + 'a {
    let sides = |one: &'a BTreeSet<String>, other: &'a BTreeSet<String>, what| {
        one.difference(other).take(4).map(move |thing| format!("{what} {thing}"))
    };
    let schema = sides(&risky.0, &safe.0, "it ends without").chain(sides(&safe.0, &risky.0, "it ends with"));
    let rows = rows.then(|| sides(&risky.1, &safe.1, "it ends without").chain(sides(&safe.1, &risky.1, "it ends with")));
    schema.chain(rows.into_iter().flatten())
}
