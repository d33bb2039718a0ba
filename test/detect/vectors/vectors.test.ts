import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import type { Candidate } from "../../../src/model/candidate.ts";
import { withoutVectors } from "../../../src/detect/vectors/vectors.ts";
import { sourceText } from "../source-text.ts";

function hex(of: string): string {
  return createHash("md5").update(of).digest("hex");
}

const [key, iv, plain, cipher] = [hex("key"), hex("iv"), hex("plain"), hex("cipher")] as const;
const reason = "but the key of a test vector";

/** What is said of the key, had the judge taken it for a secret. */
function verdict(content: string, name: string, path = "tests/a.txt"): string {
  const start = content.indexOf(key);
  const candidate: Candidate = {
    ruleId: "generic/secret",
    kind: "generic",
    span: { start, end: start + key.length },
    severity: "high",
    confidence: "high",
    name,
    reasons: [],
    also: [],
  };
  const [seen] = withoutVectors(sourceText(path, content), [candidate]);
  return seen?.confidence === "low" ? (seen.reasons.at(-1) ?? "") : "shown";
}

describe("keys of test vectors", () => {
  it.each([
    ["a record", "key", `I=1\nKEY=${key}\nIV=${iv}\nPT=${plain}\nCT=${cipher}\n\nI=2\n`],
    [
      "what is deciphered",
      "key",
      `COUNT = 1\r\nKEY = ${key}\r\nCIPHERTEXT = ${cipher}\r\nPLAINTEXT = ${plain}\r\n\r\n`,
    ],
    ["a code of authentication", "key", `Len = 16\nKey = ${key}\nMsg = ${plain}\nMAC = ${cipher}\n`],
    ["an input in words", "key", `MAC = HMAC\nInput = "Test"\nKey = ${key}\nOutput = ${cipher}\n`],
    [
      "JSON",
      "key",
      `{"t": [\n {\n  "key": "${key}",\n  "aad": "",\n  "msg": "",\n  "ct": "",\n  "tag": "${cipher}"\n }\n]}`,
    ],
    [
      "a table",
      "key",
      `var t = []v{\n\t{\n\t\tkey: "${key}",\n\t\tplaintext: []byte("x"),\n\t\tciphertext: unhex("${cipher}"),\n\t},\n}`,
    ],
    ["YAML", "key", `- key: "${key}"\n  plaintext: "${plain}"\n  ciphertext: "${cipher}"\n`],
    ["one line", "key", `{"key": "${key}", "message": "${plain}", "digest": "${cipher}"}`],
  ])("are of low confidence: %s", (_, name, content) => {
    expect(verdict(content, name)).toBe(reason);
  });

  it.each([
    ["with a vector only", "key", `aes:\n  key: "${key}"\n  iv: "${iv}"\n`],
    [
      "with what is deciphered by it",
      "key",
      `key = "${key}"\nciphertext = "${cipher}"\nopened = decrypt(key, ciphertext)\n`,
    ],
    ["called after something", "api_key", `api_key: "${key}"\nplaintext: "${plain}"\nciphertext: "${cipher}"\n`],
    ["beside the address of a device", "key", `key: "${key}"\nmac: "A4C138112233"\nmessage: on\n`],
    ["in another record", "key", `key: "${key}"\n\nplaintext: "${plain}"\nciphertext: "${cipher}"\n`],
    ["beside another record", "key", `[{"key": "${key}"}, {"plaintext": "${plain}", "ciphertext": "${cipher}"}]`],
  ])("and others are shown: %s", (_, name, content) => {
    expect(verdict(content, name)).toBe("shown");
  });

  it("are not told outside of tests by one record", () => {
    expect(verdict(`KEY=${key}\nPT=${plain}\nCT=${cipher}\n`, "KEY", "src/aes.txt")).toBe("shown");
  });

  it("are told outside of tests by several", async () => {
    const records = [key, iv, plain].map((each) => `KEY=${each}\nPT=${hex(`p${each}`)}\nCT=${hex(`c${each}`)}\n`);
    const stage = createDetectStage({ ast: "off" });
    const { candidates } = await stage.detect(sourceText("src/aes.txt", records.join("\n")));
    await stage.close();
    expect(candidates.filter(({ reasons }) => reasons.includes(reason))).toHaveLength(records.length);
  });

  it.each([
    ["paths", "key", `key: ${key}\ndata: /var/lib\ntag: ${cipher.slice(0, 20)}\n`],
    ["names", "key", `key: ${key}\ndata: volume\ntag: ${cipher.slice(0, 20)}\n`],
  ])("stay beside %s of settings, in tests and elsewhere", (_, name, content) => {
    expect(verdict(content, name, "src/e.yaml")).toBe("shown");
    expect(verdict(content, name, "tests/e.yaml")).toBe("shown");
  });

  it("cost little, however many", async () => {
    const numbers = Array.from({ length: 4000 }, (_, i) => i.toString());
    const records = numbers.map((i) => `KEY=${hex(`k${i}`)}\nPT=${hex(`p${i}`)}\nCT=${hex(`c${i}`)}\n`);
    const stage = createDetectStage({ ast: "off" });
    const started = performance.now();
    const { candidates } = await stage.detect(sourceText("a.txt", records.join("\n")));
    await stage.close();
    expect(performance.now() - started).toBeLessThan(5000);
    expect(candidates.length).toBeGreaterThan(3000);
    expect(candidates.filter(({ confidence }) => confidence !== "low")).toEqual([]);
  });
});
