import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import type { Report } from "../../src/model/finding.ts";
import { scan } from "../../src/scan.ts";
import { piecesOf } from "../../src/sources/pieces.ts";
import type { SourceItem, SourceItems } from "../../src/sources/source-item.ts";
import { wholeFile } from "../../src/sources/texts.ts";
import { fill, seeded } from "../detect/generate.ts";

const random = seeded("pieces");
const path = "log.txt";
const sizes = { piece: 16_384, around: 4096 };
const secret = (): string => fill("gh" + "p_${alnum:36}", random);

function scanned(source: SourceItems): Promise<Report> {
  return scan({ source, config: defaultConfig, vaults: [], ast: "off" });
}

/** What a reader of the report sees of each finding. */
function seen({ findings }: Report): unknown[] {
  return findings.map(({ ruleId, region, fingerprint, maskedLine, related, confidence }) => ({
    ruleId,
    region,
    fingerprint,
    maskedLine,
    related: related?.map((part) => part.region),
    confidence,
  }));
}

/** Reads so many bytes at most in one go, as pipes do. */
function reading(bytes: Buffer, most: number): (into: Buffer) => number {
  let at = 0;
  return (into) => {
    const count = bytes.copy(into, 0, at, at + Math.min(most, into.length));
    at += count;
    return count;
  };
}

async function* whole(bytes: Buffer): AsyncGenerator<SourceItem> {
  yield* wholeFile(bytes, { path });
}

const line = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 120 }) },
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
  { weight: 2, arbitrary: fc.constantFrom("x".repeat(3000), "user: admin", "") },
  { weight: 2, arbitrary: fc.nat(5).map(() => `token = "${secret()}"`) },
  { weight: 1, arbitrary: fc.nat(5).map(() => `password: "${fill("${alnum:16}!${alnum:5}", random)}"`) },
);
const texts = fc
  .tuple(
    fc.array(line, { minLength: 20, maxLength: 60 }),
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom("\n", "\r\n"),
  )
  .map(([lines, times, end]) => Array.from({ length: times * 4 }, () => lines.join(end)).join(end));

describe("a text in pieces", () => {
  it("has the findings of the whole, at the same places", async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom("utf8", "utf16le"),
        fc.integer({ min: 700, max: 9000 }),
        async (text, encoding, most) => {
          const bytes = Buffer.from(encoding === "utf8" ? text : `\ufeff${text}`, encoding as BufferEncoding);
          const expected = await scanned(whole(bytes));
          const found = await scanned(piecesOf(reading(bytes, most), { path }, sizes));
          expect(seen(found)).toEqual(seen(expected));
          expect(found.stats).toEqual(expected.stats);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  it("has no more findings than a file may have", async () => {
    const lines = Array.from({ length: 3000 }, () => `token = "${secret()}"\n`).join("");
    const config = { ...defaultConfig, limits: { ...defaultConfig.limits, findingsPerFile: 700 } };
    const source = piecesOf(reading(Buffer.from(lines), 9000), { path }, sizes);
    const { findings, notices } = await scan({ source, config, vaults: [], ast: "off" });
    expect(findings).toHaveLength(700);
    expect(findings.at(-1)?.region.line).toBe(700);
    expect(notices).toMatchObject([{ kind: "incomplete", path }]);
  });

  it("has a finding that lies over a border once", async () => {
    // Each border falls somewhere else in one of these lines.
    const lines = Array.from({ length: 1500 }, () => `token = "${secret()}"`).join("\n");
    const found = await scanned(piecesOf(reading(Buffer.from(lines), 5000), { path }, sizes));
    expect(found.findings.map(({ region }) => region.line)).toEqual(Array.from({ length: 1500 }, (_, i) => i + 1));
  });

  it("accepts what a comment accepts", async () => {
    const filler = "x y z\n".repeat(8000);
    const text = `${filler}token = "${secret()}" # vaultlint-ignore github/* -- sample\n${filler}token = "${secret()}"\n`;
    const { findings, stats, notices } = await scanned(piecesOf(reading(Buffer.from(text), 9000), { path }, sizes));
    expect(findings.map(({ region }) => region.line)).toEqual([16_002]);
    expect(stats.suppressed).toBe(1);
    expect(notices).toEqual([]);
  });
});
