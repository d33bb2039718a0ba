// Contents of git objects: the same through one process as through two.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { blobs } from "../../src/sources/blobs.ts";
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
async function read(all: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const blob of blobs({ directory: repository.cwd }, all, 80_000))
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

it("reads more of them", async () => {
  const many = Array.from({ length: 600 }, (_, index) => ids[index % 4] ?? "");
  expect(await read(many)).toEqual(many.map((_, index) => texts[index % 4]));
});
