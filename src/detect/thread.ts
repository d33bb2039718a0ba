// A thread that can be ended at any time: what runs in it may never come to an end by itself, or ask for all memory there is.
export interface Thread {
  post(message: unknown): void;
  end(): Promise<void>;
}

/** Why a thread ended: it asked for more memory than it may have, or anything else. */
export type Cause = "memory" | "other";

export interface ThreadEvents<T> {
  readonly message: (message: T) => void;
  /** It ended, of itself or because it was told to. Called once. */
  readonly ended: (cause: Cause) => void;
}

export interface ThreadOptions {
  /** All that it sees of the environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Megabytes of objects and short strings that it may hold; the bytes of texts lie elsewhere. */
  readonly heapMB?: number;
}

/**
 * Twice what the worst text of 8 MB needs, in which a hundred thousand parts are encoded; most need an eighth. V8 itself gives up to 4 GB,
 * which fewer machines have than say so: there a thread that asks for more and more takes the program along.
 */
export const mostHeapMB = 512;

/** Starts the file in a thread of its own. */
export function startThread<T>(
  file: URL,
  workerData: unknown,
  { message, ended }: ThreadEvents<T>,
  { env = {}, heapMB = mostHeapMB }: ThreadOptions = {},
): Thread {
  // Loaded with the first thread: most scans start none.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const resourceLimits = { maxOldGenerationSizeMb: heapMB };
  // What it might print is dropped.
  const worker = new Worker(file, { workerData, stdout: true, stderr: true, env, resourceLimits });
  let cause: Cause = "other";
  worker.on("message", message);
  // Its message could quote a text; the end follows.
  worker.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "ERR_WORKER_OUT_OF_MEMORY") cause = "memory";
  });
  worker.on("exit", () => {
    ended(cause);
  });
  return {
    post(posted) {
      worker.postMessage(posted);
    },
    async end() {
      await worker.terminate();
    },
  };
}
