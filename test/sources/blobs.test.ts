// Contents of git objects: the same through one process as through two.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { blobs } from "../../src/sources/blobs.ts";
import { GitError } from "../../src/sources/git.ts";
import { newRepository } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";

const base = temporaryDirectory();
const repository = newRepository(base, "blobs");
const texts = ["", "one\n", "no line end", "\0\xff\n\n", "l".repeat(70_000)];
const ids = texts.map((text) =>
  repository.gitWith({ input: Buffer.from(text, "latin1") }, "hash-object", "-w", "--stdin"),
);
const large = repository.gitWith({ input: "large ".repeat(20_000) }, "hash-object", "-w", "--stdin");
repository.commit({ "a.txt": "text\n" });
const commit = repository.git("rev-parse", "HEAD");
const missing = "1".repeat(40);

/** Each content, or why there is none, by its number. */
async function read(all: readonly string[], objects?: string): Promise<string[]> {
  const found: string[] = [];
  for await (const blob of blobs({ directory: repository.cwd, objects }, all, 80_000))
    found[blob.number] = "bytes" in blob ? blob.bytes.toString("latin1") : blob.failure;
  return found;
}

describe("a few blobs", () => {
  const asked = [...ids.slice(0, 2), large, missing, commit, ...ids.slice(2)];
  const expected = [...texts.slice(0, 2), "too-large", "missing", "missing", ...texts.slice(2)];

  it("are read, and it is said which are not", async () => {
    expect(await read(asked)).toEqual(expected);
    expect(await read([missing])).toEqual(["missing"]);
    expect(await read([])).toEqual([]);
  });

  it("are read by a git that cannot do it in one process", async () => {
    const directory = join(base, "older");
    const git = execFileSync("/bin/sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    mkdirSync(directory);
    const program = `#!/bin/sh\ncase "$*" in *--batch-command*) exit 129;; esac\nexec ${git} "$@"\n`;
    writeFileSync(join(directory, "git"), program);
    chmodSync(join(directory, "git"), 0o755);
    const path = process.env["PATH"];
    try {
      process.env["PATH"] = `${directory}${delimiter}${path ?? ""}`;
      expect(await read(asked)).toEqual(expected);
    } finally {
      process.env["PATH"] = path;
    }
  });

  it("end with the one that was taken last", async () => {
    for await (const blob of blobs({ directory: repository.cwd }, asked, 80_000)) {
      expect("bytes" in blob ? blob.bytes.length : blob.failure).toBe("too-large");
      break;
    }
  });
});

describe("blobs in files of their own", () => {
  const objects = join(repository.cwd, ".git/objects");
  const fileOf = (directory: string, id: string): string => join(directory, id.slice(0, 2), id.slice(2));
  /** A copy of the files of `objects`, in which that of one object is another one. */
  const copyWith = (id: string, bytes: Buffer | undefined): string => {
    const copy = mkdtempSync(join(base, "objects-"));
    cpSync(objects, copy, { recursive: true });
    rmSync(fileOf(copy, id));
    if (bytes) writeFileSync(fileOf(copy, id), bytes);
    return copy;
  };
  const none = join(base, "no-git");
  mkdirSync(none);
  /** Without git. */
  const readAlone = async (all: readonly string[], directory = objects): Promise<string[] | undefined> => {
    const path = process.env["PATH"];
    try {
      process.env["PATH"] = none;
      return await read(all, directory);
    } catch (error) {
      if (error instanceof GitError && error.reason === "missing") return undefined;
      throw error;
    } finally {
      process.env["PATH"] = path;
    }
  };

  it("are read without git", async () => {
    expect(await readAlone(ids)).toEqual(texts);
  });

  it.each([
    ["is missing", undefined],
    ["is empty", Buffer.alloc(0)],
    ["is not packed", Buffer.from("blob 4\0one\n")],
    ["is shorter than it says", deflateSync(Buffer.from("blob 5\0one\n"))],
    ["is longer than it says", deflateSync(Buffer.from("blob 3\0one\n"))],
    ["is no blob", deflateSync(Buffer.from("tree 4\0one\n"))],
    ["unpacks to more than is wanted", deflateSync(Buffer.alloc(90_000))],
  ])("are left to git from the one whose file %s", async (_, bytes) => {
    const copy = copyWith(ids[1] ?? "", bytes);
    expect(await readAlone(ids, copy)).toBeUndefined();
    expect(await read(ids, copy)).toEqual(texts);
  });

  it("are left to git where a pack has one of them, too", async () => {
    const id = ids[1] ?? "";
    const copy = copyWith(id, deflateSync(Buffer.from("blob 6\0other\n")));
    expect(await readAlone(ids, copy)).toEqual(texts.with(1, "other\n"));
    const pack = join(copy, "pack/pack");
    repository.gitWith({ input: `${ids[0] ?? ""}\n${large}\n` }, "pack-objects", "-q", pack);
    expect(await readAlone(ids.slice(1), copy)).toEqual(texts.with(1, "other\n").slice(1));
    repository.gitWith({ input: `${id}\n` }, "pack-objects", "-q", pack);
    expect(await readAlone(ids.slice(1), copy)).toBeUndefined();
    expect(await read(ids, copy)).toEqual(texts);
  });

  it.each(["info/alternates", "pack/multi-pack-index"])("are left to git where there is %s", async (name) => {
    const copy = copyWith(ids[1] ?? "", deflateSync(Buffer.from("blob 6\0other\n")));
    writeFileSync(join(copy, name), "");
    expect(await readAlone(ids, copy)).toBeUndefined();
  });

  it("are left to git where one of them is too large, missing or a commit", async () => {
    expect(await readAlone([ids[1] ?? "", large])).toBeUndefined();
    expect(await read([ids[1] ?? "", large, missing, commit], objects)).toEqual([
      texts[1],
      "too-large",
      "missing",
      "missing",
    ]);
    expect(await read([ids[1] ?? "", large, commit], objects)).toEqual([texts[1], "too-large", "missing"]);
  });

  it.skipIf(process.platform === "win32")("are left to git where one of them is a FIFO", async () => {
    const copy = copyWith(ids[1] ?? "", undefined);
    execFileSync("mkfifo", [fileOf(copy, ids[1] ?? "")]);
    expect(await read(ids, copy)).toEqual(texts);
  });
});

it("reads more of them", async () => {
  const many = Array.from({ length: 600 }, (_, index) => ids[index % 4] ?? "");
  expect(await read(many)).toEqual(many.map((_, index) => texts[index % 4]));
});
