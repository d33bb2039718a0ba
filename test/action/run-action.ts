// Runs the committed bundle of the GitHub Action as the runner does: inputs as INPUT_ variables, files for outputs and summary,
// commands on standard output.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { watched } from "../cli/planted.ts";

const bundle = fileURLToPath(new URL("../../dist/action.js", import.meta.url));

/** A line that the runner obeys. */
interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface ActionResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly commands: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

function unescape(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}

/** The runner's reading: `::name key=value,key=value::message` at the start of a line, after white space too. */
function commandsOf(stdout: string): Command[] {
  return stdout.split("\n").flatMap((line) => {
    const [, name, properties = "", message = ""] = /^\s*::([\w-]+)(?: ((?:(?!::)[^\n])*))?::(.*)$/u.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = properties.split(",").map((pair): [string, string] => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), unescape(pair.slice(at + 1))];
    });
    return [{ name, properties: Object.fromEntries(pairs), message: unescape(message) }];
  });
}

/** The runner's reading of GITHUB_OUTPUT: `name<<delimiter`, the lines of the value, the delimiter. */
function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const match of text.matchAll(/^(?<name>[^\n<]+)<<(?<end>\S+)\r?\n(?<value>[\s\S]*?)\r?\n\k<end>$/gmu)) {
    outputs[match.groups?.["name"] ?? ""] = match.groups?.["value"] ?? "";
  }
  return outputs;
}

/** What started the workflow. */
export interface TestEvent {
  readonly name: string;
  readonly payload: object;
}

/** Started by hand, in a private repository. */
const byHand: TestEvent = {
  name: "workflow_dispatch",
  payload: { repository: { private: true, default_branch: "main" }, inputs: { title: "::error::x" } },
};

/** Runs the action over a workspace, with the inputs of a workflow's `with:`; `launcher` is a command that runs it. */
export function runAction(
  workspace: string,
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
  event: TestEvent = byHand,
  launcher: readonly string[] = [],
): Promise<ActionResult> {
  return watched({ args: ["(action)"], cwd: workspace }, () => spawned(workspace, inputs, env, event, launcher));
}

function spawned(
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
  event: TestEvent,
  launcher: readonly string[],
): Promise<ActionResult> {
  const runner = mkdtempSync(join(workspace, "..", "runner-"));
  const file = (name: string, content = ""): string => {
    const path = join(runner, name);
    writeFileSync(path, content);
    return path;
  };
  const output = file("output");
  const summary = file("summary");
  const [program, ...args] = [...launcher, process.execPath, bundle];
  const child = spawn(program, args, {
    cwd: workspace,
    env: {
      PATH: process.env["PATH"],
      HOME: runner,
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event.payload)),
      GITHUB_REPOSITORY: "o/r",
      RUNNER_TEMP: runner,
      VAULTLINT_STATE_DIR: join(runner, "state"),
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve) => {
    child.on("close", (code) => {
      const stdout = Buffer.concat(out).toString("utf8");
      resolve({
        code,
        stdout,
        stderr: Buffer.concat(err).toString("utf8"),
        commands: commandsOf(stdout),
        outputs: outputsOf(readFileSync(output, "utf8")),
        summary: readFileSync(summary, "utf8"),
      });
    });
  });
}
