// What the engine says of the newest text, and its views: the editor's marks, the picture, the findings.

import { byId, count } from "./dom";
import type { Editor } from "./editor/editor";
import { showDiagnostics } from "./editor/diagnostics";
import { Superseded, type Engine } from "./engine/client";
import type { Diagnostic, Statement } from "./engine/contract";
import type { Outcome } from "./engine/protocol";
import { FindingList } from "./findings/list";
import { remediesOf } from "./findings/remedies";
import type { RuleBrowser } from "./rules/view";
import type { Session } from "./session";
import { firstReported, split, type State } from "./state";
import { Happens } from "./timeline/view";

export class Results {
    /** The newest answer, and the state that it is about. */
    outcome: Outcome | null = null;
    about: State | null = null;
    #session: Session;
    #engine: Engine;
    #editor: Editor;
    #rules: RuleBrowser;
    #happens: Happens;
    #findings: FindingList;
    #watchers: (() => void)[] = [];

    constructor(session: Session, engine: Engine, editor: Editor, rules: RuleBrowser) {
        this.#session = session;
        this.#engine = engine;
        this.#editor = editor;
        this.#rules = rules;
        const select = (path: string, span: { start: number; end: number }) => this.#select(path, span);
        this.#happens = new Happens({ select: (path, statement) => select(path, statement.span), point: (path, statement) => this.#point(path, statement) });
        this.#findings = new FindingList({
            select: diagnostic => select(diagnostic.path, diagnostic.span),
            remedies: diagnostic => this.#remedies(diagnostic),
            page: rule => rules.open(rule),
            fixAll: unsafe => void this.#fixAll(unsafe),
        });
        byId("view-happens").append(this.#happens.element, this.#findings.element);
        session.watch((state, before) => {
            if (concerns(state) !== concerns(before) || changed(state, before)) {
                void this.#lint();
            } else if (state.active !== before.active) {
                this.#mark();
            }
        });
    }

    /** Looks at the state for the first time. */
    show(): void {
        void this.#lint();
    }

    /** What is shown is about to be out of date. */
    expect(): void {
        byId("result").setAttribute("aria-busy", "true");
    }

    /** Calls back whenever there is a new answer. */
    watch(watcher: () => void): void {
        this.#watchers.push(watcher);
    }

    /** The cursor moved in the open file. */
    pointAtPosition(position: number): void {
        if (!this.#session.isTyping) {
            this.#happens.pointAt(this.#session.openPath, position);
            this.#findings.pointAt(this.#session.openPath, position);
        }
    }

    async #lint(): Promise<void> {
        const state = this.#session.value;
        this.expect();
        try {
            this.outcome = await this.#engine.lint({ ...split(state), config: state.config, options: state.options });
            this.about = state;
            this.#render(this.outcome, state);
        } catch (error) {
            if (!(error instanceof Superseded)) {
                this.outcome = null;
                byId("status").textContent = "Could not be linted.";
                this.#happens.fail((error as Error).message);
                this.#findings.clear();
                this.#mark();
            }
        }
        if (this.#session.value === state && !this.#session.isTyping) {
            byId("result").setAttribute("aria-busy", "false");
        }
    }

    #render(outcome: Outcome, state: State): void {
        const { summary } = outcome.report;
        const found = [count(summary.errors, "error"), count(summary.warnings, "warning"), summary.infos > 0 ? count(summary.infos, "info") : ""];
        const unknown = summary.unknown > 0 ? `, ${summary.unknown} not understood` : "";
        const before = firstReported(state);
        const after = before > 0 ? `, after ${count(before, "file")} of history` : "";
        byId("status").textContent = `${found.filter(Boolean).join(", ")} in ${count(summary.statements, "statement")}${unknown}${after}`;
        this.#happens.show(outcome, state, this.#session.example);
        this.#findings.show(outcome);
        this.#mark();
        this.#watchers.forEach(watch => watch());
    }

    /** Underlines what was found in the open file. */
    #mark(): void {
        const here = this.outcome?.report.diagnostics.filter(({ path }) => path === this.#session.openPath) ?? [];
        // What was typed meanwhile is looked at in a moment.
        if (!this.#session.isTyping) {
            showDiagnostics(this.#editor.view, here, diagnostic => this.#remedies(diagnostic), rule => this.#rules.open(rule));
        }
    }

    #remedies(diagnostic: Diagnostic) {
        const file = this.outcome?.plan.find(({ path }) => path === diagnostic.path);
        const text = this.about?.files.find(({ path }) => path === diagnostic.path)?.text ?? "";
        return remediesOf(diagnostic, file, text, (edits, followers) => {
            // Places are those of the text that was looked at.
            this.#session.flush();
            if (this.about && this.#session.value.files === this.about.files) {
                this.#session.edit(diagnostic.path, edits);
                this.#session.follow(diagnostic.path, followers);
            }
        });
    }

    async #fixAll(unsafe: boolean): Promise<void> {
        this.#session.flush();
        const state = this.#session.value;
        const files = await this.#engine.call("fix", { ...split(state), config: state.config, options: state.options, unsafe });
        if (this.#session.value.files === state.files) {
            this.#session.replace(files);
        }
    }

    #select(path: string, span: { start: number; end: number }): void {
        const index = this.#session.value.files.findIndex(file => file.path === path);
        if (index < 0) {
            return;
        }
        this.#session.select(index);
        this.#editor.select(span);
        byId("editor").scrollIntoView({ block: "nearest" });
    }

    #point(path: string, statement: Statement | null): void {
        this.#editor.point(statement && path === this.#session.openPath ? statement.span : null);
    }
}

/** What besides texts decides about the answer. */
const concerns = ({ config, options, reported }: State) => JSON.stringify([config, options, reported]);

const changed = (state: State, before: State) => state.files !== before.files || state.context !== before.context;
