// Effects in words: who waits, for which table, and for how long.

import type { Effect, Scan } from "../engine/contract";

/** `orders` for `public.orders`. */
export const tableName = (relation: string) => relation.replace(/^public\./, "");

const WORK: Record<Scan, string> = {
    none: "for an instant",
    dml: "while its rows are read or changed",
    verify: "while every row is checked",
    "validate-foreign-key": "while every row is looked up in the other table",
    "index-build": "while an index is built",
    rewrite: "while every row is written anew",
};

export const SHORT_WORK: Record<Scan, string> = {
    none: "",
    dml: "rows",
    verify: "check",
    "validate-foreign-key": "look-up",
    "index-build": "index build",
    rewrite: "rewrite",
};

/** Whether it takes longer the more rows there are. */
export const grows = (effect: Effect) => effect.scan !== "none" || effect.rewrite || effect.index_build;

/** One sentence for each relation that somebody waits for. */
export function effectsInWords(effects: Effect[]): string[] {
    return effects.filter(effect => effect.blocks !== "nothing" && effect.new === null).map(effect => {
        const who = effect.blocks === "writes" ? "Writes to" : "Reads and writes of";
        const length = grows(effect) ? " · grows with the table" : "";
        return `${who} \`${tableName(effect.relation)}\` wait ${WORK[effect.scan]}${length} (${effect.lock})`;
    });
}
