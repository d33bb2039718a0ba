import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { plant, watched } from "./planted.ts";

export const bin: string = fileURLToPath(new URL("../../bin/vaultlint.js", import.meta.url));

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A key's text holds its public part as well, which may be shown: tests plant the private part themselves. */
function plantStored(value: string): void {
  if (!/^(?:-----BEGIN |\{)/u.test(value)) plant(value);
}

interface CliOptions {
  readonly cwd: string;
  readonly env?: Record<string, string>;
  readonly input?: string | Buffer;
}

/**
 * Runs the built command line as a user does, in a directory of the test's own. Fails when a piece of a secret that the test
 * planted (`plant`), stored (`vault set --stdin`) or opened a vault with is in anything that the run printed or wrote.
 */
export function cli(args: readonly string[], options: CliOptions = { cwd: process.cwd() }): Promise<CliResult> {
  if (args[0] === "vault" && args[1] === "set" && options.input !== undefined)
    plantStored(String(options.input).trim());
  const passphrase = options.env?.["VAULTLINT_PASSPHRASE"];
  if (passphrase !== undefined) plant(passphrase);
  return watched({ args, cwd: options.cwd }, () => spawned(args, options));
}

function spawned(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    env: { ...process.env, NO_COLOR: "1", VAULTLINT_STATE_DIR: join(options.cwd, "..", "state"), ...options.env },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  return new Promise((resolve) => {
    child.on("close", (code) => {
      resolve({ code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") });
    });
  });
}

/** A temporary directory that goes with the test file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "vaultlint-"));
  afterAll(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

/** Writes files below a new directory inside `base`. */
export function tree(base: string, name: string, files: Readonly<Record<string, string | Buffer>>): string {
  const root = join(base, name);
  mkdirSync(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
