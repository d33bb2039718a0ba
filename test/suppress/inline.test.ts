import { describe, expect, it } from "vitest";
import type { SourceText } from "../../src/model/text.ts";
import { inlineIgnores } from "../../src/suppress/inline.ts";

// Assembled, so that a scan of this file finds no comment of ours in it.
const word = ["vaultlint", "ignore"].join("-");
const next = `${word}-next-line`;

function sourceText(content: string, path = "src/a.ts"): SourceText {
  return { path, bytes: Buffer.from(content), binary: false, encoding: "utf-8" };
}

function covers(content: string, line: number, ...rules: string[]): boolean {
  return inlineIgnores(sourceText(content))?.covers(line, rules) !== undefined;
}

/** What is said after the findings `line:rule` were asked for. */
function said(content: string, findings: readonly string[] = [], path?: string): string[] {
  const ignores = inlineIgnores(sourceText(content, path));
  for (const finding of findings) {
    const [line, rule = ""] = finding.split(":");
    ignores?.covers(Number(line), [rule]);
  }
  return (ignores?.unused() ?? []).map(({ message }) => message);
}

describe("a comment accepts a finding", () => {
  it.each([
    ["JavaScript", `x // ${word} aws/access-key -- test value`],
    ["no space after the slashes", `x //${word} aws/access-key -- test value`],
    ["C block", `x /* ${word} aws/access-key -- test value */`],
    ["block without reason", `x /* ${word} aws/access-key */`],

    ["shell, Python, YAML", `x # ${word} aws/access-key -- test value`],
    ["HTML, XML", `<x/> <!-- ${word} aws/access-key -- test value -->`],
    ["HTML without reason", `<x/> <!-- ${word} aws/access-key -->`],
    ["SQL, Lua", `x -- ${word} aws/access-key -- test value`],
    ["SQL without spaces", `x --${word} aws/access-key -- test value`],
    ["ini, Lisp", `x=1 ; ${word} aws/access-key -- test value`],
    ["TeX", `x % ${word} aws/access-key -- test value`],
    ["Visual Basic", `x ' ${word} aws/access-key -- test value`],
    ["batch", `REM ${word} aws/access-key -- test value`],
    ["Handlebars", `{{!-- ${word} aws/access-key --}}`],
    ["Jinja", `{# ${word} aws/access-key #}`],
    ["JSX", `{/* ${word} aws/access-key */}`],
    ["Pascal, OCaml", `(* ${word} aws/access-key *)`],
    ["PowerShell", `<# ${word} aws/access-key #>`],
    ["after another comment", `x // eslint-disable-line, ${word} aws/access-key -- test value`],
    ["by provider", `x // ${word} aws/* -- test value`],
    ["by provider in a block", `x /* ${word} aws/* -- test value */`],
    ["by provider in a block without spaces", `x /* ${word} aws/**/`],
    ["in a list", `x // ${word} jwt/token, aws/access-key -- test value`],
    ["in a list without spaces", `x // ${word} jwt/*,aws/access-key -- test value`],
    ["without reason", `x // ${word} aws/access-key`],
    ["with words that are no reason", `x // ${word} aws/access-key because it is a test`],
  ])("%s", (_, content) => {
    expect(covers(content, 1, "aws/access-key")).toBe(true);
    expect(covers(content, 1, "generic/password")).toBe(false);
    expect(covers(content, 2, "aws/access-key")).toBe(false);
  });

  it("that won over the one it names", () => {
    expect(covers(`x // ${word} generic/secret -- r`, 1, "aws/access-key", "generic/secret")).toBe(true);
  });

  it.each(["\n", "\r\n", "\r"])("on the next line, with %j as line end", (end) => {
    const content = ["first", `// ${next} aws/access-key -- r`, "secret", "after"].join(end);
    expect([1, 2, 3, 4].filter((line) => covers(content, line, "aws/access-key"))).toEqual([3]);
  });

  it("on its own line only, where two comments stand close", () => {
    const content = `a // ${word} aws/access-key -- r\nb // ${word} jwt/token -- r`;
    expect(covers(content, 1, "jwt/token")).toBe(false);
    expect(covers(content, 2, "jwt/token")).toBe(true);
  });

  it("of an AST check, whose id has no provider", () => {
    expect(covers(`x // ${word} no-hardcoded-credential -- r`, 1, "no-hardcoded-credential")).toBe(true);
  });
});

describe("what is no comment of ours accepts nothing", () => {
  it.each([
    `x // ${word}`,
    `x // ${word} -- because`,
    `x // ${word} * -- everything`,
    `x // ${word}d aws/access-key -- r`,
    `x // ${word}-file aws/access-key -- r`,
    `x // my-${word} aws/access-key -- r`,
    `x // ${word.toUpperCase()} aws/access-key -- r`,
    `x "${word} aws/access-key"`,
    `x \`${word} aws/access-key -- r\``,
    `x // ${word} aws -- r`,
    `x // ${word} access-key -- r`,
    `x // ${word} aws/access-* -- r`,
    `x /* ${word} jwt/token */ // aws/access-key`,
  ])("%s", (content) => {
    expect(covers(content, 1, "aws/access-key")).toBe(false);
  });

  it("and a text without the word costs nothing", () => {
    expect(inlineIgnores(sourceText("const a = 1;"))).toBeUndefined();
  });
});

describe("what is said of the comments", () => {
  it.each<[string, string, string[], string[]]>([
    ["used, with a reason", `\nx // ${word} aws/access-key -- test value`, ["2:aws/access-key"], []],
    [
      "unused",
      `\nx // ${word} aws/access-key -- r`,
      [],
      ["line 2: this vaultlint-ignore accepts no finding: remove it"],
    ],
    [
      "for another rule than that of the findings there",
      `x // ${word} generic/token -- r`,
      ["1:generic/secret", "1:aws/access-key"],
      ["line 1: this vaultlint-ignore accepts no finding: the rule there is aws/access-key, generic/secret"],
    ],
    [
      "unused next-line, placed where it stands",
      `// ${next} aws/access-key -- r\nx`,
      ["1:aws/access-key"],
      ["line 1: this vaultlint-ignore accepts no finding: remove it"],
    ],
    [
      "without reason",
      `x // ${word} aws/access-key`,
      ["1:aws/access-key"],
      ["line 1: this vaultlint-ignore gives no reason: write vaultlint-ignore RULE -- reason"],
    ],
    [
      "with a reason that says nothing",
      `x // ${word} aws/access-key -- ...`,
      ["1:aws/access-key"],
      ["line 1: this vaultlint-ignore gives no reason: write vaultlint-ignore RULE -- reason"],
    ],
    [
      "with a comment end for a reason",
      `x /* ${word} aws/access-key -- */`,
      ["1:aws/access-key"],
      ["line 1: this vaultlint-ignore gives no reason: write vaultlint-ignore RULE -- reason"],
    ],
    [
      "without rule",
      `x // ${word}`,
      ["1:aws/access-key"],
      ["line 1: this vaultlint-ignore names no rule, so it accepts nothing: write vaultlint-ignore RULE -- reason"],
    ],
    [
      "partly used",
      `x // ${word} aws/access-key, jwt/token -- r`,
      ["1:aws/access-key"],
      ["line 1: this vaultlint-ignore names a rule that finds nothing there: remove the rule from it"],
    ],
    ["in a string", `const a = "x // ${word} aws/access-key";`, [], []],
  ])("%s", (_, content, findings, expected) => {
    expect(said(content, findings)).toEqual(expected);
  });

  it("is a warning with the path", () => {
    expect(inlineIgnores(sourceText(`# ${word}`, "a/b.py"))?.unused()).toEqual([
      expect.objectContaining({ kind: "warning", path: "a/b.py" }),
    ]);
  });

  it("is nothing in prose, which explains the comment; there it still accepts", () => {
    const content = `<!-- ${word} aws/access-key -->\nwrite ${word} RULE`;
    expect(said(content, [], "README.md")).toEqual([]);
    expect(inlineIgnores(sourceText(content, "README.md"))?.covers(1, ["aws/access-key"])).toBeDefined();
  });

  it("does not repeat what stands in them", () => {
    const value = ["Zq8", "vT2mLx9", "Rw4"].join("");
    const contents = [`// ${word} ${value}`, `// ${word} aws/${value} -- ${value}`, `// ${word}: ${value}`];
    for (const content of contents) {
      expect(said(content)).toHaveLength(1);
      expect(said(content).join()).not.toContain(value.slice(0, 8));
    }
  });

  it("is cut short in a file of nothing else, which is read in one pass", () => {
    const messages = said(`# ${word} aws/access-key\n`.repeat(20_000));
    expect(messages).toHaveLength(22);
    expect(messages.at(-2)).toBe("9980 more vaultlint-ignore comments are unused or incomplete");
    expect(messages.at(-1)).toBe("only the first 10000 vaultlint-ignore comments count");
  });

  it("ends on a long line of comments", () => {
    expect(said(`/* ${word} aws/access-key */`.repeat(9000), ["1:aws/access-key"])).toHaveLength(21);
  });
});

it("a comment without a reason accepts nothing where the policy asks for one", () => {
  const content = `a # ${word} aws/access-key\nb # ${word} aws/access-key -- test value\n`;
  const ignores = inlineIgnores(sourceText(content), [], { needsReason: true });
  expect([1, 2].map((line) => ignores?.covers(line, ["aws/access-key"]) !== undefined)).toEqual([false, true]);
  expect(ignores?.unused().map(({ message }) => message)).toEqual([
    expect.stringMatching(/^line 1: .* accepts nothing, for the config's baselinePolicy asks for a reason/u),
  ]);
});
