import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import schema from "../../schema/report.schema.json" with { type: "json" };
import { tar, zip } from "../sources/archives.ts";
import { line, newRepository, scanned } from "./repository.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const jar = (name: string): Buffer => zip([{ name: "config/app.yml", content: `# settings\n${line(name)}` }]);
const place = "lib.jar!/config/app.yml:2";

describe("archives are opened where it is asked for", () => {
  it("by option or config, and not without", async () => {
    const cwd = tree(base, "asked", { "lib.jar": jar("asked") });
    expect((await scanned(cwd, [])).places).toEqual([]);
    const asked = await scanned(cwd, ["--archives"]);
    expect([asked.places, asked.code]).toEqual([[place], 1]);
    writeFileSync(join(cwd, "vaultlint.config.yml"), "archives: true\n");
    expect((await scanned(cwd, [])).places).toEqual([place]);
    const text = await cli(["scan"], { cwd });
    expect(text.stdout).toMatch(/^lib\.jar!\/config\/app\.yml\n {2}2:12 /u);
  });

  it("in standard input", async () => {
    const input = gzipSync(await tar({ "app.env": line("stdin") }));
    const args = ["scan", "--archives", "--stdin", "--stdin-path", "a.tgz", "--format", "json"];
    const { stdout, code } = await cli(args, { cwd: tree(base, "stdin", {}), input });
    expect(code).toBe(1);
    expect(stdout).toContain('"a.tgz!/app.env"');
  });

  it("in what is staged, what a branch adds and the history", async () => {
    const repository = newRepository(base, "git");
    const { cwd } = repository;
    repository.commit({ "old.zip": zip([{ name: "old.env", content: line("old") }]) });
    repository.git("checkout", "-q", "-b", "topic");
    repository.write({ "lib.jar": jar("new"), "old.zip": zip([{ name: "moved.env", content: line("old") }]) });
    repository.git("add", "-A");
    const staged = await scanned(cwd, ["--staged", "--archives"]);
    expect([staged.places, staged.code]).toEqual([[place], 1]);
    repository.commit({});
    expect((await scanned(cwd, ["--diff", "main", "--archives"])).places).toEqual([place]);
    expect((await scanned(cwd, ["--diff", "main"])).places).toEqual([]);
    const history = await scanned(cwd, ["--history", "--archives"]);
    expect(history.places).toEqual([place, "old.zip!/moved.env:1", "old.zip!/old.env:1"]);
    expect(history.findings.map(({ history: since }) => since?.inHead)).toEqual([true, true, false]);
  });
});

describe("findings in archives", () => {
  it("have archive and entry apart in JSON, as the schema says", async () => {
    const cwd = tree(base, "json", { "app.war": zip([{ name: "lib/x.jar", content: jar("json"), stored: true }]) });
    const { stdout } = await cli(["scan", "--archives", "--format", "json"], { cwd });
    const check = new Ajv2020({ strict: true }).compile(schema);
    const written = JSON.parse(stdout) as { findings: { path: string; archive?: object }[] };
    check(written);
    expect(check.errors).toBeNull();
    expect(written.findings).toHaveLength(1);
    expect(written.findings[0]).toMatchObject({
      path: "app.war!/lib/x.jar!/config/app.yml",
      archive: { path: "app.war", entries: ["lib/x.jar", "config/app.yml"] },
    });
  });

  it("stand at the archive in SARIF, one apart from the other", async () => {
    const files = ["a", "b"].map((name) => ({ name: `${name}/app.env`, content: line("sarif") }));
    const cwd = tree(base, "sarif", { "lib.jar": zip(files) });
    const { stdout } = await cli(["scan", "--archives", "--format", "sarif"], { cwd });
    const results = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
    expect(results.map(({ locations }) => locations?.[0])).toEqual(
      ["a", "b"].map((name) => ({
        physicalLocation: { artifactLocation: { uri: "lib.jar", uriBaseId: "SRCROOT" }, region: { startLine: 1 } },
        logicalLocations: [
          { name: `${name}/app.env`, fullyQualifiedName: `lib.jar!/${name}/app.env`, kind: "resource" },
        ],
      })),
    );
    expect(results[0]?.message.text).toContain('It stands in "a/app.env", line 1, column 12.');
    const hashes = results.map(({ partialFingerprints }) => partialFingerprints?.["primaryLocationLineHash"]);
    expect(new Set(hashes).size).toBe(2);
  });

  it("are accepted by a baseline, which keeps them also where archives are not opened", async () => {
    const cwd = tree(base, "baseline", { "lib.jar": jar("baseline") });
    expect((await cli(["baseline", "create", "--archives"], { cwd })).code).toBe(0);
    const args = ["--baseline", "vaultlint.baseline.json"];
    const accepted = await scanned(cwd, ["--archives", ...args]);
    expect([accepted.places, accepted.said, accepted.code]).toEqual([[], [], 0]);
    expect((await scanned(cwd, args)).said).toEqual([]);
    await cli(["baseline", "prune"], { cwd });
    expect(readFileSync(join(cwd, "vaultlint.baseline.json"), "utf8")).toContain("lib.jar!/config/app.yml");
    writeFileSync(join(cwd, "lib.jar"), zip([{ name: "other", content: "x" }]));
    expect((await scanned(cwd, ["--archives", ...args])).said.join()).toContain("1 entry accepts no finding");
  });

  it("are accepted by comments and left out by the config's patterns", async () => {
    const comment = `${line("comment").trimEnd()} # vaultlint-ignore generic/secret -- sample\n`;
    const cwd = tree(base, "ignored", {
      "vaultlint.config.yml": "archives: true\nignore: ['*.jar!/META-INF/', 'vendor/*.zip']\n",
      "lib.jar": zip([
        { name: "META-INF/app.env", content: line("pattern") },
        { name: "app.env", content: comment },
        { name: "unused.env", content: "# vaultlint-ignore generic/secret -- nothing here\n" },
      ]),
      "vendor/a.zip": jar("vendor"),
    });
    const { places, said, code } = await scanned(cwd, []);
    expect([places, said, code]).toEqual([[], [], 0]);
  });

  it("are never written by fix", async () => {
    const files = { "lib.jar": zip([{ name: "app.js", content: `const ${line("fix")}` }]), "app.js": "" };
    const cwd = tree(base, "fix", files);
    const { stderr, stdout } = await cli(["fix", "--archives", "--all", "--write"], { cwd });
    expect(stdout + stderr).toContain("1 finding without a safe edit");
    expect(readFileSync(join(cwd, "lib.jar"))).toEqual(files["lib.jar"]);
  });
});

describe("what could not be searched", () => {
  it("makes the scan incomplete where it cannot be read, and is a matter of --strict where a limit left it out", async () => {
    const cwd = tree(base, "unread", { "locked.zip": zip([{ name: "a", content: "x", flags: 1 }]) });
    const locked = await scanned(cwd, ["--archives"]);
    expect([locked.said, locked.code]).toEqual([["incomplete locked.zip!/a: is encrypted, so it was not searched"], 2]);
    const limited = tree(base, "limited", {
      "vaultlint.config.yml": "archives: true\nlimits: { archiveEntries: 1 }\n",
      "many.zip": zip(["a", "b"].map((name) => ({ name, content: "x" }))),
    });
    const { said, code } = await scanned(limited, []);
    expect([said, code]).toEqual([
      ["not-scanned many.zip: holds more than 1 entries (limits.archiveEntries): the rest is not searched"],
      0,
    ]);
    expect((await scanned(limited, ["--strict"])).code).toBe(2);
  });

  it("is shown without obeying names", async () => {
    const cwd = tree(base, "names", {
      "a.zip": zip([
        { name: "\u001b[31m\n::error::x\u202e", content: "x", flags: 1 },
        { name: "../../b.env", content: line("names") },
      ]),
    });
    const { stdout, stderr } = await cli(["scan", "--archives"], { cwd });
    expect(stdout).toContain("a.zip!/%2E%2E/%2E%2E/b.env");
    expect(stdout + stderr).toContain("\\x1b[31m\\n");
    for (const obeyed of ["\u001b", "\u202e", "\n::"]) expect(stdout + stderr).not.toContain(obeyed);
  });
});
