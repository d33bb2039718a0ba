// Runs the SIMD pass over texts: puts their bytes into the kernel's memory and hands on what it reports.
import { kernelBase64 } from "../generated/kernel.ts";
import { COPY, COPY_SIZE, DIRECT, DIRECT_SIZE, ENCODED, HITS, MARGIN, MEMORY_PAGES, NAME, TABLES } from "./layout.ts";

type Scan = (at: number, from: number, to: number, files: number) => number;

/** Takes what the kernel reports: the number of a literal, or ENCODED, and its offset. */
export type Take = (literal: number, at: number) => void;

export interface Kernel {
  readonly memory: Uint8Array;
  readonly hits: Uint32Array;
  readonly scan: Scan;
  /** Remembers the name of that length at NAME. */
  readonly passOver: (length: number) => void;
  /** What two texts have in common (versions.as.ts). */
  readonly findSame: (before: number, beforeLength: number, now: number, nowLength: number) => number;
}

const longestName = 60;

let kernel: Kernel | undefined;
let loaded: Uint8Array | undefined;

/** The kernel of this thread; its memory is taken once. */
export function startKernel(): Kernel {
  if (kernel) return kernel;
  const memory = new WebAssembly.Memory({ initial: MEMORY_PAGES });
  const module = new WebAssembly.Module(Buffer.from(kernelBase64, "base64"));
  const { scan, passOver, findSame } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  kernel = {
    memory: new Uint8Array(memory.buffer),
    hits: new Uint32Array(memory.buffer),
    scan: scan as Scan,
    passOver: passOver as Kernel["passOver"],
    findSame: findSame as Kernel["findSame"],
  };
  return kernel;
}

/**
 * Memory of the kernel for a text of `size` bytes: what is read into it is scanned where it lies. The next call gives the same
 * memory, so a text in it must be done with by then. Nothing where the text is too large; then any buffer will do.
 */
export function scanBuffer(size: number): Buffer | undefined {
  return size > DIRECT_SIZE - MARGIN ? undefined : Buffer.from(startKernel().memory.buffer, DIRECT, size);
}

/**
 * Literals within the very name from `from` to `to` are not reported any more where something is given to it: what the name says was
 * found to promise nothing, whatever it is given. Names are remembered as long as there is room.
 */
export function passOver(bytes: Buffer, from: number, to: number): void {
  if (to - from > longestName) return;
  const { memory, passOver: remember } = startKernel();
  memory.set(bytes.subarray(from, to), NAME);
  remember(to - from);
}

/** Of so many hits a few are out of place; of more there may be many that are. */
const mostMoved = 32;

/** Puts hits in the order of their places: they come nearly sorted, some blocks after the other. */
function sortHits(hits: Uint32Array, count: number): void {
  if (count > mostMoved) {
    new BigUint64Array(hits.buffer, HITS, count).sort();
    return;
  }
  const base = HITS >> 2;
  for (let i = 1; i < count; i++) {
    const literal = hits[base + 2 * i] ?? 0;
    const at = hits[base + 2 * i + 1] ?? 0;
    let j = i - 1;
    for (; j >= 0; j--) {
      const before = hits[base + 2 * j + 1] ?? 0;
      if (before < at || (before === at && (hits[base + 2 * j] ?? 0) < literal)) break;
      hits[base + 2 * j + 2] = hits[base + 2 * j] ?? 0;
      hits[base + 2 * j + 3] = before;
    }
    hits[base + 2 * j + 2] = literal;
    hits[base + 2 * j + 3] = at;
  }
}

// What is scanned at a time, in the usual case.
export const piece = 262_144;
// A gram stands at most this far behind the beginning of its literal.
const longestLiteral = 64;

/** Puts the tables of what is searched for into the kernel's memory. */
export function loadTables(tables: Uint8Array): void {
  if (loaded === tables) return;
  startKernel().memory.set(tables, TABLES);
  loaded = tables;
}

/** Hands on what begins from `from` to `to` in the text that lies at `text`, in order; false where that is more than there is memory for. */
export function takeHits(text: number, from: number, to: number, files: number, take: Take): boolean {
  const { hits, scan } = startKernel();
  // Hits are taken where their literal begins: a gram behind `to` may belong to one that begins before.
  const count = scan(text, from, to + longestLiteral, files);
  if (count < 0) return false;
  sortHits(hits, count);
  const base = HITS >> 2;
  for (let i = 0; i < count; i++) {
    const at = hits[base + 2 * i + 1] ?? 0;
    if (at >= from && at < to) take(hits[base + 2 * i] ?? 0, at);
  }
  return true;
}

/**
 * Calls `hit` with the number of each literal of `tables` in `bytes` and its offset, ordered by offset, then by number, where what its
 * rule asks for may stand around it; and `encoded` with the offset of each run that begins as text in base64 or hex does. Neither may
 * search itself. `files` says what the text is (IN_TEXT and the like).
 */
export function search(
  bytes: Buffer,
  tables: Uint8Array,
  files: number,
  hit: (literal: number, at: number) => void,
  encoded?: (at: number) => void,
): void {
  const { memory } = startKernel();
  loadTables(tables);
  const take: Take = (literal, at) => {
    if (literal === ENCODED) encoded?.(at);
    else hit(literal, at);
  };
  const inPlace = bytes.buffer === memory.buffer && bytes.byteOffset === DIRECT;
  if (inPlace) memory.fill(0, DIRECT + bytes.length, DIRECT + bytes.length + MARGIN);
  const copied = COPY_SIZE - 2 * MARGIN;
  let copyStart = 0;
  let copyEnd = inPlace ? bytes.length : 0;
  let size = piece;
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + size);
    if (to > copyEnd) {
      // The margins hold the text around the copy, or zeros at its ends.
      copyStart = from;
      copyEnd = Math.min(bytes.length, from + copied);
      const before = Math.min(MARGIN, copyStart);
      const after = Math.min(MARGIN, bytes.length - copyEnd);
      memory.fill(0, COPY, COPY + MARGIN);
      memory.set(bytes.subarray(copyStart - before, copyEnd + after), COPY + MARGIN - before);
      memory.fill(0, COPY + MARGIN + (copyEnd - copyStart) + after, COPY + 2 * MARGIN + (copyEnd - copyStart));
    }
    const text = inPlace ? DIRECT : COPY + MARGIN - copyStart;
    // More hits than memory: a text of nothing but literals. So many bytes have fewer at some size.
    if (takeHits(text, from, to, files, take)) from = to;
    else size >>= 1;
  }
}
