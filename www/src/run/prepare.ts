// The statements of files, as the server is to get them.

import type { FilePlan, Statement } from "../engine/contract";
import type { Input } from "../engine/protocol";
import type { SourceFile } from "../state";
import type { Order } from "./protocol";

export interface Prepared extends Pick<Order, "history" | "steps"> {
    statements: { statement: Statement; file: FilePlan; index: number }[];
}

/** Cuts files where ddlint sees statements, and opens transactions where what runs them would. */
export function prepare(input: Input, history: FilePlan[], plan: FilePlan[]): Prepared {
    const statements = plan.flatMap(file => file.statements.map((statement, index) => ({ statement, file, index })));
    const steps = statements.map(({ statement, file, index }, at) => {
        const transaction = file.transactions[statement.transaction];
        const isRunners = transaction?.kind === "runner";
        return {
            at,
            sql: cut(input.files, file.path, statement),
            line: statement.span.line,
            opens: isRunners && transaction.start_statement === index,
            closes: isRunners && transaction.end_statement === index,
            inTransaction: transaction !== undefined && transaction.kind !== "autocommit",
        };
    });
    const before = history.flatMap(file => file.statements.map(statement => ({ path: file.path, line: statement.span.line, sql: cut(input.history, file.path, statement) })));
    return { history: before, steps, statements };
}

function cut(files: SourceFile[], path: string, { span }: Statement): string {
    return files.find(file => file.path === path)?.text.slice(span.start, span.end) ?? "";
}
