// A thread that can be ended at any time: what runs in it may never come to an end by itself.
export interface Thread {
  post(message: unknown): void;
  end(): Promise<void>;
}

export interface ThreadEvents<T> {
  readonly message: (message: T) => void;
  /** It ended, of itself or because it was told to. Called once. */
  readonly ended: () => void;
}

/** Starts the file in a thread of its own. Of the environment it sees what it is given. */
export function startThread<T>(
  file: URL,
  workerData: unknown,
  { message, ended }: ThreadEvents<T>,
  env: NodeJS.ProcessEnv = {},
): Thread {
  // Loaded with the first thread: most scans start none.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  // What it might print is dropped.
  const worker = new Worker(file, { workerData, stdout: true, stderr: true, env });
  worker.on("message", message);
  // Its message could quote a text; the end follows.
  worker.on("error", () => undefined);
  worker.on("exit", ended);
  return {
    post(posted) {
      worker.postMessage(posted);
    },
    async end() {
      await worker.terminate();
    },
  };
}
