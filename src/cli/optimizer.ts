// How V8 compiles and clears away what it runs.
import { setFlagsFromString } from "node:v8";

/** A flag of V8 as it is set here, and as it comes set: --print-flag-values says that, --v8-options does not where other flags have a say. */
type Flag = readonly [set: string, unset: string];

/**
 * Of every version: regexes that run but a few times are not compiled twice, what is new is cleared away by one thread, and loops of the
 * kernels are not written out several times over: they run as fast without, and are compiled in 17 ms in place of 28.
 */
const always: readonly Flag[] = [
  ["--no-regexp-peephole-optimization", "--regexp-peephole-optimization"],
  ["--regexp-tier-up-ticks=10", "--regexp-tier-up-ticks=1"],
  ["--no-parallel-scavenge", "--parallel-scavenge"],
  ["--no-wasm-loop-unrolling", "--wasm-loop-unrolling"],
  ["--no-wasm-loop-peeling", "--wasm-loop-peeling"],
];

/** By Node's major version: V8 complains on stderr of flags that it does not know. */
const flags: Readonly<Record<string, readonly Flag[]>> = {
  20: [
    ...always,
    ["--interrupt-budget=1000000", "--interrupt-budget=67584"],
    ["--max-inlined-bytecode-size-cumulative=150", "--max-inlined-bytecode-size-cumulative=920"],
  ],
  22: [...always, ["--invocation-count-for-turbofan=30000", "--invocation-count-for-turbofan=3000"]],
  24: [
    ...always,
    ["--invocation-count-for-maglev=2000", "--invocation-count-for-maglev=400"],
    ["--invocation-count-for-turbofan=100000", "--invocation-count-for-turbofan=10000"],
    ["--invocation-count-for-osr=10000", "--invocation-count-for-osr=800"],
  ],
  26: [
    ...always,
    // What may stand once, twice or three times is else compiled as often, which takes twice as long as all the rest of a regex.
    ["--no-regexp-unroll", "--regexp-unroll"],
    ["--invocation-count-for-maglev=5000", "--invocation-count-for-maglev=400"],
    ["--invocation-count-for-turbofan=100000", "--invocation-count-for-turbofan=16000"],
    ["--invocation-count-for-osr=10000", "--invocation-count-for-osr=800"],
  ],
};

const known = flags[process.versions.node.split(".")[0] ?? ""] ?? [];

/**
 * As it comes set, four threads of the optimizing compiler need as much CPU as they save, and half of the scan's again: a scan lasts a
 * second or two and its JavaScript is spread over many functions. So only what runs very often is optimized, without much inlining, and
 * all else by the compiler that costs next to nothing. V8 takes back compiled code only under the flags that it was kept under, also
 * that of Node's own modules: those are loaded before.
 */
export function tuneOptimizer(): void {
  for (const [flag] of known) setFlagsFromString(flag);
}

/**
 * Sets the flags as they come: under them V8 takes back the compiled code that comes with Node, which a new thread would else compile
 * anew, for 30 ms. The flags are those of all threads: whichever next loads a file of ours sets them again.
 */
export function untuneOptimizer(): void {
  for (const [, flag] of known) setFlagsFromString(flag);
}
