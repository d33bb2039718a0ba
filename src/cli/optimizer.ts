// How V8 optimizes what it runs.
import { setFlagsFromString } from "node:v8";

/** By Node's major version: V8 complains on stderr of flags that it does not know. */
const flags: Readonly<Record<string, readonly string[]>> = {
  20: ["--interrupt-budget=1000000", "--max-inlined-bytecode-size-cumulative=150"],
  22: ["--invocation-count-for-turbofan=30000"],
  24: ["--invocation-count-for-turbofan=100000"],
};

/**
 * As it comes set, four threads of the optimizing compiler need as much CPU as they save, and half of the scan's again: a scan lasts a
 * second or two and its JavaScript is spread over many functions. So only what runs very often is optimized, without much inlining, and
 * all else by the compiler that costs next to nothing. V8 takes back compiled code only under the flags that it was kept under, also
 * that of Node's own modules: those are loaded before.
 */
export function tuneOptimizer(): void {
  for (const flag of flags[process.versions.node.split(".")[0] ?? ""] ?? []) setFlagsFromString(flag);
}
