import { describe, expect, it } from "vitest";
import type { Edit, Finding } from "../../src/model/finding.ts";
import { place } from "../../src/place.ts";
import { planEdits, type Fixable } from "../../src/suggest/plan.ts";
import { masksOf, preview } from "../../src/suggest/preview.ts";
import { entry, sourceText } from "./answer.ts";

const edit = (start: number, end: number, newText = "X"): Edit => ({ span: { start, end }, newText });

/** A text in which each finding has the edits that are given for it. */
function fixable(text: string, ...edits: Edit[][]): Fixable {
  const source = sourceText("a.txt", Buffer.from(text));
  const span = { start: 0, end: 1 };
  const base = {
    ruleId: "generic/secret",
    kind: "generic",
    severity: "high",
    confidence: "high",
    reasons: [],
    also: [],
    span,
  } as const;
  const placed = place(
    source,
    edits.map(() => ({ candidate: base, verification: entry })),
    () => undefined,
  );
  const findings: Finding[] = placed.map((finding, index) => ({
    ...finding,
    suggestion: { syntax: "env", use: "", edits: edits[index] ?? [], then: [] },
  }));
  return { text: source, findings, secrets: [] };
}

const made = (each: Fixable): string | undefined => planEdits(each, () => true)?.newBytes.toString();

describe("a plan", () => {
  it("makes a finding's edits whole or not at all", () => {
    expect(made(fixable("abcdef", [edit(0, 1), edit(3, 4)]))).toBe("XbcXef");
    expect(made(fixable("abcdef", [edit(0, 2)], [edit(1, 3), edit(5, 6)]))).toBe("Xcdef");
    expect(planEdits(fixable("abcdef", [edit(0, 2)], [edit(1, 3), edit(5, 6)]), () => true)?.findings).toHaveLength(1);
  });

  it("makes once what two findings share", () => {
    const quotes = [edit(0, 1, "`"), edit(5, 6, "`")];
    expect(made(fixable("'a b c'".slice(0, 6), [...quotes, edit(1, 2)], [...quotes, edit(3, 4)]))).toBe("`X X `");
  });

  it("is none where nothing is wanted or can be made", () => {
    expect(planEdits(fixable("abc", [edit(0, 1)]), () => false)).toBeUndefined();
    expect(planEdits(fixable("abc", [edit(0, 2), edit(1, 3)]), () => true)).toBeUndefined();
  });
});

describe("what a preview masks", () => {
  it.each([
    ["a secret", [[2, 5]], [], [[2, 5]]],
    [
      "secrets that overlap, once",
      [
        [2, 6],
        [4, 8],
      ],
      [],
      [
        [2, 6],
        [6, 8],
      ],
    ],
    [
      "a secret in another, once",
      [
        [2, 8],
        [3, 4],
      ],
      [],
      [[2, 8]],
    ],
    ["nothing of what is replaced", [[2, 5]], [[2, 5]], []],
    [
      "what is left beside an edit",
      [[2, 8]],
      [[4, 5]],
      [
        [2, 4],
        [5, 8],
      ],
    ],
    [
      "both sides of an insertion",
      [[2, 8]],
      [[4, 4]],
      [
        [2, 4],
        [4, 8],
      ],
    ],
    ["a secret beside an edit", [[2, 4]], [[4, 6]], [[2, 4]]],
    ["the rest of an edit that begins before", [[2, 8]], [[0, 4]], [[4, 8]]],
  ])("%s", (_, secrets, edits, masks) => {
    const spans = (pairs: number[][]) => pairs.map(([start = 0, end = 0]) => ({ start, end }));
    expect(
      masksOf(
        spans(secrets),
        spans(edits).map((span) => ({ span, newText: "" })),
      ),
    ).toEqual(spans(masks));
  });

  it("is every secret, and only changed lines are shown", async () => {
    const text = "unseen 1\nkey=SECRET1 and SECRET2\nunseen 2\r\n";
    const [first, second] = [text.indexOf("SECRET1"), text.indexOf("SECRET2")];
    const plan = planEdits(
      {
        ...fixable(text, [edit(first, first + 7, "REFERENCE")]),
        secrets: [first, second, second + 3]
          .map((start) => ({ start, end: start + 7 }))
          .map(({ start, end }) => ({ start, end: Math.min(end, second + 7) })),
      },
      () => true,
    );
    const shown = plan && (await preview(plan, (line) => line));
    expect(shown).toBe(
      "--- a/a.txt\n+++ b/a.txt\n@@ -2,1 +2,1 @@\n-key=[redacted: 7 bytes] and [redacted: 7 bytes]\n+key=REFERENCE and [redacted: 7 bytes]\n",
    );
  });
});
