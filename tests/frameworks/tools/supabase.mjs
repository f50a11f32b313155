import { run } from "../process.mjs";

const PROGRAM = new URL("../node_modules/@supabase/cli-linux-x64/bin/supabase", import.meta.url);

export default {
    framework: "supabase",
    version: "@supabase/cli-linux-x64",
    files: migrations => [
        ["supabase/config.toml", 'project_id = "step"\n'],
        ...migrations.map((statements, index) => [
            `supabase/migrations/2024010100000${index}_step.sql`,
            `${statements.join(";\n")};\n`,
        ]),
    ],
    run: ({ folder, url }) => run(PROGRAM, ["db", "push", `--remote=${url}`, "--yes"], folder, { SUPABASE_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" }),
};
