import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { proposedTexts } from "../../src/agent/proposal.ts";
import type { Write } from "../../src/agent/writes.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";

const base = temporaryDirectory();
const project = tree(base, "project", { "a.txt": "one\ntwo\none\n", "src/b.txt": "b\n" });
mkdirSync(join(project, ".git"));
const onPosix = it.skipIf(process.platform === "win32");

/** Path, new text and old text of what the writes leave behind. */
function left(write: Write, from = project): (string | undefined)[][] {
  const texts = proposedTexts([write], { from, workingDirectory: project });
  return texts.map(({ path, content, before }) => [path, content.toString(), before?.toString()]);
}
const edit = (path: string, ...replacements: [string, string, boolean?][]): Write => ({
  kind: "edit",
  path,
  replacements: replacements.map(([old, next, all = false]) => ({ old, new: next, all })),
});

describe("the texts that a write leaves behind", () => {
  const before = "one\ntwo\none\n";
  it.each<[string, Write, (string | undefined)[][]]>([
    ["a new file", { kind: "file", path: "n.txt", content: "x" }, [["n.txt", "x", undefined]]],
    ["a file in place of another", { kind: "file", path: "a.txt", content: "x" }, [["a.txt", "x", before]]],
    ["an edit", edit("a.txt", ["one", "1$&"]), [["a.txt", "1$&\ntwo\none\n", before]]],
    ["an edit at every place", edit("a.txt", ["one", "1", true]), [["a.txt", "1\ntwo\n1\n", before]]],
    ["edits one after the other", edit("a.txt", ["two", "2"], ["2", "3"]), [["a.txt", "one\n3\none\n", before]]],
    ["an edit that makes a file", edit("n.txt", ["", "x"]), [["n.txt", "x", undefined]]],
    [
      "an edit of what does not stand there, by itself",
      edit("a.txt", ["three", "3"], ["two", "2"]),
      [
        ["a.txt", "one\n2\none\n", before],
        ["a.txt", "3", before],
      ],
    ],
    [
      "a file that is moved",
      { ...edit("a.txt", ["two", "2"]), to: "src/c.txt" } as Write,
      [["src/c.txt", "one\n2\none\n", before]],
    ],
    [
      "a file outside of the project",
      { kind: "file", path: join(base, "o.txt"), content: "x" },
      [["../o.txt", "x", undefined]],
    ],
  ])("%s", (_, write, texts) => {
    expect(left(write)).toEqual(texts);
  });

  it("paths count from where the agent stands", () => {
    expect(left({ kind: "file", path: "b.txt", content: "x" }, join(project, "src"))).toEqual([
      ["src/b.txt", "x", "b\n"],
    ]);
  });

  onPosix("a link leads to the file that will be written", () => {
    symlinkSync(join(project, "src/b.txt"), join(project, "link.txt"));
    expect(left(edit("link.txt", ["b", "c"]))).toEqual([["src/b.txt", "c\n", "b\n"]]);
    symlinkSync("loop", join(project, "loop"));
    expect(left({ kind: "file", path: "loop", content: "x" })).toEqual([["loop", "x", undefined]]);
  });

  onPosix("what is no file that can be read is refused", () => {
    execFileSync("mkfifo", [join(project, "fifo")]);
    for (const path of ["src", "fifo", "/dev/zero", "a.txt/b", "a\0b", "n".repeat(5000)])
      expect(() => left({ kind: "file", path, content: "x" }), path).toThrow(/which it changes, (?:is no|cannot be)/u);
  });

  it("an edit that would make a huge text is refused", () => {
    const path = "many.txt";
    tree(base, "project", { [path]: "x".repeat(100_000) });
    expect(() => left(edit(path, ["x", "y".repeat(10_000), true]))).toThrow("too large");
  });
});
