use super::{invalid_index_kept::unconditional, *};

pub(super) fn check(step: &Step) -> Option<Finding> {
    let Operation::CreateIndex(index) = step.operation else { return None };
    let stalled = step.stalls(&index.table).or_else(|| step.effects.stalled().next());
    let effect = stalled.or_else(|| unseen_partitions(step, index))?;
    let finding = Finding::at(step.span, format!("{} until the index is built", waiting(effect)));
    Some(match step.catalog.table(&index.table) {
        Some(table) if table.kind == TableKind::Partitioned => finding
            .help("build it on each partition, then attach those indexes to the parent's")
            .rewrite(by_partition(step, index, table)),
        _ => concurrently(step, index, finding),
    })
}

/// A partitioned table whose partitions the history does not show: they are made at run time.
fn unseen_partitions<'a>(step: &'a Step, index: &CreateIndex) -> Option<&'a RelationEffect> {
    let table = step.catalog.table(&index.table)?;
    let unseen = table.kind == TableKind::Partitioned && table.children.is_empty() && !index.only;
    step.effect(&index.table).filter(|effect| unseen && blocks_existing(effect))
}

fn concurrently(step: &Step, index: &CreateIndex, finding: Finding) -> Finding {
    let create = step.words_with(index.after_keyword, " CONCURRENTLY");
    let finding = finding.help(match step.session.transaction {
        _ if step.may_run_alone() => "build it with CONCURRENTLY".to_owned(),
        TransactionBlock::Runner(framework) | TransactionBlock::Call(framework) if !framework.is_plain() => {
            format!("build it with CONCURRENTLY; {}", framework.way_out)
        }
        _ => "build it with CONCURRENTLY, in a migration that runs outside a transaction".to_owned(),
    });
    match &index.name {
        Some(name) if index.if_not_exists => {
            let name = index.table.sibling(name.clone());
            let create = unconditional(&create);
            finding.rewrite(Part::online(format!("DROP INDEX CONCURRENTLY IF EXISTS {name};\n{create};")).outside().by_hand())
        }
        _ if step.may_run_alone() => finding.fix(Fix::insert(index.after_keyword, " CONCURRENTLY")),
        _ => finding.rewrite(Part::online(format!("{create};")).outside()),
    }
}

fn by_partition(step: &Step, index: &CreateIndex, table: &Table) -> Vec<Part> {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let method = if index.method == "btree" { String::new() } else { format!("USING {} ", index.method) };
    let columns = names::index_columns(index);
    let own = index.name.as_ref().map_or_else(|| rewrite::made_up(&table.name, &columns, "idx"), |name| quoted(name).to_string());
    let key = step.words().find('(').and_then(|at| step.words().get(at..)).unwrap_or_default();
    rewrite::index_by_partition(step.catalog, table, &columns, &own, unique, &format!("{method}{key}"))
}
