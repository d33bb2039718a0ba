// What was searched before changes nothing: the detector remembers lines, with what their names are given, and names that promise nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { sourceText } from "./source-text.ts";

const value = ["q7Tz", "Xk9w", "Lm2v", "Rp8d"].join("");
const text = (path: string, content: string): ReturnType<typeof sourceText> => sourceText(path, content);

describe("a detector that has searched other texts", () => {
  it("finds in each text what a new one finds", () => {
    const one = (...all: string[]): fc.Arbitrary<string> => fc.constantFrom(...all);
    const name = one(
      "password",
      '"password"',
      "apiKey",
      "client_secret",
      "key",
      "publicKey",
      "x",
      "value",
      '"default"',
      "anonymous",
      "user",
    );
    const sign = one(": ", " = ", ", ", "=", "(", " ", ") ", ": string", " = f(", "\n    ", ' = env["A"] || ');
    const given = one(
      '"foo"',
      `"${value}"`,
      "foo",
      value,
      '"""',
      "`",
      "{",
      "string",
      '{ "a": "b" }',
      '"two words"',
      '"anonymous"',
      '"A"',
      "",
    );
    const end = one("", ",", ")", " or ", "),", ' || "', "\n", "\n\n  ", ";", " +", "\r\n", '"');
    const line = fc.tuple(one("", "  ", "- ", "// ", '"'), name, sign, given, end).map((parts) => parts.join(""));
    const paths = fc.constantFrom("a.ts", "a.py", "a.yml", "test/a.go", "locales/de.json", "README.md");
    const lines = fc.array(line, { minLength: 2, maxLength: 5 });
    let found = 0;
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.tuple(paths, fc.array(fc.nat(), { maxLength: 6 })), { maxLength: 6 }),
        (all, files) => {
          const used = createDetector();
          for (const [path, picks] of files) {
            const each = text(path, picks.map((pick) => all[pick % all.length]).join("\n"));
            const expected = createDetector().detect(each);
            found += expected.length;
            expect(used.detect(each)).toEqual(expected);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(found).toBeGreaterThan(15);
  });

  it("looks again where the next line goes on, another file differs, or another name stands there", () => {
    const detector = createDetector();
    const count = (path: string, content: string): number => detector.detect(text(path, content)).length;
    expect(count("a.go", 'password: string\nfoo = "x"')).toBe(0);
    expect(count("a.go", `password: string\n = "${value}"`)).toBe(1);
    expect(count("locales/de.json", '"password": "kennwort"')).toBe(0);
    expect(count("a.py", `login(getenv("PASSWORD_X"), password=getenv("PASSWORD") or\n  "foo")`)).toBe(0);
    expect(count("a.py", `login(getenv("PASSWORD_X"), password=getenv("PASSWORD") or\n  "${value}")`)).toBe(1);
  });

  it("finds a secret anew on each line that is the same, but for the account of anybody", () => {
    const detector = createDetector();
    const line = `  password: "${value}"\n`;
    const starts = (content: string): number[] => detector.detect(text("a.yml", content)).map(({ span }) => span.start);
    const at = line.indexOf(value);
    expect(starts(line)).toEqual([at]);
    expect(starts(`x: 1\n${line}y: 2\n${line}`)).toEqual([5 + at, 10 + line.length + at]);
    expect(starts(`  user: anonymous\n${line}`)).toEqual([]);
    expect(starts(line)).toEqual([at]);
  });

  it("reads lines again where a list of names goes on in front of them", () => {
    const detector = createDetector();
    const count = (content: string): number => detector.detect(text("a.py", content)).length;
    const names = `"wgDBpassword",\n"wgDBdrawnhjkqzw"`;
    expect(count(`x(${names})`)).toBe(createDetector().detect(text("a.py", `x(${names})`)).length);
    expect(count(`x = [${names}]`)).toBe(createDetector().detect(text("a.py", `x = [${names}]`)).length);
  });

  it("holds a bounded number of lines", () => {
    const detector = createDetector();
    const lines = Array.from({ length: 25_000 }, (_, index) => `password${String(index)}x = "foo"`).join("\n");
    expect(detector.detect(text("a.ts", lines))).toEqual([]);
    expect(detector.detect(text("a.ts", `password1x = "${value}"`))).toHaveLength(0);
    expect(detector.detect(text("a.ts", `password1 = "${value}"`))).toHaveLength(1);
  });
});
