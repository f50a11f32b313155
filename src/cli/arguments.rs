//! The command line as clap reads it.

use std::path::PathBuf;

use clap::{
    ArgGroup, Args, Parser, Subcommand, ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};

use crate::{
    config::{Chosen, FailOn, Preset},
    dialect::Dialect,
};

/// The widest that help is written.
pub const WIDEST: usize = 110;

/// Says, before an SQL migration runs, what it will do to a live database, and shows the safe way.
#[derive(Debug, Parser)]
#[command(name = "ddlint", version, args_conflicts_with_subcommands = true, max_term_width = WIDEST)]
#[command(after_help = "Exit codes: 0 nothing found at or above --fail-on · 1 findings · 2 ddlint could not run.
Comments: `-- ddlint-ignore RULE: reason` covers its statement, `-- ddlint-ignore-file RULE: reason` its file.")]
pub struct Arguments {
    /// What to do; `lint` where nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// `lint`'s own.
    #[command(flatten)]
    pub lint: LintArguments,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find what is dangerous in migrations (what happens where no command is named)
    Lint(Box<LintArguments>),
    /// Show statement by statement which locks are taken, for how long, and what is still held
    Plan(Box<PlanArguments>),
    /// Print a rule's page: why it matters, bad and good examples
    Explain(ExplainArguments),
    /// List all rules
    Rules(RulesArguments),
    /// Show what runs the migrations, in which order and in which transactions
    Frameworks(Box<FrameworksArguments>),
    /// Write a commented ddlint.toml into the current folder
    Init(InitArguments),
    /// Print the query whose answer --stats takes: `psql --csv -c "$(ddlint stats-query)" > stats.csv`
    StatsQuery(StatsQueryArguments),
    /// Print a script that teaches a shell to complete ddlint's commands and options
    Completions(CompletionsArguments),
}

/// What `lint` takes.
#[derive(Debug, Default, Args)]
pub struct LintArguments {
    /// What is read.
    #[command(flatten)]
    pub inputs: InputArguments,
    /// How it is understood.
    #[command(flatten)]
    pub target: TargetArguments,
    /// The shape of the report
    #[arg(long, value_enum, default_value_t, overrides_with = "format")]
    pub format: ReportFormat,
    /// Where the report goes.
    #[command(flatten)]
    pub output: OutputArguments,
    /// The lowest severity that makes the exit code 1 [default: error]
    #[arg(long, value_name = "SEVERITY", overrides_with = "fail_on")]
    pub fail_on: Option<FailOn>,
    /// What is reported where no rule is named [default: recommended]
    #[arg(long)]
    pub preset: Option<Preset>,
    /// Another severity for a rule: off, info, warning or error (repeatable)
    #[arg(long = "rule", value_name = "NAME=SEVERITY")]
    pub rules: Vec<String>,
    /// How large tables are: CSV or JSON, written by the query that `ddlint stats-query` prints
    #[arg(long, value_name = "FILE")]
    pub stats: Option<PathBuf>,
    /// Look up dropped and renamed tables and columns in the application's code: a file or folder (repeatable)
    #[arg(long, value_name = "PATH")]
    pub code: Vec<PathBuf>,
    /// What is known already.
    #[command(flatten)]
    pub baseline: BaselineArguments,
    /// What is done about it.
    #[command(flatten)]
    pub fixes: FixArguments,
    /// The report was made before, and is to be shown in another shape.
    #[arg(skip)]
    pub earlier: Option<Earlier>,
}

/// What is left of an earlier report.
#[derive(Debug, Clone, Default)]
pub struct Earlier {
    /// The findings to be shown, by their places in it.
    pub kept: Vec<u32>,
    /// How many fixes had been applied, if that was asked for.
    pub fixed: Option<usize>,
}

/// What `init` takes.
#[derive(Debug, Default, Args)]
pub struct InitArguments {
    /// Translate the configuration of another linter
    #[arg(long, value_name = "TOOL")]
    pub from: Option<OtherLinter>,
    /// That configuration [default: .squawk.toml]
    #[arg(value_name = "FILE", requires = "from")]
    pub file: Option<PathBuf>,
}

/// Linters whose configuration is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OtherLinter {
    /// Squawk's `.squawk.toml`.
    Squawk,
}

/// What is known already.
#[derive(Debug, Default, Args)]
pub struct BaselineArguments {
    /// Leave out what this file knows, and name its entries that are no longer found [default: `baseline` of ddlint.toml]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Report all, whatever `baseline` of ddlint.toml says
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    pub no_baseline: bool,
    /// Write what is found into a file that --baseline takes, and report nothing [default: `baseline` of ddlint.toml, or
    /// ddlint-baseline.json]
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[arg(conflicts_with_all = ["baseline", "fix", "diff", "format", "output"])]
    pub write_baseline: Option<Option<PathBuf>>,
}

/// What is done about findings.
#[derive(Debug, Default, Args)]
#[command(group(ArgGroup::new("fix_or_diff").args(["fix", "diff"]).multiple(true)))]
pub struct FixArguments {
    /// Apply the fixes that keep what a migration ends in, then report what is left
    ///
    /// All reported files may change: name the new ones, or use --since, where others were deployed already. With standard
    /// input the fixed text goes to standard output and the report to standard error.
    #[arg(long)]
    pub fix: bool,
    /// With --fix or --diff: also apply fixes that change what a migration does
    #[arg(long = "unsafe", requires = "fix_or_diff")]
    pub with_unsafe: bool,
    /// Print what --fix would change, as a patch for `git apply`, and change nothing; the exit code is 1 if anything would change
    #[arg(long, conflicts_with = "format")]
    pub diff: bool,
}

/// What `plan` takes.
#[derive(Debug, Default, Args)]
pub struct PlanArguments {
    /// What is read.
    #[command(flatten)]
    pub inputs: InputArguments,
    /// How it is understood.
    #[command(flatten)]
    pub target: TargetArguments,
    /// The shape of the plan
    #[arg(long, value_enum, default_value_t)]
    pub format: PlanFormat,
    /// Where the plan goes.
    #[command(flatten)]
    pub output: OutputArguments,
}

/// What `frameworks` takes.
#[derive(Debug, Default, Args)]
pub struct FrameworksArguments {
    /// What is read.
    #[command(flatten)]
    pub inputs: InputArguments,
    /// How it is understood.
    #[command(flatten)]
    pub target: TargetArguments,
    /// The shape of the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Where the answer goes.
    #[command(flatten)]
    pub output: OutputArguments,
}

/// What is read.
#[derive(Debug, Default, Args)]
pub struct InputArguments {
    /// Files, folders, globs, or `-` for standard input
    ///
    /// Folders are walked for `*.sql` with .gitignore respected; down migrations in them (`*.down.sql`, `down.sql`,
    /// `*_rollback.sql`, …) are left out. A folder's files are read in the order in which they are deployed, so that each
    /// statement is judged by what exists when it runs. Without a path: `paths` of ddlint.toml, or the folders that the
    /// configurations of migration tools here name, or the migrations folder found from here (migrations, db/migrations,
    /// db/migrate, prisma/migrations, supabase/migrations, drizzle, …), or those of the packages and services below.
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The file that standard input stands for; its elder siblings are its history
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// SQL that is there already, such as the output of `pg_dump -s`; read first, never reported (repeatable)
    #[arg(long, value_name = "FILE")]
    pub schema: Vec<PathBuf>,
    /// Report only files added or changed since this git commit, branch or tag; the others are history
    #[arg(long, value_name = "REF")]
    pub since: Option<String>,
    /// Do not read a named file's elder siblings as its history
    #[arg(long)]
    pub no_history: bool,
    /// Files that ran before all others and are not reported: JavaScript names them itself.
    #[arg(skip)]
    pub history: Vec<PathBuf>,
}

/// How it is understood.
#[derive(Debug, Default, Args)]
pub struct TargetArguments {
    /// The SQL dialect [default: postgres]
    #[arg(long)]
    pub dialect: Option<Dialect>,
    /// The server's major version, such as 15
    #[arg(long, value_name = "VERSION")]
    pub target_version: Option<String>,
    /// What runs the migrations; `auto` tells it from the files [default: auto]
    #[arg(long, value_name = "NAME", value_parser = framework())]
    pub framework: Option<Chosen>,
    /// Whatever runs the migrations wraps each file in a transaction
    #[arg(long, conflicts_with = "no_transaction")]
    pub assume_transaction: bool,
    /// Each statement commits by itself
    #[arg(long)]
    pub no_transaction: bool,
    /// A configuration file instead of the ddlint.toml found upward from each file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// Where the answer goes.
#[derive(Debug, Default, Args)]
pub struct OutputArguments {
    /// Write the answer to a file
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// When to use colours; `auto` heeds the terminal, NO_COLOR and CLICOLOR_FORCE
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub color: Color,
    /// No summary and no progress bar
    #[arg(long, short, overrides_with = "quiet")]
    pub quiet: bool,
}

/// What `explain` takes.
#[derive(Debug, Default, Args)]
pub struct ExplainArguments {
    /// The rule's name, as findings show it in brackets
    pub rule: String,
}

/// What `rules` takes.
#[derive(Debug, Default, Args)]
pub struct RulesArguments {
    /// The shape of the list
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// What `stats-query` takes.
#[derive(Debug, Args)]
pub struct StatsQueryArguments {
    /// The SQL dialect
    #[arg(default_value = "postgres")]
    pub dialect: Dialect,
    /// The shape of the query's answer
    #[arg(long, value_enum, default_value_t)]
    pub format: StatsFormat,
}

/// The shape of statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum StatsFormat {
    /// A line a table, with `psql --csv`
    #[default]
    Csv,
    /// One JSON document, with `psql -At`
    Json,
}

/// What `completions` takes.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: clap_complete::Shell,
}

fn framework() -> impl TypedValueParser<Value = Chosen> {
    PossibleValuesParser::new(Chosen::names()).map(|name| Chosen::named(&name).unwrap_or_default())
}

/// The shape of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs: one JSON document, described by a schema.
    Json,
}

/// The shape of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum PlanFormat {
    /// For people
    #[default]
    Human,
    /// For programs: one JSON document, described by a schema
    Json,
    /// A table a file, for the summary of a pipeline's job
    Markdown,
    /// A page for a browser
    Html,
}

/// The shape of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum, schemars::JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum ReportFormat {
    /// For people
    #[default]
    Human,
    /// For programs: one JSON document, described by a schema
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, which GitHub Actions shows beside the lines
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML, for test reports
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// A comment on a pull request
    Markdown,
    /// A page for a browser, with the lock timeline of each file
    Html,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Color {
    /// On terminals.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
