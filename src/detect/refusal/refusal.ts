/**
 * Tests hand over passwords, tokens and keys that are to be refused: they open nothing. What a test expects is told by names, comments
 * and assertions around the value. They are looked at here, for what was found in a test and is not proven by its format.
 */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { isTestPath } from "../test-path.ts";
import { leadsElsewhere } from "./host.ts";
import { Place } from "./place.ts";
import { isNameOfFormer, isNameOfRefused, isValueOfRefused } from "./words.ts";

const longestValue = 200;
/** More of one text are not looked at: that they are shown is no loss. */
const mostPlaces = 500;

/** A provider's format proves that the value was issued, and so does a whole key or the address of a host; an expression holds no value. */
function isBeyondDoubt(text: SourceText, candidate: Candidate): boolean {
  const { kind, ruleId, confidence, checksum, holdsValue } = candidate;
  if (confidence === "low" || checksum === "valid" || holdsValue === false) return true;
  if (kind !== "generic" && kind !== "structural" && kind !== "ast") return ruleId !== "jwt/token";
  // Of a JWK members may be missing or changed: nothing says that it is whole.
  if (ruleId.startsWith("private-key/") && ruleId !== "private-key/jwk") return confidence === "high";
  return leadsElsewhere(text, candidate);
}

const isExpected = "but the test expects that it is refused";

/** What a test says of one value. */
interface Told {
  readonly value: string;
  /** What says that it is refused. */
  readonly refusal?: string;
  readonly accepted?: true;
}

function toldOf(text: SourceText, candidate: Candidate): Told {
  const { ruleId, span, kind, name } = candidate;
  const value = text.bytes.toString("latin1", span.start, Math.min(span.end, span.start + longestValue));
  if (kind !== "structural" && isValueOfRefused(value)) return { value, refusal: "but it says that it is refused" };
  const named = { value, refusal: "but a name for what is refused" };
  if (name !== undefined && isNameOfRefused(name)) return named;
  const place = new Place(text, candidate);
  if (place.isComment) return { value };
  if (place.isNamed()) return named;
  const hasStructure = ruleId === "jwt/token" || ruleId.startsWith("private-key/") || /^ey[A-Z]/u.test(value);
  if (place.isRemarked(hasStructure)) return { value, refusal: "but a comment about what is refused" };
  if (name !== undefined && isNameOfFormer(name)) return { value };
  const verdict = place.verdict();
  if (verdict === "accepted") return { value, accepted: true };
  return verdict === "refused" ? { value, refusal: isExpected } : { value };
}

/** The candidates of one text: those of a test that expects them to be refused are of low confidence. */
export function withoutRefused(text: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
  if (text.binary || !isTestPath(text.path) || fileKind(text.path).unquoted !== "code") return candidates;
  let places = 0;
  const told = candidates.map((candidate) =>
    isBeyondDoubt(text, candidate) || ++places > mostPlaces ? undefined : toldOf(text, candidate),
  );
  // What is accepted elsewhere is right, and refused for another reason.
  const accepted = new Set(told.flatMap((one) => (one?.accepted === true ? [one.value] : [])));
  return candidates.map((candidate, index) => {
    const { value = "", refusal } = told[index] ?? {};
    if (refusal === undefined || (refusal === isExpected && accepted.has(value))) return candidate;
    return { ...candidate, confidence: "low", reasons: [...candidate.reasons, refusal] };
  });
}
