//! The table of functions' volatility (`src/effects/functions.txt`), held against servers and made from them.

use std::collections::{BTreeMap, BTreeSet};

use ddlint::{
    dialect::Target,
    effects::volatility::{least_volatility, volatility},
    name::ObjectName,
    operation::Volatility,
};

use super::{server::Server, session::Answer};

const EXTENSIONS: &str = "citext hstore pgcrypto uuid-ossp pg_trgm unaccent fuzzystrmatch ltree intarray cube earthdistance isn tablefunc lo seg \
                          btree_gist btree_gin xml2 pgrowlocks dblink";

/// Functions that a statement may call: none for internal use, and none that only stands behind an operator or a type's input.
/// `time with time zone` is left out: its conversions are volatile in old versions, and nobody uses it.
const FUNCTIONS: &str =
    "SELECT p.proname::text, (p.pronargs - p.pronargdefaults)::int, CASE WHEN provariadic <> 0 THEN 9 ELSE least(p.pronargs, 9) END::int,
        p.provolatile::text, x.objid IS NOT NULL
    FROM pg_proc p LEFT JOIN pg_depend x ON x.objid = p.oid AND x.classid = 'pg_proc'::regclass AND x.deptype = 'e'
    LEFT JOIN pg_description d ON d.objoid = p.oid AND d.classoid = 'pg_proc'::regclass
    WHERE p.prokind = 'f' AND p.pronamespace <> 'information_schema'::regnamespace
        AND NOT EXISTS (SELECT FROM unnest(p.proargtypes::oid[] || p.prorettype) t WHERE t::regtype::text ~
            '^(internal|cstring|trigger|event_trigger|.*_handler)$')
        AND NOT 'timetz'::regtype = ANY (p.proargtypes)
        AND coalesce(d.description !~ '^(implementation of.*|I/O)$', true)
        AND p.proname !~ '^(_|pg_stat_get|binary_upgrade)'";

/// What is no function in the catalog but is written like one.
const SYNTAX: &str = "current_date s,current_time s,current_timestamp s,localtime s,localtimestamp s,current_role s,user s,current_catalog s,\
                      system_user s@16,coalesce,nullif,greatest,least,row,trim,extract i/2 s/2,grouping";

/// One function as a server has it.
pub struct Row {
    name: String,
    arguments: std::ops::RangeInclusive<usize>,
    letter: char,
    of_extension: bool,
}

/// All of one server's.
pub type Rows = Vec<Row>;

/// The functions of a server and of the usual extensions.
pub fn rows(server: &Server) -> Answer<Rows> {
    server.create_database("functions", None)?;
    let mut session = server.connect("functions")?;
    EXTENSIONS.split(' ').try_for_each(|name| session.must(&format!("CREATE EXTENSION IF NOT EXISTS \"{name}\" CASCADE")))?;
    let found = session.client.query(FUNCTIONS, &[])?;
    Ok(found.iter().map(row).collect())
}

fn row(row: &postgres::Row) -> Row {
    let (least, most, letter): (i32, i32, &str) = (row.get(1), row.get(2), row.get(3));
    let letter = letter.chars().next().unwrap_or('v');
    Row { name: row.get(0), arguments: least as usize..=most as usize, letter, of_extension: row.get(4) }
}

/// Functions of which the table says something else than a server.
pub fn disagreements(version: u16, rows: &Rows) -> Vec<String> {
    rows.iter().flat_map(|row| row.arguments.clone().filter_map(move |count| disagreement(version, row, count))).collect()
}

fn disagreement(version: u16, row: &Row, count: usize) -> Option<String> {
    let (name, target) = (ObjectName::bare(row.name.as_str()), Target::postgres(version));
    let (least, most) = (least_volatility(&name, count, target), volatility(&name, count, target));
    let seen = match row.letter {
        'i' => Volatility::Immutable,
        's' => Volatility::Stable,
        _ => Volatility::Volatile,
    };
    let agrees = least.is_some_and(|least| least <= seen) && most.is_some_and(|most| seen <= most);
    (!agrees).then(|| format!("{}/{count} on {version}: the table says {least:?} to {most:?}, the server {seen:?}", row.name))
}

/// Writes the table anew.
pub fn update(servers: &[(u16, Rows)]) -> Answer<()> {
    let mut functions: BTreeMap<&str, Function> = BTreeMap::new();
    for (version, row) in servers.iter().flat_map(|(version, rows)| rows.iter().map(move |row| (version, row))) {
        let function = functions.entry(&row.name).or_default();
        function.of_extension |= row.of_extension;
        for count in row.arguments.clone() {
            function.overloads.entry(row.letter).or_default().entry(count).or_default().insert(*version);
        }
    }
    let mut lines: BTreeMap<&str, String> = SYNTAX
        .split(',')
        .map(|line| line.split_once(' ').unwrap_or((line, "")))
        .map(|(name, items)| (name, items.to_owned()))
        .collect();
    for (name, function) in &functions {
        lines.entry(name).or_insert_with(|| function.items());
    }
    let text: String = lines.iter().map(|(name, items)| format!("{}\n", format!("{name} {items}").trim_end())).collect();
    Ok(std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/effects/functions.txt"), text)?)
}

/// The overloads of one name: letter → number of arguments → versions.
#[derive(Default)]
struct Function {
    overloads: BTreeMap<char, BTreeMap<usize, BTreeSet<u16>>>,
    of_extension: bool,
}

impl Function {
    fn items(&self) -> String {
        let mut items = Vec::new();
        for (letter, counts) in &self.overloads {
            let mut by_versions: BTreeMap<&BTreeSet<u16>, Vec<String>> = BTreeMap::new();
            for (count, versions) in counts {
                by_versions.entry(versions).or_default().push(count.to_string());
            }
            match self.overloads.len() {
                1 => items.push((*letter, String::new(), span(&counts.values().flatten().copied().collect()))),
                _ => items.extend(
                    by_versions.iter().map(|(versions, counts)| (*letter, format!("/{}", counts.join(",")), span(versions))),
                ),
            }
        }
        let written = items.iter().filter(|(letter, counts, span)| *letter != 'i' || !counts.is_empty() || !span.is_empty());
        let mut words: Vec<String> = written.map(|(letter, counts, span)| format!("{letter}{counts}{span}")).collect();
        words.extend(self.of_extension.then(|| "x".to_owned()));
        words.join(" ")
    }
}

/// The versions as they are written, all of them as nothing.
fn span(versions: &BTreeSet<u16>) -> String {
    let (all, first, last) = (Target::POSTGRES_VERSIONS, versions.first(), versions.last());
    let since = first.filter(|first| *first != all.start()).map(|first| format!("@{first}")).unwrap_or_default();
    let until = last.filter(|last| *last != all.end()).map(|last| format!("-{last}")).unwrap_or_default();
    since + &until
}
