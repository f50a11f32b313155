//! The committed JSON Schemas are those of the types. `UPDATE=1` writes them anew.

use std::{fs, path::Path};

use ddlint::{
    api::{Fixed, Options, ReportFormat},
    baseline::Baseline,
    cli::{frameworks::FrameworksJson, rules::RuleJson},
    config::Config,
    plan::json::PlanJson,
    report::json::ReportJson,
    stats::StatsFile,
};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};

#[test]
fn of_the_configuration() {
    check("ddlint.schema.json", SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Config>());
}

#[test]
fn of_the_baseline() {
    check("baseline.schema.json", SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Baseline>());
}

#[test]
fn of_the_statistics() {
    check("stats.schema.json", SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<StatsFile>());
}

#[test]
fn of_the_report() {
    check("report.schema.json", written::<ReportJson>());
}

#[test]
fn of_the_plan() {
    check("plan.schema.json", written::<PlanJson>());
}

#[test]
fn of_the_rules() {
    check("rules.schema.json", written::<Vec<RuleJson>>());
}

#[test]
fn of_what_javascript_says() {
    check("options.schema.json", SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Options>());
    check("format.schema.json", written::<ReportFormat>());
}

#[test]
fn of_what_javascript_gets() {
    check("fixed.schema.json", written::<Fixed>());
}

#[test]
fn of_the_frameworks() {
    check("frameworks.schema.json", written::<FrameworksJson>());
}

/// The schema of what is written, not of what would be read.
fn written<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

fn check(name: &str, schema: Schema) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "UPDATE=1 cargo test writes it anew");
}
