// A call that stops in the middle is told as an error, and costs no other call.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DdlintError, lint } from "ddlint";

const NESTED = `UPDATE t SET a = 1 WHERE ${"(".repeat(40)}b = 1${")".repeat(40)};`;

/** What finds something, or why nothing does. */
function rule(sql) {
    try {
        return lint(sql).diagnostics[0].rule;
    } catch (error) {
        assert.ok(error instanceof DdlintError, error);
        return error.code;
    }
}

/** Does the work below so many calls. */
function below(calls, work) {
    return calls === 0 ? work() : below(calls - 1, work);
}

/** What comes of the nested statement where so many calls are on the stack. */
function ruleBelow(calls) {
    try {
        return below(calls, () => rule(NESTED));
    } catch (error) {
        assert.ok(error instanceof RangeError, error);
        return "no call";
    }
}

test("after a stack that was too small, the next call works", () => {
    assert.equal(rule(NESTED), "unbatched-update");
    const said = [];
    for (let calls = 1000; said.at(-1) !== "no call"; calls += 20) {
        said.push(ruleBelow(calls));
        assert.equal(rule("DROP TABLE b;"), "drop-table");
    }
    assert.equal(said[0], "unbatched-update");
    assert.ok(said.includes("internal"), "no call stopped in the middle");
    assert.equal(rule(NESTED), "unbatched-update");
});
