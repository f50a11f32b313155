//! `ddlint plan`: which locks each statement takes, for how long, and what is still held.

use anyhow::Result;

use super::{
    CLEAN,
    arguments::{PlanArguments, PlanFormat},
    histories::{self, History},
    host::{Host, Stream},
    output::answer,
    progress,
};
use crate::{
    dialect::Target,
    html,
    lint::Options,
    plan::{Plan, human, json, markdown, plan},
    report::Sources,
};

/// Plans and shows it.
pub fn run(arguments: &PlanArguments, host: &dyn Host) -> Result<u8> {
    let histories = histories::read(&arguments.inputs, &arguments.target, host)?;
    let options = histories.iter().map(|history| history.options(&arguments.target, host)).collect::<Result<Vec<_>>>()?;
    let work = |(history, options): (&History, &Options)| plan(&history.files(), options);
    let plans = progress::each(&histories, &options, arguments.output.quiet, host, work);
    let files: Vec<_> = histories.iter().flat_map(History::files).collect();
    let (plan, sources) = (merged(plans), Sources::counted_in(host.units(), &files));
    answer(&arguments.output, Stream::Output, host, |out, colour| match arguments.format {
        PlanFormat::Human => human::write(&plan, &sources, colour, out),
        PlanFormat::Json => json::write(&plan, &sources, out),
        PlanFormat::Markdown => markdown::write(&plan, &sources, out),
        PlanFormat::Html => html::write(&plan, None, &sources, out),
    })?;
    Ok(CLEAN)
}

/// One plan of all histories.
pub fn merged(plans: Vec<Plan>) -> Plan {
    let target = plans.first().map_or_else(Target::default, |plan| plan.target);
    Plan { target, files: plans.into_iter().flat_map(|plan| plan.files).collect() }
}
