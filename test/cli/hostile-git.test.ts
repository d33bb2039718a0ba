// Checkouts whose own settings name programs. Each trap is shown to be live before the scan walks through it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./run-cli.ts";
import { line, newRepository, scanned, type TestRepository } from "./repository.ts";

const base = temporaryDirectory();
let count = 0;

interface Trap {
  readonly repository: TestRepository;
  readonly ran: () => boolean;
  /** Runs plain git, which falls into the trap, and removes the trace. */
  readonly spring: (...args: string[]) => void;
}

/** A repository with a program that leaves a trace. `prepare` runs before its settings name it. */
function trapped(
  settings: (program: string) => Readonly<Record<string, string>>,
  prepare: (repository: TestRepository) => void = () => undefined,
): Trap {
  const repository = newRepository(base, `r${String(count++)}`);
  const program = join(base, `program${String(count)}`);
  const trace = `${program}.ran`;
  writeFileSync(program, `#!/bin/sh\necho x >> '${trace}'\n`, { mode: 0o755 });
  repository.commit({ ".gitattributes": "* diff=x filter=x\n", "a.py": "1\n" });
  prepare(repository);
  for (const [name, value] of Object.entries(settings(program))) repository.git("config", name, value);
  const ran = (): boolean => existsSync(trace);
  return {
    repository,
    ran,
    spring(...args) {
      try {
        repository.git(...args);
      } catch {
        // Whether git then goes on does not matter.
      }
      expect(ran(), `git ${args.join(" ")} runs the program`).toBe(true);
      rmSync(trace);
    },
  };
}

/** Scans in every mode that asks git, with something to find in each. */
async function scanInEveryMode(cwd: string): Promise<readonly (readonly string[])[]> {
  const places: (readonly string[])[] = [];
  for (const args of [["--staged"], ["--diff", "HEAD~1"], ["--history"], []])
    places.push((await scanned(cwd, args)).places);
  return places;
}

describe.skipIf(process.platform === "win32")("no mode runs a program that .git/config names", () => {
  it.each<[string, (program: string) => Record<string, string>, string[]]>([
    ["core.fsmonitor", (program) => ({ "core.fsmonitor": program }), ["status"]],
    ["diff.*.textconv", (program) => ({ "diff.x.textconv": program }), ["diff", "--cached", "--textconv"]],
    ["diff.*.command", (program) => ({ "diff.x.command": program }), ["diff", "--cached", "--ext-diff"]],
    ["diff.external", (program) => ({ "diff.external": program }), ["diff", "--cached", "--ext-diff"]],
    ["filter.*.clean", (program) => ({ "filter.x.clean": program }), ["hash-object", "a.py"]],
    ["filter.*.process", (program) => ({ "filter.x.process": program }), ["hash-object", "a.py"]],
  ])("%s", async (_, settings, args) => {
    const { repository, ran, spring } = trapped(settings, (before) => {
      before.commit({ "b.py": line("committed") });
      before.write({ "c.py": line("staged") });
      before.git("add", "-A");
    });
    expect(ran()).toBe(false);
    spring(...args);
    expect(await scanInEveryMode(repository.cwd)).toEqual([["c.py:1"], ["b.py:1"], ["b.py:1"], ["b.py:1", "c.py:1"]]);
    expect(ran()).toBe(false);
  });

  it("gpg.program, with a signed commit and log.showSignature", async () => {
    const { repository, ran, spring } = trapped((program) => ({
      "gpg.program": program,
      "log.showSignature": "true",
    }));
    const blob = repository.gitWith({ input: line("signed") }, "hash-object", "-w", "--stdin");
    repository.git("update-index", "--add", "--cacheinfo", `100644,${blob},b.py`);
    const text = [
      `tree ${repository.git("write-tree")}`,
      `parent ${repository.git("rev-parse", "HEAD")}`,
      "author t <t@example.invalid> 1772449200 +0100",
      "committer t <t@example.invalid> 1772449200 +0100",
      "gpgsig -----BEGIN PGP SIGNATURE-----",
      " ",
      " iQ==",
      " -----END PGP SIGNATURE-----",
      "",
      "x",
      "",
    ].join("\n");
    const commit = repository.gitWith({ input: text }, "hash-object", "-t", "commit", "-w", "--stdin");
    repository.git("update-ref", "HEAD", commit);
    spring("log", "-1");
    const { findings } = await scanned(repository.cwd, ["--history"]);
    expect(findings.map(({ history }) => history?.commit)).toEqual([commit]);
    expect((await scanned(repository.cwd, ["--diff", "HEAD~1"])).places).toEqual(["b.py:1"]);
    expect(ran()).toBe(false);
  });

  it("hooks and pagers", async () => {
    const { repository, ran, spring } = trapped((program) => ({ "core.pager": program, "pager.rev-list": program }));
    const hooks = join(repository.cwd, ".git/hooks");
    mkdirSync(hooks, { recursive: true });
    for (const name of ["post-index-change", "reference-transaction"])
      writeFileSync(join(hooks, name), `#!/bin/sh\necho x >> '${join(base, `program${String(count)}.ran`)}'\n`, {
        mode: 0o755,
      });
    spring("update-index", "--force-write-index");
    await scanInEveryMode(repository.cwd);
    expect(ran()).toBe(false);
  });

  it.each<[string, (program: string) => Record<string, string>]>([
    ["an ext:: address", (program) => ({ "remote.origin.url": `ext::${program}`, "protocol.ext.allow": "always" })],
    ["core.sshCommand", (program) => ({ "remote.origin.url": "ssh://x.invalid/y", "core.sshCommand": program })],
    ["remote.*.uploadpack", (program) => ({ "remote.origin.url": base, "remote.origin.uploadpack": program })],
  ])("%s, for an object that is missing from a partial clone", async (_, settings) => {
    const { repository, ran, spring } = trapped((program) => ({
      "core.repositoryFormatVersion": "1",
      "extensions.partialClone": "origin",
      "remote.origin.promisor": "true",
      ...settings(program),
    }));
    repository.commit({ "b.py": line("missing") });
    const id = repository.git("rev-parse", "HEAD:b.py");
    rmSync(join(repository.cwd, ".git/objects", id.slice(0, 2), id.slice(2)));
    spring("cat-file", "-p", id);
    for (const args of [["--history"], ["--diff", "HEAD~1"]]) {
      const { code, said } = await scanned(repository.cwd, args);
      expect(code).toBe(2);
      expect(said).toEqual([expect.stringMatching(/^incomplete /u)]);
    }
    await scanned(repository.cwd, ["--staged"]);
    expect(ran()).toBe(false);
  });
});

describe("settings that would change what is seen", () => {
  it("do not", async () => {
    const repository = newRepository(base, `r${String(count++)}`);
    repository.commit({ "a.py": "1\n", "sub/x": "x" });
    const settings = {
      "diff.noPrefix": "true",
      "diff.relative": "true",
      "diff.renames": "copies",
      "diff.ignoreSubmodules": "all",
      "core.quotePath": "true",
      "core.abbrev": "4",
      "diff.orderFile": "nowhere",
    };
    repository.commit({ "b.py": line("b"), "sub/c.py": line("c") });
    for (const [name, value] of Object.entries(settings)) repository.git("config", name, value);
    const sub = join(repository.cwd, "sub");
    expect((await scanned(sub, ["--diff", "HEAD~1"])).places).toEqual(["b.py:1", "sub/c.py:1"]);
    expect((await scanned(sub, ["--history"])).places).toEqual(["b.py:1", "sub/c.py:1"]);
  });

  it("such as grafts and replacements, do not hide commits", async () => {
    const repository = newRepository(base, `r${String(count++)}`);
    repository.commit({ "a.py": line("hidden") });
    repository.commit({ "a.py": "1\n" });
    const head = repository.commit({ "a.py": "2\n" });
    const clean = repository.gitWith({ input: "1\n" }, "hash-object", "-w", "--stdin");
    repository.git("replace", "-f", repository.git("rev-parse", "HEAD~2:a.py"), clean);
    mkdirSync(join(repository.cwd, ".git/info"), { recursive: true });
    writeFileSync(join(repository.cwd, ".git/info/grafts"), `${head}\n`);
    expect(repository.git("rev-list", "--count", "HEAD")).toBe("1");
    expect((await scanned(repository.cwd, ["--history"])).places).toEqual(["a.py:1"]);
  });
});

describe.skipIf(process.platform === "win32" || process.getuid?.() !== 0)("a checkout of another user", () => {
  it("is refused, but where the user's own settings trust it", async () => {
    const repository = newRepository(base, `r${String(count++)}`);
    repository.commit({ "a.py": line("foreign") });
    repository.git("config", "safe.directory", "*");
    execFileSync("chown", ["-R", "65534", repository.cwd]);
    const home = join(base, "home");
    mkdirSync(home, { recursive: true });
    const env = { HOME: home, XDG_CONFIG_HOME: home };
    for (const args of [["--staged"], ["--diff", "HEAD"], ["--history"]]) {
      const { code, stderr } = await scanned(repository.cwd, args, env);
      expect(code).toBe(2);
      expect(stderr).toContain("safe.directory");
    }
    const trusting = `[safe]\n\tdirectory = ${repository.cwd}\n`;
    writeFileSync(join(home, "trusted"), trusting);
    const given = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: repository.cwd };
    for (const [file, more] of [
      [trusting, {}],
      ["[include]\n\tpath = trusted\n", {}],
      ["", { GIT_CONFIG_GLOBAL: join(home, "trusted") }],
      ["", given],
      ["", { GIT_CONFIG_PARAMETERS: `'safe.directory'='${repository.cwd}'` }],
    ] as const) {
      writeFileSync(join(home, ".gitconfig"), file);
      expect((await scanned(repository.cwd, ["--history"], { ...env, ...more })).places).toEqual(["a.py:1"]);
    }
  });
});
