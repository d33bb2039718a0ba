// Strings in UTF-16 among other bytes: those of programs for Windows, and lines that were appended to a file of another encoding.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../../src/config/config.ts";
import { wideStrings } from "../../../src/detect/decode/wide.ts";
import type { Report } from "../../../src/model/finding.ts";
import { run } from "../../../src/run.ts";
import { scan } from "../../../src/scan.ts";
import type { SourceItem, SourceItems } from "../../../src/sources/source-item.ts";
import { piecesOf } from "../../../src/sources/pieces.ts";
import { wholeFile } from "../../../src/sources/texts.ts";
import { temporaryDirectory, tree } from "../../cli/run-cli.ts";
import { fill, seeded } from "../generate.ts";

const random = seeded("wide");
const token = fill("gh" + "p_${alnum:36}", random);
const password = fill("${alnum:8}!${alnum:8}", random);

async function* whole(path: string, bytes: Buffer): AsyncGenerator<SourceItem> {
  yield* wholeFile(bytes, { path });
}

function scanned(source: SourceItems): Promise<Report> {
  return scan({ source, config: defaultConfig, vaults: [], ast: "off" });
}

const wide = (text: string): Buffer => Buffer.from(text, "utf16le");
/** As the heap of a .NET assembly holds a string literal: its length, the characters, a byte that says whether all are plain. */
const literal = (text: string): Buffer => Buffer.concat([Buffer.from([2 * text.length + 1]), wide(text), Buffer.of(0)]);
/** What no text holds. */
const code = (size: number): Buffer => Buffer.from(Array.from({ length: size }, (_, i) => (i * i * 7 + 13 * i) % 256));

describe("strings in UTF-16 among other bytes", () => {
  it("are found wherever they begin, with the places of their characters", () => {
    const noise = fc.uint8Array({ maxLength: 90 }).map((bytes) => bytes.map((byte) => byte | 128));
    const text = fc.string({ minLength: 12, maxLength: 80 });
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, text), { minLength: 1, maxLength: 8 }), noise, (parts, end) => {
        const bytes = Buffer.concat([...parts.flatMap(([before, each]) => [before, wide(each), Buffer.of(255)]), end]);
        const found = wideStrings(bytes);
        expect(found?.bytes.toString()).toBe(parts.map(([, each]) => `${each}\n\n`).join(""));
        let at = 0;
        let from = 0;
        for (const [before, each] of parts) {
          from += before.length;
          const place = found?.place({ start: at + 1, end: at + each.length });
          expect(place).toEqual({ start: from + 2, end: from + 2 * each.length });
          from += 2 * each.length + 1;
          at += each.length + 2;
        }
      }),
    );
  });

  it("are not seen in what has none", () => {
    expect(wideStrings(Buffer.alloc(10_000))).toBeUndefined();
    expect(wideStrings(code(10_000))).toBeUndefined();
    expect(wideStrings(Buffer.from("short".repeat(1000)))).toBeUndefined();
    expect(wideStrings(wide("elevenchars"))).toBeUndefined();
  });

  it.each([0, 1])(
    "a provider's format in a program is found where its bytes are, at an offset of %i",
    async (shift) => {
      const before = Buffer.concat([code(20_000 + shift), literal("Server is starting")]);
      const bytes = Buffer.concat([before, literal(token), literal(`password = ${password}`), code(3000)]);
      const { findings } = await scanned(whole("bin/App.dll", bytes));
      const found = findings.map(({ ruleId, region, encoding, secret }) => [ruleId, region, encoding, secret.reveal()]);
      const region: unknown = expect.objectContaining({ offset: before.length + 1, length: 2 * token.length });
      // What a name tells is no format: binary files are searched for these only.
      expect(found).toEqual([["github/personal-access-token", region, "UTF-16", token]]);
    },
  );

  it("lines that PowerShell appended to a file in UTF-8 are read as the text that they are", async () => {
    const head = "# a log\n".repeat(2000);
    const line = `PASSWORD=${password}\r\n`;
    const { findings } = await scanned(whole("build.env", Buffer.concat([Buffer.from(head), wide(line)])));
    const at = head.length + 2 * "PASSWORD=".length;
    expect(findings.map(({ region, secret }) => [region.line, region.offset, region.length, secret.reveal()])).toEqual([
      [2001, at, 2 * password.length, password],
    ]);
  });

  it("of a file in pieces each string is reported once", async () => {
    const bytes = Buffer.concat([code(30_000), literal(token), code(30_000), literal(token), code(500)]);
    let at = 0;
    const read = (into: Buffer): number => {
      const count = bytes.copy(into, 0, at);
      at += count;
      return count;
    };
    const expected = await scanned(whole("a.exe", bytes));
    const found = await scanned(piecesOf(read, { path: "a.exe" }, { piece: 16_384, around: 4096 }));
    expect(found.findings.map(({ region }) => region.offset)).toEqual(
      expected.findings.map((one) => one.region.offset),
    );
    expect(found.findings).toHaveLength(2);
  });

  it("of many files, which a thread reads ahead, none is passed over", async () => {
    const plain = Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`${String(index)}.txt`, "plain\n"]));
    const dll = Buffer.concat([code(5000), literal(token), code(300)]);
    const log = Buffer.concat([Buffer.from("plain\n"), wide(`token: ${token}\n`)]);
    const cwd = tree(temporaryDirectory(), "ahead", {
      ...plain,
      "z/a.dll": dll,
      "z/b.txt": log,
      "z/c.dll": code(5000),
    });
    let hasThread = false;
    const { report } = await run({ paths: [], workingDirectory: cwd, onThread: () => void (hasThread = true) });
    expect(hasThread).toBe(true);
    expect(report.findings.map(({ region }) => region.path)).toEqual(["z/a.dll", "z/b.txt"]);
    expect(report.stats.files).toBe(2103);
  });
});
