// The choice of examples.

import { h } from "./dom";
import { EXAMPLES, exampleState } from "./examples";
import type { Session } from "./session";

export function wireExamples(select: HTMLElement, session: Session): void {
    const list = select as HTMLSelectElement;
    list.append(...EXAMPLES.map(({ name, title }) => h("option", { value: name }, title)));
    list.addEventListener("change", () => {
        const example = EXAMPLES.find(({ name }) => name === list.value);
        if (example) {
            session.load(exampleState(example), example);
        }
        list.value = "";
    });
}
