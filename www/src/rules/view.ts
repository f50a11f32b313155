// The rule browser: every page, searchable; each example opens in the editor.

import { h, prose, toast } from "../dom";
import type { Session } from "../session";
import { readFragment } from "../share/link";
import type { Views } from "../views";

export interface RuleBrowser {
    /** Shows the page of a rule. */
    open: (rule: string) => void;
}

type RulePage = (typeof import("virtual:rules"))["default"][number];

export function wireRules(view: HTMLElement, session: Session, views: Views): RuleBrowser {
    const load = async () => (await import("virtual:rules")).default;
    const search = h("input", { class: "rule-search", type: "search", placeholder: "Search the rules", "aria-label": "Search the rules", oninput: () => void list() });
    const found = h("ul", { class: "rule-list" });
    const list = async () => {
        const words = search.value.toLowerCase().split(/\s+/);
        const pages = (await load()).filter(page => words.every(word => `${page.id} ${page.category} ${page.severity} ${page.text}`.includes(word)));
        found.replaceChildren(...pages.map(page => entry(page, () => void open(page.id))));
        if (!search.isConnected) {
            view.replaceChildren(h("h2", { class: "unseen" }, "Rules"), search, found);
        }
    };
    const back = () => {
        view.replaceChildren();
        void list();
    };
    const open = async (rule: string) => {
        const page = (await load()).find(({ id }) => id === rule);
        if (!page) {
            toast(`There is no rule ${rule}.`);
            return;
        }
        view.replaceChildren(h("button", { type: "button", onclick: back }, "← All rules"), article(page, session, views));
        views.show("rules");
        view.scrollTop = 0;
    };
    views.watch(shown => shown === "rules" && view.childElementCount === 0 && void list());
    return { open: rule => void open(rule) };
}

function entry({ id, title, severity, category }: RulePage, open: () => void): HTMLElement {
    return h("li", null, h("button", { type: "button", onclick: open }, h("span", null, prose(title)), h("small", null, `${id} · ${severity} · ${category}`)));
}

function article(page: RulePage, session: Session, views: Views): HTMLElement {
    // The page was made at the build from our own Markdown; the parser runs no scripts.
    const body = new DOMParser().parseFromString(page.html, "text/html").body;
    for (const link of body.querySelectorAll<HTMLAnchorElement>("a.try")) {
        const fragment = link.getAttribute("href")?.replace(/^[^#]*/, "") ?? "";
        link.href = fragment;
        link.textContent = "Open in the editor";
        link.addEventListener("click", event => {
            event.preventDefault();
            void readFragment(fragment).then(state => {
                session.load(state);
                views.show("happens");
            });
        });
    }
    const about = `${page.severity} · ${page.category}${page.isOff ? " · off until it is turned on" : ""}`;
    return h("article", { class: "page" },
        h("h2", null, prose(page.title)),
        h("p", { class: "muted" }, h("code", null, page.id), ` · ${about} · `, h("a", { href: `rules/${page.id}/` }, "page of its own")),
        ...document.adoptNode(body).childNodes,
    );
}
