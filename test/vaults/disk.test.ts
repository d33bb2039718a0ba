import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type * as Files from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { replaceFile } from "../../src/vaults/file/disk.ts";

/** The codes with which the next renames fail. */
const failures: string[] = [];

vi.mock("node:fs/promises", async (original) => {
  const files = await original<typeof Files>();
  const rename: typeof files.rename = async (from, to) => {
    const code = failures.shift();
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    await files.rename(from, to);
  };
  return { ...files, rename };
});

const directory = mkdtempSync(join(tmpdir(), "vaultlint-disk-"));
const path = join(directory, "v.json");
const platform = Object.getOwnPropertyDescriptor(process, "platform");

function pretend(value: string): void {
  Object.defineProperty(process, "platform", { ...platform, value });
}

afterEach(() => {
  failures.length = 0;
  if (platform) Object.defineProperty(process, "platform", platform);
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

describe("a file that another process has open on Windows", () => {
  it("is replaced once it is free, and each time it is asked whether that is still wanted", async () => {
    writeFileSync(path, "old");
    pretend("win32");
    failures.push("EPERM", "EBUSY", "EACCES");
    const asked = vi.fn();
    await replaceFile(path, "new", asked);
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it.each([
    ["win32", "ENOSPC"],
    ["linux", "EPERM"],
  ])("is not waited for on %s after %s: the old content stays, without a temporary file", async (system, code) => {
    writeFileSync(path, "old");
    pretend(system);
    failures.push(code);
    await expect(replaceFile(path, "new")).rejects.toThrow(`${path} cannot be written (${code}).`);
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(directory)).toEqual(["v.json"]);
  });
});
