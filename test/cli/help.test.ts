import { describe, expect, it } from "vitest";
import { cli } from "./run-cli.ts";

/** Every command that the help of the program, and of its commands, lists. */
async function commands(above: readonly string[] = []): Promise<string[][]> {
  const { stdout } = await cli([...above, "--help"]);
  const listed = (stdout.split("\nCommands:\n")[1] ?? "").split("\n\n")[0] ?? "";
  const names = [...listed.matchAll(/^ {2}(?<name>[a-z]\S*)/gmu)].map(({ groups }) => groups?.["name"] ?? "");
  const here = names.filter((name) => name !== "help").map((name) => [...above, name]);
  const below = above.length < 2 ? await Promise.all(here.map((command) => commands(command))) : [];
  return [...here, ...below.flat()];
}

describe("--help", () => {
  it("fits into 80 columns and gives examples, for every command", { timeout: 120_000 }, async () => {
    const all = [[], ...(await commands())];
    expect(all.length).toBeGreaterThan(10);
    for (const command of all) {
      const { code, stdout, stderr } = await cli([...command, "--help"]);
      const name = ["vaultlint", ...command].join(" ");
      expect({ name, code, stderr }).toEqual({ name, code: 0, stderr: "" });
      expect(
        stdout.split("\n").filter((line) => line.length > 80),
        name,
      ).toEqual([]);
      expect(stdout, name).toContain("\nExamples:\n  ");
    }
  });
});
