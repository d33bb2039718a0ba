// How V8 compiles and clears away what it runs.
import { setFlagsFromString } from "node:v8";

/** Of every version: regexes that run but a few times are not compiled twice, and what is new is cleared away by one thread. */
const always = ["--no-regexp-peephole-optimization", "--regexp-tier-up-ticks=10", "--no-parallel-scavenge"];

/** By Node's major version: V8 complains on stderr of flags that it does not know. */
const flags: Readonly<Record<string, readonly string[]>> = {
  20: [...always, "--interrupt-budget=1000000", "--max-inlined-bytecode-size-cumulative=150"],
  22: [...always, "--invocation-count-for-turbofan=30000"],
  24: [
    ...always,
    "--invocation-count-for-maglev=2000",
    "--invocation-count-for-turbofan=100000",
    "--invocation-count-for-osr=10000",
  ],
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
