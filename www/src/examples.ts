// Ten stories to begin with. The SQL of each stands in its folder.

import { DEFAULTS, type Options, type SourceFile, type State } from "./state";

export interface Example {
    name: string;
    title: string;
    story: string;
    options?: Partial<Options>;
}

export const EXAMPLES: Example[] = [
    { name: "friday-index", title: "The Friday index", story: "Three small changes in one transaction; the checkout stands still until the last of them is done." },
    { name: "required-column", title: "The required column", story: "It passes in every test, where the table is empty, and fails at night, where it is not." },
    { name: "backfill", title: "The backfill that held the lock", story: "An instant's lock, kept while every row is changed: one file is one transaction.", options: { framework: "flyway" } },
    { name: "enum-too-early", title: "The enum used too early", story: "A new value cannot be used before its transaction has ended." },
    { name: "prisma-rename", title: "The Prisma rename that lost data", story: "A renamed field becomes a dropped column and an empty one.", options: { framework: "prisma" } },
    { name: "drizzle-concurrently", title: "Drizzle and the concurrent index", story: "The right word in the wrong place: all pending files are one transaction.", options: { framework: "drizzle" } },
    { name: "batch-loop", title: "The batch loop that was none", story: "Many small updates, and no COMMIT between them." },
    { name: "foreign-key", title: "The foreign key on two tables", story: "One table is named, two are locked." },
    { name: "type-change", title: "The id that ran out", story: "Two type changes that look alike: one is free, one rewrites the table." },
    { name: "careful", title: "The careful way", story: "The same ends, and nobody waits." },
];

const texts = import.meta.glob<string>("./examples/**/*.sql", { query: "?raw", import: "default", eager: true });

/** An example, ready to be opened. */
export function exampleState(example: Example): State {
    const files = filesOf(example.name);
    return { files, context: [], active: files.length - 1, reported: 1, config: null, options: { ...DEFAULTS, ...example.options } };
}

function filesOf(name: string): SourceFile[] {
    const folder = `./examples/${name}/`;
    const paths = Object.keys(texts).filter(path => path.startsWith(folder)).sort();
    return paths.map(path => ({ path: path.slice(folder.length), text: texts[path] ?? "" }));
}
