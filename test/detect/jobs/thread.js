// A thread as src/detect/jobs/work.ts makes one, but for what its texts are called: `hang` never ends, `crash` ends the thread, and `memory`
// asks for ever more of it.
import { parentPort, workerData } from "node:worker_threads";

parentPort?.on("message", ({ number, memory, texts, without }) => {
  const cells = new Int32Array(memory, 0, 2);
  if (Atomics.compareExchange(cells, 0, number, -workerData.thread) !== number) return;
  const answered = [];
  for (const [index, { path, length }] of texts.entries()) {
    if (without.includes(index)) continue;
    Atomics.store(cells, 1, index + 1);
    if (path === "crash") process.exit(3);
    while (path === "hang");
    for (const held = []; path.startsWith("memory");)
      held.push({ number: held.length, text: `x${String(held.length)}` });
    const notices = [{ kind: "warning", path, message: `${workerData.data} ${String(length)}` }];
    const searched = { candidates: [], notices, hasIgnores: false, isWorthParsing: false };
    answered.push(path === "again" ? { index, again: true } : { index, searched });
  }
  parentPort?.postMessage({ number, texts: answered });
});
