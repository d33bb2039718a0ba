import type { Candidate } from "../model/candidate.ts";
import { milliseconds } from "../model/clock.ts";
import { stepDown } from "../model/severity.ts";
import type { SeenLiterals, SourceText } from "../model/text.ts";
import { assignedName } from "./assigned-name.ts";
import { type Bounds, noBounds } from "./bounds.ts";
import { type EncodedPlaces, noPlaces } from "./decode/places.ts";
import { OpenQuotes } from "./generic/open-quotes.ts";
import { JudgedLines } from "./generic/judged-lines.ts";
import { type Look, lookOf } from "./look.ts";
import { mergeCandidates, providerOf } from "./merge.ts";
import { withProvider } from "./provider-named.ts";
import { searchPlan } from "./search-plan.ts";
import { isSilent, replay } from "./seen-literals.ts";
import { SharedOffsets } from "./shared-offsets.ts";
import { ruleAt, ruleNumbers } from "./shipped-rules.ts";
import { credentialsIn } from "./structure/credential-file.ts";
import { keyStoreCandidate } from "./structure/key-store.ts";
import { keyStore, knownFileAt } from "./structure/known-file.ts";
import type { Mark, TextContext } from "./structure/text-detector.ts";
import { isTestPath } from "./test-path.ts";
import { kindsOf } from "./text-kind.ts";
import { Reach } from "./version-search.ts";
import { latin1 } from "../model/slice.ts";

export interface DetectorOptions {
  /** Recognises vault references, which are no secrets. */
  readonly isReference?: (value: string) => boolean;
  /** Rules that are off. */
  readonly isOff?: (ruleId: string) => boolean;
  /** Say of what the judge decides what it weighed. */
  readonly explain?: boolean;
}

/** Text in, candidates out. Knows nothing of files or vaults. */
export interface Detector {
  /** True where the thread that read the text ahead saw nothing in it that anybody looks at. */
  holdsNothing(text: SourceText): boolean;
  /**
   * Candidates of one text, merged and sorted by place. `marks` is told what work the text is for other stages, `encoded` where it
   * may hold something encoded. A search that reaches one of the `bounds` (default: none) ends with what was found so far, and says so
   * in them.
   */
  detect(text: SourceText, marks?: Set<Mark>, encoded?: EncodedPlaces, bounds?: Bounds): Candidate[];
}

/** A clock costs as much as a dozen hits that come to nothing. */
const hitsPerClock = 64;
/** Ends a search from inside. */
const atBound = new Error("the search reached a bound");

/** Builds a detector over the shipped rules; those of a user run in a worker (user-rules/host.ts). Use it for many texts. */
export function createDetector(options: DetectorOptions = {}, planFor: typeof searchPlan = searchPlan): Detector {
  const { isReference = () => false, isOff = () => false, explain = false } = options;
  const plan = planFor();
  // Made when a literal is first hit: most rules never are.
  const looks = new Array<Look[] | undefined>(plan.count);
  const looksOf = (literal: number): Look[] => {
    const [length, ...owners] = plan.literal(literal);
    return owners.filter((owner) => !isOff(ruleAt(owner)?.id ?? "")).flatMap((owner) => lookOf(owner, length) ?? []);
  };

  const lines = new JudgedLines();
  const versions = plan.versions?.();

  const seenIn = (text: SourceText): SeenLiterals | undefined =>
    plan.isShipped === true && text.seen?.bytes === text.bytes ? text.seen : undefined;

  return {
    holdsNothing(text) {
      const seen = seenIn(text);
      return seen !== undefined && text.nuls !== true && isSilent(text.path, seen.hits);
    },
    detect(text, marks = new Set(), encoded = noPlaces(), bounds = noBounds()) {
      const found: Candidate[] = [];
      const seen = seenIn(text);
      const noteRun = (at: number): void => void encoded.runs.push(at);
      const end = (bound: "time" | "candidates"): never => {
        bounds.ended = bound;
        throw atBound;
      };
      const add = (candidate: Candidate | undefined): void => {
        if (!candidate || isOff(candidate.ruleId)) return;
        if (--bounds.candidates < 0) end("candidates");
        found.push(candidate);
      };
      const reach = new Reach();
      let context: TextContext | undefined;
      /** Made with the first look: most versions of a file need none. */
      const newContext = (): TextContext => ({
        seen: new SharedOffsets(reach),
        named: new Set(),
        passOver: (start, end) => {
          // Whoever searches the next texts is told.
          const pass = seen?.passOver ?? plan.passOver;
          pass?.(text.bytes, start, end);
        },
        isReference,
        marks,
        add,
        encoded,
        explain,
        lines,
        quotes: new OpenQuotes(text.bytes, reach),
        asked: new Map(),
        reach,
      });
      let hits = 0;
      const hit = (literal: number): readonly Look[] => {
        if (++hits % hitsPerClock === 0 && milliseconds() > bounds.until) end("time");
        return (looks[literal] ??= looksOf(literal));
      };
      const lookAt = ({ confirm, format }: Look, at: number): void => {
        // A binary file is searched for formats only: names in it mean nothing.
        if (!text.binary || format) add(confirm(text, at, (context ??= newContext())));
      };
      const look = (literal: number, at: number): void => {
        for (const each of hit(literal)) lookAt(each, at);
      };
      // Of the versions of a file most of each was searched already.
      const searchVersion = (): boolean =>
        text.origin !== undefined &&
        versions?.search(text, { looksOf: hit, look: lookAt, add, found, reach, encoded: noteRun }) === true;
      try {
        // Before the search, which knows less of the same values.
        const file = knownFileAt(text.path);
        if (file === keyStore) add(keyStoreCandidate(text));
        else if (file && !text.binary)
          for (const candidate of credentialsIn(text, file, (context ??= newContext()))) add(candidate);
        if (seen) replay(seen, look, noteRun);
        else if (!searchVersion()) plan.search(text.bytes, kindsOf(text), look, noteRun);
      } catch (error) {
        if (error !== atBound) throw error;
      }
      return found.length === 0 ? found : finish(text, found);
    },
  };
}

const namedWithin = 80;

/** Whether the name of a candidate's provider stands before it on its line, however it is written there. A rule with names has seen one. */
function namingIn({ bytes }: SourceText): (candidate: Candidate) => number {
  return (candidate) => {
    const { start } = candidate.span;
    const before = latin1(bytes, Math.max(0, start - namedWithin), start);
    const line = before.slice(before.lastIndexOf("\n") + 1).toLowerCase();
    if (line.replaceAll(/[^a-z\d]/gu, "").includes(providerOf(candidate).replaceAll("-", ""))) return 2;
    return ruleAt(ruleNumbers().get(candidate.ruleId) ?? -1)?.names ? 1 : 0;
  };
}

/** Candidates of one text as they are reported: less severe in tests, one for each value, with the name it is given to. */
export function finish(text: SourceText, found: readonly Candidate[]): Candidate[] {
  const placed = isTestPath(text.path)
    ? found.map((candidate) => ({
        ...candidate,
        severity: stepDown(candidate.severity, candidate.kind === "provider" ? "medium" : "info"),
      }))
    : found;
  return mergeCandidates(placed, namingIn(text)).map((merged) => {
    const candidate = withProvider(text, merged);
    const name = candidate.name ?? assignedName(text, candidate.span);
    return name === undefined ? candidate : { ...candidate, name };
  });
}
