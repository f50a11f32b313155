import { sql } from "slonik";
import { protect } from "./tables.js";

const name = (value: string) => sql.identifier([value]);
const keys = [{ table: "shelves", columns: ["room", "number"] }, { table: "books", columns: ["isbn"], original: "index" }];

export const up = async ({ context: { connection } }) => {
  for (const { table, columns, original } of keys) {
    await connection.query(sql.unsafe`
      ALTER TABLE ${name(table)}
        ${original === "index" ? sql.fragment`` : sql.fragment`DROP CONSTRAINT ${name(`${table}_key`)},`}
        ADD CONSTRAINT ${name(`${table}_key`)} UNIQUE (${sql.join(columns.map((column) => name(column)), sql.fragment`, `)})
    `);
  }
  const rooms = await connection.any(sql.unsafe`SELECT id FROM rooms`);
  if (rooms.length === 0) {
    return;
  }
  const values = rooms.map((room) => {
    const { id } = room;
    return sql.fragment`(${id}, 'empty')`;
  });
  await connection.query(sql.unsafe`INSERT INTO shelves (room, state) VALUES ${sql.join(values, sql.fragment`, `)}`);
  await connection.query(sql.unsafe`UPDATE shelves SET ${rooms.length > 9 ? sql.fragment`state = 'many'` : sql.fragment``}`);
  await protect(connection, "shelves");
};
