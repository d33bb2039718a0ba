/**
 * Finds secrets that stand encoded in a text: base64, hex, gzip in base64, UTF-16 in base64, and escapes of single characters, also
 * one in the other. What is decoded goes through the whole detector; what it finds is placed where the encoded value stands.
 */
import type { Candidate } from "../../model/candidate.ts";
import type { Notice } from "../../model/finding.ts";
import type { SourceText, Span } from "../../model/text.ts";
import type { Bounds } from "../bounds.ts";
import type { Detector } from "../detector.ts";
import { fileKind } from "../generic/file-kind.ts";
import { mergeCandidates } from "../merge.ts";
import { carried } from "./carried.ts";
import { pathOfContent } from "./content.ts";
import { escapesIn, escapeSyntaxes } from "./escapes.ts";
import type { Joined } from "./joined.ts";
import { type EncodedPlaces, noPlaces } from "./places.ts";
import { overlapsOneOf } from "./spans.ts";
import { rewrite, type Replacement } from "./rewrite.ts";
import { type DecodedRun, decodeRuns, placeOf, runStarts, shortValues } from "./runs.ts";
import type { Mark } from "../structure/text-detector.ts";

/** Bounds for one text. */
export interface DecodeLimits {
  /** How many encodings, one in the other, are undone; 0: none. */
  readonly depth: number;
  /** Bytes that are decoded and searched. */
  readonly bytes: number;
}

interface Decoded {
  /** All of the text, merged and sorted by place. */
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
}

/** What is left of the limits while one text is decoded. */
interface Budget {
  left: number;
  readonly bounds: Bounds;
  isTooLarge: boolean;
  isTooDeep: boolean;
}

/** Bytes of the line that count on either side of a decoded value, and of an escape. */
const reach = 600;

const nothing = Buffer.alloc(0);

/** What is kept of a run that was searched. */
interface SearchedRun {
  readonly span: Span;
  readonly isValue: boolean;
  readonly holdsSecret: boolean;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function isIn(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Of what stands in order and apart, the first that ends behind `at`: a text may hold as many runs as candidates. */
function firstBehind<T>(all: readonly T[], at: number, spanOf: (one: T) => Span): T | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = all[middle];
    if (one && spanOf(one).end <= at) low = middle + 1;
    else high = middle;
  }
  return all[low];
}

/** Makes the decoder. It looks at one text at a time, after the detector did. */
export function createDecoder(
  detector: Detector,
  limits: DecodeLimits,
): (text: SourceText, places: EncodedPlaces, candidates: readonly Candidate[], bounds: Bounds) => Decoded {
  /** Searches a decoded text and what is encoded in it. */
  function search(text: SourceText, depth: number, budget: Budget): readonly Candidate[] {
    if (budget.bounds.ended) return [];
    budget.left -= text.bytes.length;
    if (budget.left < 0) {
      budget.isTooLarge = true;
      return [];
    }
    const places = noPlaces();
    const candidates = detector.detect(text, new Set<Mark>(), places, budget.bounds);
    return layer(text, places, candidates, depth, budget);
  }

  function decodedText(bytes: Buffer, path: string, { binary }: SourceText): SourceText {
    return { path, bytes, binary, encoding: "utf-8" };
  }

  /** Documents, each for itself. */
  function inDocument(text: SourceText, each: DecodedRun, depth: number, budget: Budget): Candidate[] {
    const { run, content } = each;
    const path = pathOfContent(content.bytes, text.path, fileKind(text.path).generated);
    const inner = decodedText(content.bytes, path, text);
    const encoding = content.layer === undefined ? run.encoding : `${content.layer} in ${run.encoding}`;
    return search(inner, depth, budget).map((candidate) =>
      carried(candidate, inner, (part) => placeOf(each, part), encoding),
    );
  }

  /** Replacements in their lines; all that they have part in. */
  function inLines(
    text: SourceText,
    replacements: readonly Replacement[],
    encodingAt: (span: Span) => string,
    depth: number,
    budget: Budget,
  ): { candidate: Candidate; isReplaced: boolean }[] {
    if (replacements.length === 0) return [];
    const rewritten = rewrite(text.bytes, replacements, reach);
    const inner = decodedText(rewritten.bytes, text.path, text);
    return search(inner, depth, budget).map((candidate) => {
      const { span, isReplaced } = rewritten.place(candidate.span);
      const placeIn = (part: Span): Span => rewritten.place(part).span;
      return { candidate: carried(candidate, inner, placeIn, encodingAt(span)), isReplaced };
    });
  }

  function inValues(text: SourceText, values: readonly DecodedRun[], depth: number, budget: Budget): Candidate[] {
    const replacements = values.map(({ run, content }) => ({
      span: run.span,
      bytes: trimmed(content.bytes),
      place: run.place,
    }));
    const encodingAt = (span: Span): string => {
      const value = firstBehind(values, span.start, ({ run }) => run.span);
      return value && overlaps(value.run.span, span) ? value.run.encoding : "";
    };
    return inLines(text, replacements, encodingAt, depth, budget)
      .filter(({ isReplaced }) => isReplaced)
      .map(({ candidate }) => candidate);
  }

  /** What the runs hold: those in documents first, as they are merged. */
  function searchRuns(
    text: SourceText,
    decoded: Iterable<readonly DecodedRun[]>,
    depth: number,
    budget: Budget,
  ): { runs: readonly SearchedRun[]; inRuns: readonly Candidate[] } {
    const runs: SearchedRun[] = [];
    const inDocuments: Candidate[] = [];
    const inTheirLines: Candidate[] = [];
    for (const some of decoded) {
      for (const each of some) {
        const isOneValue = each.isValue && !text.binary;
        const found = isOneValue ? [] : inDocument(text, each, depth, budget);
        for (const candidate of found) inDocuments.push(candidate);
        runs.push({ span: each.run.span, isValue: isOneValue, holdsSecret: found.length > 0 });
      }
      const values = text.binary ? [] : some.filter(({ isValue: isOne }) => isOne);
      for (const candidate of inValues(text, values, depth, budget)) inTheirLines.push(candidate);
    }
    return { runs, inRuns: [...inDocuments, ...inTheirLines] };
  }

  function inEscapes(
    text: SourceText,
    signs: readonly number[],
    known: readonly Candidate[],
    depth: number,
    budget: Budget,
  ): Candidate[] {
    const isKnownAt = overlapsOneOf(known.map(({ span }) => span));
    return escapeSyntaxes.flatMap((syntax) => {
      const replacements: Replacement[] = [];
      let behind = 0;
      for (const at of signs) {
        if (at < behind || !syntax.sign.test(text.bytes.toString("latin1", at, at + 2))) continue;
        const from = Math.max(behind, at - reach);
        behind = syntax.rest ? Math.min(text.bytes.length, at + budget.left) : Math.min(text.bytes.length, at + reach);
        for (const replacement of escapesIn(text.bytes, from, behind, syntax)) replacements.push(replacement);
      }
      // Of `key=3Dx` the value is not `3Dx`: what begins within an escape was read wrongly.
      const isInEscape = overlapsOneOf(replacements.map(({ span }) => ({ start: span.start + 1, end: span.end })));
      const isCut = overlapsOneOf(
        known
          .filter(({ kind, span: { start } }) => kind === "generic" && isInEscape({ start, end: start + 1 }))
          .map(({ span }) => span),
      );
      return inLines(text, replacements, () => syntax.name, depth, budget)
        .filter(({ candidate, isReplaced }) => {
          // What is read without decoding stays; a provider's format that shows only now is surer.
          const isKnown = isKnownAt(candidate.span) && !isCut(candidate.span);
          return !isKnown || (isReplaced && (syntax.replaces === true || candidate.kind === "provider"));
        })
        .map(({ candidate }) => candidate);
    });
  }

  /** Literals in pieces, each judged as a whole. */
  function inJoined(text: SourceText, joined: readonly Joined[], depth: number, budget: Budget): Candidate[] {
    const gaps = joined.flatMap((each) => each.gaps).map((span) => ({ span, bytes: nothing, place: () => span }));
    const isJoined = overlapsOneOf(joined.map(({ span }) => span));
    return inLines(text, gaps, () => "string pieces", depth, budget)
      .filter(({ candidate, isReplaced }) => isReplaced && isJoined(candidate.span))
      .map(({ candidate }) => candidate);
  }

  /** The candidates of a text whose encoded pieces are looked at. `depth` counts the encodings around it. */
  function layer(
    text: SourceText,
    places: EncodedPlaces,
    candidates: readonly Candidate[],
    depth: number,
    budget: Budget,
  ): readonly Candidate[] {
    if (budget.bounds.ended) return candidates;
    const decoded = decodeRuns(text.bytes, runStarts(text, places, candidates), budget);
    if (depth >= limits.depth) {
      budget.isTooDeep ||= decoded.next().done !== true;
      return candidates;
    }
    const next = depth + 1;
    const { runs, inRuns } = searchRuns(text, decoded, next, budget);
    const joined = text.binary ? [] : joinedOf(places, candidates);
    const isPiece = overlapsOneOf(joined.map(({ span }) => span));
    const known = candidates.flatMap((candidate): Candidate[] => {
      if (candidate.kind !== "generic") return [candidate];
      // A value that is a text in base64 is judged by that text, a piece by the whole.
      const run = firstBehind(runs, candidate.span.start, ({ span }) => span);
      const isInRun = run !== undefined && isIn(candidate.span, run.span);
      if (isPiece(candidate.span) || (isInRun && (run.isValue || run.holdsSecret))) return [];
      if (!isInRun) return [candidate];
      const reasons = [...candidate.reasons, "encodes a text in which no secret was found"];
      return [{ ...candidate, confidence: "low", reasons }];
    });
    const escaped = text.binary || places.signs.length === 0 ? [] : inEscapes(text, places.signs, known, next, budget);
    const inside = [...inRuns, ...escaped, ...inJoined(text, joined, next, budget)];
    if (inside.length === 0) return known;
    const isReadBetter = overlapsOneOf(escaped.filter(({ kind }) => kind === "generic").map(({ span }) => span));
    const read = known.filter(({ kind, span }) => kind !== "generic" || !isReadBetter(span));
    return mergeCandidates([...read, ...inside]);
  }

  return (text, places, candidates, bounds) => {
    const isPlain = places.runs.length + places.signs.length + places.joined.length === 0;
    if (limits.depth === 0 || (isPlain && shortValues(text, candidates).length === 0))
      return { candidates, notices: [] };
    const budget: Budget = { left: limits.bytes, bounds, isTooLarge: false, isTooDeep: false };
    const all = layer(text, places, candidates, 0, budget);
    const notice = (message: string): Notice => ({ kind: "not-scanned", path: text.path, message });
    return {
      candidates: all,
      notices: [
        ...(budget.isTooLarge
          ? [
              notice(
                `more encoded text than ${String(limits.bytes / 1_000_000)} MB: the rest is not decoded (limits.decodedMB)`,
              ),
            ]
          : []),
        ...(budget.isTooDeep
          ? [notice(`text that is encoded more than ${String(limits.depth)} times is not decoded (limits.decodeDepth)`)]
          : []),
      ],
    };
  };
}

/** Literals in pieces, in order and apart. What is known of one without joining it, as of a key block, stays. */
function joinedOf({ joined }: EncodedPlaces, candidates: readonly Candidate[]): Joined[] {
  if (joined.length === 0) return [];
  const isKnown = overlapsOneOf(candidates.filter(({ kind }) => kind !== "generic").map(({ span }) => span));
  let behind = 0;
  return joined
    .filter(({ span }) => !isKnown(span))
    .sort((a, b) => a.span.start - b.span.start)
    .filter(({ span }) => {
      if (span.start < behind) return false;
      behind = span.end;
      return true;
    });
}

/** Without the line end that `echo` brings. */
function trimmed(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return bytes.subarray(0, end);
}
