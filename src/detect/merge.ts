import type { Candidate } from "../model/candidate.ts";
import type { RuleKind } from "../model/rule.ts";
import { atLeastConfidence, type Confidence, maxSeverity } from "../model/severity.ts";
import { mismatch } from "./validate/verdict.ts";

const rank: Readonly<Record<RuleKind, number>> = {
  policy: 0,
  vault: 0,
  generic: 1,
  ast: 2,
  structural: 3,
  provider: 4,
};

/** The provider that a rule's id begins with. */
export function providerOf({ ruleId }: Pick<Candidate, "ruleId">): string {
  return ruleId.slice(0, ruleId.indexOf("/"));
}

/** A key block proves itself by its structure; what looks like a token among its letters is none. */
function strength(candidate: Candidate): number {
  const proven = candidate.kind === "provider" && candidate.checksum === "valid";
  return proven || candidate.ruleId.startsWith("private-key/") ? 5 : rank[candidate.kind];
}

/** Says of a provider's candidate how clearly the text in front of it names that provider: 2 by its id, 1 in other words, 0 not. */
type Naming = (candidate: Candidate) => number;

function stronger(a: Candidate, b: Candidate, naming: Naming): boolean {
  const byKind = strength(a) - strength(b);
  if (byKind !== 0) return byKind > 0;
  // `WORKOS_API_KEY=sk_live_...`: of two providers with the same format it is the one that is named.
  if (a.kind === "provider" && providerOf(a) !== providerOf(b)) {
    const byName = naming(a) - naming(b);
    if (byName !== 0) return byName > 0;
  }
  if (a.confidence !== b.confidence) return atLeastConfidence(a.confidence, b.confidence);
  return a.ruleId < b.ruleId;
}

/**
 * True for what its provider gives to everybody: it stays public, whatever its name or its shape suggests. Not so for a longer text that it
 * is a part of.
 */
function isPublic(winner: Candidate, other: Candidate): boolean {
  if (winner.kind !== "provider" || winner.severity !== "info" || winner.near === true) return false;
  return other.kind !== "provider" && other.span.start >= winner.span.start && other.span.end <= winner.span.end;
}

/** The higher confidence; but where a provider's rule knows the value, what its name suggests adds nothing. */
function surest(winner: Candidate, other: Candidate): Confidence {
  const known = winner.kind === "provider" && other.kind === "generic" && winner.near !== true;
  return known || isPublic(winner, other) || atLeastConfidence(winner.confidence, other.confidence)
    ? winner.confidence
    : other.confidence;
}

/** True where a rule that knows the value's checksum found it wrong, and none found one right. */
function isDoubted(winner: Candidate, other: Candidate): boolean {
  if (winner.checksum !== undefined) return winner.checksum === "invalid";
  return other.checksum === "invalid" && other.span.start === winner.span.start && other.span.end === winner.span.end;
}

function join(winner: Candidate, other: Candidate): Candidate {
  const also = [...new Set([...winner.also, other.ruleId, ...other.also])].filter((id) => id !== winner.ruleId).sort();
  const name = winner.name ?? other.name;
  const related = winner.related ?? other.related;
  const doubted = isDoubted(winner, other);
  const confidence = surest(winner, other);
  return {
    ...winner,
    ...(name === undefined ? {} : { name }),
    ...(related && { related }),
    ...(doubted && { checksum: "invalid" }),
    severity: isPublic(winner, other) ? winner.severity : maxSeverity(winner.severity, other.severity),
    // Wherever it stands, a key that nobody issued is not sure.
    confidence: doubted && confidence === "high" ? "medium" : confidence,
    reasons: doubted ? [...new Set([...winner.reasons, mismatch])] : winner.reasons,
    also,
  };
}

/**
 * Candidates whose spans overlap become one: the strongest kind of evidence wins, the others stand in `also`.
 * Returns them sorted by place.
 */
export function mergeCandidates(candidates: readonly Candidate[], naming: Naming = () => 0): Candidate[] {
  const sorted = [...candidates].sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.ruleId < b.ruleId ? -1 : 1),
  );
  const merged: Candidate[] = [];
  let reach = -1;
  for (const candidate of sorted) {
    const last = merged.at(-1);
    if (!last || candidate.span.start >= reach) merged.push(candidate);
    else merged[merged.length - 1] = stronger(candidate, last, naming) ? join(candidate, last) : join(last, candidate);
    reach = Math.max(reach, candidate.span.end);
  }
  return merged;
}
