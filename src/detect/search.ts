// What the shipped detectors see in one text, its encoded parts included. It runs to its end without waiting, in any thread.
import type { Candidate } from "../model/candidate.ts";
import { milliseconds } from "../model/clock.ts";
import type { Notice } from "../model/finding.ts";
import type { SourceText } from "../model/text.ts";
import { isWorthParsing } from "./ast/worth-parsing.ts";
import { type Bounds, fullNotice, overdueNotice } from "./bounds.ts";
import { carried } from "./decode/carried.ts";
import { createDecoder, type DecodeLimits } from "./decode/decode.ts";
import { noPlaces } from "./decode/places.ts";
import { wideStrings } from "./decode/wide.ts";
import { createDetector, type DetectorOptions } from "./detector.ts";
import { mergeCandidates } from "./merge.ts";
import type { Mark } from "./structure/text-detector.ts";

export interface SearchOptions extends DetectorOptions {
  /** Default: three encodings deep, 16 MB of one text. */
  readonly decode?: DecodeLimits;
  /** The most milliseconds that the search of one text and of all that is encoded in it may take; the default is no limit. */
  readonly deadline?: number;
  /** The most candidates that one text and all that is encoded in it may give; the default is no limit. */
  readonly mostCandidates?: number;
}

/** What was seen in a text. */
export interface Searched {
  /** Merged and sorted by place. */
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
  /** A comment of `suppress/inline.ts` may stand in the text. */
  readonly hasIgnores: boolean;
  /** It is a program in which an AST check may see something. */
  readonly isWorthParsing: boolean;
}

export type Search = (text: SourceText) => Searched;

const nothing: Searched = { candidates: [], notices: [], hasIgnores: false, isWorthParsing: false };

/** Builds the search. Use it for many texts. */
export function createSearch(options: SearchOptions): Search {
  const { deadline = Number.POSITIVE_INFINITY, mostCandidates = Number.POSITIVE_INFINITY } = options;
  const detector = createDetector(options);
  const decode = createDecoder(detector, options.decode ?? { depth: 3, bytes: 16_000_000 });

  /** What the strings in UTF-16 of a text hold. */
  const inWideStrings = (text: SourceText, bounds: Bounds): Pick<Searched, "candidates" | "notices"> => {
    const wide = text.nuls === true && !bounds.ended ? wideStrings(text.bytes) : undefined;
    if (!wide) return nothing;
    const { path, binary } = text;
    const inner: SourceText = { path, binary, bytes: wide.bytes, encoding: "utf-8" };
    const places = noPlaces();
    const found = detector.detect(inner, new Set(), places, bounds);
    const { candidates, notices } = decode(inner, places, found, bounds);
    const placed = candidates.map((candidate) => carried(candidate, inner, (part) => wide.place(part), "UTF-16"));
    return { candidates: placed, notices };
  };

  return (text) => {
    // Of a tree's files most.
    if (detector.holdsNothing(text)) return nothing;
    const marks = new Set<Mark>();
    const places = noPlaces();
    const bounds: Bounds = { until: milliseconds() + deadline, candidates: mostCandidates };
    const found = detector.detect(text, marks, places, bounds);
    const decoded = decode(text, places, found, bounds);
    const wide = inWideStrings(text, bounds);
    const notices = [...decoded.notices, ...wide.notices];
    if (bounds.ended === "time") notices.push(overdueNotice(text.path, deadline));
    if (bounds.ended === "candidates") notices.push(fullNotice(text.path, mostCandidates));
    return {
      candidates:
        wide.candidates.length === 0
          ? decoded.candidates
          : mergeCandidates([...decoded.candidates, ...wide.candidates]),
      notices,
      hasIgnores: marks.has("ignore"),
      isWorthParsing: marks.has("parse") && isWorthParsing(text),
    };
  };
}
