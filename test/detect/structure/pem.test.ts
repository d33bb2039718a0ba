import { generateKeyPairSync } from "node:crypto";
import { expect, it, vi } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const detector = createDetector();
const random = seeded("pem");
const header = `-----BEGIN PRIVATE KEY-----`;
const body = (letters: number): string => fill(`\${base64:${String(letters)}}`, random);

/** How many keys a text holds, and how many pieces of it were read for them. The search itself reads one. */
function looked(content: string): { readonly keys: number; readonly pieces: number } {
  const text = sourceText("a.txt", content);
  const read = vi.spyOn(text.bytes, "subarray");
  const keys = detector.detect(text).filter(({ ruleId }) => ruleId.startsWith("private-key/")).length;
  return { keys, pieces: read.mock.calls.length - 1 };
}

it.each([
  ["one another", `${header}\n`],
  ["spaces", `${header}${" ".repeat(500)}`],
  ["too few letters", `${header}\n${body(39)}\n-----END PRIVATE KEY-----\n`],
  ["what is no label", `-----BEGIN PRIVATE KEY\n${body(64)}\n`],
])("headers before %s are turned down by their bytes", (_, unit) => {
  expect(looked(unit.repeat(1000))).toEqual({ keys: 0, pieces: 0 });
});

it.each([
  [
    "a text about keys",
    `${header}\n/// \`\`\`\n///\n/// Note that this type operates on headers and what they hold.\n`,
  ],
  ["a constant", `${header}";\n\n/// Marks the beginning of a key as it is encoded.\npub const NEXT: &str = "x";\n`],
  ["a key whose middle is left out", `"${header}\\n${body(48)}...",`],
])("%s holds no key", (_, content) => {
  expect(looked(content).keys).toBe(0);
});

it.each([
  ["lines", `${header}\n${body(64)}\n${body(20)}\n`],
  ["as few letters as any key has", `${header}\n${body(40)}\n-----END PRIVATE KEY-----\n`],
  ["pieces of strings", `${header}\\n" +\n "${body(30)}" + \n "${body(30)}\\n-----END PRIVATE KEY-----"`],
  ["armour with the longest label", `-----BEGIN ${"A".repeat(39)} PRIVATE KEY BLOCK-----\n${body(64)}`],
])("a key in %s is read", (_, content) => {
  expect(looked(content)).toEqual({ keys: 1, pieces: 1 });
});

it("a key with lines left out is of low confidence", () => {
  const lines = [header, body(64), "...", body(64), "-----END PRIVATE KEY-----"];
  expect(detector.detect(sourceText("a.md", lines.join("\n"))).map(({ confidence }) => confidence)).toEqual(["low"]);
});

it("a key that is whole in spite of such a line is not", () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 1024,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const lines = privateKey.split("\n");
  const content = lines.toSpliced(2, 0, "...").join("\n");
  expect(detector.detect(sourceText("a.md", content)).map(({ confidence }) => confidence)).toEqual(["high"]);
});

it.each([
  [
    "only the head of one",
    Buffer.concat([Buffer.from("308204be020100300d06092a864886f70d0101010500048204a8", "hex"), Buffer.alloc(14, 7)]),
  ],
  [
    "a public key",
    Buffer.concat([Buffer.from("3082010a0282010100", "hex"), Buffer.from(body(400), "base64").subarray(0, 261)]),
  ],
])("armour that holds %s is of low confidence", (_, der) => {
  const content = `${header}\n${der.toString("base64")}\n-----END PRIVATE KEY-----\n`;
  expect(detector.detect(sourceText("a.py", content)).map(({ confidence }) => confidence)).toEqual(["low"]);
});

it("the head of a key in pieces of bytes is of low confidence", () => {
  const head = Buffer.from("308204be020100300d06092a864886f70d0101010500048204a8308204a4020100", "hex").toString(
    "base64",
  );
  const content = `key = (\n    b"${header}\\n"\n    b"${head}\\n"\n    b"-----END PRIVATE KEY-----\\n"\n)\n`;
  expect(detector.detect(sourceText("a.py", content)).map(({ confidence }) => confidence)).toEqual(["low"]);
});

it.each([
  ["whole", "", "high"],
  ["cut short", "\n    ...", "low"],
])("a key without armour that is %s", (_, rear, confidence) => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const base64 = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  const line = `${rear === "" ? base64 : base64.slice(0, 64)}${rear}\n`;
  const found = detector.detect(sourceText("a.5", `\\-BEGIN PRIVATE KEY\\-\n    ${line}`));
  expect(found.map((one) => [one.ruleId, one.confidence])).toEqual([["private-key/base64", confidence]]);
});
