// Compiled code that no installed version uses any more is removed, and nothing else.
import { lutimesSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clearUnused } from "../../src/cli/unused-code.ts";
import { temporaryDirectory } from "./run-cli.ts";

const base = temporaryDirectory();
const now = Date.UTC(2026, 10, 30);
const daysAgo = (days: number): Date => new Date(now - days * 86_400_000);

/** A directory for a version of Node, with files that were read and written so many days ago. */
function made(files: Readonly<Record<string, { readonly read?: number; readonly written: number }>>): {
  root: string;
  left: () => string[];
} {
  const root = mkdtempSync(join(base, "kept-"));
  const directory = join(root, "v24.1.0-x64");
  mkdirSync(directory);
  for (const [name, { written, read = written }] of Object.entries(files)) {
    writeFileSync(join(directory, name), name);
    utimesSync(join(directory, name), daysAgo(read), daysAgo(written));
  }
  return { root, left: () => readdirSync(directory).sort() };
}

describe("kept code", () => {
  it("is removed a month after it was read or written last", () => {
    const { root, left } = made({
      "cli-scan.cjs-1a2b": { written: 90, read: 31 },
      "cli-scan.cjs-2": { written: 90, read: 29 },
      "cli-scan.cjs-3": { written: 29, read: 90 },
      "cli-run.cjs-4": { written: 31 },
      "parser.cjs-5.123.abc9": { written: 31 },
      "parser.cjs-5.124.abc9": { written: 1 },
    });
    clearUnused(root, now);
    expect(left()).toEqual(["cli-scan.cjs-2", "cli-scan.cjs-3", "parser.cjs-5.124.abc9"]);
  });

  it("is removed before where there are many versions of a file: those that were not used for longest", () => {
    const many = Array.from({ length: 25 }, (_, day) => [`cli-scan.cjs-${day.toString(16)}`, { written: day }]);
    const { root, left } = made({
      ...(Object.fromEntries(many) as Record<string, { written: number }>),
      "cli-run.cjs-1": { written: 28 },
    });
    clearUnused(root, now);
    const first = Array.from({ length: 20 }, (_, day) => `cli-scan.cjs-${day.toString(16)}`);
    expect(left()).toEqual(["cli-run.cjs-1", ...first].sort());
  });

  it("is removed of versions of Node that are used no more, with their directories", () => {
    const { root } = made({ "cli-scan.cjs-1": { written: 40 } });
    const nightly = join(root, "v27.0.0-nightly20261001abcdef-x64");
    mkdirSync(nightly);
    writeFileSync(join(nightly, "cli-scan.cjs-1"), "old");
    utimesSync(join(nightly, "cli-scan.cjs-1"), daysAgo(40), daysAgo(40));
    mkdirSync(join(root, "v26.0.0-arm64"));
    writeFileSync(join(root, "v26.0.0-arm64/cli-scan.cjs-1"), "new");
    clearUnused(root, now);
    expect(readdirSync(root)).toEqual(["v26.0.0-arm64"]);
  });

  it.skipIf(process.platform === "win32")(
    "is all that is removed: no other name, no link, nothing behind a link",
    () => {
      const others = ["notes.txt", "cli-scan.cjs", "cli-scan.cjs-xyz", "cli-scan.cjs-1.tmp", ".cjs-1"];
      const { root, left } = made(Object.fromEntries(others.map((name) => [name, { written: 400 }])));
      const elsewhere = made({ "cli-scan.cjs-1": { written: 400 } });
      const directory = join(root, "v24.1.0-x64");
      symlinkSync(join(elsewhere.root, "v24.1.0-x64/cli-scan.cjs-1"), join(directory, "cli-scan.cjs-2"));
      lutimesSync(join(directory, "cli-scan.cjs-2"), daysAgo(400), daysAgo(400));
      mkdirSync(join(directory, "cli-scan.cjs-3"));
      symlinkSync(join(elsewhere.root, "v24.1.0-x64"), join(root, "v22.1.0-x64"));
      mkdirSync(join(root, "other"));
      writeFileSync(join(root, "other/cli-scan.cjs-1"), "of somebody else");
      utimesSync(join(root, "other/cli-scan.cjs-1"), daysAgo(400), daysAgo(400));
      clearUnused(root, now);
      expect(left()).toEqual([...others, "cli-scan.cjs-2", "cli-scan.cjs-3"].sort());
      expect(readdirSync(join(root, "other"))).toEqual(["cli-scan.cjs-1"]);
      expect(elsewhere.left()).toEqual(["cli-scan.cjs-1"]);
    },
  );
});
