// Files and folders that are dropped on the page, or opened by its button.

import { byId, count, toast } from "../dom";
import type { Session } from "../session";
import { CONFIG_NAME, freeName, type SourceFile } from "../state";

const MOST_FILES = 2000;
const MOST_BYTES = 20_000_000;
const MIGRATION = /\.(sql|md|txt)$|\.sql\.\w+$/i;
const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/i;
/** What shows how a folder is run. */
const CONTEXT = /(^|\/)(ddlint\.toml|_journal\.json|config\.toml|diesel\.toml|metadata\.toml|package\.json|cargo\.toml|go\.mod|sqitch\.plan|\.gmrc|atlas\.sum|tern\.conf|migration_lock\.toml)$/i;
/** Down migrations are left out, as the command line does with folders. */
const DOWN = /(\.down\.sql|(^|\/)down\.sql|_rollback\.sql|\.undo\.sql)$/i;

export function wireDrop(session: Session): void {
    const zone = byId("dropzone");
    const picker = byId<HTMLInputElement>("picker");
    let depth = 0;
    const show = (by: number) => {
        depth = Math.max(0, depth + by);
        zone.hidden = depth === 0;
    };
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    addEventListener("dragenter", event => carriesFiles(event) && show(1));
    addEventListener("dragleave", event => carriesFiles(event) && show(-1));
    addEventListener("dragover", event => carriesFiles(event) && event.preventDefault(), { capture: true });
    addEventListener("drop", event => {
        if (carriesFiles(event)) {
            event.preventDefault();
            event.stopPropagation();
            show(-depth);
            // The entries are gone when the event has ended: they are asked for before anything is awaited.
            const entries = [...(event.dataTransfer?.items ?? [])].map(item => item.webkitGetAsEntry());
            void readEntries(entries.filter(entry => entry !== null)).then(files => open(session, files));
        }
    }, { capture: true });
    byId("open-files").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
        const chosen = [...(picker.files ?? [])];
        void Promise.all(chosen.map(async file => ({ path: file.name, text: await file.text() }))).then(files => open(session, files));
        picker.value = "";
    });
}

/** Opens files in the order of their names: the last one is the new one. */
function open(session: Session, all: SourceFile[]): void {
    const config = all.find(file => file.path.split("/").at(-1) === CONFIG_NAME);
    const sql = all.filter(file => MIGRATION.test(file.path)).sort((one, other) => one.path.localeCompare(other.path, "en", { numeric: true }));
    if (sql.length === 0 && !config) {
        const scripts = all.some(file => SCRIPT.test(file.path));
        toast(scripts ? "Migrations in JavaScript or TypeScript are read by the command line only: paste the SQL that they send." : "No .sql file in there.");
        return;
    }
    const context = all.filter(file => CONTEXT.test(file.path) && file !== config);
    const files: SourceFile[] = [];
    sql.forEach(file => files.push({ ...file, path: freeName(files, file.path) }));
    const state = session.value;
    session.load({
        ...state,
        files: files.length > 0 ? files : state.files,
        context: files.length > 0 ? context : state.context,
        active: (files.length > 0 ? files : state.files).length - 1,
        config: config?.text ?? (files.length > 0 ? null : state.config),
        options: { ...state.options, framework: "auto" },
    });
    toast(`${count(files.length, "file")} opened: the last one is looked at, those before it are its history.`);
}

async function readEntries(entries: FileSystemEntry[]): Promise<SourceFile[]> {
    const found: SourceFile[] = [];
    let bytes = 0;
    const visit = async (entry: FileSystemEntry): Promise<void> => {
        if (found.length >= MOST_FILES || bytes >= MOST_BYTES) {
            return;
        }
        if (entry.isDirectory) {
            for (const child of await children(entry as FileSystemDirectoryEntry)) {
                await visit(child);
            }
        } else if ([MIGRATION, CONTEXT, SCRIPT].some(wanted => wanted.test(entry.fullPath)) && !DOWN.test(entry.fullPath)) {
            const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
            bytes += file.size;
            found.push({ path: entry.fullPath.replace(/^\//, ""), text: await file.text() });
        }
    };
    for (const entry of entries) {
        await visit(entry);
    }
    return found;
}

/** A folder tells of its entries in portions. */
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
    const reader = folder.createReader();
    const all: FileSystemEntry[] = [];
    for (;;) {
        const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
        if (some.length === 0) {
            return all.filter(({ name }) => name !== "node_modules" && name !== ".git");
        }
        all.push(...some);
    }
}
