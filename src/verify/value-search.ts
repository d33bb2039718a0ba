/** The known values as they are looked for: anywhere in a text, and as the value of a candidate. */
import { estimateStrength, provingStrength } from "../model/strength.ts";
import type { Span } from "../model/text.ts";
import { wholeForms, writtenForms, type Written } from "./encodings.ts";
import { preferred, type EntryVersion, type KnownValues } from "./known-values.ts";
import { createMatcher } from "./matcher.ts";
import { partsOf } from "./parts.ts";

/** A place that holds a vault's value. */
export interface ValueHit {
  readonly span: Span;
  readonly entry: EntryVersion;
  readonly encoding?: string;
}

export interface ValueMatch {
  readonly entry: EntryVersion;
  readonly encoding?: string;
}

export interface ValueSearch {
  /** Places where a value stands that proves something anywhere, sorted; where several overlap, the longest. */
  anywhere(bytes: Buffer): ValueHit[];
  /** What a candidate's value has to do with a vault's: it is one, in any encoding, or the one is a part of the other. */
  ofCandidate(value: string): ValueMatch | undefined;
  /** Of a text at a secret-like name: only what is meant as a secret counts. */
  ofNamed(value: string): ValueMatch | undefined;
  /** True where a text holds a weak value anywhere, so that it is worth to look for secret-like names. */
  holdsWeak(bytes: Buffer): boolean;
}

/** A shorter piece of base64 stands in other texts by chance. */
const shortestNeedle = 8;
/** A candidate that a longer vault value holds must be so long. */
const shortestPiece = 12;
/** How far the base64 text around a value is taken for one piece. */
const longestRun = 512;
/** Bounds what one candidate costs: a third of a millisecond. */
const largestHaystack = 1_000_000;
/** True for what code often gives to a name that only sounds secret. */
export function isEveryday(value: string): boolean {
  return /^(?:true|false|null|none|undefined|nil|yes|no|on|off|\d{1,5})$/iu.test(value);
}

interface Needle extends ValueMatch {
  readonly cut?: Written["cut"];
}

const isBase64 = (byte: number | undefined): boolean =>
  byte !== undefined &&
  ((byte >= 48 && byte <= 57) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 97 && byte <= 122) ||
    byte === 43 ||
    byte === 47 ||
    byte === 45 ||
    byte === 95);

/** The base64 text around a hit, since a piece of it means nothing; only the value's own characters where it is long. */
function wholeRun(bytes: Buffer, { start, end }: Span, { before, after }: NonNullable<Written["cut"]>): Span {
  let from = start;
  while (from > 0 && start - from < longestRun && isBase64(bytes[from - 1])) from--;
  let to = end;
  while (to < bytes.length && to - end < longestRun && isBase64(bytes[to])) to++;
  if (start - from >= longestRun) from = start - before;
  if (to - end >= longestRun) to = end + after;
  else for (let padding = 0; padding < 2 && bytes[to] === 61; padding++) to++;
  return { start: from, end: to };
}

/** Of overlapping hits the longest. */
function longest(hits: readonly ValueHit[]): ValueHit[] {
  const sorted = [...hits].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: ValueHit[] = [];
  for (const hit of sorted) {
    const last = kept.at(-1);
    if (!last || hit.span.start >= last.span.end) kept.push(hit);
    else if (hit.span.end - hit.span.start > last.span.end - last.span.start) kept[kept.length - 1] = hit;
  }
  return kept;
}

function put(index: Map<string, Needle>, { text, encoding, cut }: Written, entry: EntryVersion): void {
  const before = index.get(text);
  // As itself beats an encoding of another value; else the entry in use.
  if (before) {
    const [itself, wasItself] = [encoding === undefined, before.encoding === undefined];
    if (itself === wasItself ? preferred(before.entry, entry) === before.entry : wasItself) return;
  }
  index.set(text, { entry, ...(encoding !== undefined && { encoding }), ...(cut && { cut }) });
}

/** Builds all indexes over the known values. */
export function createValueSearch(known: KnownValues): ValueSearch {
  const needles = new Map<string, Needle>();
  const whole = new Map<string, Needle>();
  const pieces: { text: string; entry: EntryVersion }[] = [];
  let size = 0;
  for (const [value, { entry, anywhere, strong }] of known) {
    for (const written of wholeForms(value)) put(whole, written, entry);
    if (anywhere && !entry.ignored)
      for (const written of writtenForms(value))
        if (Buffer.byteLength(written.text) >= shortestNeedle) put(needles, written, entry);
    if (strong && value.length > shortestPiece && (size += value.length) <= largestHaystack)
      pieces.push({ text: value, entry });
  }
  const listed = [...needles.values()];
  const lengths = [...needles.keys()].map((text) => Buffer.byteLength(text));
  const matcher = createMatcher([...needles.keys()].map((text) => Buffer.from(text)));
  const weak = [...known].filter(([value, { meant, anywhere, entry }]) => {
    return meant && !anywhere && !entry.ignored && !isEveryday(value);
  });
  const weakMatcher = createMatcher(weak.map(([value]) => Buffer.from(value)));

  return {
    holdsWeak(bytes) {
      let found = false;
      weakMatcher.search(bytes, () => (found = true));
      return found;
    },
    anywhere(bytes) {
      const hits: ValueHit[] = [];
      matcher.search(bytes, (index, start) => {
        const needle = listed[index];
        if (!needle) return;
        const { entry, encoding, cut } = needle;
        const span = { start, end: start + (lengths[index] ?? 0) };
        hits.push({
          span: cut ? wholeRun(bytes, span, cut) : span,
          entry,
          ...(encoding !== undefined && { encoding }),
        });
      });
      return longest(hits);
    },
    ofCandidate(value) {
      const exact = whole.get(value) ?? whole.get(value.trim());
      if (exact) return exact;
      for (const part of partsOf(value)) {
        const found = part.named ? whole.get(part.value) : undefined;
        if (found) return found;
      }
      if (value.length < shortestPiece || estimateStrength(value) < provingStrength) return undefined;
      const longer = pieces.find(({ text }) => text.length > value.length && text.includes(value));
      return longer && { entry: longer.entry };
    },
    ofNamed(value) {
      if (isEveryday(value)) return undefined;
      const found = known.get(value);
      return found?.meant === true ? { entry: found.entry } : undefined;
    },
  };
}
