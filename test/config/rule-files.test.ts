import { mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/config.ts";
import { UserError } from "../../src/model/error.ts";

const known = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set(["github/personal-access-token"]));
const rule = `
  - id: acme/key
    title: Acme key
    pattern: acmq_[a-z0-9]{20}
`;
const good = `provider: acme\nrules:${rule}`;

async function load(
  files: Readonly<Record<string, string>>,
): Promise<Awaited<ReturnType<typeof loadConfig>>["config"]> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "vaultlint-rules-")));
  for (const [name, content] of Object.entries(files)) await writeFile(join(root, name), content);
  try {
    return (await loadConfig(root, undefined, known)).config;
  } catch (error) {
    if (error instanceof UserError) error.message = error.message.replaceAll(`${root}/`, "");
    throw error;
  }
}

describe("a rule file", () => {
  it("gives rules with what a file need not say", async () => {
    const { rulesFiles } = await load({ "vaultlint.config.yml": "rulesFiles: [own.yml]", "own.yml": good });
    expect(rulesFiles[0]?.rules).toMatchObject([
      { id: "acme/key", kind: "provider", severity: "high", confidence: "high", cwe: [798], lane: "anchor" },
    ]);
  });

  it("has rules that the config can switch off", async () => {
    const config = `rulesFiles: [own.yml]\nrules: { acme/key: off, acme/*: low }`;
    expect((await load({ "vaultlint.config.yml": config, "own.yml": good })).rules).toEqual({
      "acme/key": "off",
      "acme/*": "low",
    });
  });

  it("adds the allow list of the file to that of each rule", async () => {
    const own = `provider: acme\nallow: [{ paths: ["^a/"] }]\nrules:${rule}    allow: [{ words: [sample] }]\n`;
    const { rulesFiles } = await load({ "vaultlint.config.yml": "rulesFiles: [own.yml]", "own.yml": own });
    expect(rulesFiles[0]?.rules[0]?.allow).toEqual([{ paths: ["^a/"] }, { words: ["sample"] }]);
  });

  it.each<[string, string, string]>([
    ["an unknown key", good.replace("pattern:", "patern:"), "own.yml:5: unknown key 'patern': did you mean 'pattern'?"],
    [
      "a part that no rule finds",
      `${good}    with: [{ role: id, rules: [acme/none] }]\n`,
      "own.yml:6: rules[0].with[0].rules[0] is the id of no rule",
    ],
    [
      "a part that is not told how to find",
      `${good}    with: [{ role: id }]\n`,
      "own.yml:6: rules[0].with[0] needs either rules or names",
    ],
    [
      "a part whose name is a pattern",
      `${good}    with: [{ role: id, names: ["(a+)+"] }]\n`,
      "own.yml:6: rules[0].with[0].names[0] must be lower-case words joined by underscores",
    ],
    ["no rules", "provider: acme", "own.yml:1: the file needs the key 'rules'"],
    ["nothing", "", "own.yml is empty"],
    ["a wrong id", good.replace("acme/key", "Acme"), "own.yml:3: rules[0].id must be provider/kind"],
    ["an id of another provider", good.replace("acme/key", "zeta/key"), "own.yml:3: rules[0].id must start with"],
    [
      "an id twice",
      good + rule.slice(1),
      "own.yml:6: rules[0].id is taken: own.yml has a rule of that id".replace("[0]", "[1]"),
    ],
    [
      "a wrong severity",
      good.replace("title:", "severity: bad\n    title:"),
      "own.yml:4: rules[0].severity must be one of",
    ],
    [
      "an unbounded pattern",
      good.replace("{20}", "+"),
      "own.yml:5: rules[0].pattern cannot be run: unbounded repetition",
    ],
    [
      "a wrong allow pattern",
      good.replace("rules:", 'allow: [{ values: ["("] }]\nrules:'),
      "own.yml:2: allow[0].values[0] is no",
    ],
    [
      "a number below its bound",
      good.replace("title:", "entropy: -1\n    title:"),
      "own.yml:4: rules[0].entropy must be at least 0",
    ],
    ["no YAML", 'provider: "acme', "own.yml:1: lacks a quote, bracket, comma or colon"],
  ])("with %s is refused with its line", async (_, content, sentence) => {
    const files = { "vaultlint.config.yml": "rulesFiles: [own.yml]", "own.yml": content };
    await expect(load(files)).rejects.toThrow(sentence);
  });

  it("cannot take the id of a shipped rule", async () => {
    const content = good
      .replace("provider: acme", "provider: github")
      .replace("acme/key", "github/personal-access-token");
    await expect(load({ "vaultlint.config.yml": "rulesFiles: [own.yml]", "own.yml": content })).rejects.toThrow(
      "is taken: vaultlint has a rule of that id",
    );
  });

  it("must exist", async () => {
    await expect(load({ "vaultlint.config.yml": "rulesFiles: [own.yml]" })).rejects.toThrow(
      "The rule file own.yml does not exist",
    );
  });

  it("shows no piece of what stands in it", async () => {
    const content = good.replace("acmq_[a-z0-9]{20}", "hunter2hunter2(");
    const error: unknown = await load({ "vaultlint.config.yml": "rulesFiles: [own.yml]", "own.yml": content }).catch(
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain("own.yml:5");
    expect(String(error)).not.toContain("hunter2");
  });
});
