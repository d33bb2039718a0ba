import { milliseconds } from "../model/clock.ts";

/** A progress bar on standard error, only on a terminal; its library is loaded only then. */
export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** Shown from the first second on, so that short scans stay quiet. */
const delayMs = 1000;

export function progress(quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const started = milliseconds();
  let bar: { update(done: number): void; setTotal(total: number): void; stop(): void } | undefined;
  let loading = false;
  let stopped = false;
  return {
    update(done, total) {
      if (bar) {
        bar.setTotal(total);
        bar.update(done);
      } else if (!loading && milliseconds() - started > delayMs) {
        loading = true;
        void import("cli-progress").then(({ default: { SingleBar, Presets } }) => {
          if (stopped) return;
          const single = new SingleBar(
            { format: "scanning {bar} {value}/{total} files", stream: process.stderr, clearOnComplete: true },
            Presets.shades_classic,
          );
          single.start(total, done);
          bar = single;
        });
      }
    },
    stop() {
      stopped = true;
      bar?.stop();
    },
  };
}
