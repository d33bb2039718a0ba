// The thread that reads files ahead, with the code that V8 compiled for it in an earlier run. This file becomes dist/cli-reading.cjs.
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { compiledLoader } from "./compiled-code.ts";
import { tuneOptimizer } from "./optimizer.ts";

// Node's own code is loaded by now, and the flags are set again.
const { load, keep } = compiledLoader(import.meta.dirname, {
  outer: createRequire(import.meta.url),
  prepare: tuneOptimizer,
});
load("./cli-ahead-worker.cjs");
// Behind the first files: by then all has run that is worth keeping, and the end of a scan ends this thread wherever it is.
parentPort?.once("message", keep);
