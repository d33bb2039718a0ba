import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { knownArchives, npmPackages } from "../../bench/archives.js";

const base = mkdtempSync(join(tmpdir(), "vaultlint-archives-test-"));
afterAll(() => {
  rmSync(base, { recursive: true });
});

/** The paths below a folder. @param {string} folder */
const files = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

// The benchmarks measure on POSIX systems only.
describe.skipIf(process.platform === "win32")("archives", () => {
  const source = join(base, "program-1.0");
  mkdirSync(join(source, "src"), { recursive: true });
  writeFileSync(join(source, "README"), "about it\n");
  writeFileSync(join(source, "src/main.c"), "int main;\n");
  const archive = join(base, "program_1.0.orig.tar.gz");
  execFileSync("tar", ["-czf", archive, "-C", base, "program-1.0"]);
  const known = {
    url: pathToFileURL(archive).href,
    sha256: createHash("sha256").update(readFileSync(archive)).digest("hex"),
  };

  it("are unpacked into a folder of their name", () => {
    const to = join(base, "right");
    knownArchives([known])(to);
    expect(files(to)).toEqual(["program_1.0/README", "program_1.0/src/main.c"]);
  });

  it("of another hash are refused, and those before them are not unpacked either", () => {
    const to = join(base, "wrong");
    const other = { ...known, sha256: "0".repeat(64) };
    expect(() => {
      knownArchives([known, other])(to);
    }).toThrow(`${known.url} has the SHA-256 ${known.sha256}, not 0`);
    expect(existsSync(to)).toBe(false);
  });

  it("that npm packs run no script", () => {
    const to = join(base, "npm");
    const script = join(base, "script.js");
    writeFileSync(script, 'require("node:fs").writeFileSync("ran", "")');
    const scripts = { prepack: `node ${script}`, prepare: `node ${script}` };
    writeFileSync(join(source, "package.json"), JSON.stringify({ name: "@some/program", version: "1.0.0", scripts }));
    npmPackages([source])(to);
    expect(files(to)).toEqual(["README", "package.json", "src/main.c"].map((path) => `some-program-1.0.0/${path}`));
  });
});
