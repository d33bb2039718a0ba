// Texts that one thread searches together, in memory that all threads see. Whoever is free claims the next batch, so that no thread
// waits for work while another has some.
import type { SourceText } from "../../model/text.ts";

/** A batch as it is posted to every thread: bytes lie in shared memory, and nothing else of a text is needed to search it. */
export interface Batch {
  /** From 1 on. */
  readonly number: number;
  readonly memory: SharedArrayBuffer;
  readonly texts: readonly BatchText[];
  /** Texts that are not to be searched: a thread failed on them. */
  readonly without: readonly number[];
}

export interface BatchText extends Pick<SourceText, "path" | "binary" | "encoding" | "nuls"> {
  readonly start: number;
  readonly length: number;
}

/**
 * Cells at the beginning of the memory: the batch's number while it is free, or minus that of the thread that claimed it; and the
 * number of the text that is searched, from 1 on. Memory is used again, and a message about the batch before may still be on its
 * way: its number is not the one that stands there.
 */
const CLAIM = 0;
const TEXT = 1;
export const headBytes = 8;

export function cellsOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 0, 2);
}

/** Lets any thread claim the batch of this number. */
export function release(cells: Int32Array, batch: number): void {
  Atomics.store(cells, TEXT, 0);
  Atomics.store(cells, CLAIM, batch);
}

/** Takes the batch for a thread (from 1 on). False where another one has it. */
export function claim(cells: Int32Array, batch: number, thread: number): boolean {
  return Atomics.compareExchange(cells, CLAIM, batch, -thread) === batch;
}

/** The thread that claimed the batch; 0 for nobody. */
export function claimant(cells: Int32Array): number {
  return Math.max(0, -Atomics.load(cells, CLAIM));
}

/** Says which text is searched now. */
export function enter(cells: Int32Array, index: number): void {
  Atomics.store(cells, TEXT, index + 1);
}

/** The text that is searched now; nothing before the first. */
export function current(cells: Int32Array): number | undefined {
  const number = Atomics.load(cells, TEXT);
  return number === 0 ? undefined : number - 1;
}

/** The text as a search takes it. */
export function textOf(memory: SharedArrayBuffer, { start, length, ...text }: BatchText): SourceText {
  return { ...text, bytes: Buffer.from(memory, start, length) };
}
