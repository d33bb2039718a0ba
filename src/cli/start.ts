// What the program does before the rest of it is loaded. This file becomes dist/cli.cjs, beside all that it loads.
import { createRequire } from "node:module";
import type * as staged from "../sources/staged-changes.ts";
import { compiledLoader } from "./compiled-code.ts";
import type * as main from "./main.ts";
import { tuneOptimizer } from "./optimizer.ts";

// What every scan needs of Node is loaded first: see tuneOptimizer.
for (const name of ["child_process", "stream/promises", "os", "process"]) process.getBuiltinModule(`node:${name}`);

/** True for a scan of what is staged, but where pre-commit may want something else scanned (pre-commit.ts). */
function isOfStaged([command = "", ...others]: readonly string[]): boolean {
  if (process.env["PRE_COMMIT"] !== undefined || process.env["PRE_COMMIT_FROM_REF"] !== undefined) return false;
  return command === "--staged" || (command === "scan" && others.includes("--staged"));
}

const isStaged = isOfStaged(process.argv.slice(2));
// Each has use for functions that the others never call, and hooks are waited for.
const purpose = isStaged ? "staged" : process.argv[2] === "agent-hook" ? "agent" : "";
const { load, keep } = compiledLoader(import.meta.dirname, {
  outer: createRequire(import.meta.url),
  prepare: tuneOptimizer,
  purpose,
  grows: purpose === "",
});
process.once("exit", keep);

async function start(): Promise<void> {
  if (isStaged) (load("./cli-git.cjs") as typeof staged).askAhead(process.cwd());
  const { main: run } = load("./cli-base.cjs") as typeof main;
  // git has answered the first question, and is asked the second one.
  if (isStaged) await new Promise((resolve) => setImmediate(resolve));
  await run();
}

/** Fails where the program cannot do its work; what is wrong with its input is said by then (main.ts). */
export const ended: Promise<void> = start();
