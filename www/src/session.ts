// What is open: the state, the editor on it, and what is kept of both.

import { EXAMPLES, exampleState, type Example } from "./examples";
import type { Editor } from "./editor/editor";
import type { Edit } from "./engine/contract";
import { isFragment, readFragment } from "./share/link";
import { keep, recall } from "./share/memory";
import { CONFIG, CONFIG_NAME, nextName, type SourceFile, type State } from "./state";
import { Store } from "./store";
import { toast } from "./dom";

/** How long typing pauses before the text is looked at, for short and for long files. */
const PAUSE = { short: 60, long: 350, longFrom: 100_000 };
const KEEP_PAUSE = 400;

export class Session extends Store<State> {
    /** The story that is open, until something else is. */
    example: Example | null = null;
    /** What could not be recalled. */
    problem: string | null = null;
    /** The text in the editor is newer than the state. */
    isTyping = false;
    #editor: Editor | null = null;
    #pause = 0;
    #keeping = 0;
    #wasTouched = false;

    /** Opens what was there before, or the first example. */
    static async open(): Promise<Session> {
        const { state, problem } = await recall();
        const first = EXAMPLES[0] as Example;
        const session = new Session(state ?? exampleState(first));
        session.example = state ? null : first;
        session.problem = problem;
        session.#wasTouched = state !== null;
        return session;
    }

    attach(editor: Editor): void {
        this.#editor = editor;
        editor.open(this.openPath, this.openText);
        this.watch((state, before) => {
            if (state.active !== before.active || pathOf(state) !== pathOf(before)) {
                editor.open(this.openPath, this.openText);
            }
            this.#keepSoon();
        });
        addEventListener("hashchange", () => void this.#openLink());
        addEventListener("pagehide", () => this.flush());
    }

    get openPath(): string {
        return pathOf(this.value);
    }

    get openText(): string {
        return this.value.active === CONFIG ? (this.value.config ?? "") : (this.value.files[this.value.active]?.text ?? "");
    }

    /** The editor's text has changed. */
    typed(): void {
        this.isTyping = true;
        clearTimeout(this.#pause);
        const long = (this.#editor?.view.state.doc.length ?? 0) > PAUSE.longFrom;
        this.#pause = window.setTimeout(() => this.flush(), long ? PAUSE.long : PAUSE.short);
    }

    /** Takes over what stands in the editor. */
    flush(): void {
        clearTimeout(this.#pause);
        if (this.isTyping && this.#editor) {
            this.isTyping = false;
            this.set(withText(this.value, this.#editor.text));
        }
    }

    /** From the first change on the state is kept. */
    override set(part: Partial<State>): void {
        this.#wasTouched = true;
        super.set(part);
    }

    /** Opens other files in place of these. */
    load(state: State, example: Example | null = null): void {
        clearTimeout(this.#pause);
        this.isTyping = false;
        this.example = example;
        this.#editor?.clear();
        this.set(state);
        this.#editor?.open(this.openPath, this.openText);
    }

    select(index: number): void {
        this.flush();
        this.set({ active: index });
    }

    /** Edits a file as a person would: it can be undone. */
    edit(path: string, edits: Edit[]): void {
        const index = this.value.files.findIndex(file => file.path === path);
        if (index < 0 || !this.#editor) {
            return;
        }
        this.select(index);
        const changes = edits.map(({ span, replacement }) => ({ from: span.start, to: span.end, insert: replacement }));
        this.#editor.view.dispatch({ changes });
        this.flush();
    }

    /** Puts other texts into files. */
    replace(files: SourceFile[]): void {
        this.flush();
        const open = files.find(file => file.path === this.openPath);
        const texts = new Map(files.map(file => [file.path, file.text]));
        this.set({ files: this.value.files.map(file => ({ ...file, text: texts.get(file.path) ?? file.text })) });
        if (open) {
            this.#editor?.replaceText(open.text);
            this.flush();
        }
    }

    /** Puts new files behind one: they are looked at with it. */
    follow(path: string, texts: string[]): void {
        const { files, reported } = this.value;
        const at = files.findIndex(file => file.path === path);
        if (texts.length === 0 || at < 0) {
            return;
        }
        // Files that were put there the same way come after these, under the next numbers; others keep their names.
        const movable = files.slice(at + 1).every(file => file.path.includes("_next"));
        const [all, moved] = movable ? [files.slice(0, at + 1), files.slice(at + 1)] : [[...files], []];
        const active = all.length;
        [...texts.map(text => `${text.trim()}\n`), ...moved.map(({ text }) => text)].forEach(text => all.push({ path: nextName(all), text }));
        this.set({ files: all, reported: reported === "all" ? "all" : Math.max(reported, files.length - at) + texts.length, active });
    }

    async #openLink(): Promise<void> {
        if (isFragment(location.hash)) {
            await readFragment(location.hash).then(state => this.load(state), (error: Error) => toast(error.message));
        }
    }

    #keepSoon(): void {
        clearTimeout(this.#keeping);
        if (this.#wasTouched) {
            this.#keeping = window.setTimeout(() => void keep(this.value), KEEP_PAUSE);
        }
    }
}

const pathOf = (state: State) => (state.active === CONFIG ? CONFIG_NAME : (state.files[state.active]?.path ?? ""));

function withText(state: State, text: string): Partial<State> {
    if (state.active === CONFIG) {
        return { config: text };
    }
    return { files: state.files.map((file, at) => (at === state.active ? { ...file, text } : file)) };
}
