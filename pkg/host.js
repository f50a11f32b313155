// The world as Node gives it, in the words of `src/wasm/npx.rs`.
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, readdirSync, statSync, writeSync } from "node:fs";
import { isatty } from "node:tty";

/**
 * What Linux says of an error; what is not here is said as Node says it.
 * @type {Record<string, string>}
 */
const WORDS = {
    EACCES: "Permission denied",
    EISDIR: "Is a directory",
    ELOOP: "Too many levels of symbolic links",
    ENAMETOOLONG: "File name too long",
    ENOENT: "No such file or directory",
    ENOSPC: "No space left on device",
    ENOTDIR: "Not a directory",
    EPERM: "Operation not permitted",
    EROFS: "Read-only file system",
};

const FILE = 1;
const FOLDER = 2;

const WINDOWS = process.platform === "win32";

/**
 * A path as the program takes it: with `/` between its parts, and from the root as `/C:/…`.
 * @param {string} path
 */
export function portable(path) {
    return WINDOWS ? path.replaceAll("\\", "/").replace(/^(?=[A-Za-z]:\/)/, "/") : path;
}

/**
 * The same for the system.
 * @param {string} path
 */
function native(path) {
    return WINDOWS ? path.replace(/^\/(?=[A-Za-z]:)/, "") : path;
}

/** @param {string} path */
export function kind(path) {
    try {
        const stats = statSync(native(path), { throwIfNoEntry: false });
        return stats ? (stats.isDirectory() ? FOLDER : FILE) : 0;
    } catch {
        return 0;
    }
}

/**
 * @param {string} path
 * @param {number} most
 */
export function read(path, most) {
    return attempt(() => (most === Infinity ? readFileSync(native(path)) : head(native(path), most)));
}

/** @param {string} path */
export function create(path) {
    return attempt(() => openSync(native(path), "w"));
}

/**
 * @param {number} file
 * @param {Uint8Array} bytes
 */
export function write(file, bytes) {
    for (let written = 0; written < bytes.length; ) {
        written += attempt(() => patiently(() => writeSync(file, bytes, written)));
    }
}

/** @param {number} file */
export function close(file) {
    closeSync(file);
}

/** @param {string} folder */
export function list(folder) {
    const entries = attempt(() => readdirSync(native(folder), { withFileTypes: true }));
    return entries.map(entry => (entry.isDirectory() ? `${entry.name}/` : entry.name));
}

/** @param {string} name */
export function variable(name) {
    return process.env[name];
}

export function stdin() {
    const chunks = [];
    const chunk = Buffer.alloc(65536);
    for (let length; (length = attempt(() => patiently(() => received(chunk)))) > 0; ) {
        chunks.push(Buffer.from(chunk.subarray(0, length)));
    }
    return Buffer.concat(chunks);
}

/** @param {number} stream */
export function isTerminal(stream) {
    return isatty(stream);
}

/** The width of the terminal, or what programs take where there is none. */
export function columns() {
    return process.stdout.columns ?? (Number(process.env.COLUMNS) || 100);
}

export function currentFolder() {
    return portable(process.cwd());
}

export function now() {
    return Date.now();
}

/**
 * @param {string} folder
 * @param {string[]} args
 */
export function git(folder, args) {
    const { error, status, stdout, stderr } = spawnSync("git", ["-C", native(folder), ...args], { maxBuffer: Infinity });
    if (error) {
        throw said(/** @type {NodeJS.ErrnoException} */ (error));
    }
    return [status === 0 ? "1" : "0", stdout.toString(), stderr.toString()];
}

/**
 * @param {string} path
 * @param {number} most
 */
function head(path, most) {
    const file = openSync(path, "r");
    try {
        const bytes = Buffer.alloc(most);
        return bytes.subarray(0, readSync(file, bytes, 0, most, 0));
    } finally {
        closeSync(file);
    }
}

/**
 * Windows says the end of a pipe as an error.
 * @param {Buffer} chunk
 */
function received(chunk) {
    try {
        return readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
        if (codeOf(error) === "EOF") {
            return 0;
        }
        throw error;
    }
}

/**
 * A pipe that is full, or empty, is asked again.
 * @param {() => number} work
 */
function patiently(work) {
    for (;;) {
        try {
            return work();
        } catch (error) {
            if (codeOf(error) !== "EAGAIN") {
                throw error;
            }
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        }
    }
}

/**
 * @template T
 * @param {() => T} work
 */
function attempt(work) {
    try {
        return work();
    } catch (error) {
        throw said(/** @type {NodeJS.ErrnoException} */ (error));
    }
}

/** @param {unknown} error */
function codeOf(error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code;
}

/** @param {NodeJS.ErrnoException} error */
function said({ code = "", errno = 0, message }) {
    return `${code}:${WORDS[code] ?? message} (os error ${-errno})`;
}
