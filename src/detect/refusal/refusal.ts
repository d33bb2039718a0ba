/**
 * Tests hand over passwords, tokens and keys that are to be refused: they open nothing. What a test expects is told by names, comments
 * and assertions around the value. They are looked at here, for what was found in a test and is not proven by its format.
 */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { isTestPath } from "../test-path.ts";
import { leadsElsewhere } from "./host.ts";
import { isExpired, isSaidAbove } from "./expired.ts";
import { Lines } from "./lines.ts";
import { Place } from "./place.ts";
import { Silence } from "./silence.ts";
import { isNameOfFormer, isNameOfRefused, isValueOfRefused } from "./words.ts";
import { latin1 } from "../../model/slice.ts";

const longestValue = 200;
/** More of one text are not looked at: that they are shown is no loss. */
const mostPlaces = 500;

/** A provider's format proves that the value was issued, and so does a whole key or the address of a host; an expression holds no value. */
function isBeyondDoubt(text: SourceText, candidate: Candidate): boolean {
  const { kind, ruleId, confidence, checksum, holdsValue } = candidate;
  if (confidence === "low" || (checksum === "valid" && ruleId !== "jwt/token") || holdsValue === false) return true;
  // Nobody issued it.
  if (checksum === "invalid" || ruleId === "jwt/token") return false;
  if (kind !== "generic" && kind !== "structural" && kind !== "ast") return true;
  // Of a JWK members may be missing or changed: nothing says that it is whole.
  if (ruleId.startsWith("private-key/") && ruleId !== "private-key/jwk") return confidence === "high";
  return leadsElsewhere(text, candidate);
}

const isExpected = "but the test expects that it is refused";

/** What a test says of one value. */
interface Told {
  /** What says that it is refused. */
  readonly refusal?: string;
  readonly accepted?: true;
}

const nothing: Told = {};
const named: Told = { refusal: "but a name for what is refused" };

function valueOf({ bytes }: SourceText, { span: { start, end } }: Candidate): string {
  return latin1(bytes, start, Math.min(end, start + longestValue));
}

const longestToken = 10_000;

/** What the lines above say of a whole JSON Web Token whose time is over. */
function toldOfToken(text: SourceText, { span }: Candidate): Told {
  if (!isExpired(latin1(text.bytes, span.start, Math.min(span.end, span.start + longestToken)))) return nothing;
  const lines = new Lines(text, span);
  return isSaidAbove(lines, lines.before(span.start, longestValue))
    ? { refusal: "but expired, and said to be refused" }
    : nothing;
}

/** Where there is `silence` around a value nothing is told of it. */
function toldOf(text: SourceText, candidate: Candidate, silence?: Silence): Told {
  const { ruleId, span, kind, name, checksum } = candidate;
  if (ruleId === "jwt/token" && checksum === "valid") return toldOfToken(text, candidate);
  const value = valueOf(text, candidate);
  if (kind !== "structural" && isValueOfRefused(value)) return { refusal: "but it says that it is refused" };
  if (name !== undefined && isNameOfRefused(name)) return named;
  const lines = new Lines(text, span);
  const statement = lines.statement();
  if (silence?.isAround(lines, statement, span.end) === true) return nothing;
  const place = new Place(lines, statement, span);
  if (place.isComment) return nothing;
  if (place.isNamed()) return named;
  const hasStructure = ruleId === "jwt/token" || ruleId.startsWith("private-key/") || /^ey[A-Z]/u.test(value);
  if (place.isRemarked(hasStructure)) return { refusal: "but a comment about what is refused" };
  if (name !== undefined && isNameOfFormer(name)) return nothing;
  const verdict = place.verdict();
  if (verdict === "accepted") return { accepted: true };
  return verdict === "refused" ? { refusal: isExpected } : nothing;
}

/** The candidates of one text: those of a test that expects them to be refused are of low confidence. */
export function withoutRefused(text: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
  if (text.binary || !isTestPath(text.path) || fileKind(text.path).unquoted !== "code") return candidates;
  const asked = candidates.filter((candidate) => !isBeyondDoubt(text, candidate)).slice(0, mostPlaces);
  const refusals = new Map<Candidate, string>();
  const expected = new Set<string>();
  const silence = new Silence();
  for (const candidate of asked) {
    const { refusal } = toldOf(text, candidate, silence);
    if (refusal !== undefined) refusals.set(candidate, refusal);
    if (refusal === isExpected) expected.add(valueOf(text, candidate));
  }
  if (refusals.size === 0) return candidates;
  // What is accepted elsewhere is right, and refused for another reason.
  const accepted = new Set<string>();
  for (const candidate of asked) {
    const value = valueOf(text, candidate);
    if (expected.has(value) && !refusals.has(candidate) && toldOf(text, candidate).accepted) accepted.add(value);
  }
  return candidates.map((candidate) => {
    const refusal = refusals.get(candidate);
    if (refusal === undefined || (refusal === isExpected && accepted.has(valueOf(text, candidate)))) return candidate;
    return { ...candidate, confidence: "low", reasons: [...candidate.reasons, refusal] };
  });
}
