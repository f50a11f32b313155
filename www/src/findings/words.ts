// Effects in words: who waits, for which table, and for how long.

import type { Effect, Scan } from "../engine/contract";

/** `orders` for `public.orders`. */
export const tableName = (relation: string) => relation.replace(/^public\./, "");

/** What takes longer the more rows there are. */
export const WORK: Record<Scan, string> = {
    none: "",
    dml: "rows are read or changed",
    verify: "every row is checked",
    "validate-foreign-key": "every row is looked up",
    "index-build": "an index is built",
    rewrite: "every row is written anew",
};

/** The same in a word or two. */
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

/** The dearest of what is done to it. */
export const workOf = (effect: Effect): Scan => (effect.rewrite ? "rewrite" : effect.scan === "none" && effect.index_build ? "index-build" : effect.scan);

/** One sentence for each relation that somebody waits for. */
export function effectsInWords(effects: Effect[]): string[] {
    return effects.filter(effect => effect.blocks !== "nothing" && effect.new === null).map(effect => {
        const who = effect.blocks === "writes" ? "Writes to" : "Reads and writes of";
        const length = grows(effect) ? `while ${WORK[workOf(effect)]} · grows with the table` : "for an instant";
        return `${who} \`${tableName(effect.relation)}\` wait ${length} (${effect.lock})`;
    });
}
