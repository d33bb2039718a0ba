#!/usr/bin/env node
import { lstatSync, mkdirSync } from "node:fs";
import module from "node:module";
import { isAbsolute, join } from "node:path";
import { setFlagsFromString } from "node:v8";

/**
 * Where compiled code is kept: a directory that this user alone can write to. Node's default lies in the directory for temporary
 * files, where another user of the machine can be first, with code that this process would then run. Nothing where there is none.
 */
function cacheDirectory() {
  const { XDG_CACHE_HOME = "", LOCALAPPDATA = "", HOME = "" } = process.env;
  const base = [XDG_CACHE_HOME, LOCALAPPDATA, HOME && join(HOME, ".cache")].find((path) => isAbsolute(path));
  if (base === undefined) return undefined;
  const directory = join(base, "vaultlint");
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { mode, uid } = lstatSync(directory);
    const isOurs = process.getuid === undefined || (uid === process.getuid() && (mode & 0o170022) === 0o040000);
    return isOurs ? directory : undefined;
  } catch {
    return undefined;
  }
}

// A scan lasts a second or two and its JavaScript is spread over many functions: as V8 comes set, four threads of the optimizing compiler
// need as much CPU as they save and half of the scan's again. So only what runs very often is optimized, without much inlining, and
// all else by the compiler that costs next to nothing. V8 complains on stderr of flags that it does not know.
const [major] = process.versions.node.split(".");
const flags = {
  20: ["--interrupt-budget=1000000", "--max-inlined-bytecode-size-cumulative=150"],
  22: ["--invocation-count-for-turbofan=30000"],
  24: ["--invocation-count-for-turbofan=100000"],
};
for (const flag of ["--sparkplug", ...(flags[major] ?? [])]) setFlagsFromString(flag);

// Node 22.8 and later keep compiled code between runs; on Node 20 the function does not exist.
if (module.enableCompileCache) {
  const directory = cacheDirectory();
  if (directory !== undefined) module.enableCompileCache(directory);
}

await import("../dist/cli.js");
