import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { parseRuleFile } from "../../src/config/rule-files.ts";
import { createUserRuleSearch } from "../../src/detect/user-rules/search.ts";
import { UserError } from "../../src/model/error.ts";
import { importRules, type Imported } from "../../src/rule-import/import.ts";
import { noteLines } from "../../src/rule-import/notes.ts";
import { fill, seeded } from "../detect/generate.ts";
import { sourceText } from "../detect/source-text.ts";

const options = { provider: "imported", knownRules: new Set<string>() };

async function imported(files: Readonly<Record<string, string>> | string): Promise<Imported> {
  const all = typeof files === "string" ? { ".gitleaks.toml": files } : files;
  const root = await mkdtemp(join(tmpdir(), "vaultlint-import-"));
  for (const [name, content] of Object.entries(all)) await writeFile(join(root, name), content);
  // gitleaks looks for the files that a config extends from where it runs.
  const cwd = vi.spyOn(process, "cwd").mockReturnValue(root);
  try {
    return await importRules(join(root, ".gitleaks.toml"), options);
  } finally {
    cwd.mockRestore();
    await rm(root, { recursive: true });
  }
}

async function rulesOf(toml: string): Promise<Record<string, unknown>[]> {
  const { text = "" } = await imported(toml);
  return (parse(text) as { rules: Record<string, unknown>[] }).rules;
}

/** Which of the texts the imported rules find. */
async function found(toml: string, texts: readonly string[], path = "a.txt"): Promise<string[]> {
  const { text = "" } = await imported(toml);
  const search = createUserRuleSearch(parseRuleFile(text, "rules.yml", new Map()));
  return texts.flatMap((content) =>
    search
      .search(sourceText(path, content), () => undefined)
      .map(({ span }) => Buffer.from(content).toString("utf8", span.start, span.end)),
  );
}

const rule = `
[[rules]]
id = "acme-key"
description = "Acme key"
regex = '''acmq_[a-z0-9]{20}'''
`;
const random = seeded("import");
const token = fill("acmq_${lower:8}${digit:12}", random);
const hex = fill("${hex:32}", random);

describe("a rule of gitleaks is carried over:", () => {
  it("with its regex, keywords, entropy and path", async () => {
    const toml = `${rule}keywords = ["Acmq", "acme"]\nentropy = 3.5\npath = '''\\.env$'''\n`;
    expect(await rulesOf(toml)).toEqual([
      {
        id: "imported/acme-key",
        title: "Acme key",
        keywords: ["Acmq", "acme"],
        path: "\\.env$",
        entropy: 3.5,
        pattern: "acmq_[0-9a-z]{20}",
        boundary: "none",
      },
    ]);
  });

  it("with a path alone", async () => {
    expect(await rulesOf(`[[rules]]\nid = "keystore"\npath = '''(?i)\\.p12$'''\n`)).toEqual([
      { id: "imported/keystore", title: "Keystore", path: "\\.[Pp]12$" },
    ]);
  });

  it.each<[string, string, string]>([
    ["the whole match where there is no group", "acmq: [a-f0-9]{32}", `acmq: ${hex}`],
    ["the first group", "acmq: ([a-f0-9]{32})", hex],
    ["the first group that takes part", "acmq: (?:(zqxj)|([a-f0-9]{32}))", hex],
  ])("takes for the value %s", async (_, regex, value) => {
    const toml = `[[rules]]\nid = "acme"\nregex = '''${regex}'''\n`;
    expect(await found(toml, [`x acmq: ${hex}`])).toEqual([value]);
  });

  it("takes for the value the group of secretGroup", async () => {
    const toml = `[[rules]]\nid = "acme"\nregex = '''(acmq): ([a-f0-9]{32})'''\nsecretGroup = 2\n`;
    expect(await found(toml, [`acmq: ${hex}`])).toEqual([hex]);
  });

  it("in any case where the regex says so", async () => {
    const toml = `[[rules]]\nid = "acme"\nregex = '''(?i)acmq_[a-z0-9]{20}'''\n`;
    expect(await rulesOf(toml)).toMatchObject([{ pattern: "acmq_[0-9a-z]{20}", ignoreCase: true }]);
    expect(await found(toml, [token.toUpperCase()])).toEqual([token.toUpperCase()]);
  });

  it("with repetitions that end, and tells it", async () => {
    const { text = "", notes } = await imported(`[[rules]]\nid = "acme"\nregex = '''acmq_[a-z]+'''\n`);
    expect(text).toContain("acmq_[a-z]{1,4000}");
    expect(noteLines(notes)).toEqual(["changed: acme: repetitions without end match 4000 times at most"]);
  });

  it("under an id that is free", async () => {
    const { text = "" } = await imported(`${rule}${rule.replace("acme-key", "Acme Key")}`);
    expect((parse(text) as { rules: { id: string }[] }).rules.map(({ id }) => id)).toEqual([
      "imported/acme-key",
      "imported/acme-key-2",
    ]);
  });

  it("with a description on one line of comment", async () => {
    const { text = "" } = await imported(rule.replace('"Acme key"', '"first\\nrules: []"'));
    expect(text).toContain("# acme-key: first rules: []");
    expect((parse(text) as { rules: unknown[] }).rules).toHaveLength(1);
  });
});

describe("an allow list of gitleaks", () => {
  const other = fill("acmq_${digit:20}", random);
  it.each<[string, string, string, string[]]>([
    ["of secrets", `[[rules.allowlists]]\nregexes = ['''^acmq_[0-9]+$''']`, "a.txt", [token]],
    ["of secrets, in the old form", `[rules.allowlist]\nregexes = ['''^acmq_[0-9]+$''']`, "a.txt", [token]],
    ["of matches", `[[rules.allowlists]]\nregexTarget = "match"\nregexes = ["^acmq_[a-z]"]`, "a.txt", [other]],
    ["of lines", `[[rules.allowlists]]\nregexTarget = "line"\nregexes = ["sample"]`, "a.txt", [token]],
    ["of paths", `[[rules.allowlists]]\npaths = ["(?i)^DOCS/"]`, "docs/a.txt", []],
    ["of stop words", `[[rules.allowlists]]\nstopwords = ["${token.slice(5, 9).toUpperCase()}"]`, "a.txt", [other]],
    [
      "that needs all",
      `[[rules.allowlists]]\ncondition = "AND"\npaths = ["^src/"]\nregexes = ["acmq"]`,
      "a.txt",
      [token, other],
    ],
    [
      "that needs all, and has all",
      `[[rules.allowlists]]\ncondition = "&&"\npaths = ["txt$"]\nregexes = ["[a-z]{8}"]`,
      "a.txt",
      [other],
    ],
    ["for all rules", `[[allowlists]]\nregexes = ['''^acmq_[0-9]+$''']`, "a.txt", [token]],
    [
      "for rules that it names",
      `[[allowlists]]\ntargetRules = ["acme-key"]\nregexes = ['''[0-9]{20}''']`,
      "a.txt",
      [token],
    ],
  ])("%s", async (_, list, path, expected) => {
    expect(await found(`${rule}${list}\n`, [`x = ${token}`, `sample = ${other}`], path)).toEqual(expected);
  });

  it("says which plain paths belong into the config", async () => {
    const { ignore, notes } = await imported(`${rule}[allowlist]\npaths = ["^vendor/", "(?i)\\\\.PNG$"]\n`);
    expect(ignore).toEqual(["/vendor/"]);
    expect(noteLines(notes)).toEqual([
      "note: allowlist[0]: some of its paths hold for the imported rules only: name those files in ignore of the config",
    ]);
  });
});

describe("what cannot be carried over is told:", () => {
  it.each<[string, string, string]>([
    [
      "classes of Unicode",
      `[[rules]]\nid = "a"\nregex = '''acmq\\p{L}{9}'''`,
      "left out: a: a regex of it uses classes of Unicode (\\p)",
    ],
    [
      "a repetition in a repetition",
      `[[rules]]\nid = "a"\nregex = '''acmq(?:[a-z]+)+x'''`,
      "left out: a: its pattern repeats a group that repeats",
    ],
    [
      "nothing to search by",
      `[[rules]]\nid = "a"\nregex = '''[a-f0-9]{32}'''`,
      "left out: a: its pattern holds no literal",
    ],
    [
      "a group that there is not",
      `[[rules]]\nid = "a"\nregex = '''acmq_(x)'''\nsecretGroup = 2`,
      "left out: a: a regex of it has no group",
    ],
    [
      "a rule that needs others",
      `${rule}[[rules.required]]\nid = "b"`,
      "left out: acme-key: it counts only near matches of other rules",
    ],
    ["a rule that is not reported", `${rule}skipReport = true`, "left out: acme-key: it is not reported by itself"],
    ["a rule without id", `[[rules]]\nregex = "x"`, "left out: rules[0]: it has no id"],
    ["a rule with nothing", `[[rules]]\nid = "a"`, "left out: a: it has neither regex nor path"],
    ["tags", `${rule}tags = ["a"]`, "changed: acme-key: tags are not carried over"],
    ["an unknown key", `${rule}colour = "red"`, "left out: acme-key: the key colour is not known"],
    ["a value of another type", `${rule}entropy = "high"`, "left out: acme-key: entropy is no number"],
    [
      "commits",
      `${rule}[[rules.allowlists]]\ncommits = ["abc"]\nregexes = ["x"]`,
      "left out: acme-key: allowlists[0].commits: commits cannot be named",
    ],
    [
      "an allow list that needs a commit",
      `${rule}[[rules.allowlists]]\ncondition = "AND"\ncommits = ["abc"]\nregexes = ["x"]`,
      "left out: acme-key: allowlists[0]: commits cannot be named",
    ],
    [
      "an allow list that needs what is left out",
      `${rule}[[rules.allowlists]]\ncondition = "AND"\npaths = ["x"]\nregexes = ["\\\\pL"]`,
      "left out: acme-key: allowlists[0]: it needs all of its lists",
    ],
    [
      "a condition that there is not",
      `${rule}[[rules.allowlists]]\ncondition = "XOR"\nregexes = ["x"]`,
      "left out: acme-key: allowlists[0]: its condition is neither AND nor OR",
    ],
    [
      "a target that there is not",
      `${rule}[[rules.allowlists]]\nregexTarget = "file"\nregexes = ["x"]`,
      "left out: acme-key: allowlists[0]: its regexTarget is none of",
    ],
    [
      "an allow list for rules that there are not",
      `${rule}[[allowlists]]\ntargetRules = ["zeta"]\nregexes = ["x"]`,
      "left out: allowlists[0].targetRules: it names rules that the file does not hold",
    ],
    ["the rules of gitleaks", `${rule}[extend]\nuseDefault = true`, "note: extend.useDefault: in place of the rules"],
    [
      "rules of gitleaks that are off",
      `${rule}[extend]\nuseDefault = true\ndisabledRules = ["x"]`,
      "left out: extend.disabledRules: the rules of vaultlint are switched off in the config",
    ],
    [
      "what would be fetched",
      `${rule}[extend]\nurl = "https://example.test"`,
      "left out: extend.url: nothing is fetched",
    ],
  ])("%s", async (_, toml, line) => {
    const { notes } = await imported(`${toml}\n`);
    expect(
      noteLines(notes).some((each) => each.startsWith(line)),
      noteLines(notes).join("\n"),
    ).toBe(true);
  });

  it("an allow list that needs what is left out allows nothing", async () => {
    const list = `[[rules.allowlists]]\ncondition = "AND"\npaths = ["txt$"]\nregexes = ["\\\\pL"]\n`;
    expect(await found(`${rule}${list}`, [token])).toEqual([token]);
  });

  it("no rule at all, and then no file is made", async () => {
    const { text, notes } = await imported(`[extend]\nuseDefault = true\n[allowlist]\nregexes = ["x"]\n`);
    expect(text).toBeUndefined();
    expect(noteLines(notes)).toContain("left out: allowlist[0]: no rule was carried over that it could be for");
  });

  it.each(["commits = ['0123abcd']", "stopwords = ['sample']", "regexes = ['sample']"])(
    "paths that count only together with %s as no pattern of `ignore`",
    async (other) => {
      const list = `[[allowlists]]\ncondition = "AND"\npaths = ["^vendor/"]\n${other}\n`;
      const { ignore } = await imported(`${rule}${list}`);
      expect(ignore).toEqual([]);
    },
  );

  it("a list of paths alone as patterns of `ignore`, so that nothing of it is left out", async () => {
    const { ignore, notes } = await imported(
      "[extend]\nuseDefault = true\n[allowlist]\npaths = ['testdata', '(^|/)cmd/rules', '\\.(png|jpe?g)$']\n",
    );
    expect(ignore).toEqual(["*testdata*", "**/cmd/rules*", "*.png", "*.jpg", "*.jpeg"]);
    expect(noteLines(notes)).toEqual([
      "note: extend.useDefault: in place of the rules that come with gitleaks those of vaultlint hold",
    ]);
  });
});

describe("a config that extends another", () => {
  const base = `${rule}keywords = ["acmq"]\n[[rules]]\nid = "zeta"\nregex = '''zqxj[0-9]{20}'''\n`;
  it("adds to its rules, changes them and leaves some out", async () => {
    const own = `[extend]\npath = "base.toml"\ndisabledRules = ["zeta"]\n[[rules]]\nid = "acme-key"\nentropy = 2.5\nkeywords = ["acme"]\n[[rules]]\nid = "mine"\nregex = "wvkq[0-9]{20}"\n`;
    const { text = "" } = await imported({ ".gitleaks.toml": own, "base.toml": base });
    expect((parse(text) as { rules: object[] }).rules).toMatchObject([
      { id: "imported/acme-key", pattern: "acmq_[0-9a-z]{20}", keywords: ["acmq", "acme"], entropy: 2.5 },
      { id: "imported/mine" },
    ]);
  });

  it("must name a file that exists", async () => {
    await expect(imported(`[extend]\npath = "none.toml"\n${rule}`)).rejects.toThrow("none.toml does not exist");
  });

  it("is not followed in circles", async () => {
    const { notes, carried } = await imported(`[extend]\npath = ".gitleaks.toml"\n${rule}`);
    expect(carried).toBe(1);
    expect(noteLines(notes)).toContain("left out: extend.path: files that extend each other are read two deep");
  });
});

describe("a file that is no config of gitleaks", () => {
  it("holds more rules than a rule file takes", async () => {
    const many = `[[rules]]\nid = "a"\nregex = "acmq"\n`.repeat(1001);
    await expect(imported(many)).rejects.toThrow("holds 1001 rules, and a rule file takes 1000");
  });

  it("is cut anywhere, or has any byte changed: it is imported or refused in a sentence", async () => {
    const list = `[[rules.allowlists]]\ncondition = "AND"\npaths = ["a"]\nregexes = ["(?i)x+"]\n`;
    const whole = `${rule}keywords = ["acmq"]\n${list}[extend]\nuseDefault = true\n`;
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.nat(whole.length),
        fc.constantFrom("", "[", "'", '"', "{", "=", "\n", "(", "\\", "\u0000", "1"),
        async (end, at, sign) => {
          const toml = `${whole.slice(0, at)}${sign}${whole.slice(at + 1)}`.slice(0, Math.max(end, at));
          try {
            await imported(toml);
            taken++;
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(taken).toBeGreaterThan(0);
  });

  it.each<[string, string]>([
    ["is no TOML", "[[rules]\nid = 'hunter2hunter2'"],
    ["ends early", `[[rules]]\nid = "a"\nregex = '''hunter2hunter2`],
    ["has brackets without measure", `rules = ${"[".repeat(5000)}`],
    ["names a prototype", `__proto__ = "hunter2hunter2"\n`],
  ])("%s: is refused with its line, and nothing of it is shown", async (_, toml) => {
    const error: unknown = await imported(toml).catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/\.gitleaks\.toml(?::\d+)?: is no valid TOML here/u);
    expect(String(error)).not.toContain("hunter2");
  });
});
