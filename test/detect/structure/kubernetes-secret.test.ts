import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const detector = createDetector();
const random = seeded("kubernetes");
const value = fill("${alnum:24}", random);
const base64 = (content: string | Buffer): string => Buffer.from(content).toString("base64");

/** What is found of the kind: each value as it is judged, with its encoding. */
function found(path: string, content: string): string[] {
  const text = sourceText(path, content);
  return detector
    .detect(text)
    .filter(({ ruleId, confidence }) => ruleId === "kubernetes/secret-value" && confidence !== "low")
    .map(({ span, built, encoding = "plain" }) => {
      const written = text.bytes.toString("utf8", span.start, span.end);
      return `${encoding} ${built === undefined ? written : `${written} ${String(built.reveal() === value)}`}`;
    });
}

const secret = (data: string, kind = "kind: Secret"): string =>
  `apiVersion: v1\n${kind}\nmetadata:\n  name: orders\n${data}`;
const encoded = `base64 ${base64(value)} true`;

describe("a value of a Kubernetes Secret", () => {
  it.each([
    [`data:\n  orders: ${base64(value)}\n`],
    [`data:\n  orders: "${base64(value)}"\n`],
    [`data: { orders: ${base64(value)} }\n`],
  ])("is judged by what it encodes, whatever its key is: %s", (data) => {
    expect(found("orders.yml", secret(data))).toEqual([encoded]);
  });

  it.each(["kind: 'Secret'", 'kind: "Secret"', "kind: Secret # of orders"])("is known by its kind: %s", (kind) => {
    expect(found("orders.yml", secret(`data:\n  orders: ${base64(value)}\n`, kind))).toEqual([encoded]);
  });

  it("is found in JSON, and as a plain text", () => {
    const json = { apiVersion: "v1", kind: "Secret", data: { orders: base64(value) } };
    expect(found("orders.json", JSON.stringify(json, null, 2))).toEqual([encoded]);
    expect(found("orders.yml", secret(`stringData:\n  orders: ${value}\n`))).toEqual([`plain ${value}`]);
  });

  it("may be the bytes of a key", () => {
    const key = (size: number): string =>
      base64(Buffer.from(Array.from({ length: size }, () => 128 + Math.floor(random() * 128))));
    const right = key(32);
    expect(found("orders.yml", secret(`data:\n  orders: ${right}\n`))).toEqual([`plain ${right}`]);
    for (const size of [12, 70]) expect(found("orders.yml", secret(`data:\n  orders: ${key(size)}\n`))).toEqual([]);
  });

  it.each([
    ["another kind", secret(`data:\n  orders: ${base64(value)}\n`, "kind: ConfigMap")],
    ["a user", secret(`data:\n  db-username: ${base64(value)}\n`)],
    ["a certificate", secret(`data:\n  ca.crt: ${base64(value)}\n`)],
    ["a text of its own", secret(`data:\n  orders: ${base64(`DB_TOKEN=${value}`)}\n`)],
    ["an address", secret(`data:\n  orders: ${base64("https://orders.net/x7kq2")}\n`)],
    ["a sample", secret(`data:\n  orders: ${base64("changeme")}\n`)],
    ["a reference", secret("stringData:\n  orders: ${ORDERS}\n")],
    ["other fields", secret(`type: ${base64(value)}\n`)],
  ])("is not %s", (_, content) => {
    expect(found("orders.yml", content)).toEqual([]);
  });
});
