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
    const transaction = pick("transactions", [["auto", "as the runner does"], ["assume", "one for each file"], ["none", "one for each statement"]], value => change({ transaction: value as Options["transaction"] }));
    const preset = pick("rules", PRESETS.map(name => [name, name]), value => change({ preset: value }));
    const files = pick("look at", [["1", "the last file"], ["2", "the last two"], ["3", "the last three"], ["5", "the last five"], ["10", "the last ten"], ["all", "all files"]], value => {
        session.flush();
        session.set({ reported: value === "all" ? "all" : Number(value) });
    });
    const controls = [version, framework, transaction, preset, files];
    const show = () => {
        const { options, reported } = session.value;
        const values = [String(options.targetVersion), options.framework, options.transaction, options.preset, String(reported)];
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
