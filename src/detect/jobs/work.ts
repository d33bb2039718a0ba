// The part of a job in its thread: claims batches, searches their texts and says what it saw.
import { parentPort, workerData } from "node:worker_threads";
import type { Search } from "../search.ts";
import { type Batch, cellsOf, claim, enter, textOf } from "./batch.ts";
import { type Answer, type Answered, holdsSecret, type JobStart } from "./message.ts";

/** Works for the thread that started this one, until it is ended. `make` builds the search from the data that the starter gave. */
export function work(make: (data: unknown) => Search): void {
  const { thread, data } = workerData as JobStart;
  const search = make(data);

  const answerTo = (batch: Batch, cells: Int32Array): Answer => {
    const texts: Answered[] = [];
    for (const [index, text] of batch.texts.entries()) {
      if (batch.without.includes(index)) continue;
      enter(cells, index);
      try {
        const searched = search(textOf(batch.memory, text));
        const { candidates, notices, hasIgnores, isWorthParsing } = searched;
        if (holdsSecret(candidates)) texts.push({ index, again: true });
        else if (candidates.length + notices.length > 0 || hasIgnores || isWorthParsing)
          texts.push({ index, searched });
      } catch {
        texts.push({ index, again: true });
      }
    }
    return { number: batch.number, texts };
  };

  parentPort?.on("message", (batch: Batch) => {
    const cells = cellsOf(batch.memory);
    if (claim(cells, batch.number, thread)) parentPort?.postMessage(answerTo(batch, cells));
  });
}
