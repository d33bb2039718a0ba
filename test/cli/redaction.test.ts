// No secret leaves: every command, every format, well-formed and broken input. `cli` itself looks for the planted values.
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { complete, fill, seeded } from "../detect/generate.ts";
import { expectNoPiece, plant, plantBytes } from "./planted.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const random = seeded("redaction");
const planted = (template: string): string => plant(fill(template, random));

const password = planted("${alnum:11}!${alnum:10}");
const passphrase = planted("${alnum:12}-${alnum:12}");
const urlPassword = planted("${alnum:22}");
const storageKey = planted("${base64:86}==");
const stripeKey = `sk_live_${planted("${alnum:24}")}`;
const githubToken = plant(complete({ checksum: "github" }, fill(`ghp_\${alnum:30}\${checksum}`, random)));
const slackToken = `xoxb-${planted("${digit:12}-${digit:13}-${alnum:24}")}`;
const claims = Buffer.from(JSON.stringify({ sub: fill("${alnum:20}", random) })).toString("base64url");
const jwt = `eyJhbGciOiJIUzI1NiJ9.${claims}.${planted("${base64url:43}")}`;
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
plantBytes(Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url"));
const pem = privateKey.export({ type: "sec1", format: "pem" }).toString();

const connection = `DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${storageKey};EndpointSuffix=core.windows.net`;
const databaseUrl = `postgres://shop:${urlPassword}@db.shop.internal:5432/shop`;

/** Files that are what they say. */
const wellFormed: Record<string, string> = {
  ".env": `DB_PASSWORD=${password}\nDATABASE_URL=${databaseUrl}\nexport SLACK_TOKEN='${slackToken}'\n`,
  "appsettings.json": JSON.stringify(
    { Storage: { ConnectionString: connection }, Smtp: { Password: password } },
    null,
    2,
  ),
  "config/app.yaml": `db:\n  password: ${password}\n  encoded: ${Buffer.from(password).toString("base64")}\n`,
  "config/app.toml": `[db]\npassword = "${password}"\n`,
  "k8s/secret.yaml": `apiVersion: v1\nkind: Secret\nmetadata: { name: shop }\ndata:\n  password: ${Buffer.from(password).toString("base64")}\nstringData:\n  token: ${githubToken}\n`,
  ".github/workflows/deploy.yml": `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env:\n      GITHUB_PAT: ${githubToken}\n    steps: []\n`,
  "keys/signing.pem": pem,
  "src/app.ts": `import jwt from "jsonwebtoken";\nconst stripeKey = "${stripeKey}";\nconst password = "${password}";\nconsole.log(\`with \${password}\`);\njwt.sign({}, "${password}");\nexport const session = "${jwt}";\n`,
};

/** The same values where a parser gives up, each at another place. */
const broken: Record<string, string> = {
  "a/appsettings.json": `{ "Storage": { "ConnectionString": "${connection}", "Password": "${password}"`,
  "a/appsettings.Development.json": `{ "Password": ${password} }`,
  "a/package.json": password,
  "a/app.yaml": `a: [1\npassword: "${password}\n\t- ${githubToken}: {`,
  "a/alias.yaml": `password: *${password}\n`,
  "a/.github/workflows/x.yml": `jobs:\n  a:\n   env:\n  GITHUB_PAT: ${githubToken}\n - x`,
  "a/app.toml": `password = ${password}\n[[[${stripeKey}`,
  "a/cut.pem": pem.slice(0, 150),
  "a/two.env": `DB_PASSWORD="${password}\nDATABASE_URL=${databaseUrl}`,
  "a/app.ts": `const password = "${password};\nimport { from \`\${ "${stripeKey}" jwt.sign({}, '${password}'`,
  "a/decorated.tsx": `<A password="${password}" {...${stripeKey}}></B>`,
  "a/bytes.txt": `password=${password}\0\u0001\u001b]0;${githubToken}\u0007`,
};

const base = temporaryDirectory();
const vault = "file:./dev.vault.json";
const env = { VAULTLINT_PASSPHRASE: passphrase };
let cwd: string;
let counter = 0;

async function ok(args: string[], input?: string): Promise<void> {
  const { code, stderr } = await cli(args, { cwd, env, ...(input !== undefined && { input }) });
  expect(code, stderr).toBe(0);
}

beforeAll(async () => {
  cwd = tree(base, "app", { ...wellFormed, ...broken, "value.txt": githubToken });
  await ok(["vault", "init", vault]);
  await ok(["vault", "set", vault, "db-password", "--stdin"], password);
  await ok(["vault", "set", vault, "storage-key", "--stdin", "--tag", "owner=shop"], storageKey);
  await ok(["vault", "set", vault, "storage-key", "--stdin"], planted("${base64:86}=="));
  await ok(["vault", "set", vault, "github-pat", "--from-file", "value.txt"]);
  await ok(["vault", "set", vault, "signing", "--kind", "key", "--from-file", "keys/signing.pem"]);
}, 60_000);

describe("scan", () => {
  it("finds what was planted, in every file", async () => {
    const { stdout, code } = await cli(["scan", "--format", "json", "--min-confidence", "low"], { cwd });
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { path: string }[] };
    const paths = new Set(findings.map(({ path }) => path));
    for (const path of Object.keys(wellFormed)) expect(paths).toContain(path);
    expect([...paths].filter((path) => path.startsWith("a/")).length).toBeGreaterThanOrEqual(8);
  });

  it.each([
    ["text", []],
    ["json", []],
    ["sarif", []],
    ["text", ["--vault", vault]],
    ["json", ["--vault", vault]],
    ["sarif", ["--vault", vault]],
    ["text", ["--vault", vault, "--mode", "metadata"]],
    ["text", ["--ast", "all", "--strict", "--min-confidence", "low"]],
    ["json", ["--vault", vault, "--output", "sarif=r.sarif", "--output", "text=r.txt", "--output", "json=r.json"]],
  ])("as %s with %j", async (format, args) => {
    const { code, stdout } = await cli(["scan", "--format", format, ...args], { cwd, env });
    expect(code).toBeGreaterThan(0);
    expect(stdout).toContain("keys/signing.pem");
    if (args.includes("--vault")) expect(stdout).toContain("db-password");
  });

  it.each(Object.keys({ ...wellFormed, ...broken }))("standard input as %s", async (path) => {
    const input = wellFormed[path] ?? broken[path] ?? "";
    const { code } = await cli(["scan", "--stdin", "--stdin-path", path, "--ast", "all"], { cwd, input });
    expect(code).toBeLessThanOrEqual(2);
  });
});

describe("fix and baseline", () => {
  it("the preview of fix shows the reference and not the value", async () => {
    const { stdout } = await cli(["fix", "--vault", vault], { cwd, env });
    expect(stdout).toContain("process.env");
  });

  it("fix --write leaves no copy of a value behind", async () => {
    const copy = tree(base, "fixed", wellFormed);
    await cli(["fix", "--write", "--vault", "file:../app/dev.vault.json"], { cwd: copy, env });
    expect(readFileSync(join(copy, "src/app.ts"), "utf8")).not.toContain(password);
  });

  it("a baseline confirms no guess", async () => {
    const { code } = await cli(["baseline", "create", "--vault", vault], { cwd, env });
    expect(code).toBe(0);
    const file = join(cwd, "vaultlint.baseline.json");
    expectNoPiece(readFileSync(file, "utf8"), file);
    expect((await cli(["baseline", "create", "--update"], { cwd })).code).toBe(0);
    expect((await cli(["scan", "--baseline", "vaultlint.baseline.json"], { cwd })).code).toBe(0);
  });
});

describe("vault", () => {
  it.each<[string[]]>([
    [["list", vault]],
    [["list", vault, "--json", "--all-versions"]],
    [["get", vault, "db-password"]],
    [["get", vault, "signing"]],
    [["log", vault]],
    [["log", vault, "--json"]],
  ])("%j", async (args) => {
    const { code, stdout } = await cli(["vault", ...args], { cwd, env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\S/u);
  });

  it("gives a value only where it was asked for", async () => {
    const revealed = await cli(["vault", "get", vault, "db-password", "--reveal"], { cwd, env });
    expect(revealed.stdout).toBe(password);
    await ok(["vault", "get", vault, "db-password", "--out", "out.txt"]);
    expect(readFileSync(join(cwd, "out.txt"), "utf8")).toBe(password);
  });

  it.each<[string, string[], Record<string, string>]>([
    ["a wrong passphrase", ["list", vault], { VAULTLINT_PASSPHRASE: planted("${alnum:30}") }],
    ["a value as an argument", ["set", vault, "a", password], env],
    ["a value that is no key", ["set", vault, "a", "--kind", "key", "--from-file", "value.txt"], env],
    [
      "a value that is no certificate",
      ["set", vault, "a", "--kind", "certificate", "--from-file", "keys/signing.pem"],
      env,
    ],
    ["a file that is no vault", ["list", "file:./appsettings.json"], env],
    ["a broken file", ["list", "file:./a/appsettings.json"], env],
    ["an entry that is not there", ["get", vault, "none"], env],
  ])("%s ends with 2 and one sentence", async (_, args, environment) => {
    const { code, stderr } = await cli(["vault", ...args], { cwd, env: environment });
    expect(code).toBe(2);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  });
});

describe("broken settings", () => {
  it.each<[string, string, string, string[]]>([
    ["a value in place of a word", "vaultlint.config.yml", `failOn: ${password}\n`, ["scan"]],
    [
      "an unknown key",
      "vaultlint.config.yml",
      `vaults:\n  - uri: file:./v.json\n    passphrase: ${password}\n`,
      ["scan"],
    ],
    ["YAML that breaks off", "vaultlint.config.yml", `rules: { "${password}: {\n`, ["scan"]],
    ["a YAML alias", "vaultlint.config.yml", `ignore: *${password}\n`, ["scan"]],
    ["JSON that breaks off", "vaultlint.config.json", `{ "failOn": "${password}" `, ["scan"]],
    ["a text for a number", "vaultlint.config.json", `{ "limits": { "maxFileSizeMB": "${password}" } }`, ["scan"]],
    [
      "a baseline that is no JSON",
      "b.json",
      `{ "salt": "${password}", "entries": [${password}] }`,
      ["scan", "--baseline", "b.json"],
    ],
    [
      "a baseline with a wrong salt",
      "b.json",
      `{ "version": 1, "salt": "${password}", "entries": [] }`,
      ["scan", "--baseline", "b.json"],
    ],
    ["a vault that is none", "v.json", `{ "vaultlint": 1, "keys": "${password}" }`, ["scan", "--vault", "file:v.json"]],
    ["a vault that is no JSON", "v.json", password, ["scan", "--vault", "file:v.json"]],
    [
      "a wrong passphrase in a file",
      "p.txt",
      `${password}\n`,
      ["vault", "list", "file:../../app/dev.vault.json", "--passphrase-file", "p.txt"],
    ],
  ])("%s ends with 2 and one sentence", async (_, name, content, args) => {
    const directory = tree(join(base, "settings"), String(counter++), {
      ".env": `DB_PASSWORD=${password}\n`,
      [name]: content,
    });
    const { code, stderr } = await cli(args, { cwd: directory, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^vaultlint: .+\n$/u);
  });
});
