// The package as users get it: packed, installed without scripts and without our development tools, run on the oldest and the
// newest Node that it supports.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { plant, watched } from "../cli/planted.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { nodeBinary, npm, root } from "./install.ts";

const random = seeded("package");
const stripeKey = `sk_live_${plant(fill("${alnum:24}", random))}`;
const password = plant(fill("${alnum:9}!${alnum:9}", random));
const base = temporaryDirectory();
const app = tree(base, "app", {
  ".env": `DB_PASSWORD=${password}\n`,
  "src/pay.js": `export const stripeKey = "${stripeKey}";\nexport function log(password) {\n  console.log("with " + password);\n}\n`,
});
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

beforeAll(() => {
  if (!existsSync(join(root, "dist/cli.cjs"))) throw new Error('Run "npm run build" first.');
  const [packed] = JSON.parse(npm(["pack", "--ignore-scripts", "--json", "--pack-destination", base], root)) as {
    filename: string;
  }[];
  writeFileSync(join(app, "package.json"), '{ "type": "module" }');
  const tarball = join(base, packed?.filename ?? "");
  npm(["install", "--ignore-scripts", "--omit=dev", "--omit=peer", tarball], app);
});

describe("the installed package", () => {
  it("brings no other package along", () => {
    expect(readdirSync(join(app, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["vaultlint"]);
  });

  it("holds what runs, its schemas, licence and notices, and neither sources nor the action", () => {
    const files = readdirSync(join(app, "node_modules/vaultlint"), { recursive: true }).map((name) =>
      String(name).replaceAll("\\", "/"),
    );
    for (const name of [
      "bin/vaultlint.js",
      "dist/parser.cjs",
      "dist/rule-texts.txt",
      "dist/rules.txt",
      "dist/tables.bin",
      "dist/index.d.ts",
      "dist/eslint.d.ts",
      "LICENSE",
    ])
      expect(files).toContain(name);
    for (const name of [
      "README.md",
      "THIRD-PARTY-NOTICES.md",
      "schema/config.schema.json",
      "schema/report.schema.json",
    ])
      expect(files).toContain(name);
    expect(files.filter((name) => /^(?:src|test|tools|rules|fixtures|bench)\/|action\.js$/u.test(name))).toEqual([]);
  });

  it("has types that a strict project can use", () => {
    const consumer = tree(app, "types", {
      "use.ts": `import { scan, type Report } from "vaultlint";
import plugin from "vaultlint/eslint";
const { report, exitCode } = await scan({ paths: ["."], workingDirectory: process.cwd() });
export const first: Report["findings"][number] | undefined = report.findings[0];
export const code: 0 | 1 | 2 = exitCode;
export const rules: string[] = Object.keys(plugin.rules);
// @ts-expect-error: there is no such option
await scan({ paths: ["."], workingDirectory: ".", reveal: true });
`,
    });
    const types = ["--types", "node", "--typeRoots", join(root, "node_modules/@types")];
    const options = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--skipLibCheck", ...types];
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const { stdout } = spawnSync(process.execPath, [tsc, ...options, "use.ts"], { cwd: consumer, encoding: "utf8" });
    expect(stdout).toBe("");
  });
});

describe.each(["20.20.2", "24.21.0", "26.12.1"])("on Node %s", (nodeVersion) => {
  let node: string;
  beforeAll(() => {
    node = nodeBinary(nodeVersion);
    expect(execFileSync(node, ["--version"], { encoding: "utf8" }).trim()).toBe(`v${nodeVersion}`);
  });

  const run = (args: readonly string[], env: Record<string, string> = {}, input = ""): ReturnType<typeof output> =>
    watched({ args, cwd: app }, () => output(args, env, input));
  // eslint-disable-next-line @typescript-eslint/require-await -- the watcher takes what spawns, too
  async function output(args: readonly string[], env: Record<string, string>, input: string) {
    const state = { VAULTLINT_STATE_DIR: join(base, `state-${nodeVersion}`), NO_COLOR: "1" };
    const { status, stdout, stderr } = spawnSync(node, args, {
      cwd: app,
      encoding: "utf8",
      env: { ...process.env, ...state, ...env },
      input,
    });
    return { code: status, stdout, stderr };
  }
  const vaultlint = (args: readonly string[], env = {}, input = ""): ReturnType<typeof run> =>
    run(["node_modules/vaultlint/bin/vaultlint.js", ...args], env, input);

  it("tells its version", async () => {
    expect((await vaultlint(["--version"])).stdout.trim()).toBe(version);
  });

  it("scans, with the AST checks", async () => {
    const { code, stdout } = await vaultlint(["scan", "--format", "json", ".env", "src", "--min-confidence", "low"]);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { path: string; ruleId: string }[] };
    const found = findings.map(({ path, ruleId }) => `${path} ${ruleId}`);
    expect(found).toContain(".env generic/password");
    expect(found).toContain("src/pay.js stripe/secret-key");
    expect(found).toContain("src/pay.js no-secret-in-log");
  });

  it("makes a vault, fills it and finds its value again", async () => {
    const vault = `file:../vault-${nodeVersion}.json`;
    const env = { VAULTLINT_PASSPHRASE: plant(fill("${alnum:30}", random)) };
    expect((await vaultlint(["vault", "init", vault], env)).code).toBe(0);
    expect((await vaultlint(["vault", "set", vault, "db-password", "--stdin"], env, password)).code).toBe(0);
    const { code, stdout } = await vaultlint(["scan", ".env", "--vault", vault], env);
    expect(code).toBe(1);
    expect(stdout).toContain('as "db-password"');
  });

  it("is a library", async () => {
    writeFileSync(
      join(app, "library.js"),
      `import { scan, formats } from "vaultlint";
const { report, exitCode } = await scan({ paths: [".env"], workingDirectory: process.cwd() });
process.stdout.write(JSON.stringify([exitCode, report.findings.length, String(report.findings[0].secret)]));
process.stderr.write(formats.sarif.write(report, { color: false, width: 80 }));
`,
    );
    const { stdout, stderr } = await run(["library.js"]);
    expect(JSON.parse(stdout)).toEqual([1, 1, `[redacted: ${String(password.length)} chars]`]);
    expect(stderr).toContain('"version":"2.1.0"');
  });

  it.each(["9.39.1", "10.15.0"])("is a plugin of ESLint %s", async (eslintVersion) => {
    npm(["install", "--ignore-scripts", "--no-save", `eslint@${eslintVersion}`], app);
    writeFileSync(
      join(app, "eslint.config.js"),
      'import vaultlint from "vaultlint/eslint";\nexport default [{ files: ["src/*.js"], ...vaultlint.configs.recommended }];\n',
    );
    const { code, stdout, stderr } = await run(["node_modules/eslint/bin/eslint.js", "src"]);
    expect(code, stderr).toBe(1);
    expect(stdout).toMatch(/1:\d+\s+error.*vaultlint\/no-secrets/u);
    expect(stdout).toMatch(/3:\d+\s+error.*vaultlint\/no-secret-in-log/u);
  });
});
