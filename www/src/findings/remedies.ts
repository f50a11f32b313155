// What a finding offers: its fix, and its safe rewrite in place of the statement.

import type { Diagnostic, Edit, FilePlan } from "../engine/contract";

export interface Remedy {
    name: string;
    /** What is lost or open when it is applied. */
    caution: string | null;
    apply: () => void;
}

export function remediesOf(diagnostic: Diagnostic, file: FilePlan | undefined, text: string, edit: (edits: Edit[]) => void): Remedy[] {
    const { fix } = diagnostic;
    const remedies: Remedy[] = [];
    if (fix && fix.applicability !== "display-only") {
        const caution = fix.applicability === "safe" ? null : fix.applicability === "unsafe" ? "changes what the migration ends in" : "has gaps to fill";
        remedies.push({ name: `Fix: ${plain(fix.title)}`, caution, apply: () => edit(fix.edits) });
    }
    const rewritten = replacement(diagnostic, file, text);
    if (rewritten) {
        const caution = diagnostic.rewrite?.includes("/*") ? "has gaps to fill" : null;
        remedies.push({ name: "Put the safe way in its place", caution, apply: () => edit([rewritten]) });
    }
    return remedies;
}

const plain = (title: string) => title.replaceAll("`", "");

/** The statement of a finding becomes its rewrite. */
function replacement({ rewrite, span, fix }: Diagnostic, file: FilePlan | undefined, text: string): Edit | null {
    const statement = file?.statements.find(statement => statement.span.start <= span.start && span.start <= statement.span.end);
    if (!rewrite || !statement || fix) {
        return null;
    }
    const rest = /^\s*;/.exec(text.slice(statement.span.end, statement.span.end + 100))?.[0] ?? "";
    return { span: { ...statement.span, end: statement.span.end + rest.length }, replacement: rewrite };
}
