// Of the versions of a file only what is new is searched: nothing is found more or less for it than in each version alone.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type EncodedPlaces, noPlaces } from "../../src/detect/decode/places.ts";
import { createDetector, type Detector } from "../../src/detect/detector.ts";
import type { Mark } from "../../src/detect/structure/text-detector.ts";
import type { Candidate } from "../../src/model/candidate.ts";
import type { SourceText } from "../../src/model/text.ts";
import { sourceText } from "./source-text.ts";

const value = ["q7Tz", "Xk9w", "Lm2v", "Rp8d"].join("");
const letters = ["xqvbnwzk", "jrtplmgh"].join("");
const base64 = Buffer.from(`password = "${value}"`).toString("base64");

const far = Array.from({ length: 60 }, (_, index) => `- lorem ipsum dolor ${String(index)}`);

/** What reads on to other lines, back to others, over others, or is known by itself. */
const pieces: readonly (readonly string[])[] = [
  [`password = "${value}"`],
  ["password =", `  "${value}"`],
  ["- name: API_TOKEN", `  value: ${value}`],
  ['apiKey: [ "a-b",', `"${value}", "${value.toLowerCase()}" ]`],
  ["passwords:", `- ${value}`, `- ${letters}${value}`],
  ["tokens:", `- ${value}`, ...far, `- ${letters}${value}`],
  ['secret = "abc" +', `  "${value}"`],
  [`karma_secret ${letters}`],
  ["login(", `  "user",`, `  password="${value}",`, ")"],
  [`db_password = '${value.slice(0, 9)}' // 'it`],
  ["keyboard = author", "public_key = none", "token: string;"],
  ["docker login \\", "  -u admin \\", `  -p ${value}`],
  [`Authorization: Basic ${Buffer.from(`admin:${value}`).toString("base64")}`],
  [`see https://admin:${value}@host.invalid/x`],
  [base64, `x${base64}`],
  [["-----BEGIN", "PRIVATE KEY-----"].join(" "), base64, "-----END PRIVATE KEY-----"],
  ["kind: Secret", "data:", `  password: ${Buffer.from(value).toString("base64")}`],
  ["user: anonymous", `password: ${value}`],
  [`ghp_${value}${value}abcd`],
  ["mapbox", `  ${value.toLowerCase()}`],
  ['"password": {', '  "type": "string",', `  "default": "${value}"`, "}"],
  ["curl https://host.invalid \\", `  -u admin:${value}`],
  ["Cookie: lang=en;", `  sessionid=${value}${letters}`],
  ["CREATE USER admin", `IDENTIFIED BY '${value}';`],
  ["INSERT INTO users (name, password)", ...far, `VALUES ('admin', '${value}');`],
  [`Server=db.invalid;Uid=admin;Pwd=${value};`],
  ["new Credential(", '  "admin",', `  "${value}")`],
  ["env:", "- name: DB_PASSWORD", "  # nothing else", `  value: "${value}"`],
  ["machine host.invalid", "  login admin", `  password ${value}`],
  [
    "wireguard",
    `  PrivateKey = ${Buffer.from(value + value)
      .toString("base64")
      .slice(0, 43)}=`,
  ],
];

/** Lines without meaning, of many lengths, so that versions have long stretches in common. */
const filler = Array.from({ length: 40 }, (_, index) => `// ${"lorem ipsum ".repeat(1 + (index % 9))}${String(index)}`);

/** A line that some versions have. */
interface Line {
  readonly text: string;
  isShown: boolean;
}

interface Seen {
  readonly candidates: readonly Candidate[];
  readonly marks: ReadonlySet<Mark>;
  readonly encoded: EncodedPlaces;
}

function seenBy(detector: Detector, text: SourceText): Seen {
  const marks = new Set<Mark>();
  const encoded = noPlaces();
  const candidates = detector.detect(text, marks, encoded);
  return { candidates, marks, encoded };
}

const version = (text: SourceText): SourceText => ({ ...text, origin: { order: 1, inHead: false } });

describe("a detector that has searched other versions", () => {
  it("sees in each version what it sees in that text alone", () => {
    const pause = { weight: 2, arbitrary: fc.constant(filler.slice(0, 14)) };
    const blocks = fc.array(fc.oneof(pause, fc.constantFrom(...pieces)), { minLength: 4, maxLength: 16, size: "max" });
    // Each version shows or hides some lines.
    const commits = fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), {
      minLength: 4,
      maxLength: 12,
      size: "max",
    });
    const paths = fc.constantFrom("a.ts", "a.py", "a.yml", "deploy/a.tf", "README.md", ".env");
    let found = 0;
    fc.assert(
      fc.property(paths, blocks, commits, (path, all, versions) => {
        const used = createDetector();
        const content = all.flat().map((each): Line => ({ text: each, isShown: true }));
        const telling = content.filter(({ text }) => !text.includes("lorem"));
        for (const picks of versions) {
          for (const pick of picks) {
            const line = telling[pick % telling.length];
            if (line) line.isShown = !line.isShown;
          }
          const shown = content.filter(({ isShown }) => isShown);
          const text = sourceText(path, shown.map((line) => line.text).join("\n"));
          const expected = seenBy(createDetector(), text);
          found += expected.candidates.length;
          expect(seenBy(used, version(text))).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("tells versions by their path, and begins anew with a text that is too large", () => {
    const used = createDetector();
    const count = (path: string, content: string): number => used.detect(version(sourceText(path, content))).length;
    const rest = filler.join("\n").repeat(3);
    const assigned = `password: ${value}\n${rest}`;
    expect(count("a.yml", assigned)).toBe(1);
    expect(count("yarn.lock", assigned)).toBe(0);
    expect(count("a.yml", `${assigned}\npassword: ${letters}${value}`)).toBe(2);
    expect(count("a.yml", `${assigned}\n${rest.repeat(400)}`)).toBe(1);
    expect(count("a.yml", assigned)).toBe(1);
  });

  it("is not misled by the versions of another detector in the same memory", () => {
    const [one, other] = [createDetector(), createDetector()];
    const rest = filler.join("\n").repeat(3);
    const count = (detector: Detector, content: string): number =>
      detector.detect(version(sourceText("a.yml", content))).length;
    expect(count(one, rest)).toBe(0);
    expect(count(other, `${rest}\npassword: ${value}\n${rest}`)).toBe(1);
    expect(count(one, `${rest}\npassword: ${value}\n${rest}x`)).toBe(1);
  });
});
