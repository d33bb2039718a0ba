// The rules that a gate in CI has to keep, each through the command line. Rule 3, whose policy holds, has a file of its own.
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { runAction } from "../action/run-action.ts";
import { bin, cli, temporaryDirectory, tree } from "../cli/run-cli.ts";
import { line, newRepository, repositoryAt, scanned, secret, type TestRepository } from "../cli/repository.ts";

const base = temporaryDirectory();
let count = 0;
const name = (): string => `g${String(count++)}`;
const onPosix = it.skipIf(process.platform === "win32");

/** A branch `topic` with these files, which left `main` before. */
function branch(files: Record<string, string | Buffer>, before: Record<string, string> = {}): TestRepository {
  const repository = newRepository(base, name());
  repository.commit({ readme: "x\n", ...before });
  repository.git("checkout", "-q", "-b", "topic");
  repository.commit(files);
  return repository;
}

const modes = [[], ["--diff", "main"], ["--history"]];

describe("1. the value is never printed or stored", () => {
  // Every run of the command line in these tests is searched for pieces of the secrets that were planted.
  it.each(["text", "json", "sarif"])("in %s, of any mode", async (format) => {
    const { cwd } = branch({ "a.py": line("printed"), "b.json": `{"api_key": "${secret("twice")}",}` });
    for (const mode of modes) {
      const { code, stdout } = await cli(["scan", ...mode, "--format", format, "--output", `sarif=../${name()}`], {
        cwd,
      });
      expect(code).toBe(1);
      expect(stdout).toContain("a.py");
      expect(stdout).not.toContain(secret("printed").slice(0, 8));
    }
  });
});

const withoutNetwork = spawnSync("unshare", ["-rn", "true"]).status === 0;

describe.skipIf(!withoutNetwork)("2. no network: in a namespace that has none (needs unshare -rn)", () => {
  it.each([
    [["scan"], 1],
    [["scan", "--staged"], 1],
    [["scan", "--diff", "main"], 1],
    [["scan", "--history"], 1],
    [["fix"], 0],
    [["baseline", "create", "--output", "b.json"], 0],
  ])("%j ends as it does elsewhere", (args, code) => {
    const repository = branch({ "a.py": line("offline") });
    const { cwd } = repository;
    repository.write({ "b.py": line("staged offline") });
    repository.git("add", "-A");
    const run = (program: string, ...before: string[]): { status: number | null; stdout: string } =>
      spawnSync(program, [...before, bin, ...args], { cwd, encoding: "utf8" });
    const inside = run("unshare", "-rn", process.execPath);
    expect(inside.status).toBe(code);
    if (args[0] !== "scan") return;
    expect(inside.stdout).toBe(run(process.execPath).stdout);
    expect(inside.stdout).toContain(args.includes("--staged") ? "b.py" : "a.py");
  });

  it.each(["auto", "files", "history"])("the Action with scan: %s, without token and secret", async (scan) => {
    const repository = branch({ "a.py": line("offline action") }, { "old.py": "1\n" });
    const [sha, head] = [repository.git("rev-parse", "main"), repository.git("rev-parse", "HEAD")];
    const pull = { number: 1, base: { sha, ref: "main" }, head: { sha: head, repo: { full_name: "o/r" } } };
    const payload = { pull_request: pull, repository: { private: false, default_branch: "main" } };
    const run = async (launcher: readonly string[]): Promise<unknown> => {
      const event = { name: "pull_request", payload };
      const result = await runAction(repository.cwd, { scan, "sarif-file": "../r.sarif" }, {}, event, launcher);
      const { code, commands, outputs, summary } = result;
      return { code, commands, outputs, summary, sarif: readFileSync(join(base, "r.sarif"), "utf8") };
    };
    const inside = await run(["unshare", "-rn"]);
    expect(inside).toMatchObject({
      code: 1,
      outputs: { findings: "1" },
      sarif: expect.stringContaining("a.py") as string,
    });
    expect(await run([])).toEqual(inside);
    repository.git("reset", "-q", "--hard", "main");
    expect(await runAction(repository.cwd, { scan }, {}, undefined, ["unshare", "-rn"])).toMatchObject({ code: 0 });
  });
});

describe("4. the workflow that init writes", () => {
  it("reads only, has no secret, is not run for others' code with rights", async () => {
    const { cwd } = newRepository(base, name(), { "package.json": "{}" });
    expect((await cli(["init", "--workflow", "--yes"], { cwd })).code).toBe(0);
    const workflow = readFileSync(join(cwd, ".github/workflows/vaultlint.yml"), "utf8");
    expect(workflow).toMatch(/permissions:\s+contents: read\n/u);
    expect(workflow).not.toMatch(/pull_request_target|secrets\.|\$\{\{/u);
    for (const [, reference] of workflow.matchAll(/uses: \S+@(\S+)/gu))
      expect(reference).toMatch(/^[0-9a-f]{40}$|^v\d/u);
  });
});

describe("5. git is asked for objects, and nothing that a checkout names is run", () => {
  it.each<[string, Record<string, string | Buffer>]>([
    ["behind * -diff", { ".gitattributes": "* -diff\n", "a.py": line("hidden") }],
    ["behind binary and a filter", { ".gitattributes": "* binary filter=x\n", "a.py": line("hidden") }],
    ["in UTF-16", { "a.py": Buffer.from(`\ufeff${line("hidden")}`, "utf16le") }],
    ["after a NUL byte", { "a.py": `\0\n${line("hidden")}` }],
    [
      "under a comment of bytes that no text has",
      { "a.py": Buffer.from(`# ${"\0\u00ff\u0001".repeat(3000)}\n${line("hidden")}`, "latin1") },
    ],
    ["in a file that .gitignore names", { ".gitignore": "*.py\n" }],
  ])("a secret %s is found in every mode", async (_, files) => {
    const repository = branch(files);
    if (!("a.py" in files)) {
      repository.write({ "a.py": line("hidden") });
      repository.git("add", "-f", "a.py");
      repository.commit({});
    }
    for (const mode of modes) {
      const { code, findings } = await scanned(repository.cwd, mode);
      expect({ code, paths: findings.map(({ path }) => path) }).toEqual({ code: 1, paths: ["a.py"] });
    }
  });

  it("a secret that only a merge brings is found", async () => {
    const repository = branch({ "b.py": "1\n" });
    repository.git("checkout", "-q", "main");
    repository.commit({ "c.py": "1\n" });
    repository.git("checkout", "-q", "topic");
    repository.git("merge", "-q", "--no-commit", "main");
    repository.commit({ "evil.py": line("evil") });
    for (const mode of modes) expect((await scanned(repository.cwd, mode)).places).toEqual(["evil.py:1"]);
  });

  onPosix("no program that .git/config names is run, with a hook's environment as without", async () => {
    const repository = branch({ "a.py": line("trap"), ".gitattributes": "* filter=x diff=x\n" });
    const trace = join(base, `${name()}.ran`);
    const program = join(base, name());
    writeFileSync(program, `#!/bin/sh\necho x >> '${trace}'\n`, { mode: 0o755 });
    const config = [
      `[core]\n\tfsmonitor = ${program}\n\tpager = ${program}\n\tsshCommand = ${program}\n\thooksPath = ${base}`,
      `[diff]\n\texternal = ${program}\n[diff "x"]\n\ttextconv = ${program}\n\tcommand = ${program}`,
      `[filter "x"]\n\tclean = ${program}\n\tsmudge = ${program}\n\tprocess = ${program}`,
      `[gpg]\n\tprogram = ${program}\n[log]\n\tshowSignature = true\n[credential]\n\thelper = ${program}`,
      `[remote "origin"]\n\turl = ext::${program}\n\tuploadpack = ${program}\n\tpromisor = true`,
      `[extensions]\n\tpartialClone = origin\n[protocol "ext"]\n\tallow = always\n`,
    ];
    appendFileSync(join(repository.cwd, ".git/config"), config.join("\n"));
    const hostile = { GIT_EXTERNAL_DIFF: program, GIT_SSH_COMMAND: program, GIT_PAGER: program, GIT_ASKPASS: program };
    for (const env of [{}, { ...hostile, GIT_DIR: join(repository.cwd, ".git"), GIT_WORK_TREE: repository.cwd }])
      for (const mode of [...modes, ["--staged"]]) {
        const { code } = await scanned(repository.cwd, mode, env);
        expect(code).toBe(mode[0] === "--staged" ? 0 : 1);
      }
    for (const args of [["doctor"], ["init", "--hook", "git", "--workflow", "--yes"], ["baseline", "create"]])
      expect((await cli(args, { cwd: repository.cwd, env: hostile })).stderr).not.toContain("refuses");
    expect(existsSync(trace)).toBe(false);
    // The trap is live: git itself falls into it.
    spawnSync("git", ["status"], { cwd: repository.cwd, env: { PATH: process.env["PATH"] } });
    expect(existsSync(trace)).toBe(true);
  });

  onPosix("what a commit hook of git hands over is what is scanned, for commit FILE, -a and -p", () => {
    const repository = branch({ "a.py": "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b.py": "1\n" });
    const hook = join(repository.cwd, ".git/hooks/pre-commit");
    mkdirSync(join(repository.cwd, ".git/hooks"), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${bin}' scan --staged --quiet >&2\n`, { mode: 0o755 });
    repository.write({ "a.py": `0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n${line("last hunk")}` });
    const commit = (input: string, ...args: string[]): boolean => {
      try {
        repository.gitWith({ input }, "commit", "-q", "-m", "x", ...args);
        return true;
      } catch {
        return false;
      }
    };
    expect(commit("", "-a")).toBe(false);
    expect(commit("", "a.py")).toBe(false);
    // Of two hunks, the one without the secret.
    repository.git("reset", "-q");
    expect(commit("y\nn\n", "-p")).toBe(true);
    expect(commit("y\n", "-p")).toBe(false);
  });

  it("work trees, submodules and SHA-256 are read as what they are", async () => {
    const library = branch({ "lib.py": line("library") });
    const repository = newRepository(base, name(), {}, "--object-format=sha1");
    repository.commit({ readme: "x\n" });
    repository.git("submodule", "--quiet", "add", library.cwd, "lib");
    repository.commit({});
    const linked = join(base, name());
    repository.git("worktree", "add", "-q", "-b", "topic", linked);
    repositoryAt(linked).commit({ "a.py": line("linked") });
    expect((await scanned(linked, ["--diff", "main"])).places).toEqual(["a.py:1"]);
    expect((await scanned(join(repository.cwd, "lib"), ["--diff", "origin/main"])).places).toEqual(["lib.py:1"]);
    const wide = newRepository(base, name(), {}, "--object-format=sha256");
    wide.commit({ "vaultlint.config.yml": "rules: { generic/secret: critical }\n" });
    wide.git("checkout", "-q", "-b", "topic");
    wide.commit({ "vaultlint.config.yml": "ignore: ['*']\n", "a.py": line("sha-256") });
    const { findings } = await scanned(wide.cwd, ["--diff", "main"]);
    expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual([
      "generic/secret critical",
      "policy/weaker medium",
      "policy/weaker medium",
    ]);
  });
});

describe("6. to 8. hostile files end, are bounded and are not followed", () => {
  it("6. a file made to make patterns slow is scanned in seconds", async () => {
    const files = {
      "a.js": `x = "${"a-".repeat(400_000)}"\n${line("after it")}`,
      "b.env": `${"KEY=".repeat(20_000)}\n`,
      "c.json": `${'{"a":'.repeat(100_000)}1`,
    };
    const started = performance.now();
    const { places } = await scanned(tree(base, name(), files), []);
    expect(places).toContain("a.js:2");
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("7. an archive of zeros costs neither time nor memory, and nothing is written", async () => {
    const cwd = tree(base, name(), { "zeros.gz": gzipSync(Buffer.alloc(100_000_000)), "a.py": line("beside it") });
    const started = performance.now();
    expect((await scanned(cwd, [])).places).toEqual(["a.py:1"]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  onPosix("8. links out of the tree, to itself, and what is no file, are not read", () => {
    const outside = tree(base, name(), { "a.py": line("outside") });
    const cwd = tree(base, name(), { "own.py": line("own") });
    symlinkSync(outside, join(cwd, "directory"));
    symlinkSync(join(outside, "a.py"), join(cwd, "a.py"));
    symlinkSync("loop", join(cwd, "loop"));
    execFileSync("mkfifo", [join(cwd, "fifo.py")]);
    // The watching cli() would read the FIFO.
    const { stdout, status } = spawnSync(process.execPath, [bin, "--format", "json"], { cwd, encoding: "utf8" });
    const { findings } = JSON.parse(stdout) as { findings: { path: string }[] };
    expect({ status, paths: findings.map(({ path }) => path) }).toEqual({ status: 1, paths: ["own.py"] });
  });
});

describe("9. names and texts from the tree are escaped", () => {
  onPosix.each([
    ["a workflow command", "a\n::error::x.py"],
    ["terminal sequences", "a\u001b]0;x\u0007\u009b31m.py"],
    ["an override of the direction", "a\u202egpj.py"],
  ])("%s in a file name, in every mode", async (_, file) => {
    const { cwd } = branch({ [file]: line("escaped") });
    for (const mode of modes) {
      const { code, stdout, stderr } = await cli(["scan", ...mode], { cwd });
      expect(code).toBe(1);
      for (const output of [stdout, stderr]) {
        expect(output).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u);
        expect(output).not.toMatch(/^\s*::/mu);
      }
      const sarif = (await cli(["scan", ...mode, "--format", "sarif"], { cwd })).stdout;
      expect(sarif).not.toMatch(/"uri": ?"[^"]*(?:\\n|\\u001b|::|\u202e)/u);
    }
  });
});

describe("10. what identifies a finding confirms no guess", () => {
  it("of a guessable value: the reports of two such values are the same", async () => {
    const files = (password: string): string => tree(base, name(), { "a.env": `DB_PASSWORD=${password}\n` });
    const reports = await Promise.all(
      ["Summer2031!", "Winter2029?"].map((password) =>
        cli(["scan", "--min-confidence", "low", "--format", "json"], { cwd: files(password) }),
      ),
    );
    expect(reports[0]?.stdout).toContain("a.env");
    expect(reports[1]?.stdout).toBe(reports[0]?.stdout);
  });
});

describe("11. it fails closed", () => {
  it("where a base is missing, a clone is shallow or partial, a named path is nothing, or git is gone", async () => {
    const repository = branch({ "a.py": "1\n" });
    repository.git("config", "uploadpack.allowFilter", "true");
    const shallow = join(base, name());
    repository.git("clone", "-q", "--depth=1", "--no-single-branch", `file://${repository.cwd}`, shallow);
    const partial = join(base, name());
    repository.git("clone", "-q", "--filter=blob:none", "--no-checkout", `file://${repository.cwd}`, partial);
    const runs: [string, string[], Record<string, string>][] = [
      [repository.cwd, ["--diff", "nowhere"], {}],
      [shallow, ["--history"], {}],
      [shallow, ["--diff", "origin/main"], {}],
      [partial, ["--diff", "origin/main"], {}],
      [partial, ["--history"], {}],
      [repository.cwd, ["nowhere.py"], {}],
      [repository.cwd, ["--staged", "nowhere.py"], {}],
      [repository.cwd, ["--diff", "main"], { PATH: base }],
      [repository.cwd, ["--diff", "main", "--policy-from", "nowhere"], {}],
    ];
    for (const [cwd, args, env] of runs) {
      const { code, stdout, stderr } = await cli(["scan", ...args], { cwd, env });
      expect({ args, code }).toEqual({ args, code: 2 });
      expect(stdout + stderr).not.toBe("");
    }
  });

  it("where there was no file to look at: said, and 2 for a gate", async () => {
    const empty = tree(base, name(), {});
    const ignoring = tree(base, name(), { "vaultlint.config.yml": "ignore: ['*']\n", "a.py": line("ignored") });
    const event = { name: "schedule", payload: {} };
    for (const cwd of [empty, ignoring]) {
      const { code, said } = await scanned(cwd, []);
      expect({ code, said }).toEqual({ code: 0, said: [expect.stringMatching(/^not-scanned : no file was scanned/u)] });
      expect((await scanned(cwd, ["--strict"])).code).toBe(2);
      const action = await runAction(cwd, {}, {}, event);
      expect(action.code).toBe(2);
      expect(action.stdout).toContain("no file was scanned");
    }
    // A change may be of no file.
    const repository = branch({ "a.py": "1\n" });
    expect((await scanned(repository.cwd, ["--staged", "--strict"])).code).toBe(0);
  });

  it("where a checkout is sparse", async () => {
    const repository = branch({ "a/x.py": "1\n", "b/y.py": line("not there") });
    repository.git("sparse-checkout", "set", "a");
    const { code, said } = await scanned(repository.cwd, []);
    expect({ code, said }).toEqual({
      code: 2,
      said: [expect.stringMatching(/^incomplete : 1 tracked file is not here/u)],
    });
    expect((await scanned(repository.cwd, ["a"])).code).toBe(0);
    expect((await scanned(repository.cwd, ["--history"])).places).toEqual(["b/y.py:1"]);
  });

  onPosix("and so does a hook: whatever is wrong stops the commit, and is seen", () => {
    const repository = branch({ "vaultlint.config.yml": "ingore: []\n" });
    const hook = join(repository.cwd, ".git/hooks/pre-commit");
    mkdirSync(join(repository.cwd, ".git/hooks"), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\nexec '${process.execPath}' '${bin}' scan --staged --quiet\n`, { mode: 0o755 });
    repository.write({ "a.py": "2\n" });
    repository.git("add", "-A");
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"];
    const { status, stderr } = spawnSync("git", [...identity, "commit", "-qm", "x"], {
      cwd: repository.cwd,
      encoding: "utf8",
    });
    expect(status).not.toBe(0);
    expect(stderr).toContain("unknown key 'ingore': did you mean 'ignore'?");
  });
});

describe("12. the hook of a coding agent shows every error of its own", () => {
  const write = (file: string): string =>
    JSON.stringify({
      hook_event_name: "PreToolUse",
      tool_name: "Write",
      tool_input: { file_path: file, content: "x" },
    });
  const broken = { "vaultlint.config.yml": "ingore: []\n" };

  it.each<[string, Record<string, string>, string, string]>([
    ["an input that is no JSON", {}, "{", "no JSON object"],
    ["an event that is not known", {}, '{"hook_event_name":"Other"}', "no call that claude is known to make"],
    ["an input of another shape", {}, '{"hook_event_name":"PreToolUse","tool_input":7}', "is no object"],
    ["a file that cannot be read", { "a/b": "x" }, write("a"), "is no regular file"],
    ["a config that is wrong", broken, write("a.txt"), "did you mean 'ignore'?"],
    [
      "a vault that cannot be opened",
      { "vaultlint.config.yml": "vaults: [{ uri: 'file:./v.json' }]\n" },
      write("a.txt"),
      "v.json",
    ],
    [
      "a text beyond a limit",
      { "vaultlint.config.yml": "limits: { maxFileSizeMB: 0.0000001 }\n" },
      write("a.txt"),
      "incomplete",
    ],
  ])(
    "%s stops the call, or lets it through where that was chosen, and is said either way",
    async (_, files, input, said) => {
      const { cwd } = newRepository(base, name(), files);
      const stopped = await cli(["agent-hook", "claude"], { cwd, input });
      expect(stopped.stderr).toContain(said);
      if (stopped.code !== 2) expect(stopped.stdout).toMatch(/"permissionDecision":"deny".*could not check/u);
      const warned = await cli(["agent-hook", "claude", "--on-error", "warn"], { cwd, input });
      expect(warned.code).toBe(0);
      expect(JSON.parse(warned.stdout)).toEqual({
        systemMessage: expect.stringContaining("lets it through") as string,
      });
      expect(warned.stderr).toContain(said);
    },
  );

  it("with a wrong call of the command, too", async () => {
    for (const args of [["nobody"], ["claude", "--on-error", "pass"], ["claude", "--nothing"], []])
      expect(await cli(["agent-hook", ...args], { cwd: base })).toMatchObject({ code: 2, stdout: "" });
  });
});
