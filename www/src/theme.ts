// Light, dark, or as the system says.

import { svg } from "./dom";

const KEY = "ddlint.theme";
const CHOICES = ["system", "light", "dark"] as const;
const SHAPES = {
    system: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
    light: "M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM12 1v3M12 20v3M1 12h3M20 12h3M4 4l2 2M18 18l2 2M4 20l2-2M18 6l2-2",
    dark: "M20 14A8.500 8.500 0 1 1 10 4a7 7 0 0 0 10 10z",
};

type Choice = (typeof CHOICES)[number];

export function wireTheme(button: HTMLElement): void {
    let choice: Choice = CHOICES.find(known => known === remembered()) ?? "system";
    const show = () => {
        document.documentElement.toggleAttribute("data-theme", choice !== "system");
        if (choice !== "system") {
            document.documentElement.setAttribute("data-theme", choice);
        }
        button.setAttribute("aria-label", `Colours: ${choice}`);
        button.title = `Colours: ${choice}`;
        const shape = svg("path", { d: SHAPES[choice], fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round", "stroke-linejoin": "round" });
        const half = choice === "system" && svg("path", { d: "M12 3a9 9 0 0 0 0 18z", fill: "currentColor" });
        button.replaceChildren(svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, shape, half));
    };
    button.addEventListener("click", () => {
        choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length] as Choice;
        try {
            localStorage.setItem(KEY, choice);
        } catch {
            // Not kept: the choice holds as long as the page.
        }
        show();
    });
    show();
}

function remembered(): string | null {
    try {
        return localStorage.getItem(KEY);
    } catch {
        return null;
    }
}
