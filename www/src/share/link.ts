// The state in the fragment of a link: `#v1:` and then JSON, deflated, in base64url. A fragment never leaves the browser.

import { readState, type State } from "../state";

const VERSION = "v1";

/** More SQL than this makes a link that chats and mail programs cut off. */
export const MOST_SHARED = 200_000;
const MOST_READ = 20_000_000;

/** The fragment for a state, or nothing where it is too large. */
export async function writeFragment(state: State): Promise<string | null> {
    const sql = state.files.reduce((sum, file) => sum + file.text.length, state.config?.length ?? 0);
    if (sql > MOST_SHARED) {
        return null;
    }
    const stream = new Blob([JSON.stringify(state)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return `#${VERSION}:${toBase64(new Uint8Array(await new Response(stream).arrayBuffer()))}`;
}

/** Whether a fragment means to be a state. */
export const isFragment = (fragment: string) => /^#v\d+:/.test(fragment);

/** The state in a fragment. The error says what is wrong with it. */
export async function readFragment(fragment: string): Promise<State> {
    const [, version, data = ""] = /^#(v\d+):([\w-]*)$/.exec(fragment) ?? [];
    if (version !== undefined && version !== VERSION) {
        throw new Error("This link was made by a newer playground: reload the page.");
    }
    const state = await inflate(data).then(JSON.parse).then(readState).catch(() => null);
    if (!state) {
        throw new Error("This link is damaged: a part of it is missing.");
    }
    return state;
}

async function inflate(data: string): Promise<string> {
    const stream = new Blob([fromBase64(data)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
        text += step.value;
        if (text.length > MOST_READ) {
            await reader.cancel();
            throw new Error("too large");
        }
    }
    return text;
}

function toBase64(bytes: Uint8Array): string {
    let binary = "";
    for (let at = 0; at < bytes.length; at += 0x8000) {
        binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), character => character.charCodeAt(0));
}
