// Loads the unpacking kernel.
import { unpackingBase64 } from "../generated/unpacking.ts";
import { MEMORY_PAGES } from "./layout.ts";

export interface Kernel {
  readonly memory: Buffer;
  /** Inflates the stream between two places into `size` bytes at `to`. How many bytes it has; 0 where that cannot be done. */
  readonly inflate: (from: number, end: number, to: number, size: number) => number;
  /** The size of what a difference leads to; -1 where it is none from a base of that size, -2 where that is too large. */
  readonly resultSize: (delta: number, end: number, baseSize: number) => number;
  /** Makes what the difference of the last call of `resultSize` leads to; 0 where that cannot be done. */
  readonly patch: (end: number, base: number, baseSize: number, to: number, size: number) => number;
  /** What a tree has that another has not (tree.as.ts). */
  readonly diffTrees: (before: number, beforeSize: number, now: number, nowSize: number, idBytes: number) => number;
}

/** A kernel with memory of its own. */
export function startKernel(): Kernel {
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES });
  const module = new WebAssembly.Module(Buffer.from(unpackingBase64, "base64"));
  const { start, inflate, resultSize, patch, diffTrees } = new WebAssembly.Instance(module, { env: { memory } })
    .exports;
  (start as () => void)();
  return {
    memory: Buffer.from(memory.buffer),
    inflate: inflate as Kernel["inflate"],
    resultSize: resultSize as Kernel["resultSize"],
    patch: patch as Kernel["patch"],
    diffTrees: diffTrees as Kernel["diffTrees"],
  };
}
