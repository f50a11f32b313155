use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Grant(grant) = step.operation else { return None };
    let everybody = grant.grantees.iter().any(|grantee| grantee == "public");
    let writes = |privilege: &Name| matches!(privilege.as_str(), "all" | "insert" | "update" | "delete" | "truncate");
    let tables = match &grant.target {
        GrantTarget::Tables(tables) => names(tables),
        GrantTarget::AllTables(schemas) => format!("all tables of `{}`", schemas.join("`, `")),
        GrantTarget::Objects(..) | GrantTarget::Roles => return None,
    };
    if grant.revoke || !everybody || !grant.privileges.iter().any(writes) {
        return None;
    }
    Some(Finding::at(step.span, format!("every role may change {tables}")).help("grant it to the role that needs it"))
}
