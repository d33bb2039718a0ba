import { createHash } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { carryOver, readAccepted } from "../../src/suppress/import/import.ts";
import { fill, seeded } from "../detect/generate.ts";
import { places, treeOf, type Tree } from "./scanned.ts";

const random = seeded("import");
const [first, second, third] = ["", "", ""].map(() => fill("${alnum:16}!${alnum:15}", random)) as [
  string,
  string,
  string,
];
const files = {
  "src/a.ts": `// top\nexport const dbPassword = "${first}";\n`,
  "src/b.ts": `export const dbPassword = "${second}";\n`,
};
const sha1 = (value: string): string => createHash("sha1").update(value).digest("hex");
const commit = "0123456789abcdef0123456789abcdef01234567";

async function imported(content: string | object, tree: Tree = treeOf(files)) {
  tree.write({ "in/foreign": typeof content === "string" ? content : JSON.stringify(content) });
  const { report, isScanned } = await tree.scan({ paths: ["src"] });
  const { findings, left, total } = carryOver(
    await readAccepted(join(tree.root, "in/foreign")),
    report.findings,
    isScanned,
  );
  return { findings: places(findings).map((place) => place.split(" ")[0]), left, total };
}

describe(".gitleaksignore", () => {
  it("accepts what stands on its lines today, and says what does not", async () => {
    const ignore = [
      "# known",
      "",
      "src/a.ts:generic-api-key:2",
      `${commit}:src/b.ts:generic-api-key:1`,
      `${commit}:src/b.ts:generic-api-key:9`,
      `${commit}:src/gone.ts:generic-api-key:9`,
      "nothing we know",
    ];
    expect(await imported(ignore.join("\n"))).toEqual({
      findings: ["src/a.ts:2", "src/b.ts:1"],
      left: [
        "line 5: nothing is found there now",
        "line 6: its file was not scanned",
        "line 7: is no fingerprint (file:rule:line)",
      ],
      total: 5,
    });
  });
});

describe("a report of gitleaks", () => {
  const entry = (File: string, StartLine: number, Secret: string): object => ({
    RuleID: "generic-api-key",
    File,
    StartLine,
    Secret,
    Fingerprint: `${File}:generic-api-key:${String(StartLine)}`,
  });

  it("accepts its values, also on lines that moved and where only a part was matched", async () => {
    const report = [entry("./src/a.ts", 77, first), entry("src\\b.ts", 1, second.slice(2))];
    expect(await imported(report)).toEqual({ findings: ["src/a.ts:2", "src/b.ts:1"], left: [], total: 2 });
  });

  it("does not accept another value on the line", async () => {
    expect(await imported([entry("src/a.ts", 2, third)])).toEqual({
      findings: [],
      left: ["finding 1: another value stands there now"],
      total: 1,
    });
  });

  it.each(["REDACTED", "abcd..."])("goes by the line where the value is redacted (%s)", async (value) => {
    expect((await imported([entry("src/a.ts", 2, value), entry("src/b.ts", 2, value)])).findings).toEqual([
      "src/a.ts:2",
    ]);
  });

  it("names an entry that it cannot read", async () => {
    expect((await imported([{ File: 3 }])).left).toEqual(["finding 1: has no File or StartLine"]);
  });
});

describe(".secrets.baseline", () => {
  const baseline = (results: Record<string, object[]>): object => ({ version: "1.5.0", plugins_used: [], results });

  it("accepts values by their hash, wherever they stand in the file", async () => {
    const entries = {
      "src/a.ts": [{ type: "Secret Keyword", hashed_secret: sha1(first), line_number: 40 }],
      "src/b.ts": [
        { type: "Secret Keyword", hashed_secret: sha1(third), line_number: 1 },
        { type: "Secret Keyword", hashed_secret: "x", line_number: 1 },
      ],
    };
    expect(await imported(baseline(entries))).toEqual({
      findings: ["src/a.ts:2"],
      left: ["entry 2: another value stands there now", "entry 3: has no hash"],
      total: 3,
    });
  });

  it("leaves out what was audited as a real secret", async () => {
    const entry = { type: "Secret Keyword", hashed_secret: sha1(first), line_number: 2 };
    expect((await imported(baseline({ "src/a.ts": [{ ...entry, is_secret: true }] }))).left).toEqual([
      "entry 1: was audited as a real secret: rotate it",
    ]);
    expect((await imported(baseline({ "src/a.ts": [{ ...entry, is_secret: false }] }))).findings).toHaveLength(1);
  });
});

describe("a file of another kind is refused without quoting it", () => {
  it.each<[string, string]>([
    ["text", `just ${first} text`],
    ["JSON of another shape", JSON.stringify({ secret: first })],
    ["broken JSON", `[{"File": "${first}"`],
    ["an empty file", ""],
  ])("%s", async (_, content) => {
    const message = await imported(content).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    expect(message).toMatch(/is nothing that can be imported: name a \.gitleaksignore/u);
    expect(message).not.toContain(first);
  });
});
