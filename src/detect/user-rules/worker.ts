// The worker that runs the rules of a user. A regex that never ends keeps this thread busy, which the host can end.
import { parentPort, workerData } from "node:worker_threads";
import type { Candidate } from "../../model/candidate.ts";
import { type Answer, DONE, type Found, READY, type Request, RULE, type WorkerStart } from "./message.ts";
import { createUserRuleSearch } from "./search.ts";

/** The name stays here: the host reads it from the text. */
function found({ ruleId, kind, span, severity, confidence, checksum, reasons, holdsValue }: Candidate): Found {
  return {
    ruleId,
    kind,
    span,
    severity,
    confidence,
    reasons,
    ...(checksum && { checksum }),
    ...(holdsValue === false && { holdsValue }),
  };
}

const { rules, mostCandidates, state } = workerData as WorkerStart;
const own = createUserRuleSearch(rules, mostCandidates + 1);
const cells = new Int32Array(state);

parentPort?.on("message", ({ number, path, binary, bytes, length }: Request) => {
  const text = { path, binary, bytes: Buffer.from(bytes, 0, length), encoding: "utf-8" } as const;
  let answer: Answer;
  try {
    const candidates = own.search(text, (rule) => {
      Atomics.store(cells, RULE, rule);
    });
    answer = { number, found: candidates.map(found) };
  } catch {
    // Its message would quote the pattern.
    answer = { number, found: [], failed: true };
  }
  Atomics.store(cells, DONE, number);
  parentPort?.postMessage(answer);
});

const ready: Answer = { number: READY, found: [] };
parentPort?.postMessage(ready);
