// What every tool is given: migrations, each a list of statements, that it has to run on an empty schema. The table `app.base` is
// there, as in a database that has been in use.
const EARLIER = "CREATE TABLE earlier (id int)";
const FIRST = "CREATE TABLE first (id int)";
const SECOND = "CREATE TABLE second (id int)";
const THIRD = "CREATE TABLE third (id int)";
const INDEX = "CREATE INDEX CONCURRENTLY base_id ON app.base (id)";

/** Each case by its name; `optOut` uses the tool's own way out of its transaction, where it has one. */
export const CASES = {
    alone: [[INDEX]],
    among: [[FIRST, INDEX, THIRD]],
    "two-alone": [["VACUUM app.base", INDEX]],
    failing: [[EARLIER], [FIRST, FIRST, THIRD]],
    "failing-after": [[FIRST, INDEX, SECOND, SECOND, THIRD]],
    "commit-first": [["COMMIT", INDEX]],
    "own-transaction": [["BEGIN", FIRST, "COMMIT", SECOND, SECOND, THIRD]],
};

/** What a case may make. */
export const MADE = ["base_id", "earlier", "first", "second", "third"];
