//! The command line as its users see it: the built program, run on files in a folder of its own.

#[path = "cli/project.rs"]
mod project;

#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/ci.rs"]
mod ci;
#[path = "cli/code.rs"]
mod code;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/configuration.rs"]
mod configuration;
#[path = "cli/configured.rs"]
mod configured;
#[path = "cli/db_migrate.rs"]
mod db_migrate;
#[path = "cli/errors.rs"]
mod errors;
#[path = "cli/fix.rs"]
mod fix;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/frameworks.rs"]
mod frameworks;
#[path = "cli/html.rs"]
mod html;
#[path = "cli/human.rs"]
mod human;
#[path = "cli/ignores.rs"]
mod ignores;
#[path = "cli/inputs.rs"]
mod inputs;
#[path = "cli/json.rs"]
mod json;
#[path = "cli/liquibase.rs"]
mod liquibase;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/measured.rs"]
mod measured;
#[path = "cli/old_files.rs"]
mod old_files;
#[path = "cli/plan.rs"]
mod plan;
#[path = "cli/preset.rs"]
mod preset;
#[path = "cli/runbooks.rs"]
mod runbooks;
#[path = "cli/schemas.rs"]
mod schemas;
#[path = "cli/scripts.rs"]
mod scripts;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/since.rs"]
mod since;
#[path = "cli/stats.rs"]
mod stats;
#[path = "cli/story.rs"]
mod story;
#[path = "cli/versions.rs"]
mod versions;
#[path = "cli/ways_back.rs"]
mod ways_back;
