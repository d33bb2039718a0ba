import { describe, expect, it, vi } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { isGivenWords } from "../../../src/detect/generic/given-words.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const name = "db_password";

function isGiven(line: string, of = name): boolean {
  const start = line.indexOf(of);
  return isGivenWords(Buffer.from(line), start, start + of.length);
}

describe("words of a language given to a name", () => {
  it.each([
    `${name} = "some words"\n`,
    `  ${name}: 'Please enter your password.',\n  other: 1\n`,
    `{\n  "${name}": "wrong password!",\r\n  "next": 1\n}\n`,
    `${name}="the end of the file"`,
    `${name} = "a b";\n}\n`,
    `${name} = "a b"\nb = "c"\n`,
  ])("are seen in %j", (line) => {
    expect(isGiven(line)).toBe(true);
  });

  it.each([
    ["one word", `${name} = "words"\n`],
    ["a digit", `${name} = "some words 2"\n`],
    ["letters of a key", `${name} = "some ${fill("${lower:16}", seeded("words"))}"\n`],
    ["no end", `${name} = "some words\n`],
    ["another quote", `${name} = "some words'\n`],
    ["more behind them", `${name} = "some words" + x\n`],
    ["a piece on the next line", `${name} = "some words"\n  "more"\n`],
    ["a piece with a prefix", `${name} = "some words"\n  rb"more"\n`],
    ["a sum on the next line", `${name} = "some words"\n  + x\n`],
    ["something in front", `x == ${name} = "some words"\n`],
    ["no operator", `${name} "some words"\n`],
  ])("are not taken for granted: %s", (_, line) => {
    expect(isGiven(line)).toBe(false);
  });

  it.each(["wallet_seed", "PassPhrase", "MNEMONIC", "seed"])("may be a secret where %s holds them", (of) => {
    expect(isGiven(`${of} = "some words"\n`, of)).toBe(false);
  });

  it("are read nowhere else", () => {
    const line = `${name} = "Nothing but some words"\n`;
    const text = sourceText("a.py", line.repeat(1000));
    const made = vi.spyOn(text.bytes, "toString");
    expect(createDetector().detect(text)).toEqual([]);
    const characters = made.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
    expect(characters).toBeLessThan(2000);
  });
});
