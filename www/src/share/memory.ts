// What survives: the fragment of the address, where the state fits into one, and this browser's own store.

import { readState, type State } from "../state";
import { isFragment, readFragment, writeFragment } from "./link";

const KEY = "ddlint.state";

/** Where the state comes from, and what there is to say about it. */
export interface Remembered {
    state: State | null;
    problem: string | null;
}

/** The state that the page was left with or opened with. */
export async function recall(): Promise<Remembered> {
    if (isFragment(location.hash)) {
        return readFragment(location.hash).then(state => ({ state, problem: null }), (error: Error) => ({ state: stored(), problem: error.message }));
    }
    return { state: stored(), problem: null };
}

/** Keeps a state. The answer is the link's fragment, where it fits into one. */
export async function keep(state: State): Promise<string | null> {
    const fragment = await writeFragment(state);
    try {
        history.replaceState(null, "", fragment ?? `${location.pathname}${location.search}`);
        localStorage.setItem(KEY, JSON.stringify(state));
    } catch {
        // Full or forbidden: the page works on, and forgets.
    }
    return fragment;
}

function stored(): State | null {
    try {
        return readState(JSON.parse(localStorage.getItem(KEY) ?? "null"));
    } catch {
        return null;
    }
}
