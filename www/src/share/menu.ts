// Link, Markdown, report: ways to show somebody else.

import { byId, h, toast } from "../dom";
import type { Engine } from "../engine/client";
import { wireMenu } from "../menu";
import type { Session } from "../session";
import { split } from "../state";
import { MOST_SHARED, writeFragment } from "./link";

export function wireShare(session: Session, engine: Engine): void {
    const menu = byId<HTMLDetailsElement>("share");
    const act = (id: string, does: () => Promise<string>) => {
        byId(id).addEventListener("click", async () => {
            session.flush();
            toast(await does().catch((error: Error) => `That did not work: ${error.message}.`));
            menu.open = false;
        });
    };
    const input = () => ({ ...split(session.value), config: session.value.config, options: session.value.options });
    act("copy-link", () => copyLink(session));
    act("copy-markdown", async () => copy(await engine.call("format", { ...input(), format: "markdown" }), "Markdown copied: paste it into the pull request."));
    act("download-report", async () => download(await engine.call("format", { ...input(), format: "html" })));
    wireMenu(menu);
}

async function copyLink(session: Session): Promise<string> {
    const fragment = await writeFragment(session.value);
    if (!fragment) {
        return `Too large for a link: it carries up to ${MOST_SHARED / 1000} kB of SQL. Download the report, or close files that are not needed.`;
    }
    history.replaceState(null, "", fragment);
    const done = "Link copied. It holds the files themselves; no server keeps them.";
    return copy(location.href, done).catch(() => "The link stands in the address bar: this browser does not let the page copy it.");
}

async function copy(text: string, done: string): Promise<string> {
    await navigator.clipboard.writeText(text);
    return done;
}

async function download(html: string): Promise<string> {
    const url = URL.createObjectURL(new Blob([html], { type: "text/html" }));
    h("a", { href: url, download: "ddlint-report.html" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    return "Report saved: one file that opens anywhere.";
}
