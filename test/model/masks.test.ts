import { describe, expect, it } from "vitest";
import { maskLine, masksOf } from "../../src/model/masks.ts";
import { marked } from "./marked.ts";

describe("maskLine", () => {
  it.each([
    ["removes white space", " const key\t= 1 ;\u00a0", "constkey=1;"],
    ["replaces a secret", 'const key = "[hunter2]";', 'constkey="*";'],
    ["hides how long it is and that it holds white space", 'key: "[correct horse]"', 'key:"*"'],
    ["replaces several", "a=[one] b=[two]", "a=*b=*"],
    ["counts bytes, not characters", "\u00e9\u{1f600}=[s\u00e9cret];", "\u00e9\u{1f600}=*;"],
    ["takes a secret that is the whole line", "[secret]", "*"],
    ["takes a secret of many lines", "key: |\n  [BEGIN\n  abc\n  END]\n", "key:|*"],
  ])("%s", (_name, text, expected) => {
    const { bytes, spans } = marked(text);
    expect(maskLine(bytes, { start: 0, end: bytes.length }, masksOf(spans))).toBe(expected);
  });

  it("replaces overlapping and unsorted secrets by one mark", () => {
    const spans = [
      { start: 8, end: 12 },
      { start: 3, end: 6 },
      { start: 2, end: 10 },
    ];
    expect(maskLine(Buffer.from("a=0123456789;"), { start: 0, end: 13 }, masksOf(spans))).toBe("a=*;");
  });

  it("masks what reaches into the line, and leaves what stands beside it", () => {
    const { bytes, spans } = marked("a: [b\nc] d: [e]\n[f]");
    expect(maskLine(bytes, { start: 5, end: 12 }, masksOf(spans))).toBe("*d:*");
  });
});
