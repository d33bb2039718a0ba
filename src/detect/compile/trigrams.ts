// Literals that may begin anywhere are found by trigrams: chooses few and rare ones, and spreads them over the eight buckets of the
// kernel's nibble tables, so that few other bytes pass.
import { frequency, shareOf } from "./frequency.ts";

const buckets = 8;

/** For each of three positions the nibbles that a bucket lets pass: 16 bits for low, 16 for high nibbles. */
type Masks = readonly { readonly low: number; readonly high: number }[];

const none: Masks = [0, 1, 2].map(() => ({ low: 0, high: 0 }));

function withTrigram(masks: Masks, trigram: string): Masks {
  return masks.map(({ low, high }, position) => {
    const char = trigram.charAt(position);
    for (const each of new Set([char.toLowerCase(), char.toUpperCase()])) {
      const code = each.charCodeAt(0);
      low |= 1 << (code & 15);
      high |= 1 << (code >> 4);
    }
    return { low, high };
  });
}

/** Share of three bytes of source code that pass the masks. */
function passing(masks: Masks): number {
  return masks.reduce((all, { low, high }) => {
    let share = 0;
    for (let code = 0; code < 256; code++) if ((low >> (code & 15)) & (high >> (code >> 4)) & 1) share += shareOf(code);
    return all * share;
  }, 1);
}

function least<T>(items: readonly T[], cost: (item: T) => number): T | undefined {
  let best: T | undefined;
  let lowest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const each = cost(item);
    if (each < lowest) [best, lowest] = [item, each];
  }
  return best;
}

/** The six tables of 16 bytes: low and high nibble of the first, second and third byte, a bit for each bucket. */
export function trigramMasks(trigrams: readonly string[]): Uint8Array {
  // The commonest first: they decide what a bucket lets pass.
  const sorted = [...trigrams].sort(
    (a, b) => passing(withTrigram(none, b)) - passing(withTrigram(none, a)) || (a < b ? -1 : 1),
  );
  const all: Masks[] = Array.from({ length: buckets }, () => none);
  for (const trigram of sorted) {
    const bucket = least([...all.keys()], (index) => {
      const masks = all[index] ?? none;
      return passing(withTrigram(masks, trigram)) - passing(masks);
    });
    if (bucket !== undefined) all[bucket] = withTrigram(all[bucket] ?? none, trigram);
  }
  const tables = new Uint8Array(96);
  for (const [bucket, masks] of all.entries()) {
    for (const [position, { low, high }] of masks.entries()) {
      for (let nibble = 0; nibble < 16; nibble++) {
        const at = 32 * position + nibble;
        if ((low >> nibble) & 1) tables[at] = (tables[at] ?? 0) | (1 << bucket);
        if ((high >> nibble) & 1) tables[at + 16] = (tables[at + 16] ?? 0) | (1 << bucket);
      }
    }
  }
  return tables;
}

/** A trigram for each text, so that all of them together are few and rare: greedy set cover. */
export function coverByTrigrams(texts: readonly string[]): ReadonlyMap<string, string> {
  const holders = new Map<string, Set<string>>();
  for (const text of texts) {
    for (let at = 0; at + 3 <= text.length; at++) {
      const trigram = text.slice(at, at + 3);
      const known = holders.get(trigram);
      if (known) known.add(text);
      else holders.set(trigram, new Set([text]));
    }
  }
  const chosen = new Map<string, string>();
  const choose = (trigram: string): void => {
    const covered = [...(holders.get(trigram) ?? [])];
    for (const text of covered) chosen.set(text, trigram);
    for (const others of holders.values()) for (const text of covered) others.delete(text);
  };
  // Texts of three bytes leave no choice, and serve longer ones too.
  for (const text of texts) if (text.length === 3) choose(text);
  for (;;) {
    const useful = [...holders.keys()].filter((each) => (holders.get(each)?.size ?? 0) > 0).sort();
    const trigram = least(useful, (each) => frequency(each) / (holders.get(each)?.size ?? 1));
    if (trigram === undefined) return chosen;
    choose(trigram);
  }
}
