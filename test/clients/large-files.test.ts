// Files that are too large to be held whole, through the command line.
import { closeSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cli, temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";

const random = seeded("large files");
const base = temporaryDirectory();
const secret = (): string => fill("gh" + "p_${alnum:36}", random);
/** Behind the last byte that is read of a file held whole, and of an archive. */
const behind = 40_000_000;
const behindArchive = 120_000_000;
let count = 0;

/** A file of which most is a hole, which costs nothing to write. */
function large(head: string | Buffer, tail: string, { config = "", name = "dump.sql", at = behind } = {}): string {
  const directory = tree(base, String(count++), { "vaultlint.config.yml": config });
  const file = openSync(join(directory, name), "w");
  writeSync(file, Buffer.from(head), 0);
  ftruncateSync(file, at);
  writeSync(file, tail, at);
  closeSync(file);
  return directory;
}

interface Read {
  readonly findings: { readonly ruleId: string; readonly region: Readonly<Record<string, number>> }[];
  readonly notices: { readonly message: string }[];
}

const report = (stdout: string): Read => JSON.parse(stdout) as Read;
const text = "text\n".repeat(2000);

describe("files that are too large to be held whole", () => {
  it("are read piece by piece", async () => {
    const { code, stdout } = await cli(["scan", "--format", "json"], { cwd: large(text, `\ntoken = "${secret()}"\n`) });
    const { findings, notices } = report(stdout);
    expect(code).toBe(1);
    expect(notices).toEqual([]);
    expect(findings.map(({ ruleId, region }) => [ruleId, region["line"], region["column"], region["offset"]])).toEqual([
      ["github/personal-access-token", 2002, 10, behind + 10],
    ]);
  });

  it("are not fixed: an edit needs the whole file", async () => {
    const line = `API_TOKEN=${secret()}\n`;
    const cwd = large(text, `\n${line}`, { name: ".env" });
    expect((await cli(["fix", "--all"], { cwd })).stderr).toContain("0 values to replace in 0 files");
    const small = tree(base, String(count++), { ".env": line });
    expect((await cli(["fix", "--all"], { cwd: small })).stderr).toContain("1 value to replace in 1 file");
  });

  it("are left out above the limit", async () => {
    const cwd = large(text, `\ntoken = "${secret()}"\n`, { config: "limits: { maxFileSizeMB: 35 }\n" });
    const { code, stdout } = await cli(["scan", "--format", "json"], { cwd });
    expect(code).toBe(0);
    expect(report(stdout).notices.map(({ message }) => message)).toEqual(["larger than 35 MB (limits.maxFileSizeMB)"]);
  });

  it("are not opened where they are archives", async () => {
    const cwd = large(Buffer.from([0x1f, 0x8b, 8, 0]), "", { at: behindArchive });
    const { stdout } = await cli(["scan", "--archives", "--format", "json"], { cwd });
    expect(report(stdout).notices.map(({ message }) => message)).toEqual(["an archive that is too large to be opened"]);
  });

  it("may come through a pipe", async () => {
    const lines = 8_400_000;
    const input = Buffer.concat([Buffer.alloc(lines * 14, "line of a log\n"), Buffer.from(`token = "${secret()}"\n`)]);
    const cwd = tree(base, String(count++), {});
    const { code, stdout } = await cli(["scan", "--stdin", "--format", "json"], { cwd, input });
    expect(code).toBe(1);
    expect(report(stdout).findings.map(({ region }) => region["line"])).toEqual([lines + 1]);
  });
});
