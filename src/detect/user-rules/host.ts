// Runs the rules of a user outside the main thread, each file under a deadline: a rule that takes too long costs one file its
// user rules, and the scan goes on and says so.
import type { Candidate } from "../../model/candidate.ts";
import type { Notice } from "../../model/finding.ts";
import type { SourceText } from "../../model/text.ts";
import { fullNotice } from "../bounds.ts";
import { mostHeapMB, startThread, type Thread, type ThreadEvents } from "../thread.ts";
import { type Answer, DONE, READY, type Request, RULE, type WorkerStart } from "./message.ts";
import type { UserRule } from "./user-rule.ts";
import { workerFile } from "./worker-file.ts";

/** A rule that failed on so many files is not run on the others: every one would cost the deadline. */
const mostFailures = 3;
const leastMemory = 262_144;
/** Memory that is kept for the next text; what a larger one needed is given back. */
const keptMemory = 4_194_304;

export interface UserRuleResult {
  /** Unmerged, without names. */
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
}

/** The rules of a user, running elsewhere. */
export interface UserRuleHost {
  /** Searches one text; it is copied at once. One call at a time. Never fails: what went wrong is a notice. */
  search(text: SourceText): Promise<UserRuleResult>;
  /** Ends the worker. */
  close(): Promise<void>;
}

/** Why there is no answer. */
type Failure = "late" | "memory" | "broken";
type Outcome = Answer | Failure;

interface Running {
  readonly thread: Thread;
  /** It has prepared the rules: before that none of them is to blame for the time. */
  isReady: boolean;
  /** Called when it has. */
  onReady: () => void;
}

export interface HostLimits {
  /** Seconds for which one text is searched. */
  readonly seconds: number;
  /** The most candidates that one text may give; the default is no limit. */
  readonly mostCandidates?: number;
  /** Megabytes that the worker may hold, as `startThread` counts them. */
  readonly heapMB?: number;
}

/** Prepares the host. The worker starts with the first text. */
export function createUserRuleHost(
  rules: readonly UserRule[],
  { seconds, mostCandidates = Number.POSITIVE_INFINITY, heapMB = mostHeapMB }: HostLimits,
): UserRuleHost {
  const state = new SharedArrayBuffer(8);
  const cells = new Int32Array(state);
  const failures = new Map<string, number>();
  let active = rules;
  let running: Running | undefined;
  let settle: (outcome: Outcome) => void = () => undefined;
  let memory = new SharedArrayBuffer(leastMemory);
  let number = 0;

  const start = (): Running => {
    if (running) return running;
    const workerData: WorkerStart = { rules: active, mostCandidates, state };
    const say = (outcome: Outcome): void => {
      if (running === started) settle(outcome);
    };
    const events: ThreadEvents<Answer> = {
      message(answer) {
        if (answer.number !== READY) {
          say(answer);
          return;
        }
        started.isReady = true;
        started.onReady();
      },
      ended(cause) {
        say(cause === "memory" ? cause : "broken");
      },
    };
    const thread = startThread(workerFile, workerData, events, { heapMB });
    const started: Running = { thread, isReady: false, onReady: () => undefined };
    return (running = started);
  };

  const stop = async (): Promise<void> => {
    const stopped = running;
    running = undefined;
    await stopped?.thread.end();
  };

  const ask = async (text: SourceText): Promise<Outcome> => {
    const { length } = text.bytes;
    if (memory.byteLength < length || memory.byteLength > Math.max(keptMemory, length))
      memory = new SharedArrayBuffer(Math.max(leastMemory, length));
    new Uint8Array(memory).set(text.bytes);
    const request: Request = { number: ++number, path: text.path, binary: text.binary, bytes: memory, length };
    const asked = start();
    Atomics.store(cells, RULE, -1);
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      timer = setTimeout(() => {
        // The answer may be on its way, behind work of this thread.
        if (Atomics.load(cells, DONE) !== request.number) settle("late");
      }, seconds * 1000);
    };
    const answered = new Promise<Outcome>((resolve) => {
      settle = resolve;
    });
    if (asked.isReady) watch();
    else asked.onReady = watch;
    asked.thread.post(request);
    return answered.finally(() => {
      clearTimeout(timer);
      asked.onReady = () => undefined;
    });
  };

  /** Says what happened, and of a rule that fails again and again that it is left out. */
  const noticesOf = (failure: Failure, path: string): Notice[] => {
    const id = active[Atomics.load(cells, RULE)]?.id;
    const culprit = id === undefined ? "the worker" : `the rule ${id}`;
    const what = {
      late: `did not finish within ${String(seconds)} s (limits.secondsPerFile)`,
      memory: `needed more than ${String(heapMB)} MB of memory`,
      broken: "cannot be run",
    }[failure];
    const notices: Notice[] = [
      { kind: "incomplete", path, message: `${culprit} ${what}: rules of your own did not search this file` },
    ];
    // One that fails before any rule looks would fail on every file.
    const count = (failures.get(id ?? "") ?? 0) + 1;
    failures.set(id ?? "", count);
    if (count >= mostFailures) {
      active = id === undefined ? [] : active.filter((rule) => rule.id !== id);
      notices.push({
        kind: "incomplete",
        message:
          id === undefined
            ? `rules of your own failed on ${String(count)} files and were left out from there on`
            : `the rule ${id} failed on ${String(count)} files and was left out from there on: write smaller repetitions in its pattern`,
      });
    }
    return notices;
  };

  return {
    async search(text) {
      if (active.length === 0) return { candidates: [], notices: [] };
      const outcome = await ask(text);
      if (typeof outcome === "object" && outcome.failed !== true) {
        const found = outcome.found.slice(0, mostCandidates);
        const isCut = found.length < outcome.found.length;
        return {
          candidates: found.map((each) => ({ ...each, also: [] })),
          notices: isCut ? [fullNotice(text.path, mostCandidates)] : [],
        };
      }
      const notices = noticesOf(typeof outcome === "object" ? "broken" : outcome, text.path);
      await stop();
      return { candidates: [], notices };
    },
    close: stop,
  };
}
