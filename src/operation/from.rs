//! Each kind of operation is an [`Operation`].

use super::*;

impl From<CreateTable> for Operation {
    fn from(operation: CreateTable) -> Self {
        Operation::CreateTable(operation)
    }
}

impl From<CreateTableAs> for Operation {
    fn from(operation: CreateTableAs) -> Self {
        Operation::CreateTableAs(operation)
    }
}

impl From<AlterTable> for Operation {
    fn from(operation: AlterTable) -> Self {
        Operation::AlterTable(operation)
    }
}

impl From<MoveTablespace> for Operation {
    fn from(operation: MoveTablespace) -> Self {
        Operation::MoveTablespace(operation)
    }
}

impl From<CreateIndex> for Operation {
    fn from(operation: CreateIndex) -> Self {
        Operation::CreateIndex(operation)
    }
}

impl From<Reindex> for Operation {
    fn from(operation: Reindex) -> Self {
        Operation::Reindex(operation)
    }
}

impl From<Drop> for Operation {
    fn from(operation: Drop) -> Self {
        Operation::Drop(operation)
    }
}

impl From<Truncate> for Operation {
    fn from(operation: Truncate) -> Self {
        Operation::Truncate(operation)
    }
}

impl From<LockTable> for Operation {
    fn from(operation: LockTable) -> Self {
        Operation::LockTable(operation)
    }
}

impl From<Vacuum> for Operation {
    fn from(operation: Vacuum) -> Self {
        Operation::Vacuum(operation)
    }
}

impl From<Analyze> for Operation {
    fn from(operation: Analyze) -> Self {
        Operation::Analyze(operation)
    }
}

impl From<Cluster> for Operation {
    fn from(operation: Cluster) -> Self {
        Operation::Cluster(operation)
    }
}

impl From<CreateView> for Operation {
    fn from(operation: CreateView) -> Self {
        Operation::CreateView(operation)
    }
}

impl From<RefreshView> for Operation {
    fn from(operation: RefreshView) -> Self {
        Operation::RefreshView(operation)
    }
}

impl From<CreateSequence> for Operation {
    fn from(operation: CreateSequence) -> Self {
        Operation::CreateSequence(operation)
    }
}

impl From<AlterSequence> for Operation {
    fn from(operation: AlterSequence) -> Self {
        Operation::AlterSequence(operation)
    }
}

impl From<CreateType> for Operation {
    fn from(operation: CreateType) -> Self {
        Operation::CreateType(operation)
    }
}

impl From<AlterType> for Operation {
    fn from(operation: AlterType) -> Self {
        Operation::AlterType(operation)
    }
}

impl From<CreateDomain> for Operation {
    fn from(operation: CreateDomain) -> Self {
        Operation::CreateDomain(operation)
    }
}

impl From<AlterDomain> for Operation {
    fn from(operation: AlterDomain) -> Self {
        Operation::AlterDomain(operation)
    }
}

impl From<CreateFunction> for Operation {
    fn from(operation: CreateFunction) -> Self {
        Operation::CreateFunction(operation)
    }
}

impl From<CreateTrigger> for Operation {
    fn from(operation: CreateTrigger) -> Self {
        Operation::CreateTrigger(operation)
    }
}

impl From<CreatePolicy> for Operation {
    fn from(operation: CreatePolicy) -> Self {
        Operation::CreatePolicy(operation)
    }
}

impl From<AlterPolicy> for Operation {
    fn from(operation: AlterPolicy) -> Self {
        Operation::AlterPolicy(operation)
    }
}

impl From<CreateRule> for Operation {
    fn from(operation: CreateRule) -> Self {
        Operation::CreateRule(operation)
    }
}

impl From<CreateStatistics> for Operation {
    fn from(operation: CreateStatistics) -> Self {
        Operation::CreateStatistics(operation)
    }
}

impl From<CreateSchema> for Operation {
    fn from(operation: CreateSchema) -> Self {
        Operation::CreateSchema(operation)
    }
}

impl From<CreateExtension> for Operation {
    fn from(operation: CreateExtension) -> Self {
        Operation::CreateExtension(operation)
    }
}

impl From<CreatePublication> for Operation {
    fn from(operation: CreatePublication) -> Self {
        Operation::CreatePublication(operation)
    }
}

impl From<AlterPublication> for Operation {
    fn from(operation: AlterPublication) -> Self {
        Operation::AlterPublication(operation)
    }
}

impl From<AlterObject> for Operation {
    fn from(operation: AlterObject) -> Self {
        Operation::AlterObject(operation)
    }
}

impl From<Comment> for Operation {
    fn from(operation: Comment) -> Self {
        Operation::Comment(operation)
    }
}

impl From<Grant> for Operation {
    fn from(operation: Grant) -> Self {
        Operation::Grant(operation)
    }
}

impl From<Dml> for Operation {
    fn from(operation: Dml) -> Self {
        Operation::Dml(operation)
    }
}

impl From<Select> for Operation {
    fn from(operation: Select) -> Self {
        Operation::Select(operation)
    }
}

impl From<Copy> for Operation {
    fn from(operation: Copy) -> Self {
        Operation::Copy(operation)
    }
}

impl From<Call> for Operation {
    fn from(operation: Call) -> Self {
        Operation::Call(operation)
    }
}

impl From<DoBlock> for Operation {
    fn from(operation: DoBlock) -> Self {
        Operation::Do(operation)
    }
}

impl From<Transaction> for Operation {
    fn from(operation: Transaction) -> Self {
        Operation::Transaction(operation)
    }
}

impl From<Set> for Operation {
    fn from(operation: Set) -> Self {
        Operation::Set(operation)
    }
}

impl From<Other> for Operation {
    fn from(operation: Other) -> Self {
        Operation::Other(operation)
    }
}

impl From<Unknown> for Operation {
    fn from(operation: Unknown) -> Self {
        Operation::Unknown(operation)
    }
}
