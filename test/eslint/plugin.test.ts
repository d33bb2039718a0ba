import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import tsParser from "@typescript-eslint/parser";
import { ESLint, type Linter } from "eslint";
import { afterAll, describe, expect, it } from "vitest";
import plugin from "../../src/eslint/index.ts";
import { version } from "../../src/version.ts";
import { fill, seeded } from "../detect/generate.ts";

const value = fill("${alnum:32}", seeded(31));
const directory = mkdtempSync(join(tmpdir(), "vaultlint-eslint-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

async function lint(path: string, code: string, ...configs: Linter.Config[]): Promise<Linter.LintMessage[]> {
  const eslint = new ESLint({
    cwd: directory,
    overrideConfigFile: true,
    overrideConfig: [plugin.configs.recommended, ...configs],
  });
  const [result] = await eslint.lintText(code, { filePath: join(directory, path) });
  return result?.messages ?? [];
}

const typescript: Linter.Config = {
  files: ["**/*.ts"],
  languageOptions: { parser: tsParser },
};

describe("the plugin in ESLint", () => {
  it("names itself", () => {
    expect(plugin.meta).toEqual({ name: "vaultlint", version, namespace: "vaultlint" });
  });

  it.each([
    ["a.js", "JavaScript", []],
    ["a.ts", "TypeScript", [typescript]],
  ])("%s: finds with every rule in %s, and says no value", async (path, _, configs) => {
    const messages = await lint(
      path,
      `import jwt from "jsonwebtoken";
const apiToken = "${value}";
jwt.sign({}, "${value.slice(8)}");
console.log(process.env.API_TOKEN);
`,
      ...configs,
    );
    expect(messages.map(({ ruleId, line }) => `${String(ruleId)} ${String(line)}`)).toEqual([
      "vaultlint/no-secrets 2",
      "vaultlint/no-hardcoded-credential 3",
      "vaultlint/no-secret-in-log 4",
    ]);
    for (const { message } of messages) expect(message).not.toContain(value.slice(8, 16));
  });

  it("reports a value once, by the rule that knows most", async () => {
    const messages = await lint(
      "a.js",
      `import jwt from "jsonwebtoken"; jwt.sign({}, "${value}"); const apiToken = "x";`,
    );
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(["vaultlint/no-hardcoded-credential"]);
  });

  it("obeys a disable comment", async () => {
    const code = `// eslint-disable-next-line vaultlint/no-secrets -- rotated\nconst apiToken = "${value}";`;
    expect(await lint("a.js", code)).toEqual([]);
  });

  it("takes only the directories of the project for a test's", async () => {
    const code = `import jwt from "jsonwebtoken"; jwt.sign({}, "secret");`;
    const eslint = (cwd: string): ESLint =>
      new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [plugin.configs.recommended] });
    const counts = async (cwd: string, path: string): Promise<number | undefined> =>
      (await eslint(cwd).lintText(code, { filePath: join(cwd, path) }))[0]?.messages.length;
    expect(await counts(join(directory, "test"), "a.js")).toBe(1);
    expect(await counts(directory, "test/a.js")).toBe(0);
  });

  it("explains an ignore pattern that is none", async () => {
    const rules: Linter.RulesRecord = { "vaultlint/no-secrets": ["error", { ignore: ["["] }] };
    await expect(lint("a.js", "1;", { rules })).rejects.toThrow(
      'Option "ignore" of the ESLint rule vaultlint/no-secrets: pattern 1 is no regular expression.',
    );
  });

  it("refuses an option that it does not know", async () => {
    const rules: Linter.RulesRecord = { "vaultlint/no-secrets": ["error", { ignored: [] }] };
    await expect(lint("a.js", "1;", { rules })).rejects.toThrow(/ignored/u);
  });
});

describe("the built plugin", () => {
  it("is loaded from the package by ESLint itself", () => {
    const dist = new URL("../../dist/eslint.js", import.meta.url);
    writeFileSync(
      join(directory, "eslint.config.mjs"),
      `import v from ${JSON.stringify(dist.href)};\nexport default [v.configs.recommended];\n`,
    );
    writeFileSync(join(directory, "leak.js"), `const apiToken = "${value}";\n`);
    const binary = fileURLToPath(new URL("../../node_modules/eslint/bin/eslint.js", import.meta.url));
    let output = "";
    try {
      execFileSync(process.execPath, [binary, "leak.js"], { cwd: directory, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      output = (error as { stdout: string }).stdout;
    }
    expect(output).toMatch(/1:19\s+error\s+Secret key or token.*vaultlint\/no-secrets/u);
    expect(output).not.toContain(value.slice(0, 8));
  });
});
