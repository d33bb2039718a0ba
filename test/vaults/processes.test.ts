import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { create, logOf, open, passphrase, vaultDirectory } from "./temporary.ts";
import { Secret } from "../../src/model/secret.ts";

vi.mock("node:crypto", async (original) => (await import("./remember.ts")).remember(await original()));

const directory = vaultDirectory();
const base = join(directory, "base.json");
const writer = join(directory, "app/writer.js");

/** Stores values until it is killed or has stored as many as it was told; prints each name once it is durable. */
const program = `
import { writeSync } from "node:fs";
import { openFileVault } from "./src/vaults/file.js";
import { Secret } from "./src/model/secret.js";
const [path, prefix, count] = process.argv.slice(2);
const vault = await openFileVault(path, { passphrase: async () => process.env.PASSPHRASE });
writeSync(1, "ready\\n");
for (let i = 0; i < Number(count); i++) {
  await vault.put(prefix + "-" + i, "secret", new Secret("value of " + prefix + " " + i + "x".repeat(3000)));
  writeSync(1, prefix + "-" + i + "\\n");
}
`;

beforeAll(async () => {
  // The vault's own code as plain JavaScript, so that other processes can run it on every supported Node.
  const root = fileURLToPath(new URL("../..", import.meta.url));
  for (const part of ["src/model", "src/vaults", "src/vaults/file"]) {
    const target = join(directory, "app", part);
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(join(root, part)).filter((each) => each.endsWith(".ts"))) {
      const { outputText } = transpileModule(readFileSync(join(root, part, name), "utf8"), {
        compilerOptions: {
          module: ModuleKind.ESNext,
          target: ScriptTarget.ES2022,
          verbatimModuleSyntax: true,
          rewriteRelativeImportExtensions: true,
        },
      });
      writeFileSync(join(target, name.replace(/\.ts$/u, ".js")), outputText);
    }
  }
  writeFileSync(join(directory, "app/package.json"), '{"type":"module"}');
  symlinkSync(join(root, "node_modules"), join(directory, "app/node_modules"), "junction");
  writeFileSync(writer, program);
  await create(base);
  await (await open(base)).put("before", "secret", new Secret("was there before"));
});

interface Writer {
  readonly child: ChildProcess;
  /** Resolves when it waits for nothing but its own work. */
  readonly ready: Promise<void>;
  /** The names it acknowledged, once it is gone. */
  readonly stored: Promise<string[]>;
}

function write(path: string, prefix: string, count: number): Writer {
  const child = spawn(process.execPath, [writer, path, prefix, String(count)], {
    env: { ...process.env, PASSPHRASE: passphrase, VAULTLINT_STATE_DIR: `${path}.state` },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  let isReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => (isReady = resolve));
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (output.includes("ready\n")) isReady();
  });
  const stored = new Promise<string[]>((resolve) => {
    child.on("close", () => {
      isReady();
      resolve(output.split("\n").slice(1, -1));
    });
  });
  return { child, ready, stored };
}

async function namesOf(path: string): Promise<string[]> {
  const vault = await open(path);
  const names: string[] = [];
  for await (const entry of vault.entries()) {
    // Every value opens.
    expect((await vault.value(entry)).length).toBeGreaterThan(0);
    names.push(entry.name);
  }
  expect((await vault.log()).problem).toBeUndefined();
  return names;
}

function copyOf(name: string): string {
  const path = join(directory, `${name}.json`);
  cpSync(base, path);
  cpSync(logOf(base), logOf(path));
  return path;
}

describe("two processes at once", () => {
  it("lose nothing of each other's", async () => {
    const path = copyOf("shared");
    const both = [write(path, "a", 10), write(path, "b", 10)];
    const stored = (await Promise.all(both.map((each) => each.stored))).flat();
    expect(stored).toHaveLength(20);
    expect(await namesOf(path)).toEqual(expect.arrayContaining(["before", ...stored]));
    expect((await (await open(path)).log()).accesses).toHaveLength(22);
  });
});

describe("a process that is killed at any moment", () => {
  it("leaves a vault that opens and has every acknowledged value, 24 times", async () => {
    const round = async (index: number): Promise<number> => {
      const path = copyOf(`killed-${String(index)}`);
      const { child, ready, stored } = write(path, "k", 1000);
      await ready;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      child.kill("SIGKILL");
      const acknowledged = await stored;
      expect(await namesOf(path)).toEqual(expect.arrayContaining(["before", ...acknowledged]));
      return acknowledged.length;
    };
    const counts: number[] = [];
    for (let index = 0; index < 24; index += 4)
      counts.push(...(await Promise.all([0, 1, 2, 3].map((more) => round(index + more)))));
    // They were killed at work, neither before nor after.
    expect(Math.max(...counts)).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThan(1000);
  }, 120_000);

  it("does not lock others out for good", async () => {
    const path = copyOf("locked");
    const long = new Date(Date.now() - 6000);
    mkdirSync(`${path}.lock`);
    utimesSync(`${path}.lock`, long, long);
    await (await open(path)).put("after", "secret", new Secret("stored after the lock went stale"));
    expect(await namesOf(path)).toEqual(expect.arrayContaining(["before", "after"]));
  });
});
