// The examples for CI systems with the real npm, against branches that bring what npm, npx and Node obey. Each trap is shown to be live.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { line } from "../cli/repository.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";
import { cloneOf, examples } from "../docs/examples.ts";
import { npm, root } from "./install.ts";

const base = temporaryDirectory();
const trace = join(base, "evil.ran");
const evil = `require("node:fs").writeFileSync(${JSON.stringify(trace)}, "");\n`;
const asked: string[] = [];
let registry: Server;
let address = "";

// A registry that has this package alone, as it is packed.
beforeAll(async () => {
  const [packed] = JSON.parse(npm(["pack", "--ignore-scripts", "--json", "--pack-destination", base], root)) as {
    filename: string;
  }[];
  const tarball = readFileSync(join(base, packed?.filename ?? ""));
  const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  registry = createServer(({ url = "" }, response) => {
    asked.push(url);
    if (url.startsWith("/evil/")) writeFileSync(trace, "");
    if (url === "/vaultlint.tgz") response.end(tarball);
    else {
      const dist = { tarball: `${address}vaultlint.tgz`, integrity };
      const { name, version, bin, engines } = manifest;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ name, versions: { [version]: { name, version, bin, engines, dist } } }));
    }
  });
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${String((registry.address() as AddressInfo).port)}/`;
});

afterAll(() => {
  registry.close();
});

interface Trap {
  readonly name: string;
  readonly files: () => Readonly<Record<string, string>>;
}

const traps: readonly Trap[] = [
  {
    name: "a node_modules/vaultlint of its own",
    files: () => ({
      "node_modules/vaultlint/package.json": `{ "name": "vaultlint", "version": "${manifest.version}", "bin": "evil.js" }`,
      "node_modules/vaultlint/evil.js": `#!/usr/bin/env node\n${evil}`,
      "node_modules/.bin/vaultlint": `#!/usr/bin/env node\n${evil}`,
      ".npmrc": `registry=${address}\n`,
      "package.json": `{ "dependencies": { "vaultlint": "${manifest.version}" } }`,
    }),
  },
  {
    name: "an .npmrc with node-options",
    files: () => ({
      ".npmrc": `registry=${address}\nnode-options=--require ./evil.js\n`,
      "evil.js": evil,
      "package.json": "{}",
    }),
  },
  {
    name: "an .npmrc with another registry",
    files: () => ({ ".npmrc": `registry=${address}evil/\n`, "package.json": "{}" }),
  },
];
const cases = examples.flatMap((example) =>
  traps.map((trap) => ({ example, trap, title: `${example.name}: ${trap.name}` })),
);

/** The exit code. Not waited for by standing still, since the registry is in this process. */
function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<number | null> {
  const child = spawn(command, args, { cwd, env, stdio: "ignore", timeout: 60_000 });
  return new Promise((resolve) => {
    child.on("close", resolve);
  });
}

describe.skipIf(process.platform === "win32").each(cases)("$title", ({ example, trap, title }) => {
  it("runs nothing of the branch, and stops its secret", async () => {
    const { cwd, commit } = cloneOf(base, title.replaceAll(/\W+/gu, "-"), { ...trap.files(), "new.ini": line("new") });
    // The branch has it executable.
    const program = join(cwd, "node_modules/.bin/vaultlint");
    if (existsSync(program)) chmodSync(program, 0o755);
    const env = { ...process.env, TMPDIR: base, GIT_CONFIG_GLOBAL: "/dev/null", ...example.variables(commit) };
    const script = example.script.replace("https://registry.npmjs.org/", address);
    const hostile = { npm_config_registry: "http://127.0.0.1:9/", NODE_OPTIONS: "--require ./evil.js" };
    asked.length = 0;
    expect(await run("sh", ["-e", "-c", script], cwd, { ...env, ...hostile })).toBe(1);
    expect(asked).toContain("/vaultlint.tgz");
    const sarif = readFileSync(join(cwd, "vaultlint.sarif"), "utf8");
    expect(sarif).toContain("new.ini");
    expect(existsSync(trace)).toBe(false);
    // Called in the checkout, npx falls into it.
    const cache = { npm_config_cache: join(base, "cache") };
    await run("npx", ["--yes", `vaultlint@${manifest.version}`, "--version"], cwd, { ...env, ...cache });
    expect(existsSync(trace)).toBe(true);
    rmSync(trace);
  });
});
