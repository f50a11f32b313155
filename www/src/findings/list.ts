// The findings as a list: what happens, to whom, and what to do.

import { count, h, prose, toast } from "../dom";
import type { Diagnostic } from "../engine/contract";
import type { Outcome } from "../engine/protocol";
import type { Remedy } from "./remedies";
import { effectsInWords } from "./words";

export interface Acts {
    select: (diagnostic: Diagnostic) => void;
    remedies: (diagnostic: Diagnostic) => Remedy[];
    page: (rule: string) => void;
    fixAll: (unsafe: boolean) => void;
}

/** So many are written into the page at once. */
const PORTION = 30;

export class FindingList {
    readonly element = h("section", { class: "findings", "aria-label": "Findings" });
    #acts: Acts;
    #category = "";
    #outcome: Outcome | null = null;
    #shown = PORTION;
    #items: { diagnostic: Diagnostic; item: HTMLElement }[] = [];

    constructor(acts: Acts) {
        this.#acts = acts;
    }

    show(outcome: Outcome): void {
        this.#outcome = outcome;
        this.#shown = PORTION;
        this.#render();
    }

    /** What was found is not known any more. */
    clear(): void {
        this.#outcome = null;
        this.#items = [];
        this.element.replaceChildren();
    }

    /** Marks what was found at the cursor. */
    pointAt(path: string, position: number): void {
        for (const { diagnostic, item } of this.#items) {
            const { start, end } = diagnostic.span;
            item.classList.toggle("pointed", diagnostic.path === path && start <= position && position <= end);
        }
    }

    #render(): void {
        const outcome = this.#outcome;
        if (!outcome) {
            return;
        }
        const { diagnostics } = outcome.report;
        const categories: string[] = [...new Set(diagnostics.map(({ category }) => category))].sort();
        if (!categories.includes(this.#category)) {
            this.#category = "";
        }
        const chosen = diagnostics.filter(({ category }) => !this.#category || category === this.#category);
        this.#items = chosen.slice(0, this.#shown).map(diagnostic => ({ diagnostic, item: this.#item(diagnostic) }));
        const hidden = chosen.length - this.#items.length;
        const more = h("button", { type: "button", onclick: () => { this.#shown += PORTION * 4; this.#render(); } }, `Show ${Math.min(hidden, PORTION * 4)} more`);
        this.element.replaceChildren(
            this.#head(diagnostics, categories),
            ...(diagnostics.length === 0 ? [nothing(outcome)] : []),
            h("ol", null, ...this.#items.map(({ item }) => item)),
            ...(hidden > 0 ? [more] : []),
            ...(outcome.omitted.diagnostics > 0 ? [h("p", { class: "muted" }, `${outcome.omitted.diagnostics} more are not shown here; the report has them all.`)] : []),
        );
    }

    #head(diagnostics: Diagnostic[], categories: string[]): HTMLElement {
        const fixable = (safe: boolean) => diagnostics.filter(({ fix }) => fix && (safe ? fix.applicability === "safe" : fix.applicability === "unsafe")).length;
        const [safe, unsafe] = [fixable(true), fixable(false)];
        const filter = h("select", { onchange: () => { this.#category = filter.value; this.#shown = PORTION; this.#render(); } },
            h("option", { value: "" }, "all categories"), ...categories.map(name => h("option", { value: name }, name)));
        filter.value = this.#category;
        return h("div", { class: "findings-head" },
            h("h2", null, diagnostics.length === 0 ? "No findings" : count(diagnostics.length, "finding")),
            categories.length > 1 && h("label", null, h("span", { class: "unseen" }, "Category"), filter),
            safe > 0 && h("button", { type: "button", class: "primary", id: "fix-all", onclick: () => this.#acts.fixAll(false) }, `Fix all (${safe})`),
            unsafe > 0 && h("button", { type: "button", title: "These change what the migration ends in: read them after", onclick: () => this.#acts.fixAll(true) }, `Fix all, ${safe > 0 ? "unsafe too" : "unsafe"} (${safe + unsafe})`),
        );
    }

    #item(diagnostic: Diagnostic): HTMLElement {
        const { path, severity, category, rule, span, message, help, rewrite, effects } = diagnostic;
        const open = (event: Event) => {
            event.preventDefault();
            this.#acts.page(rule);
        };
        const remedies = this.#acts.remedies(diagnostic);
        return h("li", { class: `finding ${severity}`, "data-rule": rule },
            h("header", null,
                h("span", { class: "severity" }, severity),
                h("button", { type: "button", class: "link", onclick: () => this.#acts.select(diagnostic) }, (this.#outcome?.plan.length ?? 0) > 1 ? `line ${span.line} of ${path.split("/").at(-1)}` : `line ${span.line}`),
                h("span", null, category),
                h("a", { href: `rules/${rule}/`, onclick: open }, rule),
            ),
            h("p", { class: "message" }, prose(message)),
            ...effectsInWords(effects).map(words => h("p", { class: "note" }, prose(words))),
            help !== null && h("p", { class: "help" }, prose(help)),
            rewrite ? h("pre", { class: "rewrite", tabindex: 0, role: "region", "aria-label": "The safe way" }, rewrite) : null,
            h("div", { class: "actions" },
                ...remedies.flatMap(({ name, caution, apply }) => [
                    h("button", { type: "button", class: "primary", onclick: apply }, name),
                    caution !== null && h("span", { class: "muted" }, caution),
                ]),
                rewrite ? h("button", { type: "button", onclick: () => void copy(rewrite) }, "Copy") : null,
            ),
        );
    }
}

function nothing({ report }: Outcome): HTMLElement {
    const { statements, unknown } = report.summary;
    const words = statements === 0 ? "Paste a migration on the left, or drop a folder of them." : unknown > 0 ? "What was understood is fine." : "A careful person would let this pass.";
    return h("p", { class: "quiet" }, words);
}

async function copy(text: string): Promise<void> {
    await navigator.clipboard.writeText(text).then(() => toast("Copied."), () => toast("This browser does not allow it here: mark the text and copy it."));
}
