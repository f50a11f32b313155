// What ddlint answers, named. The package's types are made from the Rust types; nothing is said twice here.

import type { lint, plan } from "ddlint";

export type Report = Pick<ReturnType<typeof lint>, "summary" | "diagnostics">;
export type Diagnostic = Report["diagnostics"][number];
export type Fix = NonNullable<Diagnostic["fix"]>;
export type Edit = Fix["edits"][number];
export type Effect = Diagnostic["effects"][number];
export type Scan = Effect["scan"];
export type Blocks = Effect["blocks"];

export type FilePlan = ReturnType<typeof plan>["files"][number];
export type Transaction = FilePlan["transactions"][number];
export type Lock = Transaction["locks"][number];
export type Since = Lock["new"];
export type Statement = FilePlan["statements"][number];
export type DataLoss = Statement["data_loss"][number];
