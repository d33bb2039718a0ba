// The question of `init`, at a terminal of the test's own.
import { createInterface } from "node:readline/promises";
import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { answered } from "../../src/cli/init.ts";

it.each<[string, string, boolean | RegExp]>([
  ["yes", "y\r", true],
  ["no", "n\r", false],
  ["nothing", "\r", false],
  ["Ctrl-C", "\u0003", /left without an answer/u],
  ["Ctrl-D", "\u0004", /left without an answer/u],
])("%s", async (_, keys, expected) => {
  const input = new PassThrough();
  const terminal = createInterface({ input, output: new PassThrough(), terminal: true });
  const answer = answered(terminal, "Change? ").then(
    (agreed) => agreed,
    (error: unknown) => (error instanceof Error ? error.message : "no error"),
  );
  input.write(keys);
  const said = await answer;
  terminal.close();
  if (typeof expected === "boolean") expect(said).toBe(expected);
  else expect(said).toMatch(expected);
});
