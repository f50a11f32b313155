// What a finding offers: its fix, and its safe rewrite, where it can stand.

import type { Diagnostic, Edit, FilePlan } from "../engine/contract";

export interface Remedy {
    name: string;
    /** What is lost or open when it is applied. */
    caution: string | null;
    apply: () => void;
}

/** Changes the file of the finding, and puts new files behind it. */
type Apply = (edits: Edit[], followers: string[]) => void;

export function remediesOf(diagnostic: Diagnostic, file: FilePlan | undefined, text: string, apply: Apply): Remedy[] {
    const { fix, rewrite } = diagnostic;
    if (fix && fix.applicability !== "display-only") {
        const caution = { safe: null, unsafe: "changes what the migration ends in", "has-placeholders": "has gaps to fill" }[fix.applicability];
        return [{ name: `Fix: ${fix.title.replaceAll("`", "")}`, caution, apply: () => apply(fix.edits, []) }];
    }
    const change = rewrite ? rewritten(diagnostic, rewrite, file, text) : null;
    if (!change || !rewrite) {
        return [];
    }
    const { edit, followers } = change;
    const files = followers.length + Number(edit.replacement !== "");
    const name = followers.length === 0 ? "Put the safe way in its place" : files === 1 ? "Move it to a file of its own" : `Split it over ${files} files`;
    return [{ name, caution: rewrite.includes("/*") ? "has gaps to fill" : null, apply: () => apply([edit], followers) }];
}

/** The statement of a finding becomes its rewrite. What a transaction forbids goes into files behind it. */
function rewritten({ span }: Diagnostic, rewrite: string, file: FilePlan | undefined, text: string): { edit: Edit; followers: string[] } | null {
    const statement = file?.statements.find(statement => statement.span.start <= span.start && span.start <= statement.span.end);
    if (!statement) {
        return null;
    }
    const rest = /^\s*;/.exec(text.slice(statement.span.end, statement.span.end + 100))?.[0] ?? "";
    const place = { ...statement.span, end: statement.span.end + rest.length };
    const alone = file?.transactions[statement.transaction]?.kind === "autocommit";
    const parts = alone ? [rewrite] : rewrite.split(/^(?=-- \d+\. )/m);
    const stays = !alone && needsItsOwn(parts[0] ?? "") ? 0 : 1;
    return { edit: { span: place, replacement: parts.slice(0, stays).join("").trimEnd() }, followers: parts.slice(stays) };
}

/** The first line of a part says where it runs. */
const needsItsOwn = (part: string) => /^--.*(outside a transaction|a transaction of its own)/.test(part);
