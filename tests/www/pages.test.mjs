// The rules' pages: what each example's link opens is linted here, and does what the page says of it.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import { init, lint } from "ddlint";

const dist = fileURLToPath(new URL("../../www/dist/rules/", import.meta.url));
const names = readdirSync(dist, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name);

/** The examples of a page: what each is, and what its link holds. */
function examples(rule) {
    const html = readFileSync(`${dist}${rule}/index.html`, "utf8");
    const links = html.matchAll(/<figure class="(bad|good|fixed)">.*?href="[^"#]*#v1:([\w-]+)"/g);
    return [...links].map(([, kind, data]) => ({ kind, state: JSON.parse(inflateRawSync(Buffer.from(data, "base64url")).toString()) }));
}

function rulesFor({ files, config, options: { targetVersion, framework, preset } }) {
    const last = files.length - 1;
    const report = lint({ files: files.slice(last), history: files.slice(0, last) }, { targetVersion, framework, preset, ...(config ? { config } : {}) });
    return report.diagnostics.map(diagnostic => diagnostic.rule);
}

test("every example opens as what its page calls it", async () => {
    await init();
    const wrong = [];
    let seen = 0;
    for (const rule of names) {
        for (const { kind, state } of examples(rule)) {
            const found = rulesFor(state).includes(rule);
            seen += 1;
            if (found !== (kind === "bad")) {
                wrong.push(`${rule}, ${kind}: ${state.files.at(-1).text}`);
            }
        }
    }
    assert.ok(seen > 300, `${seen} examples`);
    assert.deepEqual(wrong, []);
});
