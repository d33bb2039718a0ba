import { describe, expect, it } from "vitest";
import { computeCask, computeOldCask } from "../../../src/detect/validate/cask.ts";
import { marvin32, namedSeed } from "../../../src/detect/validate/marvin32.ts";
import { validators } from "../../../src/detect/validate/validators.ts";
import { complete, fill, seeded } from "../generate.ts";

const random = seeded("formats");
const filled = (template: string): string => fill(template, random);

type Parameters = Readonly<Record<string, readonly string[]>>;

function verdictOf(name: string, value: string, parameters: Parameters = {}): string | undefined {
  return validators[name]?.(value, parameters);
}

/** The value with the checksum that its issuer writes. */
function issued(checksum: string, template: string, parameters: Parameters = {}): string {
  return complete({ checksum, parameters }, `${filled(template)}\${checksum}`);
}

// A generator that shares a mistake with its validator would hide it: these were published, or worked out by another program.
describe("a checksum that somebody else wrote down", () => {
  it.each([
    ["616263", 0xd53cd9cecd0893b7n, 0x6be02a86],
    ["6162636465666768696a6b6c6d6e6f707172737475767778797a", 0x0ddddeeeeffff000n, 0xd34847dc],
    ["", 0x004fb61a001bdbccn, 0x30ed35c1 ^ 0x00cd3c7d],
    ["af", 0x004fb61a001bdbccn, 0x48e73fc7 ^ 0x7d75ddc1],
    ["37f495", 0x004fb61a001bdbccn, 0xf0b07c78 ^ 0x9b8cf7e8],
    ["8642dc59", 0x004fb61a001bdbccn, 0x7008f2e8 ^ 0x7e9cf556],
  ])("is that of Marvin32: %s under %s", (hex, seed, sum) => {
    expect(marvin32(Buffer.from(hex, "hex"), seed)).toBe(sum >>> 0);
  });

  it("is under a seed that is called by eight letters", () => {
    expect(namedSeed("AadPwd00")).toBe(0x4161645077643030n);
  });

  // From BIP-173.
  it.each(["A12UEL5L", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"])("is that of Bech32: %s", (value) => {
    expect(verdictOf("bech32", value)).toBe("valid");
    expect(verdictOf("bech32", `${value.slice(0, -1)}${value.endsWith("L") ? "M" : "q"}`)).toBe("invalid");
  });

  it.each([
    ["entra", `aaa8Q~${"a".repeat(31)}`, {}, "b-e"],
    ["github-fine-grained", `github_pat_${"a".repeat(22)}_${"a".repeat(43)}`, {}, "7LVNFFKB"],
    [
      "azure-identifiable",
      `${"a".repeat(76)}+ASt`,
      { signature: ["+ASt"], bytes: ["64"], seeds: ["Default0"] },
      "5mnCaw==",
    ],
  ])("is that of %s", (checksum, head, parameters, tail) => {
    expect(complete({ checksum, parameters }, `${head}\${checksum}`)).toBe(`${head}${tail}`);
  });
});

describe("a validator", () => {
  it.each(["age1é9x8gf2tvdw0", "AGE1qpzry9x8gf2tvdw", "age1bbbbbbbbbbbb"])(
    "of Bech32 says nothing of %s, which is none",
    (value) => {
      expect(verdictOf("bech32", value)).toBe("unknown");
    },
  );

  const header = (json: string): string => `${Buffer.from(json).toString("base64url")}.e30.c2ln`;

  it.each([
    [header('{"alg":"HS256","typ":"JWT"}'), "valid"],
    [header('{"typ":"JWT"}'), "invalid"],
    [header('{"alg":1}'), "invalid"],
    [header("[1,2]"), "invalid"],
    [header("null"), "invalid"],
    [header("no json"), "invalid"],
    [header('{"alg":"HS256"}').replace(".", "=."), "invalid"],
  ])("of JSON Web Tokens asks for an algorithm: %s is %s", (value, verdict) => {
    expect(verdictOf("jwt", value)).toBe(verdict);
  });

  /** An id whose first five bytes hold this account. */
  function accessKey(account: number): string {
    const bits = (BigInt(account) << 39n) | (1n << 79n);
    let text = "";
    for (let shift = 75n; shift >= 0n; shift -= 5n)
      text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(Number((bits >> shift) & 31n));
    return `${["AK", "IA"].join("")}${text}`;
  }

  it("of AWS asks for an account of twelve digits", () => {
    expect(verdictOf("aws-access-key", accessKey(999_999_999_999))).toBe("unknown");
    expect(verdictOf("aws-access-key", accessKey(1_000_000_000_000))).toBe("invalid");
    expect(verdictOf("aws-access-key", accessKey(1).toLowerCase())).toBe("invalid");
    expect(verdictOf("aws-access-key", accessKey(1).replace(/.$/u, "1"))).toBe("invalid");
    // Ids from before 2019 hold none, and one that is no access key is not told by its bytes.
    expect(verdictOf("aws-access-key", `${accessKey(1).slice(0, 4)}J${"7".repeat(15)}`)).toBe("unknown");
    expect(verdictOf("aws-access-key", accessKey(1_000_000_000_000).slice(0, 19))).toBe("unknown");
  });

  it("of CASK takes the checksum in its old and its new form, long and short", () => {
    const body = filled("${alnum:52}JQQJ99BFACAAAAAL${alnum:8}AZDO");
    for (const form of ["short", "long"] as const)
      for (const compute of [computeCask, computeOldCask])
        expect(verdictOf("cask", `${body}${compute(body, form)}`)).toBe("valid");
    expect(verdictOf("cask", `${body}aaaa`)).toBe("invalid");
    expect(verdictOf("cask", `${body}aaaaa`)).toBe("unknown");
  });

  it("of Azure's identifiable keys asks for size, signature and alphabet", () => {
    const parameters = { signature: ["+ASt"], bytes: ["64"], seeds: ["Other000", "Default0"] };
    const made = { ...parameters, seeds: ["Default0"] };
    const value = issued("azure-identifiable", "${base64:76}+ASt", made);
    expect(verdictOf("azure-identifiable", value, parameters)).toBe("valid");
    expect(verdictOf("azure-identifiable", value, { ...parameters, seeds: ["Other000"] })).toBe("invalid");
    for (const changed of [{ signature: ["+ABa"] }, { signature: [] }, { bytes: ["32"] }, { bytes: [] }, { seeds: [] }])
      expect(verdictOf("azure-identifiable", value, { ...parameters, ...changed })).toBe("unknown");
    expect(verdictOf("azure-identifiable", `!${value.slice(1)}`, parameters)).toBe("unknown");
    // Of a key in whose place of `+` something else may stand, the sum may be right though it does not look so.
    const wrong = `${"b".repeat(76)}+AStAAAAAA==`;
    expect(verdictOf("azure-identifiable", wrong, { ...parameters, replaced: ["b"] })).toBe("invalid");
    expect(verdictOf("azure-identifiable", wrong, { ...parameters, replaced: ["~"] })).toBe("unknown");
  });

  it("of Azure DevOps takes tokens of users and knows others by length", () => {
    const value = issued("azure-devops", "${base32:52}");
    expect(verdictOf("azure-devops", value)).toBe("valid");
    expect(verdictOf("azure-devops", value.replace(/^./u, value.startsWith("a") ? "b" : "a"))).toBe("invalid");
    expect(verdictOf("azure-devops", value.slice(1))).toBe("unknown");
    expect(verdictOf("azure-devops", value.replace(/^./u, "1"))).toBe("unknown");
  });

  const base64 = (text: string): string => Buffer.from(text).toString("base64");

  it.each([
    [base64("deploy:x7Kq!pL9w"), "unknown"],
    [base64("x7Kq!pL9w"), "unknown"],
    [base64("deploy:password"), "invalid"],
    [base64("deploy:admin123!"), "invalid"],
    [base64("deploy:${PASSWORD}"), "invalid"],
    [base64("deploy:ab"), "invalid"],
    [base64("\0\u0001deploy:password"), "unknown"],
  ])("of a login in Base64 judges its password: %s is %s", (value, verdict) => {
    expect(verdictOf("base64-login", value)).toBe(verdict);
  });

  it("of random bytes in Base64 asks for their number", () => {
    const key = Buffer.alloc(64, 7).toString("base64");
    expect(verdictOf("base64-bytes", key, { bytes: ["32", "64"] })).toBe("unknown");
    expect(verdictOf("base64-bytes", key, { bytes: ["32"] })).toBe("invalid");
    expect(verdictOf("base64-bytes", key.replaceAll("=", "%3D"), { bytes: ["64"] })).toBe("unknown");
    expect(verdictOf("base64-bytes", key.replaceAll("=", "%253d"), { bytes: ["64"] })).toBe("unknown");
    expect(verdictOf("base64-bytes", `${key}!`, { bytes: ["64"] })).toBe("invalid");
    expect(verdictOf("base64-bytes", key)).toBe("unknown");
    const long = Buffer.alloc(1024, 7).toString("base64");
    expect(verdictOf("base64-bytes", long, { bytes: ["32"] })).toBe("invalid");
  });
});
