// The plan as a table: what the picture shows, in words, for everybody.

import { h, prose } from "../dom";
import type { FilePlan, Statement, Transaction } from "../engine/contract";
import { grows, SHORT_WORK, tableName, workOf } from "../findings/words";

const WHO = { nothing: "nobody", writes: "writes", "reads-and-writes": "reads and writes" };
const HOW = { autocommit: "by itself", explicit: "its own", runner: "the runner's" };

/** One row for each statement. */
export function planTable(files: FilePlan[], select: (path: string, statement: Statement) => void): HTMLElement {
    const columns = ["Line", "Statement", "Locks", "Who waits", "How long", "Still held from before", "Transaction"];
    const rows = files.flatMap(file => file.statements.map(statement => row(file, statement, select)));
    return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "The plan as a table" },
        h("table", { class: "plan" },
            h("thead", null, h("tr", null, ...columns.map(name => h("th", { scope: "col" }, name)))),
            h("tbody", null, ...rows),
        ),
    );
}

function row(file: FilePlan, statement: Statement, select: (path: string, statement: Statement) => void): HTMLElement {
    const { effects, held } = statement;
    const lines = (texts: string[]) => h("td", null, ...texts.map(text => h("div", null, prose(text))));
    const place = h("button", { type: "button", class: "link", title: file.path, onclick: () => select(file.path, statement) }, String(statement.span.line));
    return h("tr", null,
        h("th", { scope: "row" }, place),
        h("td", null, h("code", null, statement.summary), !statement.understood && h("div", { class: "muted" }, "not understood")),
        lines(effects.map(effect => `${effect.lock} on \`${tableName(effect.relation)}\``)),
        lines(effects.map(effect => (effect.new === null ? WHO[effect.blocks] : "nobody: it is new"))),
        lines(effects.map(effect => (grows(effect) ? `grows: ${SHORT_WORK[workOf(effect)]}` : "an instant"))),
        lines(held.map(lock => `${lock.lock} on \`${tableName(lock.relation)}\`${lock.since ? `, since line ${lock.since.line}` : ""}`)),
        h("td", null, inTransaction(file.transactions[statement.transaction])),
    );
}

function inTransaction(transaction: Transaction | undefined): string {
    return transaction ? HOW[transaction.kind] : "";
}
