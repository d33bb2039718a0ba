// The linter refuses slow regular expressions that are written as literals. This asks it about those that it cannot see there: of
// rules/*.yml and the ones put together from pieces.
import { readdirSync } from "node:fs";
import { Linter } from "eslint";
import * as regexp from "eslint-plugin-regexp";
import { describe, expect, it } from "vitest";

/** Built, since the linter refuses it as a literal. */
const repeated = (source: string): string => `${source}+$`;

const linter = new Linter();

/** Why a pattern can take more than linear time on some text; nothing where it cannot. */
function slowness(pattern: RegExp): string[] {
  return linter
    .verify(`export default ${String(pattern)};`, {
      plugins: { regexp: regexp },
      rules: {
        "regexp/no-super-linear-backtracking": ["error", { report: "certain" }],
        // All of them are tried at one place, or on text of a bounded length: moving along costs the window, no more.
        "regexp/no-super-linear-move": "off",
      },
    })
    .map(({ message }) => message);
}

/** Those that modules of these folders put together when they are loaded. */
async function builtIn(folders: readonly string[]): Promise<Map<string, RegExp>> {
  const built = new Map<string, RegExp>();
  const native = globalThis.RegExp;
  globalThis.RegExp = new Proxy(native, {
    construct(target, [source, flags]: [string, string?]) {
      const regex = new target(source, flags);
      // Who built it stands in the line behind this one: libraries answer for theirs.
      if (new Error().stack?.split("\n")[2]?.includes("/src/") === true) built.set(String(regex), regex);
      return regex;
    },
  });
  try {
    for (const folder of folders) {
      const files = readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: "utf8" });
      // Threads run when they are loaded, and the kernel's sources are no programs for Node.
      for (const file of files.filter(
        (name) => name.endsWith(".ts") && !/thread|worker|\.as\.ts$|\.d\.ts$/u.test(name),
      ))
        await import(`${folder}${file}`);
    }
  } finally {
    globalThis.RegExp = native;
  }
  return built;
}

const built = await builtIn(["../../src/detect/", "../../src/references/"]);
const { shippedRules } = await import("../../src/detect/shipped-rules.ts");
const { credentialFiles } = await import("../../src/detect/structure/credential-files.ts");
// Made only where there is such a file.
for (const { secret } of credentialFiles) built.set(secret.source, new RegExp(secret.source, secret.flags));
// The same of commands.
const { commands } = await import("../../src/detect/structure/command-table.ts");
for (const { pattern } of commands) built.set(String(pattern), pattern);
const { looseRegex } = await import("../../src/detect/provider-named.ts");

// Many are the same: a key of 32 letters and digits is one for forty providers.
const shipped = new Map<string, readonly [id: string, regex: RegExp]>();
for (const rule of shippedRules()) {
  const { id, pattern, value, near, ignoreCase } = rule;
  const sources = [pattern, value, near].filter((source) => source !== undefined);
  const regexes = sources.map((source) => new RegExp(source, ignoreCase ? "i" : ""));
  for (const regex of [...regexes, ...(value === undefined ? [] : [looseRegex(rule)])])
    shipped.set(String(regex), [shipped.has(String(regex)) ? "several rules" : id, regex]);
}

describe("no pattern backtracks more than linearly", () => {
  it("and the check knows one that does", () => {
    expect(slowness(new RegExp(repeated("^(?:a+)"), "u"))).not.toEqual([]);
  });

  it("of the rules", () => {
    expect(shipped.size).toBeGreaterThan(500);
    expect(
      [...shipped.values()].flatMap(([id, regex]) => slowness(regex).map((message) => `${id}: ${message}`)),
    ).toEqual([]);
  }, 120_000);

  it("of those that are put together from pieces", () => {
    expect(built.size).toBeGreaterThan(80);
    expect([...built].flatMap(([source, regex]) => slowness(regex).map((message) => `${source}: ${message}`))).toEqual(
      [],
    );
  });
});
