// Elements without markup: text is always a text node.

type Child = Node | string | false | null | undefined;
type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;

/** Makes an element. `on…` are listeners, `true` is an empty attribute, `false` and `undefined` are none. */
export function h<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes?: Attributes | null, ...children: Child[]): HTMLElementTagNameMap[Tag] {
    return fill(document.createElement(tag), attributes, children);
}

/** Makes an element of a picture. */
export function svg<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes?: Attributes | null, ...children: Child[]): SVGElementTagNameMap[Tag] {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes | null | undefined, children: Child[]): E {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (typeof value === "function") {
            element.addEventListener(name.slice(2), value);
        } else if (value !== undefined && value !== false) {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
    element.append(...children.filter(child => child !== false && child !== null && child !== undefined));
    return element;
}

/** The element of the page that has this id. */
export function byId<E extends HTMLElement>(id: string): E {
    const element = document.getElementById(id);
    if (!element) {
        throw new Error(`the page has no #${id}`);
    }
    return element as E;
}

/** Words between backticks become code. */
export function prose(text: string): DocumentFragment {
    const fragment = document.createDocumentFragment();
    text.split("`").forEach((part, at) => fragment.append(at % 2 === 1 ? h("code", null, part) : part));
    return fragment;
}

/** One, or so many. */
export const count = (many: number, one: string, more = `${one}s`) => `${many} ${many === 1 ? one : more}`;

/** Lets a reader of the screen hear it. */
export function announce(text: string): void {
    byId("announcer").textContent = text;
}

/** Shows a line for a while. */
export function toast(text: string): void {
    const line = byId("toast");
    line.textContent = text;
    line.hidden = false;
    clearTimeout(Number(line.dataset["timer"]));
    line.dataset["timer"] = String(setTimeout(() => (line.hidden = true), 4000));
}
