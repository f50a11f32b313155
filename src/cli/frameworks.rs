//! `ddlint frameworks`: what runs the migrations, in which order, and in which transactions.

use std::{io, sync::Arc};

use anyhow::{Context, Result};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    CLEAN,
    arguments::{Format, FrameworksArguments},
    histories::{self, History},
    host::{Host, Stream},
    output::answer,
    paths::{relative, shown},
};
use crate::{
    lint::File,
    report::VERSION,
    source::{
        Direction, Document, TransactionScope,
        framework::{Framework, Reverts},
    },
};

/// What `ddlint frameworks --format json` prints.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Frameworks", title = "ddlint frameworks")]
pub struct FrameworksJson {
    /// The version of this format.
    version: u32,
    /// The histories: files that are deployed one after the other to the same database.
    histories: Vec<HistoryJson>,
}

/// A history.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "History")]
struct HistoryJson {
    /// Its folder.
    folder: String,
    /// What runs it, by the name that `--framework` takes.
    framework: &'static str,
    /// The file that showed it, from the folder; null where nothing did, or where it was chosen.
    evidence: Option<String>,
    /// The transaction around a file that says nothing else.
    transaction: TransactionScope,
    /// All pending files run in one transaction.
    one_transaction: bool,
    /// What undoes a migration.
    reverts: Reverts,
    /// What to do with a statement that cannot run in a transaction.
    way_out: &'static str,
    /// Its files in the order in which they are deployed.
    files: Vec<FileJson>,
}

/// A file of a history.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct FileJson {
    /// The path as it was named.
    path: String,
    /// Its parts.
    sections: Vec<SectionJson>,
}

/// A part of a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Section")]
struct SectionJson {
    /// Whether it deploys or reverts.
    direction: Direction,
    /// What its runner does about transactions.
    transaction: TransactionScope,
}

/// Tells what was found.
pub fn run(arguments: &FrameworksArguments, host: &dyn Host) -> Result<u8> {
    let current = host.current_folder().context("cannot tell the current folder")?;
    let histories = histories::read(&arguments.inputs, &arguments.target, host)?;
    let told = histories.iter().map(|history| {
        let folder = shown(&relative(&current, &history.root));
        (history, HistoryJson::new(history, if folder.is_empty() { ".".to_owned() } else { folder }))
    });
    let told: Vec<_> = told.collect();
    answer(&arguments.output, Stream::Output, host, |out, _| match arguments.format {
        Format::Human => told.iter().enumerate().try_for_each(|(index, (history, json))| {
            if index > 0 {
                writeln!(out)?;
            }
            json.write(history.found.framework, out)
        }),
        Format::Json => {
            let histories = told.into_iter().map(|(_, json)| json).collect();
            serde_json::to_writer(&mut *out, &FrameworksJson { version: VERSION, histories }).map_err(io::Error::from)?;
            writeln!(out)
        }
    })?;
    Ok(CLEAN)
}

impl HistoryJson {
    fn new(history: &History, folder: String) -> Self {
        let framework = history.found.framework;
        Self {
            folder,
            framework: framework.id,
            evidence: history.found.evidence.as_ref().map(|evidence| evidence.0.clone()),
            transaction: history.settings.transaction.unwrap_or(framework.transaction),
            one_transaction: history.is_one_transaction(),
            reverts: framework.reverts,
            way_out: framework.way_out,
            files: history.files().iter().map(FileJson::new).collect(),
        }
    }

    fn write(&self, framework: &Framework, out: &mut dyn io::Write) -> io::Result<()> {
        let why = match &self.evidence {
            Some(evidence) => format!(", as `{evidence}` shows"),
            None if framework.is_plain() => ", as nothing shows what runs them".to_owned(),
            None => ", as chosen".to_owned(),
        };
        writeln!(out, "{}: {}{why}", self.folder, framework.name)?;
        writeln!(out, "  transactions  {}", transactions(self.transaction, self.one_transaction))?;
        writeln!(out, "  CONCURRENTLY  {}", self.way_out)?;
        writeln!(out, "  undone by     {}", undone_by(self.reverts))?;
        writeln!(out, "  files         {}, in this order", self.files.len())?;
        let width = self.files.iter().map(|file| file.path.chars().count()).max().unwrap_or_default();
        for file in &self.files {
            let remark = file.remark(self.transaction);
            writeln!(out, "{}", format!("    {:width$}  {remark}", file.path).trim_end())?;
        }
        Ok(())
    }
}

impl FileJson {
    fn new(file: &File) -> Self {
        let mut document = Document::decode(Arc::clone(&file.path), file.bytes);
        let part =
            |section: crate::source::Section| SectionJson { direction: section.direction, transaction: section.transaction };
        Self { path: file.path.to_string(), sections: document.sections(file.runner).into_iter().map(part).collect() }
    }

    /// What is other than in most files.
    fn remark(&self, usual: TransactionScope) -> String {
        let mut said: Vec<&str> = Vec::new();
        let up = self.sections.iter().filter(|section| section.direction == Direction::Up);
        for scope in up.map(|section| section.transaction).filter(|scope| *scope != usual) {
            let told = transactions(scope, false);
            if !said.contains(&told) {
                said.push(told);
            }
        }
        said.join("; ")
    }
}

fn transactions(scope: TransactionScope, one: bool) -> &'static str {
    match scope {
        _ if one => "all pending files run in one transaction",
        TransactionScope::Unknown => "not known: only the file's own BEGIN counts",
        TransactionScope::Wrapped => "one transaction",
        TransactionScope::OneCall => "one call: a transaction if it holds several statements",
        TransactionScope::None => "none: each statement commits by itself",
        TransactionScope::Unmixed => "one transaction, or none if no statement can run in one",
        TransactionScope::Mixed => "one transaction, or none if one statement cannot run in one",
        TransactionScope::Parsed => {
            "none: each statement commits by itself, unless the file cannot be parted: then it is one call"
        }
        TransactionScope::Split => "one transaction, but statements that cannot run in one run alone",
    }
}

fn undone_by(reverts: Reverts) -> &'static str {
    match reverts {
        Reverts::Never => "nothing: there are only further migrations",
        Reverts::InFiles => "a file of its own",
        Reverts::InSections => "a section of the same file",
        Reverts::InComments => "comments in the same file",
        Reverts::InFolder => "a file of the same name in `revert`",
    }
}
