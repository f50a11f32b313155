// The editor: one view, and for each file what was typed and undone in it.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { PostgreSQL, sql } from "@codemirror/lang-sql";
import { bracketMatching, StreamLanguage } from "@codemirror/language";
import { lintGutter, lintKeymap, previousDiagnostic } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { fixesKeymap } from "./fixes";
import { theme } from "./theme";

export interface Span {
    start: number;
    end: number;
}

interface Listener {
    changed: () => void;
    moved: (position: number) => void;
}

const toml = StreamLanguage.define<null>({
    token(stream) {
        if (stream.match(/^#.*/)) return "comment";
        if (stream.sol() && stream.match(/^\s*\[.*/)) return "keyword";
        if (stream.match(/^"[^"]*"?/)) return "string";
        if (stream.match(/^(true|false|\d+)\b/)) return "number";
        stream.next();
        return null;
    },
});

const point = StateEffect.define<Span | null>();

/** The statement that the picture points at. */
const pointed = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(marks, transaction) {
        for (const effect of transaction.effects) {
            if (effect.is(point)) {
                const span = effect.value && within(transaction.state, effect.value);
                return span ? Decoration.set([Decoration.mark({ class: "cm-pointed" }).range(span.start, span.end)]) : Decoration.none;
            }
        }
        return marks.map(transaction.changes);
    },
    provide: field => EditorView.decorations.from(field),
});

export class Editor {
    readonly view: EditorView;
    #states = new Map<string, EditorState>();
    #open = "";
    #label = new Compartment();
    #listener: Listener;

    constructor(parent: HTMLElement, listener: Listener) {
        this.#listener = listener;
        // A shadow root takes the editor's styles as style sheets of its own: the page allows no styles in elements.
        const root = parent.attachShadow({ mode: "open" });
        this.view = new EditorView({ root, parent: root, state: EditorState.create() });
    }

    /** Shows a file; what was undone in it before can be done again. */
    open(path: string, text: string): void {
        if (this.#open) {
            this.#states.set(this.#open, this.view.state);
        }
        const known = this.#states.get(path);
        this.#open = path;
        this.view.setState(known && known.doc.toString() === text ? known : this.#create(path, text));
    }

    /** Puts another text into the open file, as a change that can be undone. */
    replaceText(text: string): void {
        const { doc } = this.view.state;
        if (doc.toString() !== text) {
            this.view.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
        }
    }

    /** Forgets all files. */
    clear(): void {
        this.#states.clear();
        this.#open = "";
    }

    get text(): string {
        return this.view.state.doc.toString();
    }

    select({ start, end }: Span): void {
        const span = within(this.view.state, { start, end }) ?? { start: 0, end: 0 };
        const scroll = EditorView.scrollIntoView(span.start, { y: "center" });
        this.view.dispatch({ selection: { anchor: span.start, head: span.end }, effects: scroll });
        this.view.focus();
    }

    point(span: Span | null): void {
        this.view.dispatch({ effects: point.of(span) });
    }

    #create(path: string, text: string): EditorState {
        const extensions: Extension[] = [
            lineNumbers(),
            lintGutter(),
            highlightActiveLine(),
            highlightActiveLineGutter(),
            history(),
            EditorView.lineWrapping,
            drawSelection(),
            bracketMatching(),
            highlightSelectionMatches(),
            pointed,
            path.endsWith(".toml") ? toml : sql({ dialect: PostgreSQL }),
            theme,
            keymap.of([
                { key: "Shift-F8", run: previousDiagnostic },
                // Tab leaves the editor, as it does on any page.
                ...fixesKeymap, ...lintKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap,
            ]),
            this.#label.of(EditorView.contentAttributes.of({ tabindex: "0", "aria-label": `${path}, SQL editor. F8: next finding. Control full stop: fixes.` })),
            EditorView.updateListener.of(update => {
                if (update.docChanged) {
                    this.#listener.changed();
                }
                if (update.selectionSet || update.docChanged) {
                    this.#listener.moved(update.state.selection.main.head);
                }
            }),
        ];
        return EditorState.create({ doc: text, extensions });
    }
}

/** A span as far as the text goes. */
function within(state: EditorState, span: Span): Span | null {
    const start = Math.min(span.start, state.doc.length);
    const end = Math.min(span.end, state.doc.length);
    return start < end ? { start, end } : null;
}
