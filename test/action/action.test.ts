import { linkSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { plant } from "../cli/planted.ts";
import { cli, temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { zip } from "../sources/archives.ts";
import { runAction } from "./run-action.ts";

const random = seeded("action");
const stripeKey = `sk_live_${plant(fill("${alnum:24}", random))}`;
const password = plant(fill("${alnum:9}!${alnum:9}", random));
const leaky = { "src/pay.ts": `export const a = 1;\nexport const stripeKey = "${stripeKey}";\n` };

const base = temporaryDirectory();
let count = 0;
const workspace = (files: Record<string, string | Buffer>): string => tree(base, `work-${String(count++)}`, files);

describe("a leak", () => {
  it("fails the job and stands at its line, in the outputs, in the summary and in the log", async () => {
    const { code, commands, outputs, summary, stdout } = await runAction(workspace(leaky));
    expect(code).toBe(1);
    expect(commands[0]).toMatchObject({
      name: "error",
      properties: { file: "src/pay.ts", line: "2", endLine: "2", col: "27" },
    });
    expect(commands[0]?.message).toMatch(/\[stripe\/[\w-]+\]\nuse: process\.env\./u);
    expect(commands.at(-1)).toMatchObject({ name: "error", message: "Secrets found at or above the fail level." });
    expect(outputs).toEqual({ findings: "1", failing: "true" });
    expect(summary).toMatch(/\| critical \| src\/pay\.ts:2 \| .*Stripe.* \|/u);
    expect(stdout).toMatch(/1 finding in 1 file: 1 critical/u);
  });

  it("in an archive is said of the archive, with the place in it", async () => {
    const packed = zip(Object.entries(leaky).map(([name, content]) => ({ name, content })));
    const files = { "lib/app.jar": packed, "vaultlint.config.yml": "archives: true\n" };
    const { code, commands, summary } = await runAction(workspace(files));
    expect(code).toBe(1);
    expect(commands[0]?.properties).toMatchObject({ file: "lib/app.jar" });
    expect(commands[0]?.properties).not.toHaveProperty("line");
    expect(commands[0]?.message).toContain('in "src/pay.ts", line 2, column 27');
    expect(summary).toContain("lib/app.jar&#33;/src/pay.ts:2");
  });

  it("does not fail a job that asks for no gate", async () => {
    const { code, outputs } = await runAction(workspace(leaky), { "fail-on": "none" });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ findings: "1", failing: "false" });
  });

  it("outside of the named paths is not looked at", async () => {
    const { outputs } = await runAction(workspace({ ...leaky, "docs/a.md": "x", "web/b.md": "x" }), {
      paths: "docs\n\n  web\n",
    });
    expect(outputs).toEqual({ findings: "0", failing: "false" });
  });

  it("goes into the SARIF file where the workflow asks for one", async () => {
    const cwd = workspace({ ...leaky, "out/.keep": "" });
    const { outputs } = await runAction(cwd, { "sarif-file": "out/report.sarif" });
    expect(outputs["sarif-file"]).toBe("out/report.sarif");
    const log = JSON.parse(readFileSync(join(cwd, "out/report.sarif"), "utf8")) as Log;
    expect(log.runs[0]?.results?.map(({ ruleId }) => ruleId)).toEqual([expect.stringMatching(/^stripe\//u)]);
  });

  it("replaces an earlier SARIF file in one step: whoever has that open reads it to its end", async () => {
    const cwd = workspace({ ...leaky, "report.sarif": "earlier" });
    linkSync(join(cwd, "report.sarif"), join(cwd, "open"));
    await runAction(cwd, { "sarif-file": "report.sarif" });
    expect(readFileSync(join(cwd, "open"), "utf8")).toBe("earlier");
    expect(readFileSync(join(cwd, "report.sarif"), "utf8")).toContain('"stripe/');
    expect(readdirSync(cwd).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("that a baseline knows passes", async () => {
    const cwd = workspace(leaky);
    expect((await cli(["baseline", "create"], { cwd })).code).toBe(0);
    const { code, outputs } = await runAction(cwd, { baseline: "vaultlint.baseline.json" });
    expect(code).toBe(0);
    expect(outputs).toMatchObject({ findings: "0" });
  });

  it("among many gets no more annotations than GitHub shows; all are counted", async () => {
    const lines = Array.from({ length: 30 }, () => `K="sk_live_${plant(fill("${alnum:24}", random))}"\n`).join("");
    const { commands, outputs } = await runAction(workspace({ "a.env": lines }));
    expect(commands.filter(({ properties }) => properties["file"] === "a.env")).toHaveLength(10);
    expect(outputs["findings"]).toBe("30");
  });
});

it("a clean workspace passes and says so", async () => {
  const { code, commands, outputs, summary } = await runAction(workspace({ "README.md": "# Hello\n" }));
  expect(code).toBe(0);
  expect(commands).toEqual([]);
  expect(outputs).toEqual({ findings: "0", failing: "false" });
  expect(summary).toContain("No secrets found in 1 file.");
});

describe("a vault", () => {
  const passphrase = plant(fill("${alnum:12}-${alnum:12}", random));
  const env = { VAULTLINT_PASSPHRASE: passphrase };
  const vault = "file:./dev.vault.json";

  it("is named in annotation and summary where the value lives in it", async () => {
    const cwd = workspace({ ".env": `DB_PASSWORD=${password}\n` });
    await cli(["vault", "init", vault], { cwd, env });
    await cli(["vault", "set", vault, "db-password", "--stdin"], { cwd, env, input: password });
    const { code, commands, summary } = await runAction(cwd, { vault }, env);
    expect(code).toBe(1);
    expect(commands[0]).toMatchObject({ name: "error", properties: { file: ".env", line: "1" } });
    expect(commands[0]?.message).toContain('in vault dev.vault.json as "db-password" (current version)');
    expect(summary).toContain("dev.vault.json: db-password (current)");
  });

  it("without its passphrase ends with 2 and one sentence", async () => {
    const cwd = workspace({});
    await cli(["vault", "init", vault], { cwd, env });
    const { code, commands } = await runAction(cwd, { vault });
    expect(code).toBe(2);
    expect(commands).toEqual([
      expect.objectContaining({ name: "error", message: expect.stringMatching(/VAULTLINT_PASSPHRASE/u) as string }),
    ]);
  });
});

describe("a wrong input ends with 2 and one sentence", () => {
  it.each<[string, Record<string, string>, RegExp]>([
    ["an unknown severity", { "fail-on": "fatal" }, /"fail-on" must be one of .*critical/u],
    ["a path that is not there", { paths: "no-such-directory" }, /incomplete/u],
    ["a baseline that is not there", { baseline: "none.json" }, /none\.json/u],
    ["a vault that is not there", { vault: "file:./none.json" }, /none\.json/u],
    ["a vault of an unknown kind", { vault: "s3://bucket" }, /file:/u],
    ["a SARIF file in no directory", { "sarif-file": "no/such/report.sarif" }, /no\/such\/report\.sarif/u],
  ])("%s", async (_, inputs, message) => {
    const { code, commands, stdout, stderr } = await runAction(workspace({ "a.md": "x" }), inputs, {
      VAULTLINT_PASSPHRASE: "unused in this test",
    });
    expect(code).toBe(2);
    expect(commands).toHaveLength(1);
    expect(commands[0]?.name).toBe("error");
    expect(commands[0]?.message).toMatch(message);
    expect(stdout + stderr).not.toMatch(/^ {4}at /mu);
  });
});

describe.skipIf(process.platform === "win32")("a file name cannot give the runner a command", () => {
  it.each([
    ["a line end and a command", "a\n::set-output name=failing::false\n.env"],
    ["a carriage return and a command", "a\r::stop-commands::x\r.env"],
    ["a command alone", "::add-mask::x.env"],
    ["an old command", "##[command]x.env"],
    ["properties", "a,line=99,title=x::y%0A::error::z.env"],
    ["an end of the output's block", "ghadelimiter_x\nfailing<<E\nfalse\nE\n.env"],
    ["a table, a link and HTML", "a|b](http:x)<img src=x>`c`@d.env"],
    ["terminal escapes", "a\u001b[31m\u202e.env"],
  ])("%s", async (_, name) => {
    const { code, commands, outputs, summary, stdout } = await runAction(workspace({ [name]: `K=${stripeKey}\n` }));
    expect(code).toBe(1);
    expect(commands.map((command) => command.name)).toEqual(["error", "error"]);
    expect(commands[0]?.properties["line"]).toBe("1");
    expect(outputs).toEqual({ findings: "1", failing: "true" });
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(stdout + summary).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|##\[/u);
    const row = summary.split("\n").find((line) => line.startsWith("| critical"));
    expect(row?.split("|")).toHaveLength(7);
    expect(summary).not.toMatch(/<img|\]\(/u);
  });
});

describe("action.yml", () => {
  const action = parse(readFileSync(new URL("../../action.yml", import.meta.url), "utf8")) as {
    inputs: Record<string, { description: string }>;
    outputs: Record<string, { description: string }>;
    runs: { using: string; main: string };
  };
  const source = readFileSync(new URL("../../src/action/main.ts", import.meta.url), "utf8");
  const inputs = readFileSync(new URL("../../src/action/inputs.ts", import.meta.url), "utf8");
  const page = readFileSync(new URL("../../docs/action.md", import.meta.url), "utf8");

  it("runs the committed bundle", () => {
    expect(action.runs).toEqual({ using: "node24", main: "dist/action.js" });
  });

  it("names every input that is read and every output that is set, and docs/action.md explains them", () => {
    const read = [...inputs.matchAll(/(?:getInput|lines|word|flag)\("(?<name>[\w-]+)"[,)]/gu)].map(
      ({ groups }) => groups?.["name"],
    );
    const set = [...source.matchAll(/setOutput\("(?<name>[\w-]+)"/gu)].map(({ groups }) => groups?.["name"]);
    expect(Object.keys(action.inputs).sort()).toEqual([...new Set(read)].sort());
    expect(Object.keys(action.outputs).sort()).toEqual([...new Set(set)].sort());
    for (const name of [...read, ...set]) expect(page).toContain(`| \`${String(name)}\` `);
  });
});
