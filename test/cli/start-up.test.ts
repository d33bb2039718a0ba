// What a commit hook pays for: each file that is loaded and each program that is started delays every commit.
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { newRepository } from "./repository.ts";
import { bin, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));

// Writes the address of every module that Node loads, and of every file that the program loads itself.
const loader = `
import { writeSync } from "node:fs";
export async function load(url, context, next) {
  if (url.startsWith("file:")) writeSync(2, "loaded " + url + "\\n");
  return next(url, context);
}`;
const hook = `data:text/javascript,${encodeURIComponent(
  `import fs from "node:fs";
import { register } from "node:module";
register("data:text/javascript,${encodeURIComponent(loader)}");
const { openSync } = fs;
fs.openSync = (path, ...rest) => {
  fs.writeSync(2, "loaded file:" + path + "\\n");
  return openSync(path, ...rest);
};`,
)}`;

/** The files of dist that a command loads, without their ending. */
function loaded(cwd: string, ...args: string[]): string[] {
  return loadedWith("", cwd, ...args).names;
}

/** The same of a command that reads an input, and what it prints. */
function loadedWith(input: string, cwd: string, ...args: string[]): { names: string[]; stdout: string } {
  const command = ["--import", hook, bin, ...args];
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd, input, encoding: "utf8" });
  const names = [...stderr.matchAll(/^loaded file:.*\/dist\/(?<name>[\w-]+)\.c?js$/gmu)].map(
    ({ groups }) => groups?.["name"] ?? "",
  );
  return { names, stdout };
}

describe("a bundle", () => {
  it("holds no rules as program text, which V8 would compile and keep", () => {
    const lines = ["rules.txt", "rule-texts.txt"].map((name) => readFileSync(join(dist, name), "latin1").slice(0, 60));
    const bundles = readdirSync(dist).filter((name) => /\.c?js$/u.test(name));
    expect(bundles).toEqual(expect.arrayContaining(["cli-scan.cjs", "index.js", "eslint.js", "action.js"]));
    const held = bundles.filter((name) => {
      const text = readFileSync(join(dist, name), "latin1").replaceAll("\\", "");
      return lines.some((line) => text.includes(line));
    });
    expect(held).toEqual([]);
  });
});

describe("a scan that finds nothing", () => {
  it("loads what it needs, in few files", () => {
    const repository = newRepository(base, "files", { "a.txt": "nothing to see\n" });
    repository.git("add", ".");
    const names = loaded(repository.cwd, "scan", "--staged", "--quiet");
    expect(names).toEqual(expect.arrayContaining(["cli-git", "cli-base", "cli-run", "cli-scan"]));
    expect(
      names.filter((name) => /ajv|yaml|document|rule-files|known-rules|baseline|commands|parser|vault/u.test(name)),
    ).toEqual([]);
    expect(names.length).toBeLessThanOrEqual(9);
    const modules = names.flatMap((name) =>
      Array.from(
        readFileSync(join(dist, `${name}.cjs`), "utf8").matchAll(/^\/\/#region (?<path>\S+)/gmu),
        ({ groups }) => groups?.["path"],
      ),
    );
    expect(modules).toContain("src/detect/shipped-rules.ts");
    // What finds is read as it is: as text of a program it would be compiled, and kept with the compiled code.
    expect(
      modules.filter((path) => /generated\/(?!kernel|unpacking|checksums)|detect\/compile\/tables/u.test(path ?? "")),
    ).toEqual([]);
  });

  it("loads neither cryptography, threads nor what measures programs", () => {
    const list = `data:text/javascript,process.on("exit", () => console.error(process.moduleLoadList.join()));`;
    const repository = newRepository(base, "built-in");
    repository.commit({ "a.txt": "nothing to see\n" });
    repository.write({ "b.txt": "nor here\n" });
    repository.git("add", ".");
    const args = ["--import", list, bin, "scan", "--staged"];
    const { stderr, status } = spawnSync(process.execPath, args, { cwd: repository.cwd, encoding: "utf8" });
    expect(status).toBe(0);
    expect(stderr).toContain("NativeModule child_process,");
    expect(stderr).not.toMatch(/NativeModule (?:crypto|worker_threads|perf_hooks|timers\/promises),/u);
  });

  it("loads as little where a coding agent asks before it writes", () => {
    const input = {
      hook_event_name: "PreToolUse",
      tool_name: "Write",
      tool_input: { file_path: "a.txt", content: "x" },
    };
    const { names, stdout } = loadedWith(JSON.stringify(input), base, "agent-hook", "claude");
    expect(stdout).toBe("");
    expect(names).toContain("cli-scan");
    expect(
      names.filter((name) => /ajv|yaml|document|rule-files|known-rules|baseline|commands|parser|vault/u.test(name)),
    ).toEqual([]);
    expect(names.length).toBeLessThanOrEqual(13);
  });

  it("starts git twice for what is staged, and once more for what was packed already", () => {
    const repository = newRepository(base, "programs-started");
    repository.commit({ "a.txt": "nothing to see\n" });
    repository.write({ "b.txt": "nor here\n" });
    repository.git("add", ".");
    const programs = join(base, "programs");
    const log = join(base, "git.log");
    mkdirSync(programs);
    const git = execFileSync("/bin/sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    writeFileSync(join(programs, "git"), `#!/bin/sh\necho run >> ${log}\nexec ${git} "$@"\n`);
    chmodSync(join(programs, "git"), 0o755);
    const env = { ...process.env, PATH: `${programs}:${process.env["PATH"] ?? ""}` };
    const started = (): number => {
      writeFileSync(log, "");
      const { status } = spawnSync(process.execPath, [bin, "--staged"], { cwd: repository.cwd, env });
      expect(status).toBe(0);
      return readFileSync(log, "utf8").trim().split("\n").length;
    };
    expect(started()).toBe(2);
    repository.git("gc", "-q");
    expect(started()).toBe(3);
  });
});

describe("a report", () => {
  const cwd = tree(base, "reported", { "a.txt": "nothing to see\n" });
  const formatsLoaded = (...args: string[]): string[] =>
    loaded(cwd, "scan", "--quiet", ...args).filter((name) => /^cli-(?:json|sarif|text|escape)/u.test(name));

  it("loads its format and no other, in one file", () => {
    expect(formatsLoaded()).toEqual([]);
    expect(formatsLoaded("--format", "text")).toEqual([]);
    expect(formatsLoaded("--format", "json")).toEqual(["cli-json"]);
    expect(formatsLoaded("--format", "sarif")).toEqual(["cli-sarif"]);
    expect(formatsLoaded("--output", `json=${join(base, "report.json")}`)).toEqual(["cli-json"]);
  });

  it("without --format comes without the code of those for programs", () => {
    const names = [...new Set(loaded(cwd, "scan", "--quiet"))];
    const code = names.map((name) => readFileSync(join(dist, `${name}.cjs`), "utf8")).join("\n");
    expect(code).toContain("//#region src/reports/text.ts");
    expect(code).not.toMatch(/^\/\/#region src\/reports\/(?:json|sarif)/mu);
  });
});

describe("a command that does not scan", () => {
  it.each([["--version"], ["vault", "list", "file:./none.json"]])("%s does not load the engine", (...args) => {
    const names = loaded(base, ...args);
    expect(names).toContain("cli-base");
    expect(names).not.toContain("cli-scan");
  });
});

describe("compiled code", () => {
  const run = (home: string, ...args: string[]): void => {
    const env = { PATH: process.env["PATH"] ?? "", HOME: home };
    expect(spawnSync(process.execPath, [bin, ...(args.length > 0 ? args : ["--version"])], { env }).status).toBe(0);
  };
  const made = (name: string): string => {
    const home = join(base, name);
    mkdirSync(join(home, ".cache"), { recursive: true });
    return home;
  };

  it("is kept where only the user can write", () => {
    const home = made("home");
    run(home);
    const cache = join(home, ".cache/vaultlint");
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it.skipIf(availableParallelism() < 2)("is kept of the thread that reads files ahead, too", () => {
    const home = made("reading");
    const many = Array.from({ length: 2100 }, (_, index) => [`${String(index)}.txt`, "nothing to see\n"]);
    run(home, "scan", "--quiet", tree(base, "many", Object.fromEntries(many) as Record<string, string>));
    const [directory = ""] = readdirSync(join(home, ".cache/vaultlint"));
    const kept = readdirSync(join(home, ".cache/vaultlint", directory)).map((name) => name.replace(/-[\da-f]+$/u, ""));
    expect(kept).toContain("cli-ahead-worker.cjs");
  });

  it.skipIf(availableParallelism() < 2)("is taken back of Node's cryptography where a thread is started", () => {
    const list = `data:text/javascript,process.on("exit", () => console.error(process.moduleLoadList.join()));`;
    const many = Array.from({ length: 2100 }, (_, index) => [`${String(index)}.txt`, "nothing to see\n"]);
    const cwd = tree(base, "many-loaded", Object.fromEntries(many) as Record<string, string>);
    const { stderr } = spawnSync(process.execPath, ["--import", list, bin, "scan"], { cwd, encoding: "utf8" });
    const modules = stderr.split(/[,\n]/u);
    // The flags of V8 are as they come just before the thread, and no longer.
    const [cryptography, threads] = ["crypto", "worker_threads"].map((name) => modules.indexOf(`NativeModule ${name}`));
    expect(threads).toBeGreaterThan(0);
    expect(cryptography).toBeGreaterThan(0);
    expect(cryptography).toBeLessThan(threads ?? 0);
  });

  it("is compiled anew where it was damaged", () => {
    const home = made("damaged");
    run(home);
    const directory = join(home, ".cache/vaultlint", `${process.version}-${process.arch}`);
    const files = readdirSync(directory).map((name) => join(directory, name));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      writeFileSync(
        file,
        readFileSync(file).map((byte, at) => (at % 1000 === 999 ? byte ^ 1 : byte)),
      );
    const damaged = files.map((file) => readFileSync(file, "latin1"));
    run(home);
    for (const [index, file] of files.entries()) expect(readFileSync(file, "latin1")).not.toBe(damaged[index]);
  });

  const keptIn = (home: string, name: string): string[] => {
    const directory = join(home, ".cache/vaultlint", `${process.version}-${process.arch}`);
    return readdirSync(directory).flatMap((file) => (file.startsWith(name) ? [join(directory, file)] : []));
  };
  const sources = fileURLToPath(new URL("../../src/", import.meta.url));
  /** Says that the run that kept the code worked for so many milliseconds. */
  const say = (file: string, worked: number): Buffer => {
    const kept = readFileSync(file);
    kept.writeUInt32LE(worked, 4);
    writeFileSync(file, kept);
    return kept;
  };

  it("is kept anew by a run that worked much longer, and by no other", () => {
    const home = made("grown");
    run(home, "scan", "--quiet", tree(base, "one", { "a.txt": "nothing to see\n" }));
    const [file = ""] = keptIn(home, "cli-scan.cjs");
    const short = say(file, 1e9);
    run(home, "scan", "--quiet", "--fail-on", "none", sources);
    expect(readFileSync(file).equals(short)).toBe(true);
    say(file, 20);
    run(home, "scan", "--quiet", "--fail-on", "none", sources);
    const long = readFileSync(file);
    expect(long.length).toBeGreaterThan(1.05 * short.length);
    expect(long.readUInt32LE(4)).toBeGreaterThan(300);
    say(file, 20);
    run(home, "scan", "--quiet", join(base, "one"));
    expect(readFileSync(file).length).toBe(long.length);
    expect(readFileSync(file).readUInt32LE(4)).toBe(20);
  });

  it("is kept by itself of what hooks run, and not anew", () => {
    const home = made("hooks");
    const env = { ...process.env, HOME: home, XDG_CACHE_HOME: "" };
    const small = newRepository(base, "small-commit", { "a.txt": "nothing to see\n" });
    const large = newRepository(base, "large-commit", {});
    cpSync(sources, join(large.cwd, "src"), { recursive: true });
    for (const repository of [small, large]) repository.git("add", ".");
    const staged = ({ cwd }: typeof small): void => {
      const args = [bin, "scan", "--staged", "--quiet", "--fail-on", "none"];
      expect(spawnSync(process.execPath, args, { cwd, env }).status).toBe(0);
    };
    staged(small);
    const [file = ""] = keptIn(home, "cli-scan.cjs");
    const kept = say(file, 20);
    staged(large);
    expect(readFileSync(file).equals(kept)).toBe(true);
    run(home, "scan", "--quiet", small.cwd);
    const input =
      '{"hook_event_name":"PreToolUse","tool_name":"Write","tool_input":{"file_path":"a.txt","content":"x"}}';
    expect(spawnSync(process.execPath, [bin, "agent-hook", "claude"], { cwd: base, env, input }).status).toBe(0);
    expect(keptIn(home, "cli-scan.cjs")).toHaveLength(3);
  });

  it("is kept by itself of runs with other flags", () => {
    const home = made("flags");
    const runWith = (options: string): Buffer[] => {
      const env = { PATH: process.env["PATH"] ?? "", HOME: home, NODE_OPTIONS: options };
      expect(spawnSync(process.execPath, [bin, "--version"], { env }).status).toBe(0);
      return keptIn(home, "cli-base.cjs").map((file) => readFileSync(file));
    };
    expect(runWith("")).toHaveLength(1);
    const both = runWith("--stack-trace-limit=20 --max-old-space-size=999");
    expect(both).toHaveLength(2);
    const times = (): number[] => keptIn(home, "cli-base.cjs").map((file) => statSync(file).mtimeMs);
    const before = times();
    expect(runWith("")).toEqual(both);
    expect(runWith("--stack-trace-limit=20 --max-old-space-size=999")).toEqual(both);
    expect(times()).toEqual(before);
  });

  it("is cleared away where it is old and new code is kept", () => {
    const home = made("old");
    const directory = join(home, ".cache/vaultlint", `${process.version}-${process.arch}`);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(join(home, ".cache/vaultlint"), 0o700);
    const old = join(directory, "cli-base.cjs-1");
    const write = (): void => {
      writeFileSync(old, "of another version");
      utimesSync(old, new Date(0), new Date(0));
    };
    write();
    run(home);
    expect(existsSync(old)).toBe(false);
    expect(readdirSync(directory).length).toBeGreaterThan(0);
    write();
    // Nothing new.
    run(home);
    expect(existsSync(old)).toBe(true);
  });

  it("is not kept where others can write, or in what a link names", () => {
    const open = made("open");
    mkdirSync(join(open, ".cache/vaultlint"));
    chmodSync(join(open, ".cache/vaultlint"), 0o777);
    const linked = made("linked");
    const elsewhere = join(base, `elsewhere-${fill("${alnum:8}", seeded(5))}`);
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(linked, ".cache/vaultlint"));
    for (const home of [open, linked]) run(home);
    expect(readdirSync(join(open, ".cache/vaultlint"))).toEqual([]);
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(existsSync(join(linked, ".cache/vaultlint"))).toBe(true);
  });
});
