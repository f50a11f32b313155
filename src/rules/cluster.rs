use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Cluster(cluster) = step.operation else { return None };
    let message = match &cluster.table {
        None => "reads and writes of each clustered table wait while it is written anew".to_owned(),
        Some(table) if step.is_existing(table) => {
            format!("reads and writes of `{table}` wait while it is written anew in the index's order")
        }
        Some(_) => return None,
    };
    Some(Finding::at(step.span, message).help("use pg_repack or pg_squeeze, which let reads and writes go on"))
}
