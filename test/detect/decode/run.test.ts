import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { readRun } from "../../../src/detect/decode/run.ts";

/** Bytes as of an image or a key. */
const drawn = (length: number): Buffer =>
  Buffer.concat(
    Array.from({ length: length / 32 }, (_, n) =>
      createHash("sha256")
        .update(`${String(n)} drawn`)
        .digest(),
    ),
  );
const words = "a text in which there is nothing of any interest, but it is one; ".repeat(40);
const inLines = (text: string, end: string): string => text.replaceAll(/.{64}(?=.)/gu, `$&${end}`);

/** What is read of a text that begins with a run: where the run ends, what it holds, and how many characters became strings. */
function read(content: string): { readonly end: number; readonly held: string | undefined; readonly strings: number } {
  const bytes = Buffer.from(content, "latin1");
  const made = vi.spyOn(bytes, "toString");
  const { end, run } = readRun(bytes, 0);
  const strings = made.mock.results.reduce((sum, { value }) => sum + String(value).length, 0);
  return { end, held: run?.bytes.toString("latin1"), strings };
}

describe("a run", () => {
  it.each([
    ["base64 in one line", drawn(64_000).toString("base64")],
    ["base64url", drawn(63_968).toString("base64url")],
    ["base64 in lines", inLines(drawn(64_000).toString("base64url"), "\n")],
    ["hex of bytes that begin as no text", Buffer.concat([Buffer.from("\xff"), drawn(6400)]).toString("hex")],
    ["text of other signs", "a+b_".repeat(20_000)],
  ])("of %s that is no text is read to its end, and nothing is made of it", (_, content) => {
    const { end, held, strings } = read(content);
    expect(end).toBe(content.replace(/=+$/u, "").length);
    expect(held).toBeUndefined();
    expect(strings).toBeLessThan(10);
  });

  it.each([
    ["base64 in one line", Buffer.from(words).toString("base64")],
    ["base64 in lines", inLines(Buffer.from(words).toString("base64"), "\r\n    ")],
    ["hex in lines", inLines(Buffer.from(words).toString("hex"), "\n")],
  ])("of %s that is text is decoded", (_, content) => {
    expect(read(content).held).toBe(words);
  });
});
