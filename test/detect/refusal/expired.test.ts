import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { isExpired } from "../../../src/detect/refusal/expired.ts";
import { sourceText } from "../source-text.ts";

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const signature = Buffer.from("4f9a0b1c7e35".repeat(5), "hex").toString("base64url");
const tokenOf = (claims: unknown): string =>
  [encoded({ alg: "HS256", typ: "JWT" }), encoded(claims), signature].join(".");

const over = tokenOf({ sub: "clerk", exp: 1_516_239_022 });
const valid = tokenOf({ sub: "clerk", exp: 32_503_680_000 });
const endless = tokenOf({ sub: "clerk" });

async function confidence(lines: readonly string[], path: string): Promise<(string | undefined)[]> {
  const stage = createDetectStage({ ast: "off" });
  const { candidates } = await stage.detect(sourceText(path, `${lines.join("\n")}\n`));
  await stage.close();
  return candidates.map((candidate) => (candidate.confidence === "low" ? candidate.reasons.at(-1) : "shown"));
}

const expired = "but expired, and said to be refused";

describe("a whole JSON Web Token in a test", () => {
  it.each([
    [
      "by the name of its case",
      ["{", '  Name: "file with an expired token",', `  URL: "/file?token=${over}",`, "},"],
      "a_test.go",
      expired,
    ],
    ["by what stands before it", [`t.Run("expired", use("${over}"))`], "a_test.go", expired],
  ])("is refused %s", async (_, lines, path, reason) => {
    expect(await confidence(lines, path)).toEqual([reason]);
  });

  it.each([
    ["that goes on", ["{", '  Name: "an expired session",', `  URL: "/file?token=${valid}",`, "},"], "a_test.go"],
    ["without an end", ["{", '  Name: "an expired session",', `  URL: "/file?token=${endless}",`, "},"], "a_test.go"],
    ["of another case", ['{ Name: "expired",', "},", "{", `  URL: "/file?token=${over}",`, "},"], "a_test.go"],
    ["that is named invalid, but may have been issued", [`String invalidToken = "${over}";`], "src/test/java/A.java"],
    ["of which nothing is said", ["{", '  Name: "a file",', `  URL: "/file?token=${over}",`, "},"], "a_test.go"],
    ["outside of tests", ["// expired", `const invalidToken = "${over}";`], "src/a.go"],
  ])("is shown: one %s", async (_, lines, path) => {
    expect(await confidence(lines, path)).toEqual(["shown"]);
  });
});

it.each([
  ["no token", "a.b.c"],
  ["nothing behind the dot", "a"],
  ["a list", `a.${encoded([1])}.c`],
  ["nothing", `a.${encoded(null)}.c`],
  ["a date in words", `a.${encoded({ exp: "2018" })}.c`],
  ["too much", `a.${encoded({ exp: 1, text: "x".repeat(9000) })}.c`],
])("of %s nobody knows when it ends", (_, value) => {
  expect(isExpired(value)).toBe(false);
});
