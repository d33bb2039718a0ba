import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { isControl, pathOfContent, readContent } from "../../../src/detect/decode/content.ts";

describe("the path of a decoded text", () => {
  it.each([
    ['{ "a": 1 }', "decoded.json"],
    ["[1, 2]", "decoded.json"],
    ['{"version":3,"sources":[]}', "decoded.map"],
    ['<?xml version="1.0"?>\n<svg width="1">', "decoded.svg"],
    ["<!-- made by hand --><svg>", "decoded.svg"],
    ["<project><a/></project>", "decoded.xml"],
    ["#!/bin/sh\nexit", "decoded.sh"],
    ["# of the app\nexport DB_HOST=x\n", "decoded.env"],
    ["---\na", "decoded.yml"],
    ["db.host: x\n", "decoded.yml"],
    ["users:\n  - a", "decoded.yml"],
    ["users:", "decoded.yml"],
    ["http://acme.io", "decoded"],
    ["some words", "decoded"],
  ])("is told by its beginning: %j is %s", (text, path) => {
    expect(pathOfContent(Buffer.from(text), "src/app.ts", false)).toBe(path);
  });

  it("stays that of a test, and of what a machine wrote", () => {
    expect(pathOfContent(Buffer.from("{}"), "test/app.ts", false)).toBe("test/decoded.json");
    expect(pathOfContent(Buffer.from("{}"), "app.min.js", true)).toBe("decoded.map");
  });
});

describe("decoded bytes", () => {
  const text = Buffer.from("password = x\r\n\té");

  it("are text without control characters", () => {
    expect(readContent(text, 1000)).toEqual({ bytes: text });
    for (const byte of [0, 8, 11, 27, 127]) {
      expect(isControl(byte)).toBe(true);
      expect(readContent(Buffer.concat([text, Buffer.from([byte])]), 1000)).toBeUndefined();
    }
    for (const byte of [9, 10, 13, 32, 126, 200]) expect(isControl(byte)).toBe(false);
    expect(readContent(Buffer.concat([text, Buffer.from([0xff])]), 1000)).toBeUndefined();
    expect(readContent(Buffer.from("abc"), 1000)).toBeUndefined();
  });

  it("may hide it behind gzip or UTF-16", () => {
    expect(readContent(gzipSync(text), 1000)).toEqual({ bytes: text, layer: "gzip" });
    expect(readContent(Buffer.from("password", "utf16le"), 1000)).toEqual({
      bytes: Buffer.from("password"),
      layer: "UTF-16",
    });
    expect(readContent(gzipSync(Buffer.from([1, 2, 3, 4, 5])), 1000)).toBeUndefined();
    expect(readContent(gzipSync(text).subarray(0, 5), 1000)).toBeUndefined();
  });

  it("are no more than there may be", () => {
    expect(readContent(text, text.length)).toEqual({ bytes: text });
    expect(readContent(text, text.length - 1)).toBe("too-large");
    expect(readContent(gzipSync(Buffer.alloc(100_000, 65)), 1000)).toBe("too-large");
  });
});
