import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, encode } from "../../src/suggest/apply.ts";

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });
const apply = (text: string, ...edits: ReturnType<typeof edit>[]): string | undefined =>
  applyEdits(Buffer.from(text), edits)?.toString();

describe("edits", () => {
  it.each([
    ["none", [], "abcdef"],
    ["one", [edit(1, 3, "X")], "aXdef"],
    ["two in any order", [edit(4, 5, "Y"), edit(1, 3, "X")], "aXdYf"],
    ["two that touch", [edit(1, 3, "X"), edit(3, 4, "Y")], "aXYef"],
    ["an insertion at the end of another", [edit(1, 3, "X"), edit(3, 3, "+")], "aX+def"],
    ["the same twice counts once", [edit(1, 3, "X"), edit(1, 3, "X")], "aXdef"],
    ["the whole text", [edit(0, 6, "")], ""],
  ])("%s", (_, edits, after) => {
    expect(apply("abcdef", ...edits)).toBe(after);
  });

  it.each([
    ["overlap", [edit(1, 4, "X"), edit(3, 5, "Y")]],
    ["replace the same in two ways", [edit(1, 3, "X"), edit(1, 3, "Y")]],
    ["lie in each other", [edit(0, 6, "X"), edit(2, 3, "Y")]],
  ])("that %s cannot be made", (_, edits) => {
    expect(apply("abcdef", ...edits)).toBeUndefined();
  });

  it("count bytes, not characters", () => {
    expect(apply("ключ=x", edit(9, 10, "é"))).toBe("ключ=é");
  });

  it("leave everything outside of their spans as it was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), fc.nat(50), fc.nat(50), fc.string(), (array, a, b, newText) => {
        const bytes = Buffer.from(array);
        const [start = 0, end = 0] = [Math.min(a, bytes.length), Math.min(b, bytes.length)].sort((x, y) => x - y);
        const after = applyEdits(bytes, [edit(start, end, newText)]);
        expect(after).toEqual(Buffer.concat([bytes.subarray(0, start), Buffer.from(newText), bytes.subarray(end)]));
      }),
    );
  });
});

describe("a file's own encoding", () => {
  it.each([
    ["utf-8", "hé🔑", "68c3a9f09f9491"],
    ["utf-16le", "hé", "6800e900"],
    ["utf-16be", "hé", "006800e9"],
  ] as const)("%s", (encoding, text, hex) => {
    expect(encode(Buffer.from(text), encoding, Buffer.alloc(0))?.toString("hex")).toBe(hex);
  });

  it.each(["utf-32le", "utf-32be", "binary"] as const)("%s is not written", (encoding) => {
    expect(encode(Buffer.from("a"), encoding, Buffer.alloc(0))).toBeUndefined();
  });
});
