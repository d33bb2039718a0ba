// A search for the literals of one detector or rule, by the kernel, or at every place where one of them stands.
import { compileTables } from "../../../src/detect/compile/tables.ts";
import { createDetector, type Detector } from "../../../src/detect/detector.ts";
import { search } from "../../../src/detect/kernel/kernel.ts";
import { type LiteralOwners, literalOwners } from "../../../src/detect/literals.ts";
import type { searchPlan } from "../../../src/detect/search-plan.ts";
import { searched } from "../../../src/detect/searched.ts";
import { shippedRules } from "../../../src/detect/shipped-rules.ts";

type Hit = (literal: number, at: number) => void;

/** The plan of literals whose owners are looked up among all rules and detectors. */
function planOf(
  all: readonly LiteralOwners[],
  find: (bytes: Buffer, files: number, hit: Hit) => void,
): typeof searchPlan {
  return () => ({
    count: all.length,
    literal: (number) => [all[number]?.literal.text.length ?? 0, ...(all[number]?.owners ?? [])],
    search: find,
  });
}

function everyPlace(all: readonly LiteralOwners[], bytes: Buffer, hit: Hit): void {
  const text = bytes.toString("latin1");
  const lower = text.replaceAll(/[A-Z]/gu, (letter) => letter.toLowerCase());
  const hits = all.flatMap(({ literal }, number) => {
    const found: { at: number; number: number }[] = [];
    const within = literal.cased ? text : lower;
    for (let at = within.indexOf(literal.text); at >= 0; at = within.indexOf(literal.text, at + 1))
      found.push({ at, number });
    return found;
  });
  for (const { at, number } of hits.sort((a, b) => a.at - b.at || a.number - b.number)) hit(number, at);
}

export interface Both {
  readonly byKernel: Detector;
  readonly everywhere: Detector;
}

/** Detectors for the owners that `isWanted` accepts by the id of a rule, or by the anchors of a detector. */
export function searchesFor(isWanted: (id: string | undefined, anchors: readonly string[]) => boolean): Both {
  const rules = shippedRules();
  const wanted = new Set([
    ...rules.flatMap(({ id }, number) => (isWanted(id, []) ? [number] : [])),
    ...searched.flatMap(({ anchors }, number) => (isWanted(undefined, anchors) ? [rules.length + number] : [])),
  ]);
  const all = literalOwners(rules, searched).flatMap(({ literal, owners }) => {
    const own = owners.filter((owner) => wanted.has(owner));
    return own.length > 0 ? [{ literal, owners: own }] : [];
  });
  const tables = compileTables(all.map(({ literal }) => literal));
  return {
    byKernel: createDetector(
      {},
      planOf(all, (bytes, files, hit) => {
        search(bytes, tables, files, hit);
      }),
    ),
    everywhere: createDetector(
      {},
      planOf(all, (bytes, _, hit) => {
        everyPlace(all, bytes, hit);
      }),
    ),
  };
}
