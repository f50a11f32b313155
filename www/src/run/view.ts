// Run it for real: what PostgreSQL does, beside what ddlint said.

import { count, h, prose } from "../dom";
import type { Engine } from "../engine/client";
import type { FilePlan, Statement } from "../engine/contract";
import { effectsInWords } from "../findings/words";
import type { Results } from "../results";
import type { Session } from "../session";
import { split } from "../state";
import { compare } from "./compare";
import { prepare, type Prepared } from "./prepare";
import type { News, Order } from "./protocol";

/** So long may one statement take, and so long loading the server and running the history. */
const TIME_LIMIT = 30_000;
const START_LIMIT = 120_000;
const ROWS = 1000;

export function wireRun(view: HTMLElement, session: Session, engine: Engine, results: Results): void {
    const major = h("select", null, ...[18, 17, 16].map(number => h("option", { value: number }, `PostgreSQL ${number}`)));
    const start = h("button", { type: "button", class: "primary", id: "run", onclick: () => void begin() }, "Run it");
    const stop = h("button", { type: "button", hidden: true, onclick: () => run?.end("You stopped it.") }, "Stop");
    const progress = h("span", { class: "muted", role: "status", id: "run-status" });
    const output = h("div", { class: "run-output" });
    let run: Run | null = null;
    const begin = async () => {
        session.flush();
        const { context } = session.value;
        const { history, files } = split(session.value);
        const input = { history, files, config: session.value.config, options: { ...session.value.options, targetVersion: Number(major.value) } };
        run?.end("");
        start.disabled = true;
        stop.hidden = false;
        output.replaceChildren();
        try {
            const past = await engine.call("plan", { ...input, history: context, files: history.filter(file => !context.includes(file)) });
            const prepared = prepare(input, past, (await engine.call("lint", input)).plan);
            run = new Run(prepared, Number(major.value) as Order["major"], output, words => (progress.textContent = words));
            await run.done;
        } catch (error) {
            progress.textContent = `That did not work: ${(error as Error).message}`;
        }
        start.disabled = false;
        stop.hidden = true;
    };
    results.watch(() => {
        if (run && !start.disabled && output.childElementCount > 0) {
            progress.textContent = "The text has changed since: run it again.";
        }
    });
    view.replaceChildren(
        introduction(),
        h("div", { class: "run-bar" }, h("label", null, h("span", { class: "unseen" }, "Version"), major), start, stop, progress),
        output,
        limits(),
    );
}

function introduction(): HTMLElement {
    return h("div", { class: "prose" },
        h("h2", null, "Do not believe it: run it"),
        h("p", null, `A real PostgreSQL runs here in your browser: first the history, then ${ROWS} made-up rows for each table, then the migration, statement by statement. After each one it is asked which locks it holds and which tables got a new file, and that stands beside what ddlint said.`),
    );
}

function limits(): HTMLElement {
    return h("details", { class: "prose" },
        h("summary", null, "What this cannot show"),
        h("ul", { class: "page" },
            h("li", null, "There is one session, so nobody really waits: you see which locks are held, not the queue behind them."),
            h("li", null, "What runs outside a transaction, such as CREATE INDEX CONCURRENTLY, has let its locks go when it can be asked."),
            h("li", null, "lock_timeout and statement_timeout do not strike here. A statement that takes longer than 30 seconds is ended with the server."),
            h("li", null, "COPY … FROM STDIN is left out: there is nobody to send the rows. Extensions are not there."),
            h("li", null, "A thousand rows are few: times say nothing about yours. A table whose constraints refuse made-up rows stays empty."),
        ),
    );
}

/** One run, from the start of the server to its end. */
class Run {
    readonly done: Promise<void>;
    #worker = new Worker(new URL("./postgres.ts", import.meta.url), { type: "module", name: "postgres" });
    #prepared: Prepared;
    #output: HTMLElement;
    #say: (words: string) => void;
    #finish!: () => void;
    #timer = 0;
    #limit = START_LIMIT;
    #current: number | null = null;
    #agreed = 0;
    #compared = 0;

    constructor(prepared: Prepared, major: Order["major"], output: HTMLElement, say: (words: string) => void) {
        this.done = new Promise(resolve => (this.#finish = resolve));
        this.#prepared = prepared;
        this.#output = output;
        this.#say = say;
        this.#worker.onmessage = ({ data }: MessageEvent<News>) => this.#hear(data);
        this.#worker.onerror = event => this.end(`PostgreSQL could not go on: ${event.message}`);
        this.#wait();
        this.#worker.postMessage({ major, history: prepared.history, steps: prepared.steps, rows: ROWS } satisfies Order);
    }

    end(words: string): void {
        clearTimeout(this.#timer);
        this.#worker.terminate();
        this.#say(words);
        this.#finish();
    }

    /** The server is ended when it says nothing for too long. */
    #wait(): void {
        clearTimeout(this.#timer);
        const line = this.#current === null ? "" : ` in line ${this.#prepared.statements[this.#current]?.statement.span.line}`;
        const words = `Ended after ${this.#limit / 1000} seconds without an answer${line}.`;
        this.#timer = window.setTimeout(() => this.end(words), this.#limit);
    }

    #hear(news: News): void {
        this.#limit = news.kind === "progress" ? START_LIMIT : TIME_LIMIT;
        this.#wait();
        switch (news.kind) {
            case "progress":
                return this.#say(`${news.words} …`);
            case "history":
                this.#output.append(h("p", { class: "muted" }, prose(historyInWords(news, this.#prepared.history.length))), h("ol", { class: "steps" }));
                return this.#say("The migration runs …");
            case "begin":
                this.#current = news.at;
                return;
            case "step":
                return this.#add(this.#step(news));
            case "skipped":
                return this.#add(this.#skipped(news.at, news.why));
            case "crash":
                return this.end(`PostgreSQL could not go on: ${news.error}`);
            case "end":
                return this.end(this.#compared === 0 ? "Done: there was nothing to compare." : `Done: ddlint and PostgreSQL agree on ${this.#agreed} of ${count(this.#compared, "statement")} that could be compared.`);
        }
    }

    #add(step: HTMLElement): void {
        this.#output.querySelector(".steps")?.append(step);
    }

    #step(done: Extract<News, { kind: "step" }>): HTMLElement {
        const { statement, file, index } = this.#prepared.statements[done.at] as { statement: Statement; file: FilePlan; index: number };
        const { agrees, lines } = compare(statement, file, index, done);
        const compared = lines.length > 0;
        this.#compared += Number(compared);
        this.#agreed += Number(compared && agrees);
        const mark = !compared ? (done.unseen ? "not to be seen" : "takes no lock") : agrees ? "✓ agrees" : "✗ differs";
        const side = (title: string, words: string[]) => h("div", null, h("h4", null, title), ...words.map(word => h("div", null, word)));
        return h("li", { class: `step${!compared ? "" : agrees ? " agrees" : " differs"}`, "data-agrees": compared ? String(agrees) : "" },
            head(file, statement, mark),
            compared && h("div", { class: "sides" }, side("ddlint said", lines.map(({ said }) => said)), side("PostgreSQL did", lines.map(({ seen }) => seen))),
            h("p", { class: "notices" }, [`${done.milliseconds.toFixed(1)} ms`, ...(done.unseen ? [done.unseen] : []), ...done.notices.map(notice => `“${notice}”`).filter(notice => !lines.some(({ seen }) => seen === notice))].join(" · ")),
            ...(agrees ? [] : effectsInWords(statement.effects).map(words => h("p", { class: "muted" }, prose(words)))),
        );
    }

    #skipped(at: number, why: string): HTMLElement {
        const { statement, file } = this.#prepared.statements[at] as { statement: Statement; file: FilePlan };
        return h("li", { class: "step" }, head(file, statement, "left out"), h("p", { class: "notices" }, why));
    }
}

function head(file: FilePlan, statement: Statement, mark: string): HTMLElement {
    return h("header", { title: file.path }, h("span", { class: "muted" }, `line ${statement.span.line}`), h("code", null, statement.summary), h("span", { class: "mark" }, mark));
}

function historyInWords(news: Extract<News, { kind: "history" }>, statements: number): string {
    const failed = news.failed.map(({ path, line, error }) => `${path}:${line} failed: ${error}`);
    const filled = news.filled.map(({ table }) => table.replace(/^public\./, ""));
    return [
        `PostgreSQL ${news.version}. History: ${count(statements, "statement")}${failed.length > 0 ? `, ${failed.length} failed` : ""}.`,
        filled.length > 0 ? `Rows: ${ROWS} each in ${filled.join(", ")}.` : "No tables to fill.",
        news.empty.length > 0 ? `Empty, as they refuse made-up rows: ${news.empty.join(", ")}.` : "",
        ...failed.slice(0, 5),
    ].filter(Boolean).join(" ");
}
