// The engine finds what the plain reference finds: the same candidates, in every field, for any text.
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { scanBuffer } from "../../src/detect/kernel/kernel.ts";
import { shippedRules } from "../../src/detect/shipped-rules.ts";
import { textDetectors } from "../../src/detect/text-detectors.ts";
import { compare, engine } from "./agreement.ts";
import { complete, fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

interface RuleFile {
  rules: {
    id: string;
    checksum?: string;
    parameters?: Record<string, string[]>;
    generate?: string;
    tests: { positive: string[]; negative: string[] };
  }[];
}

const rulesDirectory = new URL("../../rules/", import.meta.url);
const rules = readdirSync(rulesDirectory)
  .filter((name) => name.endsWith(".yml") && name !== "tail.yml")
  .flatMap((file) => (parse(readFileSync(new URL(file, rulesDirectory), "utf8")) as RuleFile).rules);
const random = seeded(1);
const values = rules.flatMap((rule) =>
  rule.generate === undefined ? [] : [complete(rule, fill(rule.generate, random))],
);

describe("the engine and the plain reference agree", () => {
  it("on the examples of every rule", () => {
    let found = 0;
    for (const rule of rules) {
      const value = rule.generate === undefined ? "" : complete(rule, fill(rule.generate, random));
      const examples = [...rule.tests.positive, ...rule.tests.negative].map((example) =>
        fill(
          example.replaceAll("${value}", () => value),
          random,
        ),
      );
      found += compare("config.txt", examples.join("\n")).length;
    }
    expect(found).toBeGreaterThan(rules.length);
  });

  const names = [
    ...shippedRules().flatMap((rule) => [...(rule.names ?? []), ...(rule.anchors ?? [])]),
    ...textDetectors.flatMap(({ anchors, cased = [] }) => [...anchors, ...cased]),
    ..."password dbPassword API_TOKEN clientSecret --password keystore_password authorizedToken authored_key authorization_key private_key Authorization: pwd user server value name".split(
      " ",
    ),
  ];
  const signs = [
    ...Array.from("=:;,.(){}[]<>\"'`\\/+-_|@#$%&*? \t\n"),
    ...[
      '"value": ',
      "default=",
      "val",
      "new ",
      "[]byte(",
      " or ",
      ' || "',
      "{{",
      '"${',
      "<<EOF\n",
      ".equals(",
      ":-",
      " string = ",
    ],
    ...[
      "#define ",
      "ENV ",
      "${",
      "--",
      'name="',
      '">',
      "</key><string>",
      '"x" == ',
      " As String = ",
      "Some(",
      "\n  - ",
      "q(",
      "!=",
      "set -gx ",
      "setenv ",
      "? ",
      '"""\n',
      "@'\n",
      "=\\\n",
      "|-\n\n  ",
      '"%d',
      "; c",
      "db.password ",
    ],
    ...[
      "[%key:",
      "%]",
      '", "',
      '": "x',
      "=other, ",
      ": other)",
      "\\u05e1",
      "\n  # ",
      "Authorization: ",
      '{"name": "',
      '"}, {"',
      "\nvalue: ",
      "-w ",
      'a.get("',
      'a["',
      '"] or "',
      '")',
    ],
    "\r\n",
    ": ",
    " = ",
    '": "',
    "://",
    "://u:",
    "é",
    "日本",
    "\u{1f511}",
    "\0",
  ];
  const word = fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ0189_-+/=.")), maxLength: 40 });
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...names) },
    { weight: 3, arbitrary: fc.constantFrom(...values) },
    { weight: 5, arbitrary: fc.constantFrom(...signs) },
    { weight: 1, arbitrary: word },
  );
  const paths = fc.constantFrom(
    "a.ts",
    ".env",
    "a.yml",
    "config.txt",
    "test/a.py",
    "web.xml",
    "run.sh",
    "i18n/de.json",
  );

  it("where a name ends with what a sentence may begin with", () => {
    expect(compare("a.ts", 'fb_secrettoken is "9Xsecret-live-"', false)).toEqual([]);
  });

  it("on random mixes of names, values, signs and any letters", () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 120, size: "max" }), paths, fc.boolean(), (pieces, path, binary) => {
        found += compare(path, pieces.join(""), binary).length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it("on any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        compare("a.bin", Buffer.from(bytes), true);
      }),
    );
  });

  it("where a text is scanned in pieces, and where it lies in the scanner's memory", () => {
    const [token = ""] = values;
    const line = `const apiToken = "${fill("${alnum:32}", random)}"; // ${token}\n`;
    const large = Buffer.alloc(2_300_000, "a plain text without anything\n");
    // Around the places where a piece of the text, or of its copy, ends.
    for (const edge of [262_144, 524_288, 2_095_104, 2_097_152]) {
      for (let shift = -200; shift <= 200; shift += 80) large.write(line, edge + shift * 2, "latin1");
    }
    const found = compare("large.ts", large);
    expect(found.length).toBeGreaterThan(10);
    const direct = scanBuffer(large.length);
    expect(direct).toBeDefined();
    if (direct) {
      large.copy(direct);
      expect(engine.detect(sourceText("large.ts", direct))).toEqual(found);
    }
  });
});
