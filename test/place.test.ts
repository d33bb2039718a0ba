import { describe, expect, it } from "vitest";
import type { Verified } from "../src/model/finding.ts";
import type { SourceText, Span } from "../src/model/text.ts";
import { byPlace, place, placeEdits } from "../src/place.ts";
import { sourceText } from "./detect/source-text.ts";

/** The text without its brackets, and what was found in them. */
function marked(content: string, path = "a.ts"): { text: SourceText; verified: Verified[] } {
  const spans: Span[] = [];
  let plain = "";
  for (const [index, piece] of content.split(/[[\]]/u).entries()) {
    const start = Buffer.byteLength(plain);
    plain += piece;
    if (index % 2 === 1) spans.push({ start, end: Buffer.byteLength(plain) });
  }
  return { text: sourceText(path, plain), verified: spans.map(found) };
}

function found(span: Span): Verified {
  return {
    candidate: {
      ruleId: "generic/password",
      kind: "generic",
      span,
      severity: "high",
      confidence: "high",
      reasons: [],
      also: [],
    },
    verification: { state: "not-in-vault" },
  };
}

function placed(content: string): ReturnType<typeof place> {
  const { text, verified } = marked(content);
  return place(text, verified, () => undefined);
}

describe("a finding's place", () => {
  it.each<[string, string, [number, number, number, number]]>([
    ["counts from 1", "[x]", [1, 1, 1, 2]],
    ["counts UTF-16 units", "\u00e9\u{1f600}=[s\u00e9];", [1, 5, 1, 7]],
    ["knows CR, LF and CRLF", "a\rb\nc\r\nd [x]", [4, 3, 4, 4]],
    ["spans lines", "a\n[b\nc]d", [2, 1, 3, 2]],
    ["may end with the text", "a\n[b]", [2, 1, 2, 2]],
  ])("%s", (_, content, expected) => {
    const [{ region } = { region: undefined }] = placed(content);
    expect([region?.line, region?.column, region?.endLine, region?.endColumn]).toEqual(expected);
  });

  it("is right for each of several on one line", () => {
    const columns = placed("\u00e9 [a] \u{1f600} [b]\n[c] [d]").map(
      ({ region }) => `${String(region.line)}:${String(region.column)}`,
    );
    expect(columns).toEqual(["1:3", "1:8", "2:1", "2:3"]);
  });

  it("is right for edits before and behind it", () => {
    const { text, verified } = marked("\u00e9 [a] \u{1f600} b");
    place(text, verified, () => undefined);
    const edits = [9, 2, 0].map((start) => ({ span: { start, end: start }, newText: "" }));
    const { edits: done } = placeEdits(text, { syntax: "env", use: "", then: [], edits });
    expect(done.map(({ region }) => region?.column)).toEqual([7, 2, 1]);
  });

  it("orders findings by path, line, column and rule", () => {
    const [first, second, third] = placed("[a] [b]\n[c]");
    if (!first || !second || !third) throw new Error("three findings expected");
    const elsewhere = { ...first, region: { ...first.region, path: "b.ts" } };
    const other = { ...first, ruleId: "z/z" };
    expect([elsewhere, third, second, other, first].sort(byPlace)).toEqual([first, other, second, third, elsewhere]);
  });
});

describe("the masked line", () => {
  it("masks every secret of its lines, and counts its like", () => {
    const findings = placed("a=[one]; b=[two]\na=[one]; b=[two]");
    expect(findings.map(({ maskedLine }) => maskedLine)).toEqual(Array.from({ length: 4 }, () => "a=*;b=*"));
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  });

  it("of a very long line is what stands around the secret, whatever the others there are", () => {
    const far = "\u00e9".repeat(3000);
    const [one] = placed(`start ${far}a=[one]; b=[two];${far} end`);
    const [other] = placed(`other start ${far}a=[three]; b=[x];${far}`);
    expect(one?.maskedLine).toBe(`${"\u00e9".repeat(498)}a=*;b=*;${"\u00e9".repeat(495)}`);
    expect(other?.fingerprint).toBe(one?.fingerprint);
  });

  it("masks the other secrets of the surroundings", () => {
    const gap = "x".repeat(490);
    const [, middle] = placed(`${"y".repeat(3000)}[${"one".repeat(20)}]${gap}[two]${gap}[${"three".repeat(20)}]`);
    expect(middle?.maskedLine).toBe(`${"y".repeat(9)}*${gap}*${gap}*`);
  });

  it("has a line hash of its own in every piece of a text", () => {
    const seen = new Map<string, number>();
    const of = (line: number, content: string): string[] => {
      const { text, verified } = marked(content);
      const piece = { offset: line * 10, line, column: 1, own: { start: 0, end: Infinity } };
      return place({ ...text, piece }, verified, () => undefined, seen).map(({ lineHash }) => lineHash.slice(-2));
    };
    const end = "\n" + "-".repeat(200);
    expect(of(1, `[a] [b]${end}\n[c] [d]${end}`)).toEqual([":1", ":1", ":2", ":2"]);
    expect(of(5, `[e] [f]${end}`)).toEqual([":3", ":3"]);
  });

  it("costs no more than its surroundings, for thousands of secrets on one line", () => {
    const count = 10_000;
    const piece = `password="${"s".repeat(24)}";${"x".repeat(1000)};`;
    const text = sourceText("min.js", piece.repeat(count));
    const verified = Array.from({ length: count }, (_, index) => {
      const start = index * piece.length + 10;
      return found({ start, end: start + 24 });
    });
    const findings = place(text, verified, () => undefined);
    expect(findings.at(-1)?.region.column).toBe((count - 1) * piece.length + 11);
    expect(findings.reduce((sum, { maskedLine }) => sum + maskedLine.length, 0)).toBeLessThan(count * 1100);
  });
});
