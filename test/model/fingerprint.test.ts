import { constants } from "node:buffer";
import { describe, expect, it } from "vitest";
import { fingerprint, lineHashes } from "../../src/model/fingerprint.ts";
import { marked } from "./marked.ts";

function hashes(text: string): [number, string][] {
  const { bytes, spans } = marked(text);
  return [...lineHashes(bytes, spans)];
}

describe("fingerprint", () => {
  const base = fingerprint("azure/storage-key", "src/a.ts", "key=*", 1);

  it("is 32 hex digits and the same every time", () => {
    expect(base).toMatch(/^[0-9a-f]{32}$/u);
    expect(fingerprint("azure/storage-key", "src/a.ts", "key=*", 1)).toBe(base);
  });

  it.each([
    ["rule", fingerprint("azure/storage-sas", "src/a.ts", "key=*", 1)],
    ["path", fingerprint("azure/storage-key", "src/b.ts", "key=*", 1)],
    ["line", fingerprint("azure/storage-key", "src/a.ts", "key2=*", 1)],
    ["occurrence", fingerprint("azure/storage-key", "src/a.ts", "key=*", 2)],
    ["place of the border between path and line", fingerprint("azure/storage-key", "src/a.tskey", "=*", 1)],
  ])("changes with the %s", (_name, other) => {
    expect(other).not.toBe(base);
  });
});

describe("lineHashes", () => {
  it("hashes the lines on which secrets start, by their number in the file", () => {
    expect(hashes("a\nkey=[secret]\r\nb\rkey2=[secret2]\n").map(([line]) => line)).toEqual([2, 4]);
  });

  it("equals code scanning's hash of the masked text", () => {
    // " a\nb\n  \t\tc\n d" with a star for each letter that the upstream vector has not.
    expect(hashes(" [whatever]\n")).toEqual(hashes(" [*]\n"));
    expect(hashes("x\n[*]")).toEqual([[2, expect.stringMatching(/^[0-9a-f]{1,16}:1$/u)]]);
  });

  it.each([
    ["its value", "key=[secret]\nb\n", "key=[another value, longer]\nb\n"],
    ["the value of a secret close by", "key=[secret]\nother=[x]\n", "key=[secret]\nother=[yyyyyyy yyyy]\n"],
    ["the number of lines of the value", "key=[a\nb\nc]\nrest\n", "key=[a]\nrest\n"],
    ["white space", "key = [secret]\nb\n", "\tkey=[secret]\nb\n"],
    ["what stands before", "key=[secret]\nb\n", "c\nd\nkey=[secret]\nb\n"],
  ])("does not change with %s", (_name, before, after) => {
    expect(hashes(after)[0]?.[1]).toBe(hashes(before)[0]?.[1]);
  });

  it("changes with the text of the line", () => {
    expect(hashes("key=[secret]\n")[0]?.[1]).not.toBe(hashes("token=[secret]\n")[0]?.[1]);
  });

  it("numbers equal lines, also those without a finding", () => {
    const block = `key=*\n${"x".repeat(100)}\n`;
    const found = hashes(`${block}${block}key=[secret]\n${"x".repeat(100)}\n${block}`);
    expect(found).toEqual([[5, expect.stringMatching(/:3$/u)]]);
  });

  it("finds the line after a secret of many lines", () => {
    const [pem, next, last] = hashes("a: [b\nc\nd] e: [f]\ng: [h]\n");
    expect([pem?.[0], next?.[0], last?.[0]]).toEqual([1, 3, 4]);
    expect(pem?.[1]).toBe(next?.[1]);
    expect(last?.[1]).not.toBe(pem?.[1]);
  });

  it("takes every secret behind one of many lines for one on its first line", () => {
    const hash: unknown = expect.stringMatching(/^[0-9a-f]{1,16}:1$/u);
    const found = hashes("a: [b\nc] d: [e] f: [g]\n");
    expect(found).toEqual([
      [1, hash],
      [2, found[0]?.[1]],
    ]);
  });

  it("copes with a file of very many lines", () => {
    const text = `${"\n".repeat(2_000_000)}key=[secret]\n`;
    expect(hashes(text).map(([line]) => line)).toEqual([2_000_001]);
  });

  it("copes with a text that no string could hold", () => {
    const line = Buffer.from("\nkey=secret\n");
    const bytes = Buffer.alloc(constants.MAX_STRING_LENGTH + line.length);
    line.copy(bytes, constants.MAX_STRING_LENGTH);
    const start = constants.MAX_STRING_LENGTH + line.indexOf("secret");
    expect([...lineHashes(bytes, [{ start, end: start + 6 }])]).toEqual([[2, hashes("key=[secret]\n")[0]?.[1]]]);
  });

  it("takes any number of places on long lines", () => {
    const line = `${"x".repeat(100)}${"b, ".repeat(200_000)}`;
    const text = `a\r\n${line}\r\n${line}`;
    const spans = Array.from(text.matchAll(/b/gu), ({ index }) => ({ start: index, end: index + 1 }));
    const found = lineHashes(Buffer.from(text), spans);
    expect([...found]).toEqual([
      [2, expect.stringMatching(/:1$/u)],
      [3, expect.stringMatching(/:2$/u)],
    ]);
  });

  it("gives nothing without a secret", () => {
    expect(hashes("a\nb\n")).toEqual([]);
  });
});
