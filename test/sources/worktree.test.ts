import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Unwaited } from "../../src/detect/unwaited.ts";
import { stdin } from "../../src/sources/stdin.ts";
import type { SourceItems } from "../../src/sources/source-item.ts";
import { worktree, type WorktreeOptions } from "../../src/sources/worktree.ts";
import { Readable } from "node:stream";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";

const base = temporaryDirectory();
let count = 0;
const fresh = (files: Record<string, string | Buffer>): string => tree(base, `tree-${String(count++)}`, files);

const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));

function git(cwd: string, ...args: string[]): void {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.invalid"];
  execFileSync("git", [...identity, ...args], {
    cwd,
    env: { ...inherited, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    stdio: "ignore",
  });
}

async function collect(
  source: SourceItems,
): Promise<{ texts: Map<string, string>; notices: string[]; kinds: string[] }> {
  const texts = new Map<string, string>();
  const notices: string[] = [];
  const kinds: string[] = [];
  for await (const item of new Unwaited(source).rest()) {
    // The bytes are reused, so they are copied out at once.
    if (item.kind === "text") texts.set(item.text.path, item.text.bytes.toString(item.text.binary ? "latin1" : "utf8"));
    else {
      notices.push(`${item.notice.path ?? ""}: ${item.notice.message}`);
      kinds.push(item.notice.kind);
    }
  }
  return { texts, notices, kinds };
}

function read(workingDirectory: string, options: Partial<WorktreeOptions> = {}): ReturnType<typeof collect> {
  return collect(
    worktree({ paths: [], workingDirectory, ignore: () => false, noIgnore: false, maxFileSize: 1_000_000, ...options }),
  );
}

const names = async (result: ReturnType<typeof collect>): Promise<string[]> => [...(await result).texts.keys()];

describe("which files are read", () => {
  it("all below the directory, dot files too, in the order of their names", async () => {
    const cwd = fresh({ "b.txt": "b", ".env": "e", "a/.hidden/c": "c", "a/d": "d" });
    expect(await names(read(cwd))).toEqual([".env", "b.txt", "a/d", "a/.hidden/c"]);
  });

  it("never those in .git", async () => {
    const cwd = fresh({ ".git/config": "x", "sub/.git/x": "x", a: "a" });
    expect(await names(read(cwd, { noIgnore: true }))).toEqual(["a"]);
  });

  it("files, directories and globs by name, each once", async () => {
    const cwd = fresh({ "a.yml": "1", "x/b.yml": "2", "x/c.txt": "3", "y/d": "4", "lit[1].txt": "5" });
    expect(await names(read(cwd, { paths: ["**/*.yml", "x", "lit[1].txt"] }))).toEqual([
      "a.yml",
      "x/b.yml",
      "x/c.txt",
      "lit[1].txt",
    ]);
  });

  it("says of a name that matches nothing that the scan is incomplete", async () => {
    const { notices, kinds } = await read(fresh({ a: "a" }), { paths: ["nothing", "*.nothing"] });
    expect(kinds).toEqual(["incomplete", "incomplete"]);
    expect(notices[0]).toMatch(/^nothing: no such file/u);
  });

  it("leaves out what the project names", async () => {
    const cwd = fresh({ "third_party/a": "a", b: "b" });
    expect(await names(read(cwd, { ignore: (path) => path === "third_party/" }))).toEqual(["b"]);
  });

  it.skipIf(process.platform === "win32")("follows no link in a directory, but one that is named", async () => {
    const cwd = fresh({ "real/a": "a", "inside/b": "b" });
    symlinkSync(join(cwd, "real"), join(cwd, "inside/link"));
    symlinkSync(join(cwd, "inside"), join(cwd, "inside/loop"));
    expect(await names(read(cwd, { paths: ["inside"] }))).toEqual(["inside/b"]);
    expect(await names(read(cwd, { paths: ["inside/link"] }))).toEqual(["real/a"]);
  });

  it("goes down a thousand levels", async () => {
    const cwd = fresh({});
    const deep = join(cwd, ...Array.from({ length: 1000 }, () => "d"));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, "f"), "x");
    expect(await names(read(cwd))).toHaveLength(1);
  });
});

describe("in a git work tree", () => {
  it("leaves out what .gitignore names, unless git tracks it", async () => {
    const cwd = fresh({
      ".gitignore": "*.log\nbuild/\n!keep.log\n",
      "a.log": "1",
      "keep.log": "2",
      "build/x": "3",
      "build/tracked.env": "4",
      "sub/.gitignore": "local.*\n",
      "sub/local.env": "5",
      "sub/other.env": "6",
    });
    git(cwd, "init", "-q");
    git(cwd, "add", "-f", "build/tracked.env");
    const expected = [".gitignore", "keep.log", "build/tracked.env", "sub/.gitignore", "sub/other.env"];
    expect(await names(read(cwd))).toEqual(expected);
    expect(await names(read(cwd, { paths: ["**/*.env"] }))).toEqual(["build/tracked.env", "sub/other.env"]);
    expect(await names(read(cwd, { noIgnore: true }))).toHaveLength(8);
  });

  it("scans what is named on the command line, whatever .gitignore says", async () => {
    const cwd = fresh({ ".gitignore": "secret*\n", "secret.env": "1", "secrets/a": "2" });
    git(cwd, "init", "-q");
    expect(await names(read(cwd, { paths: ["secret.env", "secrets"] }))).toEqual(["secret.env", "secrets/a"]);
  });

  it("does not consider .gitignore outside of git", async () => {
    expect(await names(read(fresh({ ".gitignore": "*\n", a: "a" })))).toEqual([".gitignore", "a"]);
  });

  it("reports paths from the top level", async () => {
    const cwd = fresh({ "sub/a": "a" });
    git(cwd, "init", "-q");
    expect(await names(read(join(cwd, "sub")))).toEqual(["sub/a"]);
  });

  it("asks a repository inside for its own tracked files", async () => {
    const cwd = fresh({ "inner/.gitignore": "*.env\n", "inner/a.env": "1", "inner/b.env": "2" });
    git(cwd, "init", "-q");
    git(join(cwd, "inner"), "init", "-q");
    git(join(cwd, "inner"), "add", "-f", "b.env");
    expect(await names(read(cwd))).toEqual(["inner/.gitignore", "inner/b.env"]);
  });

  it("says how many tracked files a sparse checkout leaves out of what is scanned", async () => {
    const cwd = fresh({ "a/x": "1", "b/y": "2", "b/c/z": "3" });
    git(cwd, "init", "-q");
    git(cwd, "add", "-A");
    git(cwd, "commit", "-qm", "x");
    expect((await read(cwd)).kinds).toEqual([]);
    git(cwd, "sparse-checkout", "set", "a");
    const outer = fresh({ top: "t" });
    git(outer, "init", "-q");
    git(outer, "clone", "-q", "--sparse", cwd, "inner");
    const whole = await read(cwd);
    expect([...whole.texts.keys()]).toEqual(["a/x"]);
    expect(whole.kinds).toEqual(["incomplete"]);
    expect(whole.notices[0]).toMatch(/^: 2 tracked files are not here, since the checkout is sparse/u);
    expect((await read(cwd, { noIgnore: true })).kinds).toEqual(["incomplete"]);
    expect((await read(outer)).notices).toEqual([expect.stringMatching(/^inner: 3 tracked files/u)]);
    expect((await read(cwd, { paths: ["a"] })).kinds).toEqual([]);
    expect((await read(cwd, { ignore: (path) => path.startsWith("b/") })).kinds).toEqual([]);
    git(cwd, "sparse-checkout", "disable");
    expect((await read(cwd)).kinds).toEqual([]);
  });

  it("is not slowed down by hostile patterns", async () => {
    const cwd = fresh({ ".gitignore": `${"**/a".repeat(200)}\n${"*a".repeat(30)}\n`, [`${"a/".repeat(60)}b`]: "x" });
    git(cwd, "init", "-q");
    expect(await names(read(cwd))).toHaveLength(2);
  });

  it.skipIf(process.platform === "win32")("runs nothing that a hostile .git/config names", async () => {
    const cwd = fresh({ ".gitignore": "*.log\n", "a.log": "1", "b.env": "2" });
    git(cwd, "init", "-q");
    git(cwd, "add", "b.env");
    const sentinel = join(cwd, "..", `pwned-${String(count)}`);
    const script = join(cwd, "evil.sh");
    writeFileSync(script, `#!/bin/sh\ntouch '${sentinel}'\n`, { mode: 0o755 });
    for (const [key, value] of [
      ["core.fsmonitor", script],
      ["core.hooksPath", cwd],
      ["core.pager", script],
      ["core.sshCommand", script],
      ["gpg.program", script],
      ["log.showSignature", "true"],
      ["diff.external", script],
      ["diff.evil.textconv", script],
      ["filter.evil.clean", script],
      ["extensions.partialClone", "origin"],
      ["remote.origin.url", `ext::${script}`],
      ["remote.origin.promisor", "true"],
      ["protocol.ext.allow", "always"],
    ] as const)
      git(cwd, "config", key, value);
    writeFileSync(join(cwd, ".gitattributes"), "* filter=evil diff=evil\n");
    const { texts, notices } = await read(cwd);
    expect([...texts.keys()]).toContain("b.env");
    expect([...texts.keys()]).not.toContain("a.log");
    expect(notices).toEqual([]);
    expect(() => execFileSync("ls", [sentinel], { stdio: "ignore" })).toThrow();
  });
});

describe("what a file's bytes are read as", () => {
  const text = "PASSWORD=ümläut\n";
  const utf16be = Buffer.from(text, "utf16le").swap16();
  const chinese = "数据库的密码不应该写在这里，请使用密钥保管库。\r\n密码=ümläut\r\n".replaceAll(/[üä]/gu, "吾");
  const russian = "Пароль базы данных хранится в хранилище ключей, а не здесь.\r\nпароль: Секрет\r\n";
  const lowerCase = `${"jhqwertzuiopasdfghjk".repeat(20)}\0`;
  it.each<[string, Buffer, string]>([
    ["UTF-8", Buffer.from(text), text],
    ["UTF-8 with a mark", Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), text],
    ["UTF-16LE with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]), text],
    ["UTF-16BE with a mark", Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be]), text],
    ["UTF-16LE without a mark", Buffer.from(text, "utf16le"), text],
    ["UTF-16BE without a mark", utf16be, text],
    ["UTF-16LE without a mark, in Chinese", Buffer.from(chinese, "utf16le"), chinese],
    ["UTF-16BE without a mark, in Chinese", Buffer.from(chinese, "utf16le").swap16(), chinese],
    ["UTF-16LE without a mark, in Russian", Buffer.from(russian, "utf16le"), russian],
    ["UTF-8 in Chinese, with a NUL", Buffer.from(`\0${chinese}`), `\0${chinese}`],
    ["ASCII with a NUL, two letters of which make a Chinese character", Buffer.from(lowerCase), lowerCase],
    [
      "UTF-32LE",
      Buffer.concat([
        Buffer.from([0xff, 0xfe, 0, 0]),
        Buffer.from(Uint32Array.from(Array.from(text), (c) => c.codePointAt(0) ?? 0).buffer),
      ]),
      text,
    ],
    ["a text with one NUL", Buffer.from(`\0${text}`), `\0${text}`],
  ])("%s", async (_, bytes, expected) => {
    expect((await read(fresh({ f: bytes }))).texts.get("f")).toBe(expected);
  });

  it("a binary file as it is, and said to be one", async () => {
    const bytes = Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7) % 256));
    const source = worktree({
      paths: [],
      workingDirectory: fresh({ f: bytes }),
      ignore: () => false,
      noIgnore: false,
      maxFileSize: 1000,
    });
    for await (const item of new Unwaited(source).rest()) {
      if (item.kind !== "text") throw new Error(item.notice.message);
      expect(item.text.binary).toBe(true);
      expect(Buffer.compare(item.text.bytes, bytes)).toBe(0);
    }
  });

  it("leaves out what is larger than the limit, and says so", async () => {
    const { texts, notices, kinds } = await read(fresh({ big: Buffer.alloc(2_000_000, 97), small: "s" }));
    expect([...texts.keys()]).toEqual(["small"]);
    expect(kinds).toEqual(["not-scanned"]);
    expect(notices[0]).toMatch(/^big: larger than 1 MB/u);
  });

  it.skipIf(process.platform !== "linux")("reads files whose names are no UTF-8", async () => {
    const cwd = fresh({});
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/a`), Buffer.from([0xff])]), "x");
    mkdirSync(Buffer.concat([Buffer.from(`${cwd}/d`), Buffer.from([0xfe])]));
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/d`), Buffer.from([0xfe]), Buffer.from("/ü")]), "y");
    expect(await names(read(cwd))).toEqual(["a\\xff", "d\\xfe/ü"]);
  });
});

describe("standard input", () => {
  it("is one text under the path that the user gave", async () => {
    const { texts } = await collect(stdin(Readable.from([Buffer.from("a"), Buffer.from("b")]), "x.env", 100));
    expect([...texts]).toEqual([["x.env", "ab"]]);
  });

  it("is not scanned above the limit", async () => {
    const { texts, kinds } = await collect(stdin(Readable.from([Buffer.alloc(101)]), "x.env", 100));
    expect(texts.size).toBe(0);
    expect(kinds).toEqual(["not-scanned"]);
  });
});
