// Files of private keys: their name says that they are looked at, their first bytes what they are.
import { describe, expect, it } from "vitest";
import { createDetector } from "../../../src/detect/detector.ts";
import type { SourceText } from "../../../src/model/text.ts";
import { textRules } from "../../../src/detect/rule-infos.ts";
import { ruleNameOf } from "../../../src/detect/rule-names.ts";
import { decode } from "../../../src/sources/encoding.ts";
import { bouncyCastleStore, javaStore, pkcs12, streamedPkcs12 } from "../key-files.ts";

const detector = createDetector();
const textOf = (path: string, content: Buffer): SourceText => ({ path, ...decode(content, path) });
const found = (path: string, content: Buffer): string[] =>
  detector
    .detect(textOf(path, content))
    .map(({ ruleId, severity, confidence }) => [ruleId, severity, confidence].join(" "));

const inPkcs12 = "private-key/pkcs12 medium medium";
const inJava = "private-key/java-key-store medium medium";
const jceks = { signature: 0xcececece };

describe("a file of private keys", () => {
  it.each<[string, string, Buffer, string]>([
    ["an encrypted key", "deploy/Server.PFX", pkcs12(), inPkcs12],
    ["a key as it is", "a.p12", pkcs12(1), inPkcs12],
    ["another secret", "a.pkcs12", pkcs12(5), inPkcs12],
    ["a stream in BER", "a.p12", streamedPkcs12(), inPkcs12],
    ["PKCS#12 under a name of Java", "conf/keystore", pkcs12(), inPkcs12],
    ["JKS", "a.jks", javaStore([1]), inJava],
    ["JKS of version 1 with certificates first", ".keystore", javaStore([2, 2, 1], { version: 1 }), inJava],
    ["JCEKS with a secret key behind a certificate", "a.jceks", javaStore([2, 3], jceks), inJava],
    ["a store of Bouncy Castle", "res/raw/a.bks", bouncyCastleStore([1, 1, 4]), inJava],
  ])("is found: %s", (_, path, content, rule) => {
    expect(found(path, content)).toEqual([rule]);
  });

  it.each<[string, string, Buffer]>([
    ["certificates alone", "a.p12", pkcs12(3)],
    ["certificates of Java", "trust.jks", javaStore([2, 2])],
    ["certificates of Bouncy Castle", "trust.bks", bouncyCastleStore([1])],
    ["no entry", "a.jks", javaStore([])],
    ["entries that are cut", "a.jks", javaStore([2, 1]).subarray(0, 60)],
    ["more entries said than any file holds", "a.jks", Buffer.from("feedfeed00000002ffffffff", "hex")],
    ["the key of debug builds", "android/app/debug.keystore", javaStore([1])],
  ])("is doubted: %s", (_, path, content) => {
    expect(found(path, content).map((each) => each.split(" ").at(-1))).toEqual(["low"]);
  });

  it.each<[string, string, Buffer]>([
    ["empty", "a.p12", Buffer.alloc(0)],
    ["a text", "a.pfx", Buffer.from("put the certificate here\n")],
    ["zeros", "a.bks", Buffer.alloc(400)],
    ["another sequence in DER", "a.p12", Buffer.concat([Buffer.from([0x30, 0x82, 4, 0, 2, 1, 0]), Buffer.alloc(900)])],
    ["without content", "a.p12", Buffer.concat([Buffer.from([0x30, 0x82, 4, 0, 2, 1, 3, 0x30]), Buffer.alloc(900)])],
    ["a store of Bouncy Castle that is cut", "a.bks", bouncyCastleStore([1]).subarray(0, 50)],
    ["of another name", "a.bin", pkcs12()],
  ])("is none: %s", (_, path, content) => {
    expect(found(path, content)).toEqual([]);
  });

  it("counts less in tests", () => {
    expect(found("internal/testdata/a.pfx", pkcs12())).toEqual(["private-key/pkcs12 low medium"]);
  });

  it("is one finding at the first line, told apart by its digest", () => {
    const content = pkcs12();
    const [candidate, ...others] = detector.detect(textOf("a.pfx", content));
    expect(others).toEqual([]);
    expect(candidate).toMatchObject({ holdsValue: false, span: { start: 0 } });
    expect(candidate?.built?.length).toBe(64);
    const [again] = detector.detect(textOf("b.pfx", content));
    const [other] = detector.detect(textOf("a.pfx", pkcs12()));
    const isSame = [again, other].map((one) => one?.built && candidate?.built?.equals(one.built));
    expect(isSame).toEqual([true, false]);
  });

  it("is told once of a file that comes in pieces", () => {
    const text = textOf("a.p12", pkcs12());
    const piece = { offset: 9000, line: 4, column: 1, own: { start: 0, end: text.bytes.length } };
    expect(detector.detect({ ...text, piece })).toEqual([]);
    expect(detector.detect({ ...text, piece: { ...piece, offset: 0, line: 1 } })).toHaveLength(1);
  });

  it("is of rules that are known by name and can be off", () => {
    const ids = ["private-key/java-key-store", "private-key/pkcs12"];
    expect(textRules(new Set(ids)).map(({ id }) => id)).toEqual(ids.toReversed());
    expect(ids.map((id) => ruleNameOf(id)?.title)).toEqual([
      "Private key in a Java key store",
      "Private key in a PKCS#12 file",
    ]);
    const without = createDetector({ isOff: (id) => id === "private-key/pkcs12" });
    expect(without.detect(textOf("a.p12", pkcs12()))).toEqual([]);
  });
});
