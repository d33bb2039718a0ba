// Of each value at a path one finding is reported, wherever in the order of versions the best of them comes.
import { expect, it } from "vitest";
import { firstSeen } from "../../src/collect/history.ts";
import type { Candidate } from "../../src/model/candidate.ts";
import type { Verified } from "../../src/model/finding.ts";
import type { SourceText } from "../../src/model/text.ts";
import { place } from "../../src/place.ts";

const dates = (commits: ReadonlySet<string>): Promise<Map<string, string>> =>
  Promise.resolve(new Map([...commits].map((commit) => [commit, `date of ${commit}`])));

interface Version {
  readonly order: number;
  readonly inHead?: boolean;
  /** What stands on each line: a value, or nothing. */
  readonly lines: readonly string[];
}

function textOf({ order, inHead = false, lines }: Version): SourceText {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  const origin = { commit: `c${String(order)}`, order, inHead };
  return { path: "a.txt", bytes, binary: false, encoding: "utf-8", origin };
}

function verifiedOf({ bytes }: SourceText): Verified[] {
  const found: Verified[] = [];
  for (const { index, 0: value } of bytes.toString("latin1").matchAll(/\w+/gu)) {
    const span = { start: index, end: index + value.length };
    const candidate: Candidate = {
      ...{ ruleId: "x/y", kind: "provider", severity: "high", confidence: "high", span, reasons: [], also: [] },
    };
    found.push({ candidate, verification: { state: "unverified", reason: "no vault named" } });
  }
  return found;
}

/** What is reported when texts are placed only where the collector does not know their values; and how many were. */
async function reported(versions: readonly Version[], isAsked: boolean): Promise<{ said: string[]; placed: number }> {
  const collector = firstSeen(dates);
  let placed = 0;
  for (const text of versions.map(textOf)) {
    const verified = verifiedOf(text);
    if (isAsked && collector.knows?.(text, verified) === true) continue;
    placed++;
    collector.add(
      text,
      place(text, verified, () => "title"),
    );
  }
  const said = (await collector.findings()).map(
    ({ region, history, fingerprint }) =>
      `${String(region.line)} ${String(region.offset)} ${JSON.stringify(history)} ${fingerprint}`,
  );
  return { said, placed };
}

const newestFirst: readonly Version[] = [
  { order: 9, lines: ["", "aaa", "bbb"] },
  { order: 7, lines: ["aaa"] },
  { order: 5, inHead: true, lines: ["", "", "aaa"] },
  { order: 3, lines: ["aaa", "bbb", "ccc"] },
  { order: 2, lines: ["bbb"] },
];

it.each([
  ["the newest first", newestFirst, 3],
  ["the oldest first", [...newestFirst].reverse(), 4],
])("with %s", async (_, versions, placed) => {
  const all = await reported(versions, false);
  const asked = await reported(versions, true);
  expect(asked.said).toEqual(all.said);
  expect(asked.said).toHaveLength(3);
  expect(asked.said.join()).toContain('3 2 {"commit":"c3","date":"date of c3","inHead":true}');
  expect(asked.said.join()).toContain('"commit":"c2"');
  expect([all.placed, asked.placed]).toEqual([5, placed]);
});
