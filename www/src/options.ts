// What is assumed: the server, what runs the files, and what is reported.

import { byId, h } from "./dom";
import { wireMenu } from "./menu";
import type { Session } from "./session";
import { PRESETS, VERSIONS, type Options } from "./state";

/** All that ddlint knows, out of the schema of its configuration. */
declare const __FRAMEWORKS__: string[];

export function wireOptions(bar: HTMLElement, session: Session): void {
    const change = (part: Partial<Options>) => {
        session.flush();
        session.set({ options: { ...session.value.options, ...part } });
    };
    const version = pick("PostgreSQL", VERSIONS.map(number => [String(number), String(number)]), value => change({ targetVersion: Number(value) }));
    const framework = pick("run by", __FRAMEWORKS__.map(name => [name, name === "auto" ? "(found out)" : name]), value => change({ framework: value }));
    const transaction = pick("each file", [["auto", "as its runner does"], ["assume", "is one transaction"], ["none", "commits by statement"]], value => change({ transaction: value as Options["transaction"] }));
    const preset = pick("report", PRESETS.map(name => [name, name]), value => change({ preset: value }));
    const files = pick("of", [["last", "the last file"], ["all", "all files"]], value => {
        session.flush();
        session.set({ lastIsNew: value === "last" });
    });
    const controls = [version, framework, transaction, preset, files];
    const show = () => {
        const { options, lastIsNew } = session.value;
        const values = [String(options.targetVersion), options.framework, options.transaction, options.preset, lastIsNew ? "last" : "all"];
        controls.forEach(({ select }, at) => (select.value = values[at] ?? ""));
    };
    bar.append(version.label, framework.label);
    byId("more-options").append(transaction.label, preset.label, files.label);
    wireMenu(byId("more"));
    session.watch(show);
    show();
}

function pick(name: string, choices: [string, string][], changed: (value: string) => void) {
    const select = h("select", { onchange: () => changed(select.value) }, ...choices.map(([value, text]) => h("option", { value }, text)));
    return { select, label: h("label", null, name, select) };
}
