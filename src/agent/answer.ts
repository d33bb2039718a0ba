// A hook of a coding agent, from its input to the answer. Whatever goes wrong on the way is said in the answer and stops the call,
// unless the user chose otherwise.
import type { AgentName } from "../model/agent.ts";
import { UserError } from "../model/error.ts";
import type { Notice } from "../model/finding.ts";
import { faultText } from "../reports/fault.ts";
import { topLevelOf } from "../sources/repository.ts";
import type { Agent, HookCall, Verdict } from "./agent.ts";
import { claude } from "./agents/claude.ts";
import { codex } from "./agents/codex.ts";
import { copilot } from "./agents/copilot.ts";
import { cursor } from "./agents/cursor.ts";
import { gemini } from "./agents/gemini.ts";
import { object, parsed, readInput } from "./input.ts";
import { denial, unchecked } from "./message.ts";
import { proposedTexts } from "./proposal.ts";
import { writesOf, type Write } from "./writes.ts";

const agents: Readonly<Record<AgentName, Agent>> = { claude, codex, copilot, cursor, gemini };

export interface HookOptions {
  readonly agent: AgentName;
  readonly onError: "block" | "warn";
  readonly withoutVaults: boolean;
  readonly passphrase: () => Promise<string>;
  readonly input: NodeJS.ReadableStream;
  readonly directory: string;
  /** After as many milliseconds the call counts as unchecked. */
  readonly deadline: number;
}

/** What the command prints, and its exit code. */
export interface HookAnswer {
  readonly stdout: string;
  readonly stderr: string;
  /** 2 where it is not even known what to answer: that stops the call, whatever it is and whoever makes it. */
  readonly exitCode: 0 | 2;
}

/** One text for a notice that says what was left out. */
function leftOut({ path, message }: Notice): string {
  return path === undefined ? message : `${path} ${message}`;
}

async function verdictOn(call: HookCall, from: string, options: HookOptions): Promise<Verdict> {
  const workingDirectory = topLevelOf(options.directory) ?? options.directory;
  const writes: Write[] =
    call.kind === "prompt"
      ? [{ kind: "text", path: "<prompt>.txt", content: call.prompt }]
      : writesOf(call.tool, call.input);
  const proposed = proposedTexts(writes, { from, workingDirectory });
  const { run } = await import("../run.ts");
  const { report, exitCode, failing } = await run({
    paths: [],
    workingDirectory,
    proposed,
    withoutVaults: options.withoutVaults,
    passphrase: options.passphrase,
  });
  if (failing.length > 0) return { decision: "deny", message: denial(call.kind, failing) };
  if (exitCode !== 2) return { decision: "pass" };
  const notices = report.notices.filter(({ kind }) => kind !== "warning").map(leftOut);
  throw new UserError(`the scan is incomplete: ${notices.join("; ")}`);
}

/** Rejects after the deadline; `stop` ends the waiting. */
function deadline(milliseconds: number): { passed: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new UserError(`it took longer than ${String(milliseconds / 1000)} seconds`));
    }, milliseconds);
  });
  return {
    passed,
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** Reads the call, checks it and answers in the agent's own form. Throws nothing. */
export async function answerCall(options: HookOptions): Promise<HookAnswer> {
  const agent = agents[options.agent];
  const { passed, stop } = deadline(options.deadline);
  let call: HookCall | undefined;
  const checked = async (): Promise<Verdict> => {
    const input = object(parsed(await readInput(options.input)));
    if (!input) throw new UserError("the hook's input is no JSON object");
    call = agent.call(input);
    if (!call) throw new UserError(`the hook's input is no call that ${agent.name} is known to make`);
    const { cwd } = input;
    return verdictOn(call, typeof cwd === "string" && cwd !== "" ? cwd : options.directory, options);
  };
  try {
    const verdict = await Promise.race([checked(), passed]);
    return answered(agent, call?.kind, verdict);
  } catch (error) {
    const isBlocked = options.onError === "block";
    const fault = error instanceof UserError ? "" : faultText(error);
    const why = error instanceof UserError ? error.message : "a fault in vaultlint, see standard error";
    const message = unchecked(why, isBlocked);
    const { stdout, exitCode } = answered(agent, call?.kind, { decision: isBlocked ? "deny" : "warn", message });
    return { stdout, stderr: `${message}\n${fault}`, exitCode };
  } finally {
    stop();
  }
}

/** The verdict in the agent's form. Where it is not known what is asked, no form of a denial fits all. */
function answered(agent: Agent, kind: HookCall["kind"] | undefined, verdict: Verdict): HookAnswer {
  if (kind === undefined && verdict.decision === "deny") return { stdout: "", stderr: "", exitCode: 2 };
  const output = agent.answer(kind, verdict);
  return { stdout: output === undefined ? "" : `${JSON.stringify(output)}\n`, stderr: "", exitCode: 0 };
}
