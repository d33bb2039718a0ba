import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const random = seeded("decoding");
const password = plant(fill("${upper:2}${alnum:12}!${digit:3}", random));
const env = { VAULTLINT_PASSPHRASE: plant("correct horse battery") };
const vault = "file:./dev.vault.json";
const base = temporaryDirectory();
const files = {
  ".env": `DB_PASSWORD=${Buffer.from(password).toString("base64")}\n`,
  "app.json": `{"body": "{\\u0022password\\u0022:\\u0022${password.replace("!", "\\u0021")}\\u0022}"}\n`,
};

interface JsonReport {
  readonly findings: readonly {
    readonly path: string;
    readonly encoding?: string;
    readonly verification: { readonly state: string; readonly name?: string };
    readonly suggestion?: { readonly edits: readonly unknown[] };
  }[];
}

it("an encoded value is compared with the vault as what it stands for, and no edit breaks its text", async () => {
  const cwd = tree(base, "a", files);
  for (const args of [
    ["init", vault],
    ["set", vault, "db-password", "--stdin"],
  ])
    expect((await cli(["vault", ...args], { cwd, env, input: password })).code).toBe(0);

  const { stdout } = await cli(["scan", "--format", "json", "--vault", vault, ".env", "app.json"], { cwd, env });
  const { findings } = JSON.parse(stdout) as JsonReport;
  expect(findings.map(({ path, encoding, verification: { state, name } }) => [path, encoding, state, name])).toEqual([
    [".env", "base64", "in-vault", "db-password"],
    ["app.json", "JSON escapes", "in-vault", "db-password"],
  ]);
  expect(findings.flatMap(({ suggestion }) => suggestion?.edits ?? [])).toEqual([]);

  const text = await cli(["scan", "--vault", vault, ".env"], { cwd, env });
  expect(text.stdout).toContain("Password in base64, in vault");
  await cli(["fix", "--write", "--all", "--vault", vault], { cwd, env });
  for (const [path, content] of Object.entries(files)) expect(readFileSync(join(cwd, path), "utf8")).toBe(content);
});
