// Findings as the editor shows them: underlined, with a mark in the margin, and with what can be done.

import { setDiagnostics, type Action, type Diagnostic as Mark } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";
import { h, prose } from "../dom";
import type { Diagnostic } from "../engine/contract";
import { effectsInWords } from "../findings/words";

/** What a finding offers to do. */
export interface Remedies {
    name: string;
    apply: () => void;
}

/** Shows the findings of the open file. */
export function showDiagnostics(view: EditorView, diagnostics: Diagnostic[], remedies: (diagnostic: Diagnostic) => Remedies[], page: (rule: string) => void): void {
    const length = view.state.doc.length;
    const marks = diagnostics.map(diagnostic => mark(diagnostic, length, remedies, page));
    view.dispatch(setDiagnostics(view.state, marks));
}

function mark(diagnostic: Diagnostic, length: number, remedies: (diagnostic: Diagnostic) => Remedies[], page: (rule: string) => void): Mark {
    const { span, severity, message } = diagnostic;
    const actions: Action[] = remedies(diagnostic).map(({ name, apply }) => ({ name, apply }));
    return {
        from: Math.min(span.start, length),
        to: Math.min(span.end, length),
        severity,
        message,
        actions,
        renderMessage: () => describe(diagnostic, page),
    };
}

function describe({ rule, message, help, effects }: Diagnostic, page: (rule: string) => void): HTMLElement {
    const open = (event: Event) => {
        event.preventDefault();
        page(rule);
    };
    return h("div", null,
        h("p", null, prose(message)),
        ...effectsInWords(effects).map(words => h("p", { class: "note" }, prose(words))),
        help !== null && h("p", null, prose(help)),
        h("a", { href: `rules/${rule}/`, onclick: open }, rule),
    );
}
