import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, realpath, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultConfig, loadConfig } from "../../src/config/config.ts";
import { UserError } from "../../src/model/error.ts";

const rules = ["azure/storage-key", "azure/entra-secret", "github/personal-access-token", "no-hardcoded-credential"];
const known = (): Promise<ReadonlySet<string>> => Promise.resolve(new Set(rules));

async function tree(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "vaultlint-config-")));
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

/** The sentence that the file is refused with, its path cut down to the file's name. */
async function refusal(content: string | Buffer, name = "vaultlint.config.yml"): Promise<string> {
  const root = await tree({ [name]: content });
  const error: unknown = await loadConfig(root, undefined, known).then(
    () => "accepted",
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`expected a UserError, got ${String(error)}`);
  return error.message.replaceAll(`${root}/`, "").replaceAll(root, ".");
}

describe("what a config file can say", () => {
  const full = `
rules:
  azure/storage-key: off
  github/*: high
ignore:
  - fixtures/
  - "*.snap"
files:
  - patterns: ["test/**"]
    rules: { no-hardcoded-credential: low }
    minConfidence: high
    failOn: none
vaults:
  - uri: file:./dev.vault.json
    mode: value
failOn: high
minConfidence: low
baseline: known.json
baselinePolicy:
  require: [owner]
  maxDays: 90
baselineRatchet: true
inline: [gitleaks]
azureVault: prod-kv
archives: true
limits:
  maxFileSizeMB: 0.5
  archiveDepth: 1
`;
  it("is read from YAML", async () => {
    const root = await tree({ "vaultlint.config.yml": full });
    const { config, file } = await loadConfig(root, undefined, known);
    expect(file).toBe(join(root, "vaultlint.config.yml"));
    expect(config).toEqual({
      rules: { "azure/storage-key": "off", "github/*": "high" },
      rulesFiles: [],
      ignore: ["fixtures/", "*.snap"],
      files: [
        { patterns: ["test/**"], rules: { "no-hardcoded-credential": "low" }, minConfidence: "high", failOn: "none" },
      ],
      vaults: [{ uri: "file:./dev.vault.json", mode: "value" }],
      failOn: "high",
      minConfidence: "low",
      baseline: join(root, "known.json"),
      baselinePolicy: { require: ["owner"], maxDays: 90 },
      baselineRatchet: true,
      inline: ["gitleaks"],
      azureVault: "prod-kv",
      archives: true,
      limits: {
        maxFileSizeMB: 0.5,
        decodeDepth: 3,
        decodedMB: 16,
        secondsPerFile: 30,
        findingsPerFile: 10_000,
        findings: 50_000,
        archiveEntries: 50_000,
        archiveDepth: 1,
        archiveRatio: 200,
        archiveMB: 500,
      },
    });
  });

  it("is read from JSON, also indented with tabs", async () => {
    const root = await tree({
      "vaultlint.config.json": JSON.stringify({ $schema: "x", ignore: ["a/b"], failOn: "none" }, null, "\t"),
    });
    const { config } = await loadConfig(root, undefined, known);
    expect(config).toEqual({ ...defaultConfig, ignore: ["a/b"], failOn: "none" });
  });

  it.each([
    ["an empty file", ""],
    ["comments only", "# nothing yet\n"],
    ["an empty document", "---\n"],
    ["an empty mapping", "{}"],
    ["a byte order mark", "\uFEFF{}"],
  ])("is nothing in %s: the defaults hold", async (_, content) => {
    const root = await tree({ "vaultlint.config.yml": content });
    expect((await loadConfig(root, undefined, known)).config).toEqual(defaultConfig);
  });

  it("keeps `off` a word under a %YAML 1.1 directive, where it would mean false", async () => {
    const root = await tree({ "vaultlint.config.yml": "%YAML 1.1\n---\nrules: { azure/*: off }\n" });
    expect((await loadConfig(root, undefined, known)).config.rules).toEqual({ "azure/*": "off" });
  });
});

describe("where the config file is found", () => {
  it("nowhere: the defaults hold", async () => {
    expect(await loadConfig(await tree({}), undefined, known)).toEqual({ config: defaultConfig });
  });

  it("not above the directory outside of git", async () => {
    const root = await tree({ "vaultlint.config.yml": "failOn: high", "a/b/x": "" });
    expect((await loadConfig(join(root, "a/b"), undefined, known)).file).toBeUndefined();
  });

  it("up to the git top level and no further, the nearest first", async () => {
    const root = await tree({
      "vaultlint.config.yml": "failOn: critical",
      "repo/.git/HEAD": "",
      "repo/vaultlint.config.yml": "failOn: high",
      "repo/a/vaultlint.config.json": '{"failOn": "low"}',
      "repo/a/b/x": "",
      "repo/c/x": "",
      "bare/.git": "gitdir: elsewhere",
    });
    const failOn = async (at: string): Promise<string> =>
      (await loadConfig(join(root, at), undefined, known)).config.failOn;
    expect(await failOn("repo/a/b")).toBe("low");
    expect(await failOn("repo/c")).toBe("high");
    expect(await failOn("bare")).toBe("medium");
  });

  it("where --config says, and paths in it count from there", async () => {
    const root = await tree({
      "ci/strict.yml": "baseline: b.json\nvaults: [{ uri: 'file:./v.json' }, { uri: 'azure:prod' }]",
    });
    const { config } = await loadConfig(root, "ci/strict.yml", known);
    expect(config.baseline).toBe(join(root, "ci/b.json"));
    expect(config.vaults).toEqual([{ uri: "file:ci/v.json" }, { uri: "azure:prod" }]);
  });

  it("in one file a directory, not two", async () => {
    const root = await tree({ "vaultlint.config.yml": "", "vaultlint.config.json": "{}" });
    await expect(loadConfig(root, undefined, known)).rejects.toThrow(
      /holds vaultlint\.config\.yml and vaultlint\.config\.json: keep one of them\.$/u,
    );
  });

  it("and said so where it is missing", async () => {
    await expect(loadConfig(await tree({}), "nowhere.yml", known)).rejects.toThrow(
      /nowhere\.yml does not exist: check its path\.$/u,
    );
  });

  it("but not in a directory or an endless device", async () => {
    const root = await tree({ "sub/x": "" });
    await expect(loadConfig(root, "sub", known)).rejects.toThrow(UserError);
    if (process.platform !== "win32") {
      await symlink("/dev/zero", join(root, "vaultlint.config.yml"));
      await expect(loadConfig(root, undefined, known)).rejects.toThrow(/is not a regular file/u);
    }
  });

  it("nor in a FIFO, which would be waited for", async () => {
    if (process.platform === "win32") return;
    const root = await tree({});
    execFileSync("mkfifo", [join(root, "vaultlint.config.yml")]);
    await expect(loadConfig(root, undefined, known)).rejects.toThrow(/is not a regular file/u);
  });
});

describe("a mistake is said in one sentence with its place", () => {
  it.each([
    ["ingore: [a]", "1: unknown key 'ingore': did you mean 'ignore'?"],
    [
      "failOn: high\n\nfoo: 1",
      "3: unknown key 'foo': here are known: rules, rulesFiles, ignore, files, vaults, failOn, minConfidence, baseline, baselinePolicy, baselineRatchet, inline, azureVault, archives, limits",
    ],
    ["limits:\n  maxFileSize: 3", "2: unknown key 'maxFileSize': did you mean 'maxFileSizeMB'?"],
    ["files:\n  - pattern: [a]", "2: files[0] needs the key 'patterns' (and 1 more mistake below it)"],
    ["rules:\n  azure/storage-kye: off", "2: unknown rule 'azure/storage-kye': did you mean 'azure/storage-key'?"],
    ["rules:\n  storage-key: off", "2: unknown rule 'storage-key': did you mean 'azure/storage-key'?"],
    ["rules:\n  azrue/*: off", "2: unknown rule 'azrue/*': did you mean 'azure/*'?"],
    ["rules:\n  '*': off", "2: unknown rule '*': did you mean 'azure/*'?"],
    [
      "files:\n  - patterns: [a]\n    rules: { no-such: off }",
      "3: unknown rule 'no-such': \"vaultlint rules list\" shows them all",
    ],
    [
      "rules:\n  azure/storage-key: on",
      "2: rules['azure/storage-key'] must be one of off, info, low, medium, high, critical",
    ],
    ["failOn: 3", "1: failOn must be one of none, info, low, medium, high, critical"],
    ["failOn:\n", "1: failOn has no value: give it one or remove the line"],
    ["files:\n  - patterns: []", "2: files[0].patterns must not be empty"],
    [
      "files:\n  - patterns: [a]\n    minConfidence: sure",
      "3: files[0].minConfidence must be one of low, medium, high",
    ],
    ["vaults: [{}]", "1: vaults[0] needs the key 'uri'"],
    ["vaults: file:x", "1: vaults must be a list"],
    ["ignore:\n  - a\n  - 3", "3: ignore[1] must be a text"],
    [
      "ignore:\n  - a\n  - ./b",
      '3: ignore[1] must not start with "./" or "../": patterns count from the top of the tree',
    ],
    ["ignore: [a/**/b/**/c/**/d]", '1: ignore[0] must not hold "**/" more than 2 times after its start: write fewer'],
    ["limits: { maxFileSizeMB: 0 }", "1: limits.maxFileSizeMB must be more than 0"],
    ["limits: { maxFileSizeMB: 1e9 }", "1: limits.maxFileSizeMB must be at most 1000000"],
    ["limits: { decodeDepth: -1 }", "1: limits.decodeDepth must be at least 0"],
    ["limits: { decodeDepth: 1.5 }", "1: limits.decodeDepth must be a whole number"],
    ["limits: { maxFileSizeMB: .nan }", "1: limits.maxFileSizeMB must be a number"],
    [
      "azureVault: -x-",
      "1: azureVault must be a vault's name: 3 to 24 letters, digits and single hyphens, starting with a letter",
    ],
    ["- a", "1: the file must be a mapping (key: value)"],
    ["just text", "1: the file must be a mapping (key: value)"],
    ["failOn: high\nfailOn: low", "2: holds a key that stands above already: remove one of the two"],
    ["rules: &a { x: off }\nignore: *a", "2: uses an alias (*name), which is not supported: write the value out"],
    ["failOn: !!str high", "1: uses a tag (!name), which is not supported: write the plain value"],
    ["<<: { failOn: high }", "1: unknown key: here are known: "],
    ["failOn: high\nfiles:\n\t- patterns: [a]", "3: is indented with a tab: use spaces"],
    ["failOn: 'high", "1: lacks a quote, bracket, comma or colon"],
    ["failOn: high\n---\nfailOn: low", "2: starts a second document: keep one"],
    ["? [a]\n: 1", "1: has a key that is no plain text"],
    ["__proto__: { failOn: none }", "1: unknown key '__proto__': here are known"],
    ["rules: { __proto__: off }", "1: unknown rule '__proto__'"],
    ["rules: { constructor: off, toString: off }", "1: unknown rule 'constructor'"],
    ['{"failOn": "high",\n "failOn": "low"}', "2: holds a key that stands above already: remove one of the two"],
  ])("%j", async (content, sentence) => {
    const expected = `vaultlint.config.yml:${sentence}`;
    expect((await refusal(content)).slice(0, expected.length)).toBe(expected);
  });

  it("counts the further ones", async () => {
    expect(await refusal("failOn: 1\nfoo: 2\nbar: 3")).toMatch(
      /^vaultlint\.config\.yml:1: .* \(and 2 more mistakes below it\)$/u,
    );
  });

  it.each(["\n", "\r\n"])("finds the line with %j as line end", async (end) => {
    expect(await refusal(["# a", "", "foo: 1"].join(end))).toMatch(/^vaultlint\.config\.yml:3: /u);
  });

  it("in any file of the three names, and where the path says so", async () => {
    expect(await refusal('{\n"ingore": []}', "vaultlint.config.json")).toMatch(/^vaultlint\.config\.json:2: /u);
    expect(await refusal("\nfoo: 1", "vaultlint.config.yaml")).toMatch(/^vaultlint\.config\.yaml:2: /u);
  });
});

describe("a hostile file is refused with one sentence", () => {
  const laughs = Array.from(
    { length: 30 },
    (_, i) => `a${String(i)}: &a${String(i)} [*a${String(i - 1)}, *a${String(i - 1)}]`,
  );
  it.each<[string, string | Buffer, RegExp]>([
    ["10,000 brackets", "[".repeat(10_000) + "]".repeat(10_000), /:1: is nested deeper than any setting$/u],
    [
      "10,000 JSON objects",
      '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000),
      /:1: is nested deeper than any setting$/u,
    ],
    ["10,000 brackets on lines of their own", "[\n".repeat(10_000), /is nested deeper than any setting$/u],
    ["dashes in dashes", "- ".repeat(10_000), /is nested deeper than any setting$/u],
    ["question marks in question marks", "? ".repeat(10_000), /is nested deeper than any setting$/u],
    ["colons in colons", "a: ".repeat(10_000), /is nested deeper than any setting$/u],
    ["colons in colons between braces", `{${"a:\n".repeat(10_000)}`, /is nested deeper than any setting$/u],
    [
      "a staircase of indentation",
      Array.from({ length: 1000 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
      /is nested deeper than any setting$/u,
    ],
    ["a billion laughs", ["a-1: &a-1 [ha]", ...laughs].join("\n"), /:2: uses an alias/u],
    [
      "50,000 unknown keys",
      Array.from({ length: 50_000 }, (_, i) => `key${String(i)}: 1`).join("\n"),
      /holds more than vaultlint reads/u,
    ],
    [
      "more rules than allowed",
      `rules:\n${Array.from({ length: 5_001 }, (_, i) => ` rule${String(i)}: off`).join("\n")}`,
      /at most 5000 entries/u,
    ],
    [
      "5,000 unknown rules",
      `rules:\n${Array.from({ length: 5_000 }, (_, i) => ` azure/storage-kei${String(i)}: off`).join("\n")}`,
      /unknown rule/u,
    ],
    ["nothing but commas", `[${",".repeat(900_000)}]`, /holds more than vaultlint reads/u],
    ["more than a megabyte", `# ${"x".repeat(1_000_001)}`, /^vaultlint\.config\.yml is larger than 1 MB/u],
    [
      "Latin-1",
      Buffer.from("failOn: \xe4", "latin1"),
      /^vaultlint\.config\.yml is not UTF-8 text: save it as UTF-8\.$/u,
    ],
    ["UTF-16", Buffer.from("\uFEFFfailOn: low", "utf16le"), /^vaultlint\.config\.yml is not UTF-8 text/u],
    ["NUL bytes", Buffer.alloc(100), /^vaultlint\.config\.yml:1: /u],
  ])("%s", async (_, content, sentence) => {
    expect(await refusal(content)).toMatch(sentence);
  });
});

describe("a secret that stands in the config by mistake is not quoted", () => {
  const secret = `Zk7${"qP4vX9".repeat(5)}w!`;
  it.each([
    `failOn: ${secret}`,
    `rules: ${secret}`,
    `rules: { azure/*: "${secret}" }`,
    `rules: { ${secret}: off }`,
    `${secret}: off`,
    `limits: { ${secret}: 3 }`,
    `files: [{ patterns: [a], failOn: ${secret} }]`,
    `azureVault: ${secret}`,
    `baseline: [${secret}]`,
    `baselinePolicy: { require: [${secret}], ${secret}: 1 }`,
    `baselineRatchet: ${secret}`,
    `inline: [${secret}]`,
    `vaults: [{ uri: x, mode: ${secret} }]`,
    `vaults: [{ uri: x, passphrase: "${secret}" }, "${secret}"]`,
    `vaults: "${secret}`,
    secret,
    `failOn: *${secret}`,
    `failOn: !${secret} low`,
    `ignore: ["../${secret}"]`,
    `ignore:\n  - ${secret}\n - b: ${secret}: c`,
    `{"vaults": ["${secret}" "${secret}"]}`,
    `{${secret}: 1, ${secret}: 2}`,
    `%${secret}\n---\n{}}`,
  ])("%#", async (content) => {
    const message = await refusal(content);
    for (let i = 0; i + 8 <= secret.length; i++) expect(message).not.toContain(secret.slice(i, i + 8));
  });
});
