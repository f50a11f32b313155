use super::*;

/// Words that columns of money have in their names.
const MONEY: [&str; 10] = ["price", "cost", "amount", "balance", "salary", "fee", "tax", "payment", "revenue", "total"];

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::AlterTable(alter) = step.operation else { return None };
    let TableAction::AddColumn { column, .. } = &alter.action else { return None };
    let float = column.data_type.is("float4") || column.data_type.is("float8");
    let words: Vec<String> = column.name.split('_').map(str::to_lowercase).collect();
    let money = words.iter().any(|word| MONEY.contains(&word.trim_end_matches('s')));
    if !float || !money {
        return None;
    }
    let message = format!("`{}` is only nearly right: 0.1 + 0.2 is not 0.3 in {}", column.name, column.data_type);
    Some(Finding::at(column.type_span, message).help("use numeric, or bigint for the smallest unit of the currency"))
}
