import { describe, expect, it } from "vitest";
import type { Candidate } from "../../../src/model/candidate.ts";
import type { PartRule } from "../../../src/model/rule.ts";
import { createDetector } from "../../../src/detect/detector.ts";
import { isOneBlock } from "../../../src/detect/parts/block.ts";
import { withParts } from "../../../src/detect/parts/parts.ts";
import { agreement, stemOf } from "../../../src/detect/parts/stem.ts";
import { ruleNameOf } from "../../../src/detect/rule-names.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

describe("the stem of a name", () => {
  it.each([
    ["AWS_SECRET_ACCESS_KEY", ["aws"]],
    ["awsAccessKeyId", ["aws"]],
    ["prod.db.password", ["db", "prod"]],
    ["DB_PASSWORD_PROD", ["db", "prod"]],
    ["clientsecret", ["client"]],
    ["clientId", ["client"]],
    ["DBUser", ["db"]],
    ["password", []],
    ["", []],
  ])("of %s", (name, expected) => {
    expect(stemOf(name)).toEqual(expected);
  });

  it.each<[string, string, number | undefined]>([
    ["DB_USER", "dbPassword", 0],
    ["user", "db_password", 1],
    ["MAIL_USER", "DB_PASSWORD", undefined],
  ])("of %s and %s", (a, b, expected) => {
    expect(agreement(stemOf(a), stemOf(b))).toBe(expected);
  });
});

/** Says whether `A` and `B` of the text stand in one block. */
function isTogether(path: string, text: string): boolean {
  const [a, b] = [text.indexOf("A"), text.indexOf("B")] as const;
  return isOneBlock(path, text, [
    { start: a, end: a + 1 },
    { start: b, end: b + 1 },
  ]);
}

describe("a block", () => {
  it.each([
    ["a.json", '{"u": "A", "more": {"x": [1]}, "p": "B"}'],
    ["a.json", '[{"name": "u", "value": "A"}, {"name": "p", "value": "B"}]'],
    ["a.js", 'process.env["u"] = "A";\nprocess.env["p"] = "B";'],
    ["a.java", 'p.set("u", "A");\np.set("p", "B");'],
    ["a.ts", 'const u: Record<string> = "A";\nconst p: Record<string> = "B";'],
    ["a.xml", "<s>\n<u>A</u>\n<x><y/></x>\n<p>B</p></s>"],
    ["a.xml", '<add key="u" value="A"/>\n<!-- a -->\n<add key="p" value="B"/>'],
    ["a.xml", '<s u="A"\n p="B"/>'],
    ["a.yml", "a:\n  u: A\n\n  # more\n  p: B\n"],
    ["a.yml", "- u: A\n  p: B\n"],
    ["a.yml", "e:\n  - U=A\n  - P=B\n"],
    ["a.yml", "- name: u\n  value: A\n- name: p\n  value: B\n"],
    ["a.ini", "u = A\np = B\n"],
    [".env", "U=A\n\nP=B\n"],
    ["a.py", 'f(u="A",\n  p="B")\n'],
  ])("in %s: %s", (path, text) => {
    expect(isTogether(path, text)).toBe(true);
  });

  it.each([
    ["a.json", '[{"u": "A"}, {"p": "B"}]'],
    ["a.json", '{"a": {"u": "A"}, "p": "B"}'],
    ["a.json", '{"u": "A", "b": {"p": "B"}}'],
    ["a.js", 'f({ u: "A" });\nf({ p: "B" });'],
    ["a.xml", "<a><s><u>A</u></s><s><p>B</p></s></a>"],
    ["a.yml", "a:\n  u: A\nb:\n  p: B\n"],
    ["a.yml", "u: A\nb:\n  p: B\n"],
    ["a.yml", "- u: A\n- p: B\n"],
    ["a.yml", "u: A\n---\np: B\n"],
    ["a.ini", "[a]\nu = A\n[b]\np = B\n"],
    ["a.py", 'def a():\n  u = "A"\ndef b():\n  p = "B"\n'],
    ["a.go", 'func a() { u := "A" }\nfunc b() { p := "B" }\n'],
  ])("ends in %s: %s", (path, text) => {
    expect(isTogether(path, text)).toBe(false);
  });
});

const detector = createDetector();
const asked = (ruleId: string): readonly PartRule[] | undefined => ruleNameOf(ruleId)?.with;

function found(path: string, content: string, rules = asked): Candidate[] {
  const text = sourceText(path, content);
  return withParts(text, detector.detect(text), rules);
}

describe("parts", () => {
  const random = seeded("parts");
  const password = (): string => fill("${alnum:9}x7Q${alnum:8}", random);

  it("are looked for by the rule that a user names, as many lines away as it says", () => {
    const content = `owner = ops\n${"#\n".repeat(9)}password = ${password()}\n`;
    const rule: PartRule = { role: "account", names: ["owner"] };
    const parts = (within: number): unknown =>
      found("a.ini", content, (ruleId) => (ruleId === "generic/password" ? [{ ...rule, within }] : undefined))[0]
        ?.related;
    expect(parts(9)).toBeUndefined();
    expect(parts(10)).toEqual([{ role: "account", span: { start: 8, end: 11 } }]);
  });

  it("that stand for many secrets are given to each of them, others to one", () => {
    const content = `user = a\ntenant_id = b\npassword = ${password()}\npassword = ${password()}\n`;
    const rules: readonly PartRule[] = [
      { role: "user", names: ["user"] },
      { role: "tenant", names: ["tenant_id"] },
    ];
    expect(found("a.ini", content, () => rules).map(({ related }) => related?.map(({ role }) => role))).toEqual([
      ["user", "tenant"],
      ["tenant"],
    ]);
  });

  it("are found in a long list of secrets too", () => {
    const content = Array.from(
      { length: 6000 },
      (_, i) => `user=u${String(i)}x\npassword=Ab${String(100_000 + i)}!xY\n`,
    ).join("");
    const all = found("a.env", content);
    expect(all.length).toBeGreaterThan(5500);
    expect(all.filter(({ related }) => related?.length === 1).length).toBeGreaterThan(5500);
  });

  it("are the same however often they are asked for", () => {
    const content = Array.from({ length: 30 }, () => `user=${password()}\npassword=${password()}\n`).join("");
    expect(found("a.env", content)).toEqual(found("a.env", content));
  });

  it.each([
    ["names without end", (line: string) => `${"user ".repeat(60)}${line}`],
    ["brackets that never close", (line: string) => `${"([{<".repeat(200)}${line}`],
    ["quotes that never close", (line: string) => `user="a" ${"'".repeat(333)}${'`"'.repeat(200)}${line}`],
    ["one line", (line: string) => `${line.trimEnd()} `],
  ])("take time that grows with the text: %s", (_, around) => {
    const cost = (count: number): number => {
      const content = Array.from({ length: count }, () => around(`user=a1 password=${password()}\n`)).join("");
      const text = sourceText("a.env", content);
      const candidates = detector.detect(text);
      const least = [1, 2, 3].map(() => {
        const start = process.cpuUsage();
        withParts(text, candidates, asked);
        const { user, system } = process.cpuUsage(start);
        return user + system;
      });
      return Math.min(...least);
    };
    cost(200);
    // Twice as much would be linear; other work on the machine is allowed for.
    expect(cost(800)).toBeLessThan(12 * Math.max(cost(200), 4000));
  });
});
