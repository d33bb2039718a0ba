// Rules held against their examples, through the command line.
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const literal = plant(fill("acmq_${lower:20}", seeded("literal example")));
const head = "provider: acme\nrules:\n";
const good = `
  - id: acme/key
    title: Acme key
    pattern: acmq_[a-z0-9]{20}
    generate: acmq_\${lower:8}\${digit:12}
    allow:
      - paths: [^docs/]
    tests:
      positive: ["key = \${value}"]
      negative:
        - key = acmq_\${lower:5}
        - { path: docs/a.md, text: "\${value}" }
`;
const bad = `
  - id: acme/bad
    title: Acme bad key
    pattern: zqxj_[a-z]{20}
    tests:
      positive: ["key = ${literal}"]
      negative: ["zqxj_\${lower:20}", nothing]
`;
const bare = "\n  - id: acme/bare\n    title: Acme bare key\n    pattern: wvkq_[a-z]{20}\n";

describe("rules test", () => {
  it("passes where every example does", async () => {
    const cwd = tree(base, "good", {
      "own.yml": head + good + bare,
      "vaultlint.config.yml": "rulesFiles: [own.yml]\n",
    });
    expect(await cli(["rules", "test"], { cwd })).toEqual({
      code: 0,
      stdout: "",
      stderr: "1 rule tested, 0 fail; 1 rule has no examples\n",
    });
  });

  it("names each rule that fails on a line, and shows no example", async () => {
    const cwd = tree(base, "bad", { "own.yml": head + good + bad });
    expect(await cli(["rules", "test", "own.yml"], { cwd })).toEqual({
      code: 1,
      stdout: "acme/bad: positive[0] is not found, negative[0] is found\n",
      stderr: "2 rules tested, 1 fails\n",
    });
  });

  it("is not passed by a rule that does not end", async () => {
    const slow = `${head}
  - id: acme/slow
    title: Acme slow key
    pattern: "[ab]{1,300}[ab]{1,300}[ab]{1,300}c"
    keywords: [zqxj]
    tests:
      negative: ["zqxj ${"a".repeat(3000)}"]
`;
    const settings = "rulesFiles: [own.yml]\nlimits: { secondsPerFile: 1 }\n";
    const cwd = tree(base, "slow", { "own.yml": slow, "vaultlint.config.yml": settings });
    expect(await cli(["rules", "test"], { cwd })).toMatchObject({
      code: 2,
      stdout: "acme/slow: negative[0] takes too long\n",
    });
  });

  it("passes for the rules that vaultlint comes with", async () => {
    const { code, stdout, stderr } = await cli(["rules", "test", "--shipped"], { cwd: tree(base, "shipped", {}) });
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/^1,\d{3} rules tested, 0 fail\n$/u);
  }, 120_000);

  it.each<[string, Record<string, string>, readonly string[], string]>([
    ["there is no rule", {}, [], "There are no rules to test: name a rule file"],
    ["no rule has examples", { "own.yml": head + bare }, ["own.yml"], "None of the 1 rule has examples"],
    ["a file is missing", {}, ["none.yml"], "The rule file none.yml does not exist"],
    ["a file is wrong", { "own.yml": `${head}  - id: 1\n` }, ["own.yml"], "own.yml:3: rules[0]"],
    [
      "an example is neither text nor mapping",
      { "own.yml": `${head}${bare}    tests: { positive: [1] }\n` },
      ["own.yml"],
      "rules[0].tests.positive[0] must be a text, or a mapping of path and text",
    ],
    ["files and shipped rules are named", { "own.yml": head + good }, ["own.yml", "--shipped"], "not both"],
  ])("ends with 2 where %s", async (name, files, args, sentence) => {
    const { code, stdout, stderr } = await cli(["rules", "test", ...args], { cwd: tree(base, name, files) });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd()).not.toContain("\n");
  });
});
