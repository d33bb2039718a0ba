import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { faultText } from "../../src/reports/fault.ts";
import { plant } from "../cli/planted.ts";
import { cli, temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { runAction } from "../action/run-action.ts";

const value = plant(fill("${alnum:30}", seeded("fault")));
const base = temporaryDirectory();

describe("a fault of our own", () => {
  it("is told by its kind and its places, without the message", () => {
    const text = faultText(new TypeError(`Unexpected ${value}\n    at ${value} here;\nmore`));
    expect(text).toMatch(/\(TypeError\)/u);
    expect(text).toMatch(/^ {4}at .*fault\.test\.ts/mu);
    expect(text).not.toContain(value);
  });

  it.each([
    ["a text", value],
    ["nothing", undefined],
    ["a name that is no name", Object.assign(new Error("x"), { name: value + " " })],
  ])("is told where %s was thrown", (_, thrown) => {
    expect(faultText(thrown)).toMatch(/\(unknown error\)/u);
    expect(faultText(thrown)).not.toContain(value);
  });

  // Breaks what writes the reports.
  const broken = join(base, "broken.mjs");
  writeFileSync(
    broken,
    `const { stringify } = JSON;
JSON.stringify = (value, ...rest) => {
  if (value?.$schema) throw new TypeError("${value}");
  return stringify(value, ...rest);
};
`,
  );
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(broken).href}` };

  it("ends the command line with 2", async () => {
    const { code, stderr } = await cli(["scan", "--format", "json"], { cwd: tree(base, "cli", { "a.md": "x" }), env });
    expect(stderr).toMatch(/fault in vaultlint \(TypeError\)/u);
    expect(code).toBe(2);
  });

  it("ends the action with 2", async () => {
    const files = { ".env": `K=sk_live_${fill("${alnum:24}", seeded("fault key"))}\n` };
    const { code, commands } = await runAction(tree(base, "action", files), { "sarif-file": "a.sarif" }, env);
    expect(commands.at(-1)?.message).toMatch(/fault in vaultlint \(TypeError\)/u);
    expect(code).toBe(2);
  });
});
