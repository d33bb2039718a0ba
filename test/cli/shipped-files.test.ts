// The files beside the program: a scan without its rules would find nothing, and say that there is nothing.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const root = fileURLToPath(new URL("../../", import.meta.url));
const random = seeded("shipped files");
const stripeKey = `sk_live_${plant(fill("${alnum:24}", random))}`;
const scanned = tree(base, "scanned", { "pay.js": `export const stripeKey = "${stripeKey}";\n` });
const files = ["rules.txt", "rule-texts.txt", "tables.bin"] as const;

/** What this version made of a file, without its last line or its last byte. */
function ofAnother(content: Buffer, name: string): Buffer {
  return content.subarray(0, name === "tables.bin" ? -1 : content.lastIndexOf("\n"));
}
const damages: Readonly<Record<string, (content: Buffer, name: string) => Buffer | undefined>> = {
  missing: () => undefined,
  empty: () => Buffer.alloc(0),
  "cut in half": (content) => content.subarray(0, content.length / 2),
  "of another version": ofAnother,
};

/** A copy of the program, in a place of any name. */
const copy = join(base, "a copy, möglich");
for (const directory of ["bin", "dist", "package.json"])
  cpSync(join(root, directory), join(copy, directory), { recursive: true });

/** Runs a program while a file of the copy is another one. */
function runWith(name: string, damage: string, args: readonly string[], env = {}): ReturnType<typeof run> {
  const file = join(copy, "dist", name);
  const aside = `${file}.aside`;
  const content = damages[damage]?.(readFileSync(file), name);
  renameSync(file, aside);
  try {
    if (content) writeFileSync(file, content);
    return run(args, env);
  } finally {
    renameSync(aside, file);
  }
}

function run(args: readonly string[], env = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: scanned,
    encoding: "utf8",
    env: { ...process.env, VAULTLINT_STATE_DIR: join(base, "state"), ...env },
  });
  return { status, stdout, stderr };
}

const command = [join(copy, "bin/vaultlint.js"), "scan", "."];
const use = `import { scan } from ${JSON.stringify(pathToFileURL(join(copy, "dist/index.js")).href)};
const { report } = await scan({ paths: ["."], workingDirectory: process.cwd() });
console.log(report.findings.length);`;
const library = ["--input-type=module", "--eval", use];
const action = [join(copy, "dist/action.js")];

describe("a file beside the program", () => {
  it("is found by a copy of it", () => {
    expect(run(command)).toMatchObject({ status: 1 });
    expect(run(library)).toMatchObject({ status: 0, stdout: "1\n" });
  });

  it.each(files.flatMap((name) => Object.keys(damages).map((damage) => ({ name, damage }))))(
    "that is $damage ends a scan with a sentence: $name",
    ({ name, damage }) => {
      const { status, stdout, stderr } = runWith(name, damage, command);
      expect(stderr).toMatch(/^vaultlint: The file .+ install vaultlint anew\.\n$/u);
      expect(stderr).toContain(join("dist", name));
      expect(stdout).toBe("");
      expect(status).toBe(2);
    },
  );

  it.each(files)("is asked for by the library, too: %s", (name) => {
    const { status, stdout, stderr } = runWith(name, "of another version", library);
    expect(stderr).toContain("UserError: The file ");
    expect(stdout).toBe("");
    expect(status).toBe(1);
  });

  it.each(files)("fails the Action: %s", (name) => {
    const event = join(base, "event.json");
    writeFileSync(event, '{"repository":{"private":true,"default_branch":"main"}}');
    const env = {
      GITHUB_WORKSPACE: scanned,
      GITHUB_EVENT_NAME: "workflow_dispatch",
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: "o/r",
      GITHUB_OUTPUT: "",
      GITHUB_STEP_SUMMARY: "",
    };
    const { status, stdout } = runWith(name, "of another version", action, env);
    expect(stdout).toMatch(/^::error::The file .+ install vaultlint anew\.$/mu);
    expect(stdout).not.toContain("No secrets found");
    expect(status).not.toBe(0);
  });
});
