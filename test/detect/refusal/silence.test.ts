import { describe, expect, it } from "vitest";
import { mayRefuse } from "../../../src/detect/refusal/clue.ts";
import { Silence } from "../../../src/detect/refusal/silence.ts";

const plain = [
  'resource "azurerm_sql_server" "test" {',
  "    administrator_login = var.login",
  "  client.post(url, data)",
  "",
];
const lines = (count: number): string => Array.from({ length: count }, (_, i) => plain[i % plain.length]).join("\n");

/** Asks about one stretch of a text after the other, as candidates do that stand below each other. */
function answers(text: string, length: number, step: number): { start: number; known: boolean; looked: boolean }[] {
  const silence = new Silence();
  const found = [];
  for (let start = 0; start + length <= text.length; start += step) {
    const code = text.slice(start, start + length);
    found.push({ start, known: silence.holds(code, start), looked: !mayRefuse(code) });
  }
  return found;
}

describe("the silence of a text", () => {
  it.each([
    "assert wrong",
    "is   none",
    `too${" ".repeat(80)}short`,
    `n't${"\n".repeat(60)}match`,
    `x == ${" ".repeat(70)}false`,
  ])("ends with a clue, wherever the stretch ends that was looked at before: %j", (clue) => {
    const text = `${lines(40)}\n${clue}\n${lines(40)}`;
    for (const step of [1, 7, 40]) {
      const all = answers(text, 400, step);
      expect(all.some(({ looked }) => !looked)).toBe(true);
      expect(all.filter(({ known, looked }) => known && !looked)).toEqual([]);
    }
  });

  it("begins anew behind a clue", () => {
    const text = `${lines(40)}\nassert wrong\n${lines(40)}`;
    expect(answers(text, 400, 7).filter(({ known, looked }) => known !== looked)).toEqual([]);
  });

  it("is asked of what stands above, too", () => {
    const silence = new Silence();
    const text = `wrong\n${lines(20)}`;
    expect(silence.holds(text.slice(100), 100)).toBe(true);
    expect(silence.holds(text, 0)).toBe(false);
    expect(silence.holds(text.slice(100), 100)).toBe(true);
  });
});
