// Searches texts in several threads, this one among them, and hands them on in the order in which they came: a report is the same
// for any number of threads. A thread that hangs or ends is replaced; the text that it was at is named.
import { setImmediate as turn } from "node:timers/promises";
import type { SourceItem } from "../../model/source-item.ts";
import type { SourceText } from "../../model/text.ts";
import type { Search, Searched } from "../search.ts";
import { type Cause, mostHeapMB, startThread, type Thread, type ThreadEvents } from "../thread.ts";
import { type BatchText, cellsOf, claim, claimant, current, enter, headBytes, release, textOf } from "./batch.ts";
import type { Answer, JobStart } from "./message.ts";

/** A text and what was seen in it. Notices pass through. */
type SearchedItem =
  | { readonly kind: "searched"; readonly text: SourceText; readonly searched: Searched }
  | Extract<SourceItem, { kind: "notice" }>;

export interface JobOptions {
  /** Threads besides this one. */
  readonly threads: number;
  /** The file that they run, which calls `work`, and what it makes its search from. */
  readonly file: URL;
  readonly data: unknown;
  /** The same search, in this thread. */
  readonly search: Search;
  /** Milliseconds that the search of one text may take. The search itself ends in time, unless it hangs. */
  readonly deadline: number;
  /** Megabytes that each thread may hold, as `startThread` counts them. */
  readonly heapMB?: number;
}

/** Large enough that a message costs little beside its batch, small enough that all threads end at nearly the same time. */
const batchBytes = 524_288;
/** A larger text is searched where it lies: copying it would cost as much memory again. */
const largestText = 8_388_608;
/** What lies ready for other threads while this one does something else, such as parsing a program. */
const readyBytes = 4_194_304;
/** What is held at most: more is not read until the oldest batch is done. */
const heldBytes = 33_554_432;
/** After so many failures the texts that are left are searched in this thread. */
const mostFailures = 5;
/** How long a search may go beyond its deadline until its thread counts as hanging. */
const graceMs = 2000;
const watchMs = 250;
/** The number by which this thread claims a batch; the others count from 2 on. */
const here = 1;

const nothing: Searched = { candidates: [], notices: [], hasIgnores: false, isWorthParsing: false };

class Held {
  readonly number: number;
  readonly memory: SharedArrayBuffer;
  readonly cells: Int32Array;
  readonly texts: BatchText[] = [];
  readonly given: Omit<SourceText, "bytes">[] = [];
  /** By the text's index; what is not named was searched and holds nothing. */
  readonly results = new Map<number, Searched>();
  /** Texts that a thread failed on. */
  readonly failed: number[] = [];
  length: number = headBytes;
  readonly #bytes: Uint8Array;
  isDone = false;

  constructor(number: number, memory: SharedArrayBuffer) {
    this.number = number;
    this.memory = memory;
    this.cells = cellsOf(memory);
    this.#bytes = new Uint8Array(memory);
    release(this.cells, number);
  }

  add(text: SourceText): void {
    const { bytes, ...given } = text;
    const { path, binary, encoding, nuls } = given;
    this.#bytes.set(bytes, this.length);
    this.texts.push({ path, binary, encoding, start: this.length, length: bytes.length, ...(nuls && { nuls }) });
    this.given.push(given);
    this.length += bytes.length;
  }
}

/** What a thread is at, and since when. */
interface Seen {
  readonly batch: number;
  readonly text: number;
  readonly since: number;
}

/** The threads, and the batches that are not handed on so far, oldest first. */
class Pool {
  readonly queue: Held[] = [];
  readonly #options: JobOptions;
  readonly #threads = new Map<number, Thread>();
  readonly #seen = new Map<number, Seen>();
  readonly #spare: SharedArrayBuffer[] = [];
  readonly #watch: NodeJS.Timeout;
  #fault: { readonly error: unknown } | undefined;
  #numbers = { batch: 0, thread: here };
  #failures = 0;
  #isClosed = false;
  #wake: () => void = () => undefined;

  constructor(options: JobOptions) {
    this.#options = options;
    for (let count = 0; count < options.threads; count++) this.#start();
    this.#watch = setInterval(() => {
      this.#endHanging();
    }, watchMs);
  }

  #start(): void {
    const { file, data, heapMB = mostHeapMB } = this.#options;
    const number = ++this.#numbers.thread;
    const start: JobStart = { thread: number, data };
    const events: ThreadEvents<Answer> = {
      message: (answer) => {
        this.#take(answer);
      },
      ended: (cause) => {
        this.#replace(number, cause);
      },
    };
    const thread = startThread(file, start, events, { heapMB });
    this.#threads.set(number, thread);
    for (const batch of this.queue) if (claimant(batch.cells) === 0) this.#post(batch, thread);
  }

  #post({ number, memory, texts, failed }: Held, thread: Thread): void {
    thread.post({ number, memory, texts, without: failed });
  }

  #take({ number, texts }: Answer): void {
    const batch = this.queue.find((each) => each.number === number);
    if (!batch) return;
    try {
      for (const answered of texts) {
        const { index } = answered;
        if ("searched" in answered) batch.results.set(index, answered.searched);
        else this.#searchHere(batch, index);
      }
    } catch (error) {
      // Nobody would catch it here, in a listener.
      this.#fault ??= { error };
    }
    batch.isDone = true;
    this.#wake();
  }

  #searchHere(batch: Held, index: number): void {
    const text = batch.texts[index];
    if (text) batch.results.set(index, this.#options.search(textOf(batch.memory, text)));
  }

  /** Says of the text that a thread was at when it ended that it was not searched, and lets others do the rest. */
  #replace(number: number, cause: Cause): void {
    this.#threads.delete(number);
    const seen = this.#seen.get(number);
    this.#seen.delete(number);
    if (this.#isClosed) return;
    const batch = this.queue.find((each) => claimant(each.cells) === number && !each.isDone);
    const index = batch && current(batch.cells);
    if (batch && index !== undefined) {
      const path = batch.texts[index]?.path ?? "";
      const isLate = seen?.batch === batch.number && this.#isLate(seen);
      const message = this.#reason(isLate ? "time" : cause);
      batch.failed.push(index);
      batch.results.set(index, { ...nothing, notices: [{ kind: "incomplete", path, message }] });
    }
    // Searched in this thread, a text that takes all memory would end the program.
    if (cause !== "memory" || index === undefined) this.#failures++;
    if (batch) release(batch.cells, batch.number);
    if (this.#failures < mostFailures) this.#start();
    if (batch) for (const thread of this.#threads.values()) this.#post(batch, thread);
    this.#wake();
  }

  #reason(cause: Cause | "time"): string {
    const { deadline, heapMB = mostHeapMB } = this.#options;
    switch (cause) {
      case "time":
        return `took longer than ${String(deadline / 1000)} s: it was not searched (limits.secondsPerFile)`;
      case "memory":
        return `takes more than ${String(heapMB)} MB of memory to search: it was not searched`;
      case "other":
        return "was not searched: the thread that did so ended";
    }
  }

  #isLate({ since }: Seen): boolean {
    return performance.now() - since > this.#options.deadline + graceMs;
  }

  #endHanging(): void {
    for (const batch of this.queue) {
      const thread = claimant(batch.cells);
      const text = current(batch.cells);
      if (thread <= here || batch.isDone || text === undefined) continue;
      const seen = this.#seen.get(thread);
      if (seen?.batch !== batch.number || seen.text !== text)
        this.#seen.set(thread, { batch: batch.number, text, since: performance.now() });
      else if (this.#isLate(seen)) void this.#threads.get(thread)?.end();
    }
  }

  /** An empty batch for texts of `size` bytes together. */
  batch(size: number): Held {
    const spare = size <= batchBytes ? this.#spare.pop() : undefined;
    const memory = spare ?? new SharedArrayBuffer(headBytes + Math.max(size, batchBytes));
    return new Held(++this.#numbers.batch, memory);
  }

  add(batch: Held): void {
    this.queue.push(batch);
    for (const thread of this.#threads.values()) this.#post(batch, thread);
  }

  /** The oldest batch, where it is done, to be handed on; its memory is used again after `free`. */
  done(): Held | undefined {
    if (this.#fault) throw this.#fault.error;
    return this.queue[0]?.isDone === true ? this.queue.shift() : undefined;
  }

  free({ memory }: Held): void {
    if (memory.byteLength === headBytes + batchBytes) this.#spare.push(memory);
  }

  /** Bytes that nobody has claimed, and all that are held. */
  bytes(): { ready: number; held: number } {
    let ready = 0;
    let held = 0;
    for (const batch of this.queue) {
      held += batch.length;
      if (claimant(batch.cells) === 0) ready += batch.length;
    }
    return { ready, held };
  }

  /** Searches the oldest batch that is free in this thread; false where there is none. What a thread failed on is left to threads. */
  work(): boolean {
    const isFree = (batch: Held): boolean =>
      (batch.failed.length === 0 || this.#threads.size === 0) && claim(batch.cells, batch.number, here);
    const batch = this.queue.find(isFree);
    if (!batch) return false;
    for (const index of batch.texts.keys()) {
      if (batch.failed.includes(index)) continue;
      enter(batch.cells, index);
      this.#searchHere(batch, index);
    }
    batch.isDone = true;
    return true;
  }

  /** Resolves when a thread has answered or ended. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#watch);
    await Promise.all([...this.#threads.values()].map((thread) => thread.end()));
  }
}

function* textsOf(batch: Held): Generator<SearchedItem> {
  for (const [index, given] of batch.given.entries()) {
    const shared = batch.texts[index];
    if (!shared) continue;
    const searched = batch.results.get(index);
    const { bytes } = textOf(batch.memory, shared);
    // What is looked at more closely need not care that its memory is shared.
    const text = { ...given, bytes: searched ? Buffer.from(bytes) : bytes };
    yield { kind: "searched", text, searched: searched ?? nothing };
  }
}

/** Texts and what was seen in them, in the order of `items`. A text's bytes are valid until the next item is asked for. */
export async function* searchInThreads(
  items: AsyncIterable<SourceItem>,
  options: JobOptions,
): AsyncGenerator<SearchedItem> {
  const pool = new Pool(options);
  /** Hands on what is done, and works here until no more than `most` bytes are held. */
  async function* advance(most: { ready: number; held: number }): AsyncGenerator<SearchedItem> {
    // Lets answers and timers come through.
    await turn();
    for (;;) {
      for (let batch = pool.done(); batch; batch = pool.done()) {
        yield* textsOf(batch);
        pool.free(batch);
      }
      const { ready, held } = pool.bytes();
      if (ready <= most.ready && held <= most.held) return;
      if (ready > most.ready && pool.work()) await turn();
      else await pool.wait();
    }
  }

  try {
    let filling: Held | undefined;
    for await (const item of items) {
      if (item.kind === "notice") {
        yield item;
        continue;
      }
      const { text } = item;
      const { length } = text.bytes;
      if (filling && filling.length + length > filling.memory.byteLength) {
        pool.add(filling);
        filling = undefined;
        yield* advance({ ready: readyBytes, held: heldBytes });
      }
      if (length > largestText) {
        yield* advance({ ready: 0, held: 0 });
        yield { kind: "searched", text, searched: options.search(text) };
        continue;
      }
      filling ??= pool.batch(length);
      filling.add(text);
    }
    if (filling) pool.add(filling);
    yield* advance({ ready: 0, held: 0 });
  } finally {
    await pool.close();
  }
}
