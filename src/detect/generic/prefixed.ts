/** Tokens that begin with words: of the product, of the place they are for, of their version. Drawn is what stands behind these. */
import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import { neverSecret } from "../judge/shape.ts";
import { candidateOf, type Sighting, type TextContext } from "../structure/text-detector.ts";

// What is called a key alone is an id as often: `key_2f3a...`.
const prefixed =
  /^(?!(?:api)?key[_-][^_-]+$)(?:[a-z][a-z\d]{1,14}[_-]){1,4}(?<body>[A-Z\d]{20,200}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/iu;

const telling = /(?:^|[_-])(?:live|prod|secret|sk|pat|token)[_-]/iu;

/** What stands behind the words that a token begins with; nothing where it does not begin so, or where nothing drawn may follow. */
export function bodyOf(value: string): string | undefined {
  const body = prefixed.exec(value)?.groups?.["body"];
  return body !== undefined && /\d/u.test(body) && /[a-z]/iu.test(body) ? body : undefined;
}

/**
 * The candidate, judged by what stands behind the words where that is drawn: words speak against a token elsewhere. It is never surer
 * than medium then.
 */
export function judgedByBody(
  candidate: Candidate | undefined,
  sighting: Sighting,
  rules: readonly RuleInfo[],
  context: Pick<TextContext, "explain">,
): Candidate | undefined {
  const { evidence } = sighting;
  if (candidate && candidate.confidence !== "low") return candidate;
  if (evidence.nameKind === "password" || (evidence.nameKind === "some-key" && !telling.test(evidence.value)))
    return candidate;
  const body = bodyOf(evidence.value);
  if (body === undefined || neverSecret(body, evidence.name, evidence.nameKind, evidence.quoted) !== undefined)
    return candidate;
  const judged = candidateOf({ ...sighting, evidence: { ...evidence, value: body } }, rules, context);
  if (!judged || judged.confidence === "low") return candidate;
  return { ...judged, confidence: "medium", reasons: [...judged.reasons, "a token with words in front"] };
}
