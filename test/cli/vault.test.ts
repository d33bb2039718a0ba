import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, temporaryDirectory, type CliResult } from "./run-cli.ts";

const base = temporaryDirectory();
const env = { VAULTLINT_PASSPHRASE: randomBytes(18).toString("base64url") };
const uri = "file:./dev.vault.json";
const value = randomBytes(30).toString("base64url");

let count = 0;
function directory(): string {
  const path = join(base, `d${String(count++)}`);
  mkdirSync(path);
  return path;
}

function vault(
  cwd: string,
  args: readonly string[],
  input = "",
  more: Record<string, string> = {},
): Promise<CliResult> {
  return cli(["vault", ...args], { cwd, env: { ...env, ...more }, input });
}

async function withEntry(): Promise<string> {
  const cwd = directory();
  expect(await vault(cwd, ["init", uri])).toMatchObject({ code: 0 });
  expect(await vault(cwd, ["set", uri, "storage-key", "--stdin"], `${value}\n`)).toMatchObject({ code: 0 });
  return cwd;
}

describe("vault, from init to log", () => {
  it("stores, shows, lists and logs, and gives the value only when asked to", async () => {
    const cwd = directory();
    const outputs: CliResult[] = [];
    const run = async (args: readonly string[], input?: string): Promise<string> => {
      const result = await vault(cwd, args, input);
      expect(result).toMatchObject({ code: 0, stderr: "" });
      outputs.push(result);
      return result.stdout;
    };
    expect(await run(["init", uri])).toMatch(/^Created .*dev\.vault\.json\./u);
    writeFileSync(join(cwd, "old"), "an older value\n");
    expect(await run(["set", uri, "storage-key", "--from-file", "old", "--disabled"])).toMatch(
      /^Stored secret storage-key in dev\.vault\.json, version [0-9a-f]{32}\.\n$/u,
    );
    await run(["set", uri, "storage-key", "--stdin", "--tag", "owner=a", "--expires", "2030-01-01"], `${value}\n`);

    const shown = await run(["get", uri, "storage-key"]);
    expect(shown).toMatch(/^version {2}[0-9a-f]{32} \(current\)$/mu);
    expect(shown).toMatch(/^expires {2}2030-01-01T00:00:00Z$/mu);
    expect(shown).toMatch(/^tags {5}owner=a$/mu);
    const listed = (await run(["list", uri, "--all-versions"])).trimEnd().split("\n");
    expect(listed.map((line) => line.split(/ {2,}/u)[3])).toEqual(["STATE", "disabled", "current"]);
    expect(JSON.parse(await run(["list", uri, "--json"]))).toMatchObject([{ name: "storage-key", current: true }]);
    for (const { stdout } of outputs) expect(stdout).not.toContain(value.slice(0, 8));

    expect(await run(["get", uri, "storage-key", "--out", "value"])).toBe("Wrote secret storage-key to value.\n");
    expect(readFileSync(join(cwd, "value"), "utf8")).toBe(value);
    if (process.platform !== "win32") expect(statSync(join(cwd, "value")).mode & 0o777).toBe(0o600);
    const revealed = await vault(cwd, ["get", uri, "storage-key", "--reveal"]);
    expect(revealed).toEqual({ code: 0, stdout: value, stderr: "" });

    const log = (await run(["log", uri])).trimEnd().split("\n");
    expect(log.map((line) => line.split(/ {2,}/u)[2])).toEqual([
      "COMMAND",
      "vault init",
      "vault set",
      "vault set",
      "vault get --out",
      "vault get --reveal",
    ]);
  });

  it("finds the value in code, says where it lives, and logs the scan", async () => {
    const cwd = await withEntry();
    writeFileSync(join(cwd, "notes.txt"), `see ${Buffer.from(value).toString("base64")} there\n`);
    const scan = await cli(["scan", "notes.txt", "--vault", uri, "--format", "json"], { cwd, env });
    expect(scan.code).toBe(1);
    expect(JSON.parse(scan.stdout)).toMatchObject({
      findings: [
        {
          ruleId: "vault/value",
          severity: "critical",
          verification: { state: "in-vault", name: "storage-key", standing: "current", encoding: "base64" },
        },
      ],
    });
    expect(scan.stdout + scan.stderr).not.toContain(value.slice(0, 8));
    expect((await vault(cwd, ["log", uri])).stdout).toMatch(/ scan +storage-key\n$/u);
  });

  it("reports a value in very many files once", async () => {
    const cwd = await withEntry();
    for (let i = 0; i < 25; i++) writeFileSync(join(cwd, `f${String(i)}.txt`), `see ${value} there\n`);
    const args = ["scan", ".", "--vault", uri, "--format", "json", "--no-ignore"];
    const { findings } = JSON.parse((await cli(args, { cwd, env })).stdout) as {
      findings: { ruleId: string; message?: string; severity: string }[];
    };
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ ruleId: "vault/weak-value", severity: "medium" });
    expect(JSON.stringify(findings[0])).toContain("25 files");
  });
});

describe("a log that was edited", () => {
  it("is shown, and the command ends with 2", async () => {
    const cwd = await withEntry();
    const file = join(cwd, "dev.vault.log.jsonl");
    writeFileSync(file, readFileSync(file, "utf8").replace('"vault set"', '"vault get"'));
    const result = await vault(cwd, ["log", uri]);
    expect(result).toMatchObject({ code: 2 });
    expect(result.stderr).toContain("The access log dev.vault.log.jsonl was changed: line 2 was edited.");
  });
});

describe("what goes wrong is one sentence, exit code 2, without the value", () => {
  it.each<[string, string[], string, Record<string, string>, string]>([
    [
      "wrong passphrase",
      ["get", uri, "storage-key"],
      "",
      { VAULTLINT_PASSPHRASE: randomBytes(18).toString("base64url") },
      "passphrase does not open",
    ],
    ["no passphrase", ["list", uri], "", { VAULTLINT_PASSPHRASE: "" }, "set VAULTLINT_PASSPHRASE"],
    ["unknown entry", ["get", uri, "nothing"], "", {}, 'no entry "nothing"'],
    ["unknown version", ["get", uri, "storage-key", "--version", "1"], "", {}, "no such version"],
    ["bad name", ["set", uri, "a_b", "--stdin"], value, {}, 'use "a-b"'],
    ["no value", ["set", uri, "k"], "", {}, "use --stdin or --from-file"],
    ["two values", ["set", uri, "k", "--stdin", "--from-file", "x"], value, {}, "one source"],
    ["a key that is none", ["set", uri, "k", "--kind", "key", "--stdin"], value, {}, "not a private key"],
    ["impossible date", ["set", uri, "k", "--stdin", "--expires", "2027-02-30"], value, {}, "--expires"],
    ["existing vault", ["init", uri], "", {}, "exists already"],
    ["missing vault", ["list", "file:./none.json"], "", {}, "There is no vault"],
    ["unknown scheme", ["list", "ftp:x"], "", {}, "no known scheme"],
  ])("%s", async (_, args, input, more, sentence) => {
    const cwd = join(base, "wrong");
    if (!existsSync(cwd)) {
      mkdirSync(cwd);
      await vault(cwd, ["init", uri]);
      await vault(cwd, ["set", uri, "storage-key", "--stdin"], value);
    }
    const result = await vault(cwd, args, input, more);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(sentence);
    expect(result.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(result.stderr).not.toContain(value.slice(0, 8));
  });
});

// For root, no directory is unwritable; Windows knows no such mode.
describe.skipIf(process.platform === "win32" || process.getuid?.() === 0)("a directory that cannot be written", () => {
  it("is scanned all the same, and the report says that the access is not logged", async () => {
    const cwd = await withEntry();
    writeFileSync(join(cwd, "notes.txt"), value);
    chmodSync(cwd, 0o555);
    const scan = await cli(["scan", "notes.txt", "--vault", uri], { cwd, env });
    chmodSync(cwd, 0o755);
    expect(scan.code).toBe(1);
    expect(scan.stdout + scan.stderr).toContain("access not logged");
  });
});
