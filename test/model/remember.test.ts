import { describe, expect, it } from "vitest";
import { remember } from "../../src/model/remember.ts";

describe("a remembered answer", () => {
  it("is given once for each text, also where it is none", () => {
    const asked: string[] = [];
    const first = remember((text) => {
      asked.push(text);
      return text === "" ? undefined : text[0];
    });
    expect(["ab", "", "ab", "", "b"].map(first)).toEqual(["a", undefined, "a", undefined, "b"]);
    expect(asked).toEqual(["ab", "", "b"]);
  });

  it("is not kept for any number of texts, nor for long ones", () => {
    let asked = 0;
    const length = remember((text) => {
      asked++;
      return text.length;
    });
    const texts = Array.from({ length: 3000 }, (_, index) => String(index));
    for (const text of [...texts, ...texts]) length(text);
    expect(asked).toBeGreaterThan(4000);
    expect([length("x".repeat(1_000_000)), length("x".repeat(1_000_000))]).toEqual([1_000_000, 1_000_000]);
    expect(asked).toBe(5002);
  });
});
