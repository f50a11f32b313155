// The page's end of the engine: one worker, started again when it fails or takes too long.

import type { Calls, Method, Response } from "./protocol";

const TIME_LIMIT = 20_000;

interface Waiting {
    resolve: (answer: never) => void;
    reject: (error: Error) => void;
    timer: number;
}

/** A newer call took this one's place. */
export class Superseded extends Error {}

export class Engine {
    #worker: Worker | null = null;
    #waiting = new Map<number, Waiting>();
    #next = 0;
    #linting = false;
    #newest: { input: Calls["lint"]["input"]; resolve: (answer: Calls["lint"]["answer"]) => void; reject: (error: Error) => void } | null = null;

    /** Lints; while one input is linted only the newest of the others is kept. */
    lint(input: Calls["lint"]["input"]): Promise<Calls["lint"]["answer"]> {
        this.#newest?.reject(new Superseded());
        return new Promise((resolve, reject) => {
            this.#newest = { input, resolve, reject };
            this.#lintNewest();
        });
    }

    #lintNewest(): void {
        const newest = this.#newest;
        if (this.#linting || !newest) {
            return;
        }
        this.#newest = null;
        this.#linting = true;
        const done = () => {
            this.#linting = false;
            this.#lintNewest();
        };
        this.call("lint", newest.input)
            .then(outcome => (this.#newest ? newest.reject(new Superseded()) : newest.resolve(outcome)), newest.reject)
            .finally(done);
    }

    call<M extends Method>(method: M, input: Calls[M]["input"]): Promise<Calls[M]["answer"]> {
        return new Promise((resolve, reject) => {
            const id = (this.#next += 1);
            const timer = window.setTimeout(() => this.#restart("it took longer than 20 seconds"), TIME_LIMIT);
            this.#waiting.set(id, { resolve, reject, timer });
            this.#started().postMessage({ id, method, input });
        });
    }

    #started(): Worker {
        if (!this.#worker) {
            this.#worker = new Worker(new URL("./linter.ts", import.meta.url), { type: "module", name: "ddlint" });
            this.#worker.onmessage = ({ data }: MessageEvent<Response>) => this.#receive(data);
            this.#worker.onerror = event => this.#restart(event.message || "the linter could not be loaded");
        }
        return this.#worker;
    }

    #receive(response: Response): void {
        const waiting = this.#waiting.get(response.id);
        this.#waiting.delete(response.id);
        clearTimeout(waiting?.timer);
        "error" in response ? waiting?.reject(new Error(response.error)) : waiting?.resolve(response.answer as never);
    }

    #restart(reason: string): void {
        this.#worker?.terminate();
        this.#worker = null;
        const lost = [...this.#waiting.values()];
        this.#waiting.clear();
        lost.forEach(({ reject, timer }) => {
            clearTimeout(timer);
            reject(new Error(reason));
        });
    }
}
