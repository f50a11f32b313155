// The lock timeline as a picture. Who waits is told by colour and by pattern; a table behind it tells the same in words.

import { h, svg } from "../dom";
import { tableName } from "../findings/words";
import type { Bar, Column, Group, Lane, Layout, Stretch } from "./layout";

export interface Pointing {
    /** The mouse or the focus is on a statement, or has left it. */
    hover: (column: Column | null) => void;
    click: (column: Column) => void;
}

const LANE = 40;
const BAR = 24;
const THIN = 8;
const TOP = 26;

/** Draws a layout: names of tables, statements, bars. */
export function draw(layout: Layout, pointing: Pointing): HTMLElement {
    const names = h("div", { class: "lane-names", "aria-hidden": "true" }, ...layout.lanes.map(laneName));
    const heads = h("div", { class: "heads" }, ...layout.columns.map(column => head(column, pointing)));
    const picture = h("div", { class: "picture", tabindex: 0, role: "group", "aria-label": "Statements in the order in which they run" }, heads, canvas(layout, pointing));
    return h("div", { class: "timeline" }, names, picture);
}

function laneName(lane: Lane): HTMLElement {
    const name = tableName(lane.relation);
    return h("div", { class: "lane-name", title: lane.relation }, h("span", null, name), lane.new !== null && h("small", null, "new"));
}

function head(column: Column, pointing: Pointing): HTMLElement {
    const { statement, title, index } = column;
    const button = h("button", {
        type: "button",
        class: `head${statement.fails ? " fails" : ""}`,
        "data-column": index,
        title: statement.summary,
        onclick: () => pointing.click(column),
        onmouseenter: () => pointing.hover(column),
        onmouseleave: () => pointing.hover(null),
        onfocus: () => pointing.hover(column),
        onblur: () => pointing.hover(null),
    }, h("b", null, h("span", { class: "unseen" }, statement.fails ? "Fails: line " : "Line "), statement.fails ? `✕ ${statement.span.line} ` : `${statement.span.line} `), h("span", null, title));
    button.style.width = `${column.width}px`;
    return button;
}

function canvas(layout: Layout, pointing: Pointing): SVGElement {
    const height = TOP + Math.max(1, layout.lanes.length) * LANE;
    const below = layout.files.length > 0 ? 20 : 0;
    const width = layout.width + 2;
    return svg("svg", { width, height: height + below, viewBox: `0 0 ${width} ${height + below}`, "aria-hidden": "true", class: "bars" },
        patterns(),
        ...layout.groups.filter(({ kind }) => kind !== "autocommit").map(group => shade(group, height)),
        ...layout.columns.map(column => hitArea(column, height, pointing)),
        ...layout.lanes.map((_, at) => svg("line", { class: "track", x1: 0, x2: layout.width, y1: middle(at), y2: middle(at) })),
        ...layout.lanes.flatMap((lane, at) => lane.bars.map(bar => drawBar(lane, bar, at))),
        ...layout.groups.map(group => commit(group, height)),
        ...layout.files.map(({ x, path }, at) => fileName(x, (layout.files[at + 1]?.x ?? layout.width) - x, path, height + below)),
    );
}

/** Where a file begins, and its name as far as there is room. */
function fileName(x: number, width: number, path: string, height: number): SVGElement {
    const name = path.split("/").slice(-2).join("/");
    const letters = Math.max(3, Math.floor(width / 6.2) - 2);
    return svg("g", { class: "file" },
        svg("line", { x1: x, x2: x, y1: 0, y2: height }),
        svg("text", { x: x + 6, y: height - 6 }, name.length > letters ? `${name.slice(0, letters - 1)}…` : name),
        svg("title", null, path),
    );
}

const middle = (lane: number) => TOP + lane * LANE + LANE / 2;

/** Hatching: writes wait; crossed: reads and writes wait; dots: nobody does. */
function patterns(): SVGElement {
    const pattern = (id: string, size: number, path: string) =>
        svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" }, svg("rect", { width: size, height: size, class: "ground" }), svg("path", { d: path, class: "figure" }));
    return svg("defs", null,
        pattern("writes", 7, "M-1 8 8 -1M-1 1 1 -1M6 8 8 6"),
        pattern("reads-and-writes", 6, "M0 0 6 6M6 0 0 6"),
        pattern("nothing", 6, "M3 3h.01"),
    );
}

function shade(group: Group, height: number): SVGElement {
    const label = group.kind === "runner" ? "one transaction (by what runs the file)" : "one transaction";
    const roomy = group.width > label.length * 6 + 12;
    return svg("g", { class: "transaction" },
        svg("rect", { x: group.x + 1, y: 2, width: Math.max(0, group.width - 3), height: height - 4, rx: 6 }),
        roomy && svg("text", { x: group.x + 9, y: 17 }, label),
    );
}

function commit(group: Group, height: number): SVGElement {
    const x = group.x + group.width - 2;
    const own = group.kind === "autocommit";
    const word = group.fails || group.endedBy.startsWith("rollback") ? "ROLLBACK" : "COMMIT";
    const roomy = !own && group.width > 250;
    return svg("g", { class: own ? "commit own" : "commit" },
        svg("line", { x1: x, x2: x, y1: own ? TOP : 4, y2: height - 4 }),
        !own && word === "COMMIT" && svg("circle", { cx: x, cy: 7, r: 4 }),
        !own && word !== "COMMIT" && svg("path", { d: `M${x - 4} 3l8 8m0-8-8 8` }),
        roomy && svg("text", { x: x - 9, y: 17, "text-anchor": "end" }, word),
        svg("title", null, own ? "commits by itself" : word),
    );
}

function hitArea(column: Column, height: number, pointing: Pointing): SVGElement {
    return svg("rect", {
        class: "hit", "data-column": column.index, x: column.x, y: TOP, width: column.width, height: height - TOP,
        onclick: () => pointing.click(column),
        onmouseenter: () => pointing.hover(column),
        onmouseleave: () => pointing.hover(null),
    }, svg("title", null, `Line ${column.statement.span.line}: ${column.statement.summary}`));
}

function drawBar(lane: Lane, bar: Bar, at: number): SVGElement {
    const held = bar.stretches.filter(stretch => stretch.held);
    const state = `${bar.blocks}${lane.new === null ? "" : " new"}`;
    return svg("g", { class: `bar ${state}`, "data-relation": lane.relation, "data-lock": bar.lock },
        ...held.map(stretch => block(stretch, at, bar)),
        arrow(bar, at),
        ...bar.stretches.filter(stretch => !stretch.held).map(stretch => block(stretch, at, bar)),
        ...bar.stretches.filter(stretch => stretch.grows && stretch.work !== "").map(stretch => label(stretch, at)),
    );
}

function block(stretch: Stretch, at: number, bar: Bar): SVGElement {
    const height = stretch.held && !stretch.grows ? THIN : BAR;
    const gap = stretch.held ? 0 : 3;
    return svg("rect", {
        class: stretch.held ? "held" : "own", fill: `url(#${bar.blocks})`,
        x: stretch.x + gap, y: middle(at) - height / 2, width: Math.max(2, stretch.width - (stretch.held ? 0 : 6)), height, rx: stretch.held ? 0 : 4,
    });
}

/** From the statement that took the lock to the one whose end lets it go. */
function arrow(bar: Bar, at: number): SVGElement | false {
    const [first, last] = [bar.stretches[0], bar.stretches.at(-1)];
    if (!first || !last?.held) {
        return false;
    }
    const [y, tip] = [middle(at), last.x + last.width - 5];
    return svg("path", { class: "arrow", d: `M${first.x + 8} ${y}H${tip}m-7-5 7 5-7 5` });
}

function label(stretch: Stretch, at: number): SVGElement {
    const width = stretch.work.length * 6.4 + 26;
    const x = stretch.x + Math.max(3, (stretch.width - width) / 2);
    return svg("g", { class: "label" },
        svg("rect", { x, y: middle(at) - 8, width, height: 16, rx: 8 }),
        svg("text", { x: x + 8, y: middle(at) + 4 }, `${stretch.work} »`),
    );
}
