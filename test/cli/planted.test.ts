import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { expectNoPiece, plant, watched } from "./planted.ts";
import { temporaryDirectory } from "./run-cli.ts";

// The check on which the promise "no secret leaves" rests must itself be able to fail.
const value = plant(fill("${alnum:30}", seeded("planted")));
const silent = { stdout: "", stderr: "" };

describe("a planted secret is noticed", () => {
  it.each<[string, string]>([
    ["whole", value],
    ["its first 8 characters", `x${value.slice(0, 8)}x`],
    ["its last 8 characters", value.slice(-8)],
    ["base64", Buffer.from(value).toString("base64")],
    ["base64 of a piece", Buffer.from(value.slice(6, 20)).toString("base64")],
    ["base64 after 1 byte", Buffer.from(`:${value}`).toString("base64")],
    ["base64 after 2 bytes", Buffer.from(`::${value}`).toString("base64url")],
    ["hex", Buffer.from(value).toString("hex")],
    ["hex of a piece in capitals", Buffer.from(value.slice(3, 11)).toString("hex").toUpperCase()],
  ])("%s", (_, text) => {
    expect(() => {
      expectNoPiece(`before ${text} after`, "it");
    }).toThrow(/piece of a planted secret/u);
  });

  it("but not 7 characters of it, nor what was there before", () => {
    expectNoPiece(`before ${value.slice(0, 7)} after`, "it");
    expectNoPiece(`a line ${value}`, "it", `an older line ${value}`);
  });
});

describe("a run is watched", () => {
  const cwd = join(temporaryDirectory(), "tree");
  mkdirSync(cwd);
  const run = (args: string[], files: Record<string, string>, output = silent): Promise<typeof silent> =>
    watched({ args, cwd }, () => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
      return Promise.resolve(output);
    });

  it.each<[string, string[], Record<string, string>, typeof silent]>([
    ["standard output", ["scan"], {}, { stdout: value, stderr: "" }],
    ["standard error", ["scan"], {}, { stdout: "", stderr: value }],
    ["a file that it wrote", ["scan"], { "report.json": value }, silent],
    ["a file beside the working directory", ["scan"], { "../state": value }, silent],
    ["what vault get --out wrote elsewhere", ["vault", "get", "x", "--out", "a"], { b: value }, silent],
    ["what vault get printed unasked", ["vault", "get", "x"], {}, { stdout: value, stderr: "" }],
  ])("%s", async (_, args, files, output) => {
    await expect(run(args, files, output)).rejects.toThrow(/piece of a planted secret/u);
  });

  it("and may give the value where it was asked for", async () => {
    await run(["vault", "get", "x", "--reveal"], {}, { stdout: value, stderr: "" });
    await run(["vault", "get", "x", "--out", "asked"], { asked: value });
  });
});
