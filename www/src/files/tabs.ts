// Files as tabs: history first, the new one last.

import { byId, h } from "../dom";
import type { Session } from "../session";
import { CONFIG, CONFIG_NAME, firstReported, freeName, nextName, type State } from "../state";

export function wireTabs(bar: HTMLElement, session: Session): void {
    const render = () => {
        const { files, config } = session.value;
        bar.replaceChildren(...files.map((_, at) => tab(session, at)), ...(config === null ? [] : [tab(session, CONFIG)]));
        bar.querySelector<HTMLElement>("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    };
    bar.addEventListener("keydown", event => moveFocus(event, bar));
    byId("add-file").addEventListener("click", () => {
        session.flush();
        const files = [...session.value.files, { path: nextName(session.value.files), text: "" }];
        session.set({ files, active: files.length - 1 });
        byId("editor").shadowRoot?.querySelector<HTMLElement>(".cm-content")?.focus();
    });
    session.watch((state, before) => {
        if (shape(state) !== shape(before)) {
            render();
        }
    });
    render();
    byId("add-file").hidden = false;
}

/** What the tabs show of a state. */
const shape = (state: State) => JSON.stringify([state.files.map(file => file.path), state.active, state.reported, state.config === null]);

function tab(session: Session, at: number): HTMLElement {
    const { files, active } = session.value;
    const isConfig = at === CONFIG;
    const path = isConfig ? CONFIG_NAME : (files[at]?.path ?? "");
    const isHistory = !isConfig && at < firstReported(session.value);
    const role = isConfig ? "configuration" : isHistory ? "history: read first, not reported" : "new: this is looked at";
    const closable = isConfig || files.length > 1;
    const close = (event: Event) => {
        event.stopPropagation();
        remove(session, at);
    };
    return h("button", {
        type: "button", role: "tab", class: `tab${isHistory ? " history" : ""}${isConfig ? " config" : ""}`,
        "aria-selected": active === at ? "true" : "false", "aria-controls": "editor", tabindex: active === at ? 0 : -1,
        title: `${path} (${role}). Double click or F2: another name. Delete: close`, "aria-label": `${shortName(path)}, ${role}`,
        onclick: () => session.select(at),
        ondblclick: () => !isConfig && rename(session, at),
        onkeydown: event => onKey(event as KeyboardEvent, session, at),
    }, h("span", { class: "name" }, shortName(path)), closable && h("span", { class: "close", "aria-hidden": "true", title: `Close ${path}`, onclick: close }, "×"));
}

const shortName = (path: string) => path.split("/").slice(-2).join("/");

function onKey(event: KeyboardEvent, session: Session, at: number): void {
    if (event.key === "F2" && at !== CONFIG) {
        rename(session, at);
    } else if (event.key === "Delete") {
        remove(session, at);
    }
}

function remove(session: Session, at: number): void {
    session.flush();
    const { files, active } = session.value;
    if (at === CONFIG) {
        session.set({ config: null, active: active === CONFIG ? files.length - 1 : active });
    } else if (files.length > 1) {
        const rest = files.filter((_, other) => other !== at);
        session.set({ files: rest, active: active > at || active >= rest.length ? active - 1 : active });
    }
}

function rename(session: Session, at: number): void {
    const { files } = session.value;
    const wanted = prompt("Name of the file", files[at]?.path ?? "")?.trim();
    if (wanted) {
        const others = files.filter((_, other) => other !== at);
        session.flush();
        session.set({ files: session.value.files.map((file, other) => (other === at ? { ...file, path: freeName(others, wanted) } : file)) });
    }
}

/** Arrow keys go through the tabs. */
export function moveFocus(event: KeyboardEvent, bar: HTMLElement): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const tabs = [...bar.querySelectorAll<HTMLElement>("[role=tab]")];
    const at = tabs.findIndex(tab => tab === document.activeElement);
    const next = step !== undefined && at >= 0 ? tabs[(at + step + tabs.length) % tabs.length] : undefined;
    if (next) {
        event.preventDefault();
        next.click();
        const label = next.getAttribute("aria-label") ?? next.id;
        [...bar.querySelectorAll<HTMLElement>("[role=tab]")].find(tab => (tab.getAttribute("aria-label") ?? tab.id) === label)?.focus();
    }
}
