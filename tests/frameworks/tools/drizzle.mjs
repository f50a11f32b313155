import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const tag = index => `000${index}_step`;

export default {
    framework: "drizzle",
    version: "drizzle-orm",
    files: migrations => [
        ["drizzle/meta/_journal.json", JSON.stringify({
            version: "7",
            dialect: "postgresql",
            entries: migrations.map((_, idx) => ({ idx, version: "7", when: 1700000000000 + idx, tag: tag(idx), breakpoints: true })),
        })],
        ...migrations.map((statements, index) => [`drizzle/${tag(index)}.sql`, `${statements.join(";\n--> statement-breakpoint\n")};\n`]),
    ],
    async run({ folder, url }) {
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        try {
            await migrate(drizzle(client), { migrationsFolder: join(folder, "drizzle") });
        } finally {
            await client.end();
        }
    },
};
