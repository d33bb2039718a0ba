// Trees that were made to hang a scan, to hide a file from it, or to run something.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Unwaited } from "../../src/detect/unwaited.ts";
import { decode } from "../../src/sources/encoding.ts";
import { git, GitError } from "../../src/sources/git.ts";
import { isIgnored, matchBudget, withIgnoreFile } from "../../src/sources/ignore-rules.ts";
import { fileReader } from "../../src/sources/read.ts";
import { readsAreWhole } from "../../src/sources/whole-reads.ts";
import { worktree, type WorktreeOptions } from "../../src/sources/worktree.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";

const base = temporaryDirectory();
let count = 0;
const fresh = (files: Record<string, string | Buffer>): string => tree(base, `tree-${String(count++)}`, files);

const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));
const identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "protocol.file.allow=always"];

function run(cwd: string, ...args: string[]): void {
  execFileSync("git", [...identity, ...args], {
    cwd,
    env: { ...clean, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    stdio: "ignore",
  });
}

/** Reported paths of the texts, then the notices as `kind path: message`. */
async function scan(cwd: string, options: Partial<WorktreeOptions> = {}): Promise<{ paths: string[]; said: string[] }> {
  const paths: string[] = [];
  const said: string[] = [];
  const source = worktree({
    paths: [],
    workingDirectory: cwd,
    ignore: () => false,
    noIgnore: false,
    maxFileSize: 1_000_000,
    ...options,
  });
  for await (const item of new Unwaited(source).rest()) {
    if (item.kind === "text") paths.push(item.text.path);
    else said.push(`${item.notice.kind} ${item.notice.path ?? ""}: ${item.notice.message}`);
  }
  return { paths, said };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a tracked file is scanned, whatever .gitignore says", () => {
  it.skipIf(process.platform !== "linux")("also when its name is not UTF-8", async () => {
    const cwd = fresh({});
    run(cwd, "init", "-q");
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/a`), Buffer.from([0xff]), Buffer.from(".env")]), "x");
    run(cwd, "add", "-A");
    writeFileSync(join(cwd, ".gitignore"), "*.env\n");
    expect((await scan(cwd)).paths).toEqual([".gitignore", "a\\xff.env"]);
  });

  it("also in a submodule that is ignored", async () => {
    const library = fresh({ "x.env": "x" });
    run(library, "init", "-q");
    run(library, "add", "-A");
    run(library, "commit", "-qm", "x");
    const cwd = fresh({ ".gitignore": "lib\n" });
    run(cwd, "init", "-q");
    run(cwd, "submodule", "--quiet", "add", "-f", library, "lib");
    expect((await scan(cwd)).paths).toContain("lib/x.env");
  });

  it.each(["GIT_DIR", "GIT_INDEX_FILE"])("also when %s speaks of another repository", async (name) => {
    const other = fresh({});
    run(other, "init", "-q");
    const cwd = fresh({ ".gitignore": "*.env\n", "b.env": "x" });
    run(cwd, "init", "-q");
    run(cwd, "add", "-f", "b.env");
    vi.stubEnv(name, join(other, name === "GIT_DIR" ? ".git" : ".git/index"));
    expect((await scan(cwd)).paths).toContain("b.env");
  });
});

describe("git that cannot help is said once, and everything is scanned", () => {
  const files = { ".gitignore": "*.env\n", "a.env": "1", "b.env": "2" };

  it.skipIf(process.platform === "win32")("when it is not installed", async () => {
    const cwd = fresh(files);
    run(cwd, "init", "-q");
    vi.stubEnv("PATH", fresh({}));
    const { paths, said } = await scan(cwd);
    expect(paths).toEqual([".gitignore", "a.env", "b.env"]);
    expect(said).toEqual(["warning : git is not installed, so .gitignore is not considered: everything is scanned"]);
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() !== 0)(
    "when the tree belongs to another user",
    async () => {
      const cwd = fresh(files);
      run(cwd, "init", "-q");
      execFileSync("chown", ["-R", "65534", cwd]);
      const { paths, said } = await scan(cwd);
      expect(paths).toEqual([".gitignore", "a.env", "b.env"]);
      expect(said).toEqual([expect.stringMatching(/^warning : git refuses to read this repository/u)]);
    },
  );

  it.skipIf(process.platform === "win32").each([
    ["its index is a FIFO", [".git/index"]],
    ["its config includes a FIFO", [".git/pipe", "include.path"]],
  ])("when %s", async (_, [pipe = "", key]) => {
    const cwd = fresh(files);
    run(cwd, "init", "-q");
    if (key !== undefined) run(cwd, "config", key, join(cwd, pipe));
    execFileSync("mkfifo", [join(cwd, pipe)]);
    const asked = git(cwd, "ls-files", ["-z", "--"], { timeout: 300 });
    await expect(asked).rejects.toThrow(GitError);
    await expect(asked).rejects.toMatchObject({ reason: "stuck" });
  });
});

it.skipIf(process.platform === "win32")("no program of the scanned tree is taken for git", async () => {
  const cwd = fresh({ ".gitignore": "*.env\n", "b.env": "x" });
  run(cwd, "init", "-q");
  writeFileSync(join(cwd, "git"), `#!/bin/sh\ntouch '${cwd}/ran'\n`, { mode: 0o755 });
  vi.stubEnv("PATH", [".", "", process.env["PATH"]].join(delimiter));
  expect((await scan(cwd)).paths).toEqual([".gitignore", "git"]);
  expect(existsSync(join(cwd, "ran"))).toBe(false);
});

describe("ignore patterns cost a bounded time", () => {
  it("of which one pattern cannot take much", () => {
    const cwd = fresh({ ".gitignore": `${"**/a/".repeat(4)}b\n*.log\n` });
    const rules = withIgnoreFile(undefined, join(cwd, ".gitignore"), "");
    const budget = matchBudget(() => undefined);
    const started = performance.now();
    expect(isIgnored(rules, `${"a/".repeat(200)}c`, budget)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
    expect(isIgnored(rules, "x/y.log", budget)).toBe(true);
  });

  it("and when it is spent, the rest is scanned and that is said once", () => {
    const cwd = fresh({ ".gitignore": "*.log\n" });
    const rules = withIgnoreFile(undefined, join(cwd, ".gitignore"), "");
    let said = 0;
    const budget = matchBudget(() => said++);
    budget.left = 12;
    expect(["1.log", "2.log", "3.log", "4.log"].map((path) => isIgnored(rules, path, budget))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(said).toBe(1);
  });
});

describe("a pattern that does not see everything makes the scan incomplete", () => {
  it.skipIf(process.platform !== "linux")("where a name is not UTF-8", async () => {
    const cwd = fresh({ "b.env": "x" });
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/a`), Buffer.from([0xff]), Buffer.from(".env")]), "x");
    const { paths, said } = await scan(cwd, { paths: ["*.env"] });
    expect(paths).toEqual(["b.env"]);
    expect(said).toEqual([expect.stringMatching(/^incomplete .*not UTF-8: name its directory$/u)]);
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("where a directory cannot be read", async () => {
    const cwd = fresh({ "a/b.env": "x", "closed/c.env": "x" });
    chmodSync(join(cwd, "closed"), 0);
    const { paths, said } = await scan(cwd, { paths: ["**/*.env"] });
    chmodSync(join(cwd, "closed"), 0o700);
    expect(paths).toEqual(["a/b.env"]);
    expect(said).toEqual([expect.stringMatching(/^incomplete .*EACCES/u)]);
  });
});

describe("bytes that were made to mislead", () => {
  const text = "DB_PASSWORD=not-a-real-one-1234\n";
  it.each<[string, number[]]>([
    ["UTF-16LE", [0xff, 0xfe]],
    ["UTF-16BE", [0xfe, 0xff]],
    ["UTF-32LE", [0xff, 0xfe, 0, 0]],
    ["UTF-32BE", [0, 0, 0xfe, 0xff]],
    ["UTF-16LE, with a NUL behind it", [0xff, 0xfe, 0]],
  ])("a mark of %s in front of plain ASCII is not believed", (_, mark) => {
    const { bytes, binary, encoding } = decode(Buffer.concat([Buffer.from(mark), Buffer.from(text)]), "");
    expect(bytes.includes(text)).toBe(true);
    expect([binary, encoding]).toEqual([false, "utf-8"]);
  });

  it("but one in front of a text without any Latin letter is", () => {
    const chinese = "密码管理员数据库连接".repeat(20);
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(chinese, "utf16le")]);
    expect(decode(marked, "").bytes.toString("utf8")).toBe(chinese);
  });

  it.each(["utf-16le", "utf-16be"] as const)("%s: a surrogate pair between two pieces stays whole", (encoding) => {
    const wide = `a${"\u{1f511}".repeat(1_100_000)}`;
    const little = Buffer.from(`\ufeff${wide}`, "utf16le");
    const decoded = decode(encoding === "utf-16le" ? little : little.swap16(), "");
    expect(decoded.encoding).toBe(encoding);
    expect(decoded.bytes.equals(Buffer.from(wide))).toBe(true);
  });

  it.each(["le", "be"])("UTF-32 without its mark is read: %s", (order) => {
    const bytes = Buffer.alloc(4 * text.length);
    for (const [index, sign] of Buffer.from(text).entries())
      bytes[order === "le" ? "writeUInt32LE" : "writeUInt32BE"](sign, 4 * index);
    expect(decode(bytes, "")).toEqual({ bytes: Buffer.from(text), binary: false, encoding: `utf-32${order}` });
  });

  it("a comment of other bytes makes no program and no settings binary; what no name promises is as it looks", () => {
    for (const noise of [
      Buffer.alloc(9000),
      Buffer.from([0, 0xff]),
      Buffer.from("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", "latin1"),
    ]) {
      const bytes = Buffer.concat([Buffer.from("// "), noise, Buffer.from(`\n${text}`)]);
      for (const path of ["a/b.JS", ".env.local", "Dockerfile", "x.yml", "dir.d/.npmrc"])
        expect(decode(bytes, path)).toEqual({ bytes, binary: false, encoding: "utf-8", nuls: true });
      for (const path of ["a.png", "js", "a.js.gz"]) expect(decode(bytes, path).binary).toBe(true);
      expect(decode(Buffer.concat([Buffer.from("#!/bin/sh\n"), bytes]), "run").binary).toBe(false);
    }
  });

  it("UTF-32 with numbers that are no characters", () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 97, 0, 0, 0, 255, 255, 255, 255, 98, 0, 0, 0, 1]);
    expect(decode(bytes, "").bytes.toString("utf8")).toBe("a\ufffdb");
  });
});

describe("files that are not what their size says", () => {
  it.skipIf(process.platform !== "linux")("of size 0 with content", () => {
    for (const isListed of [false, true]) {
      const read = fileReader(1_000_000).read("/proc/self/status", { followLink: false, isListed });
      expect(Buffer.isBuffer(read) && read.includes("Name:")).toBe(true);
      // It comes in parts of a page at most.
      const long = fileReader(9_000_000).read("/proc/self/smaps", { followLink: false, isListed });
      expect(Buffer.isBuffer(long) && long.length > 10_000 && /VmFlags: [^\n]+\n$/u.test(long.toString("latin1"))).toBe(
        true,
      );
    }
  });

  it.skipIf(process.platform !== "linux")(
    "and come in parts are read on where nobody says that each read is whole",
    () => {
      const [all, first] = [false, true].map((wholeReads) => {
        const read = fileReader(9_000_000, { wholeReads }).read("/proc/self/smaps", {
          followLink: false,
          isListed: true,
        });
        return Buffer.isBuffer(read) ? read.length : 0;
      });
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThan(all ?? 0);
      expect(readsAreWhole("/proc/self")).toBe(false);
    },
  );

  it.skipIf(process.platform !== "linux")("whose reading fails", () => {
    const read = fileReader(1_000_000).read("/proc/self/mem", { followLink: false });
    expect(read).toEqual({ failure: "error", code: "EIO" });
  });

  it("that become smaller and larger between two readings", () => {
    const file = join(fresh({ f: "x".repeat(300_000) }), "f");
    const readers = [fileReader(500_000), fileReader(500_000, { wholeReads: true })];
    const room = 256 * 1024;
    const sizes = [300_000, 10, 0, 400_000, room - 1, room, room + 1, 500_000, 500_001, 20];
    for (const [reader, isListed] of readers.flatMap((each) => [[each, false] as const, [each, true] as const])) {
      const lengths = sizes.map((length) => {
        truncateSync(file, length);
        const read = reader.read(file, { followLink: false, isListed });
        return Buffer.isBuffer(read) ? read.length : read.failure;
      });
      expect(lengths).toEqual(sizes.map((size) => (size > 500_000 ? "too-large" : size)));
    }
    truncateSync(file, 11);
    for (const wholeReads of [false, true])
      expect(fileReader(10, { wholeReads }).read(file, { followLink: false, isListed: true })).toEqual({
        failure: "too-large",
      });
  });

  it("that go away after they were listed", async () => {
    const cwd = fresh({ a: "1", b: "2" });
    const { paths, said } = await scan(cwd, {
      onProgress: (done) => {
        if (done === 1) execFileSync("rm", [join(cwd, "b")]);
      },
    });
    expect(paths).toEqual(["a"]);
    expect(said).toEqual(["warning b: was removed or replaced during the scan"]);
  });

  it.skipIf(process.platform === "win32")("that become something else after they were listed", async () => {
    const cwd = fresh({ a: "1", directory: "2", fifo: "3", link: "4", open: "5" });
    const file = (name: string): string => join(cwd, name);
    const fifos = [file("fifo"), file("open")];
    let writer: number | undefined;
    const { paths, said } = await scan(cwd, {
      onProgress: (done) => {
        if (done !== 1) return;
        execFileSync("rm", [file("directory"), file("link"), ...fifos]);
        mkdirSync(file("directory"));
        symlinkSync(file("a"), file("link"));
        execFileSync("mkfifo", fifos);
        writer = openSync(file("open"), "r+");
        writeSync(writer, "from a writer that goes on");
      },
    });
    if (writer !== undefined) closeSync(writer);
    expect(paths).toEqual(["a"]);
    expect(said).toEqual([
      "not-scanned directory: is no regular file",
      "not-scanned fifo: is no regular file",
      "warning link: was removed or replaced during the scan",
      "not-scanned open: is no regular file",
    ]);
  });

  it.skipIf(process.platform === "win32")("that are a FIFO by now, whose writer has gone", () => {
    const fifo = join(fresh({}), "fifo");
    execFileSync("mkfifo", [fifo]);
    const reader = openSync(fifo, constants.O_RDONLY | constants.O_NONBLOCK);
    const writer = openSync(fifo, "w");
    writeSync(writer, "what stays behind");
    closeSync(writer);
    expect(fileReader(1_000_000).read(fifo, { followLink: false, isListed: true })).toEqual({ failure: "not-regular" });
    closeSync(reader);
  });

  it.skipIf(process.platform !== "linux")("that are devices by now", () => {
    for (const device of ["/dev/zero", "/dev/null"])
      expect(fileReader(1_000_000).read(device, { followLink: false, isListed: true })).toEqual({
        failure: "not-regular",
      });
  });
});

it.skipIf(process.platform !== "linux")("a directory deeper than a path can name is said, not a crash", async () => {
  const cwd = fresh({ top: "x" });
  const name = "d".repeat(200);
  const dig = `for (let i = 0; i < 30; i++) { fs.mkdirSync("${name}"); process.chdir("${name}"); }`;
  execFileSync(process.execPath, ["-e", dig], { cwd });
  try {
    const { paths, said } = await scan(cwd);
    expect(paths).toEqual(["top"]);
    expect(said).toEqual([expect.stringMatching(/^incomplete d.*ENAMETOOLONG/u)]);
  } finally {
    execFileSync("rm", ["-rf", join(cwd, name)]);
  }
});
