import { describe, expect, it } from "vitest";
import { createUserRuleSearch } from "../../../src/detect/user-rules/search.ts";
import type { UserRuleData } from "../../../src/detect/user-rules/user-rule.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";
import { userRule } from "./user-rule.ts";

const random = seeded("user rules");
const token = fill("acmq_${lower:8}${digit:12}", random);
const hex = fill("${hex:32}", random);
const byToken = { pattern: "acmq_[a-z0-9]{20}" };

/** The texts that a rule takes for values. */
function values(part: Partial<UserRuleData>, content: string, path = "a.txt"): string[] {
  const text = sourceText(path, content);
  return createUserRuleSearch([userRule(part)])
    .search(text, () => undefined)
    .map(({ span }) => text.bytes.toString("utf8", span.start, span.end));
}

describe("a rule of a user finds", () => {
  it.each<[string, Partial<UserRuleData>, string, string[]]>([
    ["a pattern with a literal", byToken, `x = "${token}"`, [token]],
    ["a literal in the middle of a match", { pattern: "[0-9]{1,9}zqxj[a-z]{3}" }, "a 12zqxjabc b", ["12zqxjabc"]],
    ["the group named secret", { pattern: "acmq: (?<secret>[a-f0-9]{32})" }, `acmq: ${hex}`, [hex]],
    [
      "the second of two secrets",
      { pattern: "acmq: (?:x(?<secret>y)|(?<secret2>[a-f0-9]{32}))" },
      `acmq: ${hex}`,
      [hex],
    ],
    ["a value behind a name", { names: ["acmq"], value: "[0-9a-f]{32}" }, `acmq_secret = ${hex}`, [hex]],
    ["what only its keyword announces", { pattern: "[0-9a-f]{32}", keywords: ["Acmq"] }, `# ACMQ\nid ${hex}`, [hex]],
    ["nothing without the keyword", { pattern: "[0-9a-f]{32}", keywords: ["acmq"] }, `id ${hex}`, []],
    ["nothing where the keyword of a literal rule is missing", { ...byToken, keywords: ["zqxj"] }, token, []],
    ["nothing that a word character touches", byToken, `${token}x`, []],
    ["nothing below the entropy", { ...byToken, entropy: 5 }, token, []],
  ])("%s", (_, part, content, expected) => {
    expect(values(part, content)).toEqual(expected);
  });

  it("only files of its path", () => {
    const part = { ...byToken, path: "^src/.*\\.env$" };
    expect(values(part, token, "src/a.env")).toEqual([token]);
    expect(values(part, token, "src/a.ts")).toEqual([]);
  });

  it("a file by its path alone, and takes nothing of it for a value", () => {
    const search = createUserRuleSearch([userRule({ path: "\\.p12$" })]);
    expect(search.search(sourceText("k/a.p12", `${token}\nrest`), () => undefined)).toMatchObject([
      { holdsValue: false, span: { start: 0, end: token.length } },
    ]);
    expect(search.search(sourceText("a.pem", token), () => undefined)).toEqual([]);
  });
});

describe("an allow list", () => {
  it.each<[string, NonNullable<UserRuleData["allow"]>[number], string, boolean]>([
    ["of paths", { paths: ["^test/"] }, `x = ${token}`, false],
    ["of paths elsewhere", { paths: ["^src/"] }, `x = ${token}`, true],
    ["of values", { values: ["^acmq_"] }, `x = ${token}`, false],
    ["of matches", { matches: ["acmq_[a-z]"] }, `x = ${token}`, false],
    ["of lines", { lines: ["# sample"] }, `x = ${token} # sample`, false],
    ["of another line", { lines: ["# sample"] }, `# sample\nx = ${token}`, true],
    ["of words without case", { words: ["ACMQ"] }, `x = ${token}`, false],
    ["that needs all, and has all", { when: "all", paths: ["^test/"], values: ["acmq"] }, token, false],
    ["that needs all, and has one", { when: "all", paths: ["^src/"], values: ["acmq"] }, token, true],
    ["that needs one, and has one", { paths: ["^src/"], values: ["acmq"] }, token, false],
  ])("%s", (_, entry, content, isFound) => {
    expect(values({ ...byToken, allow: [entry] }, content, "test/a.txt")).toHaveLength(isFound ? 1 : 0);
  });

  it.each<[string, Partial<UserRuleData>]>([
    ["a literal", { pattern: "[a-z]{0,9}acmq_(?<secret>[a-z0-9]{20})" }],
    ["keywords", { pattern: "[a-z]{0,19}[_](?<secret>[a-z0-9]{20})", keywords: ["acmq"] }],
  ])("is not evaded by a shorter match inside of the one that it allows, found by %s", (_, part) => {
    const rule = { ...part, boundary: "none", allow: [{ matches: ["^sample"] }] } as const;
    expect(values(rule, `sample${token}`)).toEqual([]);
    expect(values(rule, `other${token}`)).toEqual([token.slice(5)]);
  });

  it("lets the next match on the line be found", () => {
    const other = fill("acmq_${digit:20}", random);
    expect(values({ ...byToken, allow: [{ values: [`^${token}$`] }] }, `${token} ${other}`)).toEqual([other]);
  });
});
