// The views of the result, as tabs.

import { byId, h } from "./dom";
import { moveFocus } from "./files/tabs";

const VIEWS = { happens: "What happens", run: "Run it for real", rules: "Rules" };

export type View = keyof typeof VIEWS;

export interface Views {
    show: (view: View) => void;
    watch: (watcher: (view: View) => void) => void;
}

export function wireViews(): Views {
    const bar = byId("views");
    const watchers: ((view: View) => void)[] = [];
    const names = Object.keys(VIEWS) as View[];
    const tabs = names.map(name => h("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, onclick: () => show(name) }, VIEWS[name]));
    const show = (view: View) => {
        names.forEach((name, at) => {
            byId(`view-${name}`).hidden = name !== view;
            tabs[at]?.setAttribute("aria-selected", String(name === view));
            tabs[at]?.setAttribute("tabindex", name === view ? "0" : "-1");
        });
        watchers.forEach(watch => watch(view));
    };
    bar.append(...tabs);
    bar.addEventListener("keydown", event => moveFocus(event, bar));
    show("happens");
    return { show, watch: watcher => watchers.push(watcher) };
}
