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
import { cachedDataVersionTag } from "node:v8";
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

/**
 * Before the code, its own checksum, and how long the run worked that kept it: two numbers, since V8 copies code that begins elsewhere
 * than at a multiple of eight bytes.
 */
const headerBytes = 8;

interface Kept {
  readonly code: Buffer;
  /** Milliseconds. */
  readonly worked: number;
}

/** Valid until the next file is read. */
function keptCode(file: string): Kept | undefined {
  try {
    const kept = wholeFile(file);
    const code = kept.subarray(headerBytes);
    return crc32(code) === kept.readUInt32LE(0) ? { code, worked: kept.readUInt32LE(4) } : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, code: Buffer, worked: number): void {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(crc32(code));
  header.writeUInt32LE(worked, 4);
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

/** A run that worked so many milliseconds, and so many times as long as the one that kept the code, has compiled what that one had no use for. */
const long = 300;
const longer = 4;

/** How many milliseconds this process has worked so far. */
function workedSoFar(): number {
  const { user, system } = process.cpuUsage();
  return Math.round((user + system) / 1000);
}

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
  /** Keeps code anew that a much shorter run kept: the next long one need not compile again what such a run never calls. */
  readonly grows?: boolean;
}

/** A loader of CommonJS files from `directory`. */
export function compiledLoader(
  directory: string,
  { outer, prepare, purpose = "", grows = false }: LoaderOptions,
): Loader {
  const cache = cacheDirectory();
  const modules = new Map<string, { exports: object }>();
  const loaded: { readonly file: string; readonly script: Script; readonly worked: number }[] = [];

  const load: Load = (name) => {
    if (!name.startsWith("./")) return outer(name);
    const known = modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} };
    modules.set(name, module);
    const filename = join(directory, name);
    const bytes = wholeFile(filename);
    prepare();
    // V8 takes back what was compiled under the same flags: runs with others keep their own.
    const key = `${filename}${purpose}${String(cachedDataVersionTag())}`;
    const file = cache && join(cache, `${name.slice(2)}-${crc32(bytes, crc32(key)).toString(16)}`);
    const text = bytes.toString(isAscii(bytes) ? "latin1" : "utf8");
    const kept = file === undefined ? undefined : keptCode(file);
    // Most come as a function: to put one around the text copies it.
    const source = text.startsWith(functionHead) ? text : `${functionHead}${text}\n})`;
    const script = new Script(source, { filename, cachedData: kept?.code });
    if (file !== undefined)
      loaded.push({ file, script, worked: script.cachedDataRejected === false ? (kept?.worked ?? 0) : 0 });
    (script.runInThisContext() as Body)(module.exports, load, module, filename, directory);
    return module.exports;
  };

  return {
    load,
    keep() {
      if (cache === undefined) return;
      const worked = workedSoFar();
      const least = grows && worked > long ? worked / longer : 0;
      const compiled = loaded.filter((each) => each.worked <= least);
      if (compiled.length === 0) return;
      try {
        mkdirSync(cache, { mode: 0o700, recursive: true });
      } catch {
        return;
      }
      for (const { file, script } of compiled) keep(file, script.createCachedData(), worked);
      // Where nothing new is kept, nothing is old that was not before.
      clearUnused(dirname(cache), Date.now());
    },
  };
}
