// Ctrl-. and Cmd-. : what can be done about the findings here, as a menu.

import { forEachDiagnostic, type Action } from "@codemirror/lint";
import { showTooltip, type EditorView, type KeyBinding, type Tooltip } from "@codemirror/view";
import { StateEffect, StateField, type EditorState } from "@codemirror/state";
import { announce, h } from "../dom";

interface Choice {
    action: Action;
    from: number;
    to: number;
}

const show = StateEffect.define<Choice[]>();

const menu = StateField.define<Tooltip | null>({
    create: () => null,
    update(tooltip, transaction) {
        for (const effect of transaction.effects) {
            if (effect.is(show)) {
                return effect.value.length > 0 ? tooltipFor(transaction.state, effect.value) : null;
            }
        }
        return transaction.docChanged || transaction.selection ? null : tooltip;
    },
    provide: field => showTooltip.from(field),
});

/** Opens the menu at the cursor. */
function openMenu(view: EditorView): boolean {
    const choices = choicesAt(view.state);
    if (choices.length === 0) {
        announce("No fix here. F8 goes to the next finding.");
    }
    const added = view.state.field(menu, false) === undefined ? [StateEffect.appendConfig.of(menu)] : [];
    view.dispatch({ effects: [...added, show.of(choices)] });
    return true;
}

/** What the findings on the lines of the cursor offer, those under the cursor first. */
function choicesAt(state: EditorState): Choice[] {
    const { from, to } = state.selection.main;
    const [first, last] = [state.doc.lineAt(from).from, state.doc.lineAt(to).to];
    const found: { choice: Choice; near: boolean }[] = [];
    forEachDiagnostic(state, (diagnostic, start, end) => {
        const near = start <= to && end >= from;
        if (near || (start <= last && end >= first)) {
            diagnostic.actions?.forEach(action => found.push({ choice: { action, from: start, to: end }, near }));
        }
    });
    return found.sort((one, other) => Number(other.near) - Number(one.near)).map(({ choice }) => choice);
}

function tooltipFor(state: EditorState, choices: Choice[]): Tooltip {
    return { pos: state.selection.main.head, above: false, create: view => ({ dom: render(view, choices), mount: () => focusFirst(view) }) };
}

function focusFirst(view: EditorView): void {
    requestAnimationFrame(() => view.dom.querySelector<HTMLElement>(".cm-fixes button")?.focus());
}

function render(view: EditorView, choices: Choice[]): HTMLElement {
    const close = () => {
        view.dispatch({ effects: show.of([]) });
        view.focus();
    };
    const buttons = choices.map(({ action, from, to }) => {
        const apply = () => {
            close();
            action.apply(view, from, to);
        };
        return h("button", { type: "button", role: "menuitem", class: "cm-diagnosticAction", onclick: apply }, action.name);
    });
    const move = (step: number) => {
        const at = buttons.findIndex(button => button.matches(":focus"));
        buttons[(at + step + buttons.length) % buttons.length]?.focus();
    };
    const keys: Record<string, () => void> = { Escape: close, ArrowDown: () => move(1), ArrowUp: () => move(-1), Tab: close };
    const press = (event: Event) => {
        const act = keys[(event as KeyboardEvent).key];
        if (act) {
            event.preventDefault();
            event.stopPropagation();
            act();
        }
    };
    return h("div", { class: "cm-fixes", role: "menu", "aria-label": "Fixes", onkeydown: press }, ...buttons);
}

export const fixesKeymap: KeyBinding[] = [{ key: "Mod-.", run: openMenu, preventDefault: true }];
