// Literals that may begin anywhere are found by trigrams: chooses few and rare ones.
import { frequency, shareOf } from "./frequency.ts";

/** Three bytes that the search looks for at every place. */
export interface Trigram {
  readonly text: string;
  /** Only in this very case: all literals that it stands for are compared so. */
  readonly cased: boolean;
}

/** What is to be found; in lower case unless `cased`. */
interface Searched {
  readonly text: string;
  readonly cased: boolean;
}

/** Capitals are rare in source code, and the neighbours of one say little of it. */
function frequencyOf(trigram: string): number {
  if (trigram === trigram.toLowerCase()) return frequency(trigram);
  return Buffer.from(trigram, "latin1").reduce((share, byte) => share * shareOf(byte), 1);
}

// What another trigram costs at every byte, against one more literal at each place of one that is looked for already: measured.
const another = 1e-3;

function trigramsOf(text: string): string[] {
  return Array.from({ length: text.length - 2 }, (_, at) => text.slice(at, at + 3));
}

/** A trigram for each text, rare ones before all, and few. */
function cover(texts: readonly string[], cased: boolean, chosen: Map<string, Trigram>): void {
  const shared = new Map<string, number>();
  for (const text of texts)
    for (const trigram of new Set(trigramsOf(text))) shared.set(trigram, (shared.get(trigram) ?? 0) + 1);
  const grams = new Set<string>();
  // Texts of three bytes leave no choice, and may serve longer ones.
  for (const text of [...texts].sort((a, b) => a.length - b.length)) {
    let best = "";
    let least = Number.POSITIVE_INFINITY;
    for (const trigram of trigramsOf(text)) {
      const cost = frequencyOf(trigram) + (grams.has(trigram) ? 0 : another / (shared.get(trigram) ?? 1));
      if (cost < least) [best, least] = [trigram, cost];
    }
    grams.add(best);
    chosen.set(text, { text: best, cased });
  }
}

/** The trigram by which each literal is found, by the literal's text. */
export function coverByTrigrams(literals: readonly Searched[]): ReadonlyMap<string, Trigram> {
  const chosen = new Map<string, Trigram>();
  cover([...new Set(literals.filter(({ cased }) => !cased).map(({ text }) => text))], false, chosen);
  cover(
    [...new Set(literals.filter(({ text, cased }) => cased && !chosen.has(text)).map(({ text }) => text))],
    true,
    chosen,
  );
  return chosen;
}
