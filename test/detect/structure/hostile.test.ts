import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { textDetectors } from "../../../src/detect/text-detectors.ts";
import { sourceText } from "../source-text.ts";
import { sampleFiles } from "./sample-file.ts";

const detector = createDetector();
const paths = [
  "a.yml",
  ".env",
  "a.py",
  "a.ts",
  "a.tf",
  "a.json",
  "a.xml",
  "a.sh",
  "a.sql",
  ".pgpass",
  "snmpd.conf",
  "a.txt",
];
const anchors = textDetectors.flatMap((one) => [...one.anchors, ...(one.cased ?? [])]);
const pieces = fc.oneof(
  fc.constantFrom(...anchors),
  fc.constantFrom(...Array.from("\"'`\\=:;,.()[]{}<>|&$@#-+/ \t\r\n\0")),
  fc.constantFrom(
    "password",
    "value",
    "key",
    "name",
    "<<EOT\n",
    "${",
    "-----BEGIN PRIVATE KEY-----",
    " -p ",
    "://",
    "=>",
  ),
  fc.string({ maxLength: 12, unit: "binary" }),
);
const content = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));

describe("scanners take any text", () => {
  it("and give spans that lie in it, in order and apart", () => {
    fc.assert(
      fc.property(fc.constantFrom(...paths), content, (path, drawn) => {
        const text = sourceText(path, drawn);
        let last = 0;
        for (const { span } of detector.detect(text)) {
          expect(span.start).toBeGreaterThanOrEqual(last);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(text.bytes.length);
          last = span.end;
        }
      }),
      { numRuns: 1500 },
    );
  });

  it("also a real file that is cut anywhere", () => {
    const samples = [
      "configuration.samples",
      "infrastructure.samples",
      "code.samples",
      "commands.samples",
      "connections.samples",
      "files.samples",
    ].flatMap(sampleFiles);
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.double({ min: 0, max: 1, noNaN: true }), (sample, share) => {
        const cut = sample.content.slice(0, Math.floor(sample.content.length * share));
        expect(() => detector.detect(sourceText(sample.path, cut))).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});

/** Milliseconds of CPU: those of the wall would measure what else the machine does. */
function cost(path: string, drawn: string): number {
  const text = sourceText(path, drawn);
  const start = process.cpuUsage();
  detector.detect(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Costs of a text and of one four times as long; of several runs the least, where the first one is more than linear. */
function expectLinear(path: string, unit: string, times: number): void {
  let small = Infinity;
  let large = Infinity;
  for (let run = 0; run < 3; run++) {
    small = Math.min(small, cost(path, unit.repeat(times)));
    large = Math.min(large, cost(path, unit.repeat(4 * times)));
    // Twice the fourfold, and what a busy machine adds to so little.
    if (large < 8 * small + 60) return;
  }
  expect(large, path).toBeLessThan(8 * small + 60);
}

describe("four times the text takes no more than linear time", () => {
  const units: readonly (readonly [string, string])[] = [
    ...[...new Set(anchors)].map((anchor) => [JSON.stringify(anchor), anchor] as const),
    ["open brackets", "password=((((("],
    ["closing brackets", "password=a)))))"],
    ["blocks", 'variable "password" {{{'],
    ["quotes", `password="'"'`],
    ["backslashes", String.raw`password=\\\\\\\\"`],
    ["arguments", "credential(a,a,a,"],
    ["cookies", "cookie: a=b; "],
    ["commands", "curl -u -u "],
    ["rows", "insert into a (password, "],
    ["elements", "<password><value>"],
    ["pairs", '"value": "x", "name": "password" '],
    ["armour", "-----BEGIN PRIVATE KEY-----\n"],
    ["words", 'password = "some words"\n'],
    ["mappings", "- value: x\n  name: password\n"],
    ["items", "- password:\n  - x1y2z3\n"],
    ["lists", 'passwords = ["x1y2z3", '],
    ["string pieces", 'password = "a" + '],
    ["pieces of one string", '"password" + '],
    ["inserted strings", "insert into a (password) values ('"],
    ["written characters", String.raw`\x41\x42\x43\x44 `],
  ];

  it.each(units)("of %s", (_, unit) => {
    for (const path of ["a.yml", "a.py", "a.tf"]) expectLinear(path, unit, Math.ceil(6000 / unit.length));
  });

  it.each(["password,", "password,token\n", '"password";"', "secret\t\n"])("of a table of %j", (unit) => {
    expectLinear("a.csv", unit, 1000);
  });
});
