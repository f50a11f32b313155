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
    let finding = finding.help(if step.may_run_alone() {
        "build it with CONCURRENTLY"
    } else {
        "build it with CONCURRENTLY, in a migration that runs outside a transaction"
    });
    match &index.name {
        Some(name) if index.if_not_exists => {
            let name = index.table.sibling(name.clone());
            let create = unconditional(&create);
            finding.rewrite(format!("-- outside a transaction\nDROP INDEX CONCURRENTLY IF EXISTS {name};\n{create};"))
        }
        _ if step.may_run_alone() => finding.fix(Fix::insert(index.after_keyword, " CONCURRENTLY")),
        _ => finding.rewrite(format!("-- outside a transaction\n{create};")),
    }
}

/// `ON ONLY` the parent, then partition by partition.
fn by_partition(step: &Step, index: &CreateIndex, table: &Table) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let columns: Vec<Name> = index.keys.iter().filter_map(|key| key.column.clone()).collect();
    let own = index.name.as_ref().map_or_else(|| rewrite::made_up(&table.name, &columns, "idx"), |name| quoted(name).to_string());
    let after_table = step.words().find('(').and_then(|at| step.words().get(at..)).unwrap_or_default();
    let mut partitions = String::new();
    for child in &table.children {
        let name = rewrite::made_up(child, &columns, "idx");
        let schema = child.schema.as_deref().filter(|schema| *schema != "public").map(|schema| format!("{}.", quoted(schema)));
        let schema = schema.unwrap_or_default();
        partitions.push_str(&format!(
            "CREATE {unique}INDEX CONCURRENTLY {name} ON {child} {after_table};\n\
             ALTER INDEX {schema}{own} ATTACH PARTITION {schema}{name};\n"
        ));
    }
    if partitions.is_empty() {
        partitions.push_str("-- for each partition: CREATE INDEX CONCURRENTLY, then ALTER INDEX … ATTACH PARTITION");
    }
    rewrite::parts(&[
        ("no row is read", format!("CREATE {unique}INDEX {own} ON ONLY {} {after_table};", table.name)),
        ("outside a transaction", partitions),
    ])
}
