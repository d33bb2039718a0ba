// Spreads trigrams over the buckets of the kernel's nibble tables, so that few other bytes pass.
import { shareOf } from "./frequency.ts";
import type { Trigram } from "./trigrams.ts";

const buckets = 8;
const rounds = 6;

/** What passes at one of three positions: 16 bits for low nibbles, and as many above them for high ones. */
type Masks = readonly [number, number, number];

const none: Masks = [0, 0, 0];

function masksOf({ text, cased }: Trigram): Masks {
  const at = (position: number): number => {
    const char = text.charAt(position);
    let mask = 0;
    for (const each of cased ? [char] : [char.toLowerCase(), char.toUpperCase()]) {
      const code = each.charCodeAt(0);
      mask |= (1 << (code & 15)) | (1 << (16 + (code >> 4)));
    }
    return mask;
  };
  return [at(0), at(1), at(2)];
}

function union(a: Masks, b: Masks): Masks {
  return [a[0] | b[0], a[1] | b[1], a[2] | b[2]];
}

/** The share of three bytes of source code that pass. */
function createPassing(): (masks: Masks) => number {
  const shares = new Map<number, number>();
  const shareAt = (mask: number): number => {
    const known = shares.get(mask);
    if (known !== undefined) return known;
    let share = 0;
    for (let code = 0; code < 256; code++)
      if ((mask >> (code & 15)) & (mask >>> (16 + (code >> 4))) & 1) share += shareOf(code);
    shares.set(mask, share);
    return share;
  };
  return ([first, second, third]) => shareAt(first) * shareAt(second) * shareAt(third);
}

/** For each bucket its trigrams: each goes where it lets the least pass, and is moved while that helps. */
function spread(trigrams: readonly Trigram[]): Masks[] {
  const passing = createPassing();
  const own = trigrams.map(masksOf);
  // The commonest first: they decide what a bucket lets pass.
  const order = [...own.keys()].sort((a, b) => passing(own[b] ?? none) - passing(own[a] ?? none));
  const bucketOf = new Int8Array(own.length).fill(-1);
  const all: Masks[] = Array.from({ length: buckets }, () => none);
  const place = (index: number): void => {
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (const [bucket, masks] of all.entries()) {
      const more = passing(union(masks, own[index] ?? none)) - passing(masks);
      // As good is not better, or it would wander.
      if (more < least - 1e-12) [best, least] = [bucket, more];
    }
    bucketOf[index] = best;
    all[best] = union(all[best] ?? none, own[index] ?? none);
  };
  for (const index of order) place(index);
  for (let round = 0; round < rounds; round++) {
    for (const index of order) {
      const from = bucketOf[index] ?? 0;
      bucketOf[index] = -1;
      all[from] = own.reduce((masks, each, other) => (bucketOf[other] === from ? union(masks, each) : masks), none);
      place(index);
    }
  }
  return all;
}

/** The six tables of 16 bytes: low and high nibble of the first, second and third byte, a bit for each bucket. */
export function trigramMasks(trigrams: readonly Trigram[]): Uint8Array {
  const tables = new Uint8Array(96);
  for (const [bucket, masks] of spread(trigrams).entries()) {
    for (const [position, mask] of masks.entries()) {
      for (let nibble = 0; nibble < 32; nibble++) {
        const at = 32 * position + nibble;
        if ((mask >>> nibble) & 1) tables[at] = (tables[at] ?? 0) | (1 << bucket);
      }
    }
  }
  return tables;
}
