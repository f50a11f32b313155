use super::*;

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::Set(set) = step.operation else { return None };
    if !set.local || step.session.in_transaction() || step.context.in_block {
        return None;
    }
    Some(
        Finding::at(step.span, format!("`{}` stays as it is: SET LOCAL lasts until the end of a transaction", set.name))
            .help("open a transaction first, or use SET; if your runner opens one, tell ddlint with --assume-transaction")
            .maybe_fix(without_local(step)),
    )
}

/// The word `LOCAL` taken out.
fn without_local(step: &Step) -> Option<Fix> {
    let local = step.words().get(..10).filter(|words| words.eq_ignore_ascii_case("SET LOCAL "))?;
    let word = Span::new(step.span.start + 4, step.span.start + local.len() as u32);
    Some(Fix::replace(word, "").title("set it for the session").applicability(Applicability::Unsafe))
}
