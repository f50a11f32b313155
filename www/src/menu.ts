// Sheets under a button: they close when somebody goes elsewhere.

/** Closes an open sheet by Escape, and by a click outside of it. */
export function wireMenu(element: HTMLElement): void {
    const menu = element as HTMLDetailsElement;
    document.addEventListener("click", event => {
        if (!menu.contains(event.target as Node)) {
            menu.open = false;
        }
    });
    menu.addEventListener("keydown", event => {
        if (event.key === "Escape" && menu.open) {
            menu.open = false;
            menu.querySelector("summary")?.focus();
        }
    });
}
