// A file of private keys is seen by each way that files come in, reported as a file, and nothing of it is printed or changed.
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "sarif";
import { describe, expect, it } from "vitest";
import { javaStore, pkcs12 } from "../detect/key-files.ts";
import { zip } from "../sources/archives.ts";
import { newRepository, scanned } from "./repository.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const name = "vaultlint.baseline.json";

describe("a file of private keys is found", () => {
  it("in standard input, by the path that it is given", async () => {
    const cwd = tree(base, "stdin", {});
    const at = async (path: string): Promise<number | null> =>
      (await cli(["scan", "--stdin", "--stdin-path", path], { cwd, input: pkcs12() })).code;
    expect([await at("a.p12"), await at("a.bin")]).toEqual([1, 0]);
  });

  it("in an archive", async () => {
    const cwd = tree(base, "archive", { "app.jar": zip([{ name: "keys/app.jks", content: javaStore([1]) }]) });
    expect((await scanned(cwd, ["--archives"])).places).toEqual(["app.jar!/keys/app.jks:1"]);
  });

  it("in what is staged, what a branch adds and the history, once and with its first commit", async () => {
    const repository = newRepository(base, "git");
    const { cwd } = repository;
    const [old, added] = [pkcs12(), pkcs12()];
    const commit = repository.commit({ "old.pfx": old, "notes.txt": "0\u{fffd}\n" });
    repository.git("checkout", "-q", "-b", "topic");
    repository.git("rm", "-q", "notes.txt");
    renameSync(join(cwd, "old.pfx"), join(cwd, "moved.pfx"));
    repository.write({ "new.pfx": added });
    repository.git("add", "-A");
    // What is moved is nothing new.
    expect(await scanned(cwd, ["--staged"])).toMatchObject({ code: 1, places: ["new.pfx:1"] });
    repository.commit({});
    expect(await scanned(cwd, ["--diff", "main"])).toMatchObject({ code: 1, places: ["new.pfx:1"] });
    repository.git("rm", "-q", "new.pfx");
    repository.commit({});
    const passed = await scanned(cwd, ["--diff", "main"]);
    expect(passed.findings.map(({ message }) => message)).toEqual([
      "Private key in a PKCS#12 file in the history of this change",
    ]);
    const history = await scanned(cwd, ["--history"]);
    expect(history.findings.map(({ path, history: since }) => [path, since?.inHead])).toEqual([
      ["moved.pfx", true],
      ["new.pfx", false],
    ]);
    expect(history.findings[0]?.history?.commit).toBe(commit);
  });

  it("whose bytes are others than before", async () => {
    const repository = newRepository(base, "changed");
    repository.commit({ "a.pfx": pkcs12() });
    repository.write({ "a.pfx": pkcs12() });
    repository.git("add", "-A");
    expect((await scanned(repository.cwd, ["--staged"])).places).toEqual(["a.pfx:1"]);
  });
});

describe("the finding", () => {
  const files = { "a.p12": pkcs12(), "b.jks": javaStore([1]) };

  it("stands in each report as a file, without its bytes", async () => {
    const cwd = tree(base, "reports", files);
    const text = await cli(["scan"], { cwd });
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(
      /^a\.p12\n {2}1:1 {2}medium {4}Private key in a PKCS#12 file {3}private-key\/pkcs12\n/u,
    );
    expect((await scanned(cwd, [])).findings.map(({ severity }) => severity)).toEqual(["medium", "medium"]);
    const sarif = JSON.parse((await cli(["scan", "--format", "sarif"], { cwd })).stdout) as Log;
    expect(sarif.runs[0]?.results?.map(({ ruleId }) => ruleId)).toEqual([
      "private-key/pkcs12",
      "private-key/java-key-store",
    ]);
    expect(sarif.runs[0]?.tool.driver.rules?.map(({ id }) => id)).toContain("private-key/pkcs12");
    for (const printed of [text.stdout, JSON.stringify(sarif)]) expect(printed).not.toContain("\u{fffd}");
  });

  it("is accepted by a baseline, also under another name; another file in its place is not", async () => {
    const cwd = tree(base, "baseline", files);
    expect((await cli(["baseline", "create"], { cwd })).stderr).toContain("2 entries (2 added, 0 removed)");
    expect((await cli(["scan", "--baseline", name], { cwd })).code).toBe(0);
    tree(base, "baseline", { "b.jks": javaStore([1]), "c.p12": files["a.p12"] });
    expect((await scanned(cwd, ["--baseline", name])).places).toEqual(["b.jks:1"]);
  });

  it("is left out by a pattern of the config or where its rule is off", async () => {
    const config = 'ignore: ["*.p12"]\nrules: { private-key/java-key-store: off }\n';
    const cwd = tree(base, "ignored", { ...files, "vaultlint.config.yml": config });
    expect(await scanned(cwd, [])).toMatchObject({ code: 0, places: [] });
  });

  it("is nothing that fix touches", async () => {
    const cwd = tree(base, "fix", files);
    expect((await cli(["fix", "--write", "--all"], { cwd })).stdout).not.toContain("a.p12");
    for (const [path, bytes] of Object.entries(files)) expect(readFileSync(join(cwd, path)).equals(bytes)).toBe(true);
  });
});
