import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const random = seeded("baseline-cli");
const value = (): string => plant(fill("${alnum:16}!${alnum:15}", random));
const [first, second, third] = [value(), value(), value()];
const env = { VAULTLINT_PASSPHRASE: plant("purple monkey dishwasher") };
const name = "vaultlint.baseline.json";

let count = 0;
const base = temporaryDirectory();
/** A fresh directory, each in one of its own: the watcher looks beside it, too. */
const fresh = (more: Record<string, string> = {}): string =>
  tree(base, `t${String(count++)}/tree`, {
    "src/a.ts": `export const dbPassword = "${first}";\n`,
    "src/b.ts": `export const dbPassword = "${second}";\n`,
    ...more,
  });
const read = (cwd: string): string => readFileSync(join(cwd, name), "utf8");
const write = (cwd: string, path: string, content: string): void => {
  writeFileSync(join(cwd, path), content);
};

const hint = `scans use it where the config says: baseline: ${name}\n`;

describe("baseline create", () => {
  it("accepts what is there, so that the scan passes until something new comes", async () => {
    const cwd = fresh({ "vaultlint.config.yml": `baseline: ${name}\n` });
    const { code, stderr } = await cli(["baseline", "create", "--owner", "web", "--reason", "old"], { cwd });
    expect([code, stderr]).toEqual([0, `${name}: 2 entries (2 added, 0 removed)\n`]);
    expect(read(cwd).match(/"owner":"web","reason":"old"\}/gu)).toHaveLength(2);
    expect((await cli([], { cwd })).code).toBe(0);
    write(cwd, "src/c.ts", `export const dbPassword = "${third}";\n`);
    const { code: failed, stdout } = await cli([], { cwd });
    expect(failed).toBe(1);
    expect(stdout).toContain("src/c.ts");
    expect(stdout).not.toContain("src/a.ts");
  });

  it("does not replace a file, and says how", async () => {
    const cwd = fresh({ [name]: "kept" });
    const { code, stderr } = await cli(["baseline", "create"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `vaultlint: ${name} exists: "vaultlint baseline update" brings it up to date; --output names another file.\n`,
    );
    expect(read(cwd)).toBe("kept");
  });

  it("says what of it covers nothing under the policy", async () => {
    const cwd = fresh({ "vaultlint.config.yml": "baselinePolicy: { require: [owner] }\n" });
    expect((await cli(["baseline", "create"], { cwd })).stderr).toContain(
      '2 entries cover nothing: "vaultlint baseline show" says why',
    );
    expect((await cli(["--baseline", name], { cwd })).code).toBe(1);
    expect((await cli(["baseline", "update", "--owner", "web"], { cwd })).stderr).not.toContain("nothing");
    expect((await cli(["--baseline", name], { cwd })).code).toBe(0);
  });

  it("refuses a wrong day", async () => {
    const { code, stderr } = await cli(["baseline", "create", "--expires", "soon"], { cwd: fresh() });
    expect([code, stderr]).toEqual([2, expect.stringContaining("Write a day as YYYY-MM-DD.")]);
  });
});

describe("baseline update and prune", () => {
  it("bring the file up to date, or drop only", async () => {
    const cwd = fresh();
    await cli(["baseline", "create"], { cwd });
    write(cwd, "src/a.ts", "export {};\n");
    write(cwd, "src/c.ts", `export const dbPassword = "${third}";\n`);
    const { stderr } = await cli(["--baseline", name], { cwd });
    expect(stderr.replaceAll(/\s+/gu, " ")).toContain(
      '1 entry accepts no finding (line 5): "vaultlint baseline prune"',
    );
    expect((await cli(["baseline", "prune"], { cwd })).stderr).toBe(`${name}: 1 entry (0 added, 1 removed)\n`);
    expect(read(cwd)).not.toContain("src/c.ts");
    expect((await cli(["baseline", "update"], { cwd })).stderr).toBe(
      `${name}: 2 entries (1 added, 0 removed)\n${hint}`,
    );
    expect((await cli(["--baseline", name], { cwd })).code).toBe(0);
    const before = read(cwd);
    expect((await cli(["baseline", "prune"], { cwd })).stderr).toBe(`${name}: 2 entries (0 added, 0 removed)\n`);
    expect((await cli(["baseline", "update"], { cwd })).code).toBe(0);
    expect(read(cwd)).toBe(before);
  });

  it.each([
    ["by the option", "{}\n", ["--ratchet"]],
    ["by the config", "baselineRatchet: true\n", []],
  ])("refuse to grow %s", async (_, config, options) => {
    const cwd = fresh({ "vaultlint.config.yml": config });
    await cli(["baseline", "create"], { cwd });
    const before = read(cwd);
    write(cwd, "src/c.ts", `export const dbPassword = "${third}";\n`);
    const { code, stderr } = await cli(["baseline", "update", ...options], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `vaultlint: ${name} would grow from 2 to 3 entries, which the ratchet forbids: repair the new findings. Nothing was written.\n`,
    );
    expect(read(cwd)).toBe(before);
  });

  it("need a file", async () => {
    for (const command of ["update", "prune", "show"]) {
      const { code, stderr } = await cli(["baseline", command], { cwd: fresh() });
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^vaultlint: The baseline \S+ does not exist: /u)]);
    }
  });

  it("keep a vault's value reported until someone gives a reason", async () => {
    const cwd = fresh();
    const vault = "file:./dev.vault.json";
    for (const args of [
      ["init", vault],
      ["set", vault, "db-password", "--stdin"],
    ])
      expect((await cli(["vault", ...args], { cwd, env, input: first })).code).toBe(0);
    const { stderr } = await cli(["baseline", "create", "--vault", vault], { cwd, env });
    expect(stderr).toContain(`1 entry is a vault's value: it is reported until the file gives a "reason" for it`);
    const scan = await cli(["scan", "--vault", vault, "--baseline", name], { cwd, env });
    expect(scan.code).toBe(1);
    expect(scan.stderr.replaceAll(/\s+/gu, " ")).toContain("this entry is a value that lives in a vault, so it covers");
    await cli(["baseline", "update", "--vault", vault, "--reason", "rotated next week"], { cwd, env });
    expect((await cli(["scan", "--vault", vault, "--baseline", name], { cwd, env })).code).toBe(0);
  });
});

describe("baseline show", () => {
  it("lists entries, and nothing that comes from a value", async () => {
    const cwd = fresh();
    await cli(["baseline", "create", "src/a.ts", "--owner", "web", "--expires", "2020-01-01"], { cwd });
    const [entry] = (JSON.parse(read(cwd)) as { entries: { rule: string; value: string; line: string }[] }).entries;
    const { code, stdout } = await cli(["baseline", "show"], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^rule +file +owner +expires +reason\n/u);
    expect(stdout).toContain(
      `${String(entry?.rule)}  src/a.ts  web    2020-01-01  - (covers nothing: expired on 2020-01-01`,
    );
    const json = await cli(["baseline", "show", "--json"], { cwd });
    expect(JSON.parse(json.stdout)).toEqual([
      expect.objectContaining({
        rule: entry?.rule,
        path: "src/a.ts",
        owner: "web",
        expires: "2020-01-01",
        covers: false,
      }),
    ]);
    for (const text of [stdout, json.stdout]) {
      expect(text).not.toContain(entry?.value);
      expect(text).not.toContain(entry?.line);
    }
  });

  it("prints what people wrote without obeying it", async () => {
    const cwd = fresh();
    await cli(["baseline", "create", "src/a.ts", "--reason", "\u001b[2Jx\n::error::y"], { cwd });
    const { stdout } = await cli(["baseline", "show"], { cwd });
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toMatch(/^::error/mu);
  });
});

describe("baseline import", () => {
  it("takes over what the file names, and says what it leaves out", async () => {
    const cwd = fresh({ ".gitleaksignore": "src/a.ts:generic-api-key:1\nsrc/none.ts:generic-api-key:4\n" });
    const { code, stderr } = await cli(["baseline", "import", ".gitleaksignore", "--owner", "web"], { cwd });
    expect(code).toBe(0);
    expect(stderr).toBe(
      `1 of 2 entries taken over\n  left out: line 2: nothing is found there now\n${name}: 1 entry (1 added, 0 removed)\n${hint}`,
    );
    expect(read(cwd)).toContain('"owner":"web"');
    const { code: failed, stdout } = await cli(["--baseline", name], { cwd });
    expect(failed).toBe(1);
    expect(stdout).not.toContain("src/a.ts");
    expect(stdout).toContain("src/b.ts");
  });

  it("keeps what the baseline holds already, and gives no reason by itself", async () => {
    const cwd = fresh();
    await cli(["baseline", "create", "src/b.ts"], { cwd });
    write(cwd, ".gitleaksignore", "src/a.ts:generic-api-key:1\n");
    expect((await cli(["baseline", "import", ".gitleaksignore"], { cwd })).stderr).toContain("2 entries (1 added");
    expect(read(cwd)).not.toContain("reason");
    expect((await cli(["--baseline", name], { cwd })).code).toBe(0);
  });

  it("writes nothing for a file of another kind, and does not quote it", async () => {
    const cwd = fresh({ other: `{"secret": "${first}"}` });
    const { code, stderr } = await cli(["baseline", "import", "other"], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^vaultlint: other is nothing that can be imported: /u)]);
    expect(existsSync(join(cwd, name))).toBe(false);
  });
});
