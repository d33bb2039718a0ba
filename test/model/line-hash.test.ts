import { describe, expect, it } from "vitest";
import { lineHashesAt } from "../../src/model/line-hash.ts";
import { LineMap } from "../../src/model/text.ts";

const lorem = "a7f2ff13bc495cf2";

/** The plain definition, by BigInt: 37 to the power of the place, summed over the hundred characters from the line's start on. */
function plainHashes(text: string): string[] {
  const lines = text.replaceAll(/\r\n?/gu, "\n").replaceAll(/[ \t]/gu, "").split("\n");
  const joined = lines.join("\n");
  const units = Array.from({ length: joined.length }, (_, i) => BigInt(joined.charCodeAt(i)));
  units.push(65535n);
  let start = 0;
  return lines.map((line) => {
    let hash = 0n;
    for (let i = 0; i < 100; i++) hash = BigInt.asUintN(64, hash * 37n + (units[start + i] ?? 0n));
    start += line.length + 1;
    return hash.toString(16);
  });
}

function at(text: string, ...lines: number[]): Map<number, string> {
  const bytes = Buffer.from(text);
  return lineHashesAt(bytes, new LineMap(bytes), lines);
}

/** The hash of every line, and how many lines had it so far. */
function counted(text: string): string[] {
  const count = text.split(/\r\n?|\n/u).length;
  return [...at(text, ...Array.from({ length: count }, (_, index) => index + 1)).values()];
}

function hashes(text: string): string[] {
  return counted(text).map((hash) => hash.replace(/:\d+$/u, ""));
}

describe("the hash of a line is the one that code scanning computes", () => {
  // From the tests of github/codeql-action (MIT).
  it.each<[name: string, text: string, expected: string[]]>([
    ["an empty file", "", ["c129715d7a2bc9a3"]],
    [
      "spaces and tabs do not count",
      " a\nb\n  \t\tc\n d",
      ["271789c17abda88f", "54703d4cd895b18", "180aee12dab6264", "a23a3dc5e078b07b"],
    ],
    [
      "CR, LF and CRLF are line ends alike",
      " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
      [
        "e9496ae3ebfced30",
        "fb7c023a8b9ccb3f",
        "ce8ba1a563dcdaca",
        "e20e36e16fcb0cc8",
        "b3edc88f2938467e",
        "c8e28b0b4002a3a0",
        "c129715d7a2bc9a3",
      ],
    ],
    [
      "the same text again has the same hash",
      "Lorem ipsum dolor sit amet.\n".repeat(10),
      [
        ...new Array<string>(6).fill(lorem),
        "a7f2ff1481e87703",
        "a9cf91f7bbf1862b",
        "55ec222b86bcae53",
        "cc97dc7b1d7d8f7b",
        "c129715d7a2bc9a3",
      ],
    ],
  ])("%s", (_name, text, expected) => {
    expect(hashes(text)).toEqual(expected);
  });

  it.each(["\uffff\u0fff\uabcd\n".repeat(70), "one\r\n\ttwo \u00e9\r\rthree\n", "x".repeat(1000), "\n".repeat(250)])(
    "agrees with the plain definition (%#)",
    (text) => {
      expect(hashes(text)).toEqual(plainHashes(text));
    },
  );

  it("counts how often it was seen, in the lines that are not asked for too", () => {
    expect(counted("Lorem ipsum dolor sit amet.\n".repeat(10)).slice(0, 7)).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((count) => `${lorem}:${String(count)}`),
      "a7f2ff1481e87703:1",
    ]);
    expect(at("a b\nc\r\nab\rc\n a\tb\nc\nd", 5)).toEqual(new Map([[5, expect.stringMatching(/^[\da-f]+:1$/u)]]));
    const blocks = `${"x".repeat(120)}\ny\n`.repeat(4);
    expect(at(blocks, 5, 6).get(5)).toMatch(/:3$/u);
  });

  /** Draws texts out of signs, and holds the answer for each line against the plain definition. */
  function agreesOn(signs: readonly string[]): void {
    let state = 1;
    const random = (below: number): number => (state = (state * 48_271) % 0x7fffffff) % below;
    for (let round = 0; round < 60; round++) {
      const text = Array.from({ length: random(80) }, () => signs[random(signs.length)]).join("");
      const plain = plainHashes(text);
      for (const [index, hash] of plain.entries()) {
        const count = plain.slice(0, index + 1).filter((other) => other === hash).length;
        expect(at(text, index + 1)).toEqual(new Map([[index + 1, `${hash}:${String(count)}`]]));
      }
    }
  }

  it("agrees with the plain definition whichever line is asked for", () => {
    const ends = ["\n", "\n", "\r", "\r\n"];
    agreesOn([" ", "\t", ...ends, "*", "a", "b", "ab ", "\u00e9", "\u{1f600}", "\u0000", "x".repeat(98)]);
  });

  it("agrees with it where lines have the same beginning", () => {
    const same = "administrator_password_of_server =";
    agreesOn(["\n", "\r\n", `\n  ${same}`, `\r${same}\t`, same, " ", "a", "b", "\u00e9", "x".repeat(90)]);
  });

  it("counts lines that begin with a mask, or have one near their beginning", () => {
    const block = ["x: *", "  x:\t*", "*", `${"y".repeat(90)}: *`];
    const lines = [...block, ...block, ...block, ...block];
    const text = lines.join("\n").replaceAll("*", "secret");
    const bytes = Buffer.from(text);
    const masks = [...text.matchAll(/secret/gu)].map(({ index }) => ({ start: index, end: index + 6 }));
    const plain = plainHashes(lines.join("\n"));
    for (const [index, hash] of plain.entries()) {
      const count = plain.slice(0, index + 1).filter((other) => other === hash).length;
      const answer = new Map([[index + 1, `${hash}:${String(count)}`]]);
      expect(lineHashesAt(bytes, new LineMap(bytes), [index + 1], masks)).toEqual(answer);
    }
  });
});
