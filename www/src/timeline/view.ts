// What happens: the verdict in words, the picture, and the table behind it.

import { h, prose, svg } from "../dom";
import type { Statement } from "../engine/contract";
import type { Outcome } from "../engine/protocol";
import { EXAMPLES, exampleState, type Example } from "../examples";
import type { State } from "../state";
import { draw } from "./draw";
import { layOut, type Column, type Layout } from "./layout";
import { planTable } from "./table";
import { judge } from "./verdict";

export interface Acts {
    select: (path: string, statement: Statement) => void;
    point: (path: string, statement: Statement | null) => void;
}

/** Room that edges take beside names and statements. */
const EDGES = 26;

export class Happens {
    readonly element = h("section", { class: "what", "aria-label": "What happens" }, h("p", { class: "muted" }, "The linter is loading …"));
    #acts: Acts;
    #layout: Layout | null = null;
    #last: [Outcome, State, Example | null] | null = null;
    #tableIsOpen = false;
    #width = 0;

    constructor(acts: Acts) {
        this.#acts = acts;
        new ResizeObserver(([entry]) => {
            const width = entry?.contentRect.width ?? 0;
            if (Math.abs(width - this.#width) > 24 && this.#last) {
                this.show(...this.#last);
            }
        }).observe(this.element);
    }

    show(outcome: Outcome, state: State, example: Example | null): void {
        this.#last = [outcome, state, example];
        this.#width = this.element.clientWidth;
        this.#layout = layOut(outcome.plan, this.#width - EDGES);
        const scrolled = this.element.querySelector(".picture")?.scrollLeft ?? 0;
        this.element.replaceChildren(
            ...(example && isAsTold(example, state) ? [story(example)] : []),
            verdict(outcome),
            ...(this.#layout.columns.length > 0 ? [this.#picture(this.#layout, outcome)] : []),
        );
        if (scrolled > 0) {
            this.element.querySelector(".picture")?.scrollTo(scrolled, 0);
        }
    }

    /** The linter failed: what was there stays away, and why is said. */
    fail(reason: string): void {
        this.element.replaceChildren(h("p", { class: "problem", role: "alert" }, `This could not be linted: ${reason}. The next change is tried anew.`));
    }

    /** Marks the statement at the cursor. */
    pointAt(path: string, position: number): void {
        const at = this.#layout?.columns.find(column => column.path === path && column.statement.span.start <= position && position <= column.statement.span.end + 1);
        this.#mark(at ?? null);
    }

    #picture(layout: Layout, outcome: Outcome): HTMLElement {
        const pointing = {
            hover: (column: Column | null) => {
                this.#mark(column);
                this.#acts.point(column?.path ?? "", column?.statement ?? null);
            },
            click: (column: Column) => this.#acts.select(column.path, column.statement),
        };
        const details = h("details", { class: "plan-details", ontoggle: () => (this.#tableIsOpen = details.open) },
            h("summary", null, "The same as a table"),
            planTable(outcome.plan, this.#acts.select),
        );
        details.open = this.#tableIsOpen;
        const omitted = outcome.omitted.statements;
        return h("figure", { "aria-label": "Which locks are held while each statement runs" },
            draw(layout, pointing),
            legend(),
            omitted > 0 && h("p", { class: "muted" }, `${omitted} more statements are not in the picture.`),
            details,
        );
    }

    #mark(column: Column | null): void {
        for (const element of this.element.querySelectorAll<HTMLElement>("[data-column]")) {
            element.classList.toggle("pointed", element.dataset["column"] === String(column?.index));
        }
    }
}

/** Nothing was changed in it yet. */
function isAsTold(example: Example, state: State): boolean {
    const texts = exampleState(example).files.map(({ text }) => text);
    return state.files.length === texts.length && state.files.every(({ text }, at) => text === texts[at]);
}

function story(example: Example): HTMLElement {
    return h("p", { class: "story" }, h("strong", null, `Example ${EXAMPLES.indexOf(example) + 1} of ${EXAMPLES.length}: ${example.title}.`), example.story);
}

function verdict(outcome: Outcome): HTMLElement {
    const { headline, tone, stops, notes } = judge(outcome.plan);
    const shown = stops.slice(0, 12);
    return h("div", { class: `verdict ${tone}` },
        h("h2", null, prose(headline)),
        h("ul", null,
            ...notes.slice(0, 8).map(note => h("li", { class: "note" }, prose(note))),
            notes.length > 8 && h("li", { class: "muted" }, `and ${notes.length - 8} more statements like these`),
            ...shown.map(stop => h("li", null, h("code", null, stop.table), ": ", prose(stop.words))),
            stops.length > shown.length && h("li", { class: "muted" }, `and ${stops.length - shown.length} more tables`),
        ),
    );
}

function legend(): HTMLElement {
    const swatch = (fill: string, words: string) => h("li", null, svg("svg", { width: 26, height: 14, "aria-hidden": "true" }, svg("rect", { width: 26, height: 14, rx: 3, fill: `url(#${fill})` })), words);
    const stroke = (d: string, words: string) => h("li", null, svg("svg", { width: 26, height: 14, "aria-hidden": "true" }, svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 2 })), words);
    return h("ul", { class: "legend" },
        swatch("writes", "writes wait"),
        swatch("reads-and-writes", "reads and writes wait"),
        swatch("nothing", "the table stays open"),
        h("li", null, h("b", { "aria-hidden": "true" }, "»"), "wide: longer the more rows there are"),
        stroke("M0 7h24m-6-5 6 5-6 5", "still locked"),
        stroke("M13 0v14", "COMMIT"),
    );
}
