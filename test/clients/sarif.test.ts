// Reports before the readers of other people: the schema of SARIF 2.1.0 and Microsoft's validator with GitHub's rules.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";
import { beforeAll, describe, expect, it } from "vitest";
import { cli, temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { zip } from "../sources/archives.ts";
import { npmPackage, root } from "./install.ts";

const multitool = "@microsoft/sarif-multitool-linux@5.7.0";
const config = fileURLToPath(new URL("sarif-multitool.xml", import.meta.url));
const base = temporaryDirectory();
const key = `K="sk_live_${fill("${alnum:24}", seeded("sarif clients"))}"\n`;

const hostileNames = [
  "a b/c%20d#1?.env",
  "\u00e9\u65e5[x](y).env",
  "c:d.env",
  "-rf.env",
  ...(process.platform === "win32" ? [] : ["a\n::error::b.env", "a\u001b[31m\u202e.env", 'a"b\\c.env']),
];

/** What the validator says, as `rule level: message`. It ends with 0 whatever it found, so its report counts. */
function validate(file: string): string[] {
  const program = join(npmPackage(multitool), "Sarif.Multitool");
  chmodSync(program, 0o755);
  const output = `${file}.validated`;
  const kinds = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note"];
  execFileSync(
    program,
    ["validate", file, ...kinds, "-c", config, "--output", output, "--log", "ForceOverwrite;PrettyPrint"],
    { env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" }, stdio: "ignore" },
  );
  const log = JSON.parse(readFileSync(output, "utf8").replace(/^\u{feff}/u, "")) as Log;
  expect(log.runs).toHaveLength(1);
  return (log.runs[0]?.results ?? []).map(
    ({ ruleId, level, message }) =>
      `${String(ruleId)} ${level ?? "warning"}: ${message.id ?? ""} ${message.text ?? message.arguments?.join(" | ") ?? ""}`,
  );
}

/** The example, scanned with its vault. */
async function example(): Promise<string> {
  execFileSync(process.execPath, [join(root, "tools/start.js")], { stdio: "ignore" });
  const cwd = join(base, "example");
  cpSync(join(root, "fixtures/leaky-app"), cwd, { recursive: true });
  const args = existsSync(join(cwd, "dev.vault.json")) ? ["--vault", "file:./dev.vault.json"] : [];
  const env = { VAULTLINT_PASSPHRASE: "the leaky example app" };
  const { code, stderr } = await cli(["scan", ...args, "--output", "sarif=../example.sarif"], { cwd, env });
  expect(code, stderr).toBe(1);
  return join(base, "example.sarif");
}

async function hostile(): Promise<string> {
  const cwd = tree(base, "hostile", Object.fromEntries(hostileNames.map((name) => [name, key])));
  const { code } = await cli(["scan", "--output", "sarif=../hostile.sarif"], { cwd });
  expect(code).toBe(1);
  return join(base, "hostile.sarif");
}

async function archive(): Promise<string> {
  const inner = zip([{ name: "../a b/c%20d.env", content: key }]);
  const cwd = tree(base, "archive", {
    "lib 1.jar": zip([
      { name: "inner.zip", content: inner },
      { name: "b.env", content: key },
    ]),
  });
  const { code } = await cli(["scan", "--archives", "--output", "sarif=../archive.sarif"], { cwd });
  expect(code).toBe(1);
  return join(base, "archive.sarif");
}

async function clean(): Promise<string> {
  await cli(["scan", "--output", "sarif=../clean.sarif"], { cwd: tree(base, "clean", { "a.md": "x" }) });
  return join(base, "clean.sarif");
}

describe.skipIf(process.platform !== "linux" || process.arch !== "x64")("SARIF (validator for Linux on x64)", () => {
  const reports = new Map<string, string>();
  beforeAll(async () => {
    reports.set("the example", await example());
    reports.set("hostile file names", await hostile());
    reports.set("archives", await archive());
    reports.set("nothing found", await clean());
  });
  const names = ["the example", "hostile file names", "archives", "nothing found"];
  const fileOf = (name: string): string => reports.get(name) ?? "";

  it.each(names)("follows the schema: %s", (name) => {
    const schema = JSON.parse(readFileSync(join(npmPackage(multitool), "sarif-2.1.0.json"), "utf8")) as object;
    const check = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    check(JSON.parse(readFileSync(fileOf(name), "utf8")));
    expect(check.errors).toBeNull();
  });

  it.each(names)("has nothing that the validator minds: %s", (name) => {
    // Without results there are no rules to describe.
    const allowed = name === "nothing found" ? "Note_ProvideMetadataForAllViolatedRules" : undefined;
    expect(validate(fileOf(name)).filter((text) => allowed === undefined || !text.includes(allowed))).toEqual([]);
  });

  it("holds every hostile name as a URI that reads back", () => {
    const log = JSON.parse(readFileSync(fileOf("hostile file names"), "utf8")) as Log;
    const paths = log.runs[0]?.results?.map(({ locations }) =>
      decodeURIComponent(locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? ""),
    );
    expect(paths?.sort()).toEqual([...hostileNames].sort());
  });
});
