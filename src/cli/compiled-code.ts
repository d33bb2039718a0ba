// Loads the files of this program with the code that V8 compiled for them in an earlier run, functions that ran included: to compile
// them anew takes longer than to scan what one commit adds. Node's own cache lacks those functions, and Node 20 has none.
import { isAscii } from "node:buffer";
import {
  closeSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";
import { clearUnused } from "./unused-code.ts";

/**
 * Where compiled code is kept: a directory that this user alone can write to, since what lies there is run. Nothing where there is none.
 */
function cacheDirectory(): string | undefined {
  const { XDG_CACHE_HOME = "", LOCALAPPDATA = "", HOME = "" } = process.env;
  const base = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && join(HOME, ".cache")].find((path) => isAbsolute(path));
  if (base === undefined) return undefined;
  const directory = join(base, "vaultlint");
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { mode, uid } = lstatSync(directory);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o170022) === 0o040000);
    return isOurs ? join(directory, `${process.version}-${process.arch}`) : undefined;
  } catch {
    return undefined;
  }
}

/** Where files are read, one after the other: to touch new memory for each takes longer than to read into it. */
const room = Buffer.allocUnsafeSlow(4_194_304);

/** The whole file; valid until the next one is read. */
function wholeFile(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    for (let length = 0; length < room.length;) {
      const count = readSync(file, room, length, room.length - length, null);
      if (count === 0) return room.subarray(0, length);
      length += count;
    }
  } finally {
    closeSync(file);
  }
  return readFileSync(path);
}

/** Before the code, its own checksum, and as many bytes as let the code begin where V8 need not copy it to read it. */
const headerBytes = 8;

/** Valid until the next file is read. */
function keptCode(file: string): Buffer | undefined {
  try {
    const kept = wholeFile(file);
    const code = kept.subarray(headerBytes);
    return crc32(code) === kept.readUInt32LE(0) ? code : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, code: Buffer): void {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(crc32(code));
  // Threads of one process may keep the same file at the same time.
  const written = `${file}.${String(process.pid)}.${process.hrtime.bigint().toString(36)}`;
  try {
    writeFileSync(written, Buffer.concat([header, code]), { flag: "wx", mode: 0o600 });
    renameSync(written, file);
  } catch {
    rmSync(written, { force: true });
  }
}

/** How the function begins that a CommonJS module is; tsdown.config.js writes it, too. */
const functionHead = "(function(exports,require,module,__filename,__dirname){";

type Load = (name: string) => unknown;
type Body = (exports: object, require: Load, module: { exports: object }, filename: string, dirname: string) => void;

/** What loads files of a directory. */
export interface Loader {
  /** The exports of `./name.cjs`, or of a module of Node. */
  readonly load: Load;
  /** Keeps what was compiled, for the next run. */
  readonly keep: () => void;
}

export interface LoaderOptions {
  /** Loads what is not of the directory. */
  readonly outer: Load;
  /** Called before a file is compiled: code is kept under the flags that it sets. */
  readonly prepare: () => void;
  /** Code is kept for each purpose by itself: with the functions that were called for it, and no others. */
  readonly purpose?: string;
}

/** A loader of CommonJS files from `directory`. */
export function compiledLoader(directory: string, { outer, prepare, purpose = "" }: LoaderOptions): Loader {
  const cache = cacheDirectory();
  const modules = new Map<string, { exports: object }>();
  const fresh: { readonly file: string; readonly script: Script }[] = [];

  const load: Load = (name) => {
    if (!name.startsWith("./")) return outer(name);
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = join(directory, name);
    const bytes = wholeFile(filename);
    const file = cache && join(cache, `${name.slice(2)}-${crc32(bytes, crc32(filename + purpose)).toString(16)}`);
    const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
    const cachedData = file === undefined ? undefined : keptCode(file);
    // Most come as a function: to put one around the text copies it.
    const source = text.startsWith(functionHead) ? text : `${functionHead}${text}\n})`;
    prepare();
    const script = new Script(source, { filename, cachedData });
    if (file !== undefined && script.cachedDataRejected !== false) fresh.push({ file, script });
    (script.runInThisContext() as Body)(module.exports, load, module, filename, directory);
    return module.exports;
  };

  return {
    load,
    keep() {
      if (cache === undefined || fresh.length === 0) return;
      try {
        mkdirSync(cache, { mode: 0o700, recursive: true });
      } catch {
        return;
      }
      for (const { file, script } of fresh) keep(file, script.createCachedData());
      // Where nothing new is kept, nothing is old that was not before.
      clearUnused(dirname(cache), Date.now());
    },
  };
}
