import { describe, expect, it } from "vitest";
import { validators } from "../../../src/detect/validate/validators.ts";
import { fill, seeded } from "../generate.ts";

const random = seeded("structure");
const filled = (template: string): string => fill(template, random);

const json = (object: unknown): string => Buffer.from(JSON.stringify(object)).toString("base64");
const fields = { fields: ["iat", "org"] };

/** A macaroon of version 2 with the fields `[type, content]`. */
function macaroon(parts: readonly (readonly [type: number, content: string])[], signatureLength = 32): string {
  const bytes = parts.flatMap(([type, content]) => [type, content.length, ...Buffer.from(content)]);
  return Buffer.from([2, ...bytes, 0, 0, 6, signatureLength, ...Array<number>(signatureLength).fill(7)]).toString(
    "base64url",
  );
}

const location = [1, "pypi.org"] as const;
const identifier = [2, filled("${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}")] as const;

const cases: readonly [name: string, value: string, parameters: Record<string, string[]>, verdict: string][] = [
  ["encoded-json", `sntrys_${json({ iat: 1.5, org: "o" })}_${filled("${alnum:43}")}`, fields, "unknown"],
  ["encoded-json", `ops_${json({ iat: 1, org: "o" })}`, fields, "unknown"],
  ["encoded-json", `sk.${json({ iat: 1, org: "o" })}.${filled("${alnum:22}")}`, fields, "unknown"],
  ["encoded-json", `ops_${json({ iat: 1 })}`, fields, "invalid"],
  ["encoded-json", `ops_eyJ${filled("${alnum:60}")}`, fields, "invalid"],
  ["encoded-json", filled("ops_${alnum:60}"), fields, "unknown"],
  ["pypi-macaroon", `pypi-${macaroon([location, identifier])}`, {}, "unknown"],
  ["pypi-macaroon", `pypi-${macaroon([location, identifier]).slice(0, -4)}`, {}, "invalid"],
  ["pypi-macaroon", `pypi-${macaroon([location, identifier], 20)}`, {}, "invalid"],
  ["pypi-macaroon", `pypi-AgEIcHlwaS5vcmc${filled("${alnum:100}")}`, {}, "invalid"],
  ["fly-macaroon", `fm2_${Buffer.from([0x94, 0x93, 0xc4, 16, 1, 2]).toString("base64")}`, {}, "unknown"],
  ["fly-macaroon", `fm2_${Buffer.from([0x93, 0x93, 0xc4, 16, 1, 2]).toString("base64")}`, {}, "invalid"],
  ["fly-macaroon", filled("fo1_${base64url:43}"), {}, "unknown"],
  ["jfrog-reference", Buffer.from(filled("reftkn:01:0000000000:${alnum:27}")).toString("base64"), {}, "unknown"],
  ["jfrog-reference", filled("cmVmdGtu${alnum:56}"), {}, "invalid"],
  [
    "discord",
    `${Buffer.from(filled("1${digit:17}")).toString("base64")}.${filled("${alnum:6}.${alnum:38}")}`,
    {},
    "unknown",
  ],
  ["discord", filled("MTA${alnum:23}.${alnum:6}.${alnum:38}"), {}, "invalid"],
];

describe("the structure of a token", () => {
  it.each(cases)("%s of %s with %j is judged", (name, value, parameters, verdict) => {
    expect(validators[name]?.(value, parameters)).toBe(verdict);
  });

  it.each(Object.keys(validators))("%s answers to any text at once", (name) => {
    for (const text of ["", ".", "=", "\0".repeat(100), "é€".repeat(50), "eyJ".repeat(20_000), "A".repeat(100_000)])
      expect(["valid", "invalid", "unknown"]).toContain(validators[name]?.(text, {}));
  });
});
