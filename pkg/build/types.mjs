// TypeScript's types for what ddlint takes and gives, from the JSON Schemas of the Rust types.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "json-schema-to-typescript";

/** The types that have a schema of their own. */
const ROOTS = { Report: "report", Plan: "plan", Fixed: "fixed", Rules: "rules", Options: "options", Format: "format", Config: "ddlint" };

/** In JSON places are bytes and characters; JavaScript gets UTF-16 units. */
const UTF16 = {
    start: "Offset of its first character in the file, in UTF-16 units.",
    end: "Offset after its last character, in UTF-16 units.",
    column: "1-based column of its first character, in UTF-16 units.",
};

/** The text of a module of types. */
export async function types(schemas) {
    const definitions = {};
    for (const [name, file] of Object.entries(ROOTS)) {
        const { $defs = {}, $schema, ...root } = JSON.parse(readFileSync(join(schemas, `${file}.schema.json`), "utf8"));
        Object.entries({ ...$defs, [name]: root }).forEach(([key, schema]) => define(definitions, key, schema));
    }
    Object.entries(UTF16).forEach(([key, description]) => (definitions.Place.properties[key].description = description));
    const text = await compile({ $defs: described(definitions) }, "Everything", {
        additionalProperties: false,
        bannerComment: "// Made from the Rust types; see pkg/build/types.mjs.",
        unreachableDefinitions: true,
    });
    return text.replace(/ \*\n \* This interface was referenced by .*\n \* via the `definition` .*\n/g, "").replace(/export interface Everything \{[^}]*\}\n/, "");
}

/** A reference with a description of its own is still the type that it refers to. */
function described(schema) {
    if (typeof schema !== "object" || schema === null) {
        return schema;
    }
    if (Array.isArray(schema)) {
        return schema.map(described);
    }
    const { $ref, ...rest } = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, described(value)]));
    if ($ref === undefined) {
        return rest;
    }
    const reference = { $ref: $ref.startsWith("#") ? $ref : `#/$defs/${named($ref)}` };
    return Object.keys(rest).length === 0 ? reference : { ...rest, allOf: [reference] };
}

/** The type whose schema is in this file. */
function named(file) {
    const [name] = Object.entries(ROOTS).find(([, stem]) => `${stem}.schema.json` === file);
    return name;
}

/** Two schemas may share a type, but not a name for two types. */
function define(definitions, name, { title, ...schema }) {
    const known = definitions[name];
    if (known && JSON.stringify(known) !== JSON.stringify(schema)) {
        throw new Error(`the schemas have two types \`${name}\``);
    }
    definitions[name] = schema;
}
