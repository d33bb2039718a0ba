import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Secret } from "../../src/model/secret.ts";
import { create, logOf, open, vaultDirectory } from "./temporary.ts";

vi.mock("node:crypto", async (original) => (await import("./remember.ts")).remember(await original()));

const directory = vaultDirectory();
const path = join(directory, "dev.json");
const copy = join(directory, "copy.json");
let lines: string[] = [];

beforeAll(async () => {
  await create(path);
  const vault = await open(path);
  const entry = await vault.put("db-password", "secret", new Secret(randomBytes(16).toString("hex")));
  await vault.put("other", "secret", new Secret(randomBytes(16).toString("hex")));
  await vault.value(entry);
  expect(await vault.logAccess("scan")).toBeUndefined();
  // Nothing was read since, so nothing is to be logged.
  expect(await vault.logAccess("scan")).toBeUndefined();
  lines = readFileSync(logOf(path), "utf8").trimEnd().split("\n");
});

it("tells who did what to which entry, one line a command", async () => {
  const { label, accesses, problem } = await (await open(path)).log();
  expect({ label, problem }).toEqual({ label: "dev.log.jsonl", problem: undefined });
  expect(accesses.map(({ command, entries }) => [command, entries])).toEqual([
    ["vault init", []],
    ["vault set", ["db-password"]],
    ["vault set", ["other"]],
    ["scan", ["db-password"]],
  ]);
  for (const { time, user } of accesses) {
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/u);
    expect(user).not.toBe("");
  }
});

it("counts the entries of a command that touched many", async () => {
  const many = join(directory, "many.json");
  await create(many);
  const vault = await open(many);
  for (let i = 0; i < 21; i++) {
    const entry = await vault.put(`k${String(i)}`, "secret", new Secret(`value ${String(i)}`));
    await vault.value(entry);
  }
  await vault.logAccess("scan");
  expect((await vault.log()).accesses.at(-1)).toMatchObject({ command: "scan", count: 21 });
});

const edit = (line: string | undefined, change: (fields: Record<string, unknown>) => void): string => {
  const fields = JSON.parse(line ?? "{}") as Record<string, unknown>;
  change(fields);
  return JSON.stringify(fields);
};

describe("a log that was changed is found out", () => {
  it.each<[string, () => string[], string, number]>([
    [
      "edited",
      () =>
        lines.with(
          1,
          edit(lines[1], (fields) => (fields["user"] = "somebody")),
        ),
      "line 2 was edited",
      3,
    ],
    [
      "member added",
      () =>
        lines.with(
          2,
          edit(lines[2], (fields) => (fields["note"] = "x")),
        ),
      "line 3 was edited",
      3,
    ],
    ["garbage", () => lines.with(0, "{"), "line 1 was edited", 3],
    ["truncated", () => lines.slice(0, 2), "it ends after line 2, though the vault counts 4", 2],
    ["emptied", () => [], "it is missing or empty, though the vault counts 4 lines", 0],
    ["first lines removed", () => lines.slice(2), "lines before line 1 were removed", 2],
    ["line removed", () => lines.filter((_, index) => index !== 1), "lines before line 2 were removed", 3],
    ["reordered", () => [lines[0], lines[2], lines[1], lines[3]].map(String), "line 2 is out of order", 4],
    ["line twice", () => [...lines.slice(0, 2), ...lines.slice(1)], "line 3 is out of order|lines before line 3", 5],
  ])("%s", async (_, change, problem, genuine) => {
    writeFileSync(copy, readFileSync(path));
    writeFileSync(
      logOf(copy),
      change()
        .map((line) => `${line}\n`)
        .join(""),
    );
    const vault = await open(copy);
    expect(vault.warnings).toHaveLength(1);
    expect(vault.warnings[0]).toMatch(new RegExp(`does not fit the vault: .*(?:${problem})`, "u"));
    expect((await vault.log()).accesses).toHaveLength(genuine);
  });

  it("removed", async () => {
    writeFileSync(copy, readFileSync(path));
    rmSync(logOf(copy), { force: true });
    expect((await open(copy)).warnings[0]).toContain("missing or empty");
  });

  it("and stays so after further commands, which append", async () => {
    writeFileSync(copy, readFileSync(path));
    writeFileSync(
      logOf(copy),
      lines
        .with(
          1,
          edit(lines[1], (fields) => (fields["user"] = "x")),
        )
        .map((line) => `${line}\n`)
        .join(""),
    );
    await (await open(copy)).put("later", "secret", new Secret("some value"));
    const { accesses, problem } = await (await open(copy)).log();
    expect(problem).toBe("line 2 was edited");
    expect(accesses.at(-1)).toMatchObject({ command: "vault set", entries: ["later"] });
  });
});

describe("what a killed command leaves", () => {
  it("half a line is cut off by the next command", async () => {
    writeFileSync(copy, readFileSync(path));
    writeFileSync(logOf(copy), `${lines.join("\n")}\n${(lines[3] ?? "").slice(0, 40)}`);
    const vault = await open(copy);
    expect((await vault.log()).problem).toBeUndefined();
    await vault.put("later", "secret", new Secret("some value"));
    expect(readFileSync(logOf(copy), "utf8").split("\n").slice(0, 4)).toEqual(lines);
    expect((await (await open(copy)).log()).accesses).toHaveLength(5);
  });

  it("a whole line for something that did not happen is kept", async () => {
    const later = join(directory, "later.json");
    writeFileSync(later, readFileSync(path));
    writeFileSync(logOf(later), `${lines.join("\n")}\n`);
    const before = readFileSync(later);
    await (await open(later)).put("lost", "secret", new Secret("some value"));
    writeFileSync(later, before);
    const vault = await open(later);
    expect(vault.warnings.filter((warning) => warning.includes("log"))).toEqual([]);
    await vault.put("next", "secret", new Secret("some value"));
    const { accesses, problem } = await (await open(later)).log();
    expect(problem).toBeUndefined();
    expect(accesses.slice(4).map(({ entries }) => entries)).toEqual([[], ["next"]]);
  });
});
