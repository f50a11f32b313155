// ddlint.toml: opened where there is one, begun where there is none.

import type { Session } from "../session";
import { CONFIG } from "../state";

const BEGUN = `# Every key of the command line's configuration works here.
# preset = "strict"

[rules]
# table-without-primary-key = "warning"
# missing-lock-timeout = "off"
`;

export function wireConfig(button: HTMLElement, session: Session): void {
    button.addEventListener("click", () => {
        session.flush();
        session.set({ config: session.value.config ?? BEGUN, active: CONFIG });
    });
}
