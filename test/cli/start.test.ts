// The first command that a newcomer types.
import { spawnSync } from "node:child_process";
import { closeSync, copyFileSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { plant } from "./planted.ts";
import { bin, temporaryDirectory, tree } from "./run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const base = temporaryDirectory();

function start(args: readonly string[], cwd: string): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, INIT_CWD: cwd, NO_COLOR: "1" };
  return spawnSync(process.execPath, [join(root, "tools/start.js"), ...args], { cwd: root, encoding: "utf8", env });
}

describe("npm start", () => {
  it("shows findings, vault matches and suggestions of the example, and ends with 0", () => {
    const { status, stdout, stderr } = start([], root);
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/in vault dev\.vault\.json as\s+"database-password"/u);
    expect(stdout).toMatch(/\n +use {4}process\.env\.\w+\n/u);
    expect(stdout).toContain("@Microsoft.KeyVault(SecretUri=https://orders-kv.vault.azure.net/secrets/");
    expect(stderr).toMatch(/^\$ vaultlint scan fixtures\/leaky-app .*\n/u);
    expect(stderr).toMatch(/\d+ findings in \d+ files: .*; \d+ in a vault/u);
  });

  it("is the command line when it is given arguments, from where the user stands", () => {
    const leaky = tree(base, "leaky", {
      ".env": `DB_PASSWORD=${plant(fill("${alnum:9}!${alnum:9}", seeded("start")))}\n`,
    });
    const clean = tree(base, "clean", { "a.md": "x" });
    expect(start(["scan", leaky], root).status).toBe(1);
    expect(start(["scan", "leaky"], base).stdout).toContain(".env");
    expect(start(["scan", clean], root).status).toBe(0);
    expect(start(["scan", join(base, "none")], root).status).toBe(2);
  });
});

describe("a program that does not come to its end", () => {
  it.each([
    ["lacks a file of its own", {}],
    ["has one that is no program", { "dist/cli-base.cjs": "exports.main = ;" }],
    ["fails where nothing is expected to", { "dist/cli-base.cjs": "exports.main = async () => { throw Error(); };" }],
    ["waits for what never comes", { "dist/cli-base.cjs": "exports.main = () => new Promise(() => {});" }],
  ])("ends with 2 where it %s", (name, files) => {
    const installed = tree(base, name, { "bin/none": "", "dist/none": "", ...files });
    copyFileSync(bin, join(installed, "bin/vaultlint.js"));
    copyFileSync(join(root, "dist/cli.cjs"), join(installed, "dist/cli.cjs"));
    expect(spawnSync(process.execPath, [join(installed, "bin/vaultlint.js")]).status).toBe(2);
  });

  it.skipIf(!existsSync("/dev/full"))(
    "ends with 2, and one sentence, where its output cannot be written (needs /dev/full)",
    () => {
      const leaky = tree(base, "full", {
        ".env": `DB_PASSWORD=${plant(fill("${alnum:9}!${alnum:9}", seeded("full")))}\n`,
      });
      const clean = tree(base, "full-clean", { "a.md": "x" });
      for (const cwd of [leaky, clean]) {
        const full = openSync("/dev/full", "w");
        const run = [bin, "scan", "--quiet", "--format", "json"];
        const { status, stderr } = spawnSync(process.execPath, run, {
          cwd,
          encoding: "utf8",
          stdio: ["ignore", full, "pipe"],
        });
        closeSync(full);
        expect(stderr).toMatch(/^vaultlint: standard output cannot be written \(ENOSPC\).*\n$/u);
        expect(status).toBe(2);
      }
    },
  );

  it("ends with 2 where it was never built", () => {
    const installed = tree(base, "unbuilt", { "bin/none": "" });
    copyFileSync(bin, join(installed, "bin/vaultlint.js"));
    expect(spawnSync(process.execPath, [join(installed, "bin/vaultlint.js")]).status).toBe(2);
  });
});

describe("package.json", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };

  it.each(Object.entries(scripts))("the script %s runs under every shell", (_, script) => {
    expect(script).not.toMatch(/[;|<>$'"`*]|(?<!&)&(?!&)|^\w+=/u);
    for (const [, tool = ""] of script.matchAll(/node (\S+\.js)/gu))
      expect(existsSync(join(root, tool)), tool).toBe(true);
  });
});

describe("the pages name only files that exist", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
  ];

  it.each(pages.filter((page) => page.endsWith(".md") && page !== "docs/rules.md"))("%s", (page) => {
    const text = readFileSync(join(root, page), "utf8").replaceAll(/^```.+?^```/gmsu, "");
    const code = [...text.matchAll(/`(?<path>(?:src|test|rules|docs|tools|bench|schema)\/[\w./-]+)`/gu)].map(
      ({ groups }) => groups?.["path"] ?? "",
    );
    const links = [...text.matchAll(/\]\((?!https?:|#)(?<path>[^)#\s]+)/gu)].map(({ groups }) =>
      join(page, "..", groups?.["path"] ?? ""),
    );
    const missing = [...code, ...links].filter((path) => !path.includes("NAME") && !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });
});
