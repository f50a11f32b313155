// The service worker: written at the build, with the names of all that the page needs offline.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SOURCE = new URL("./service-worker.js", import.meta.url);
/** PostgreSQL is fetched when it is asked for, and kept then; rule pages when they are read. */
const LATER = /pglite|postgres|initdb|\.data$|^rules\/|\.map$/i;

export function offline(): Plugin {
    return {
        name: "offline",
        apply: "build",
        enforce: "post",
        generateBundle: {
            order: "post",
            handler(_, bundle) {
                const names = Object.keys(bundle).filter(name => !LATER.test(name) && name !== "index.html").sort();
                const files = ["./", "./favicon.svg", ...names.map(name => `./${name}`)];
                const hash = createHash("sha256");
                Object.values(bundle).forEach(file => hash.update(file.type === "chunk" ? file.code : file.source));
                const source = readFileSync(SOURCE, "utf8")
                    .replace("__VERSION__", JSON.stringify(hash.digest("hex").slice(0, 12)))
                    .replace("__FILES__", JSON.stringify(files));
                this.emitFile({ type: "asset", fileName: "service-worker.js", source });
            },
        },
    };
}
