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

/** What says that the test expects the value to be refused; nothing where nothing does. */
function refusalOf(text: SourceText, candidate: Candidate): string | undefined {
  const { ruleId, span, kind, name } = candidate;
  const value = text.bytes.toString("latin1", span.start, Math.min(span.end, span.start + longestValue));
  if (kind !== "structural" && isValueOfRefused(value)) return "but it says that it is refused";
  if (name !== undefined && isNameOfRefused(name)) return "but a name for what is refused";
  const place = new Place(text, candidate);
  if (place.isComment) return undefined;
  if (place.isNamed()) return "but a name for what is refused";
  const hasStructure = ruleId === "jwt/token" || ruleId.startsWith("private-key/") || /^ey[A-Z]/u.test(value);
  if (place.isRemarked(hasStructure)) return "but a comment about what is refused";
  if (name !== undefined && isNameOfFormer(name)) return undefined;
  return place.verdict() === "refused" ? "but the test expects that it is refused" : undefined;
}

/** The candidates of one text: those of a test that expects them to be refused are of low confidence. */
export function withoutRefused(text: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
  if (text.binary || !isTestPath(text.path) || fileKind(text.path).unquoted !== "code") return candidates;
  let places = 0;
  return candidates.map((candidate) => {
    if (isBeyondDoubt(text, candidate) || ++places > mostPlaces) return candidate;
    const refusal = refusalOf(text, candidate);
    if (refusal === undefined) return candidate;
    return { ...candidate, confidence: "low", reasons: [...candidate.reasons, refusal] };
  });
}
