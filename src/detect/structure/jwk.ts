import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { objectEdge } from "./object.ts";
import type { TextContext, TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

/** Private keys as JSON Web Keys: an object with `kty` and a private member, in JSON or as a literal in code. */
export const jwkRules: readonly RuleInfo[] = [
  {
    id: "private-key/jwk",
    title: "Private JSON Web Key",
    kind: "structural",
    severity: "critical",
    opens: "everything that trusts signatures of the key, or is encrypted to it",
    rotate: "Make a new key, publish its public half, and remove the old one once no token signed by it is valid.",
    cwe: [321, 798],
    source: "https://www.rfc-editor.org/rfc/rfc7518#section-6",
  },
];

const member =
  /["'`\s{,](?<name>d|k)\\?["'`]?\s{0,4}(?::|=>|=)\s{0,20}[bu]?\\?["'`](?<value>[\w+/-]{16,2000}={0,2})\\?["'`]/gu;
const kind = /^kty\\?["'`]?\s{0,4}(?::|=>|=)\s{0,20}[bu]?\\?["'`](?<kind>RSA|EC|OKP|oct|AKP)\b/iu;

function jwkCandidate(source: SourceText, at: number, { seen }: TextContext): Candidate | undefined {
  const { text, from, at: here } = windowAt(source, at, 4000, 4000);
  const type = kind.exec(text.slice(here, here + 60))?.groups?.["kind"];
  if (type === undefined) return undefined;
  const start = objectEdge(text, here, -1);
  const object = text.slice(start, objectEdge(text, here, 1));
  for (const match of object.matchAll(member)) {
    const { name, value = "" } = match.groups ?? {};
    if ((name === "k") !== (type === "oct") || new Set(value).size < 8) continue;
    const valueAt = start + match.index + match[0].lastIndexOf(value);
    const span = { start: from + valueAt, end: from + valueAt + value.length };
    if (seen.has(span.start)) return undefined;
    seen.add(span.start);
    return {
      ruleId: "private-key/jwk",
      kind: "structural",
      span,
      severity: "critical",
      confidence: "high",
      reasons: ["the private member of a JSON Web Key"],
      also: [],
    };
  }
  return undefined;
}

export const jwkDetector: TextDetector = { rules: jwkRules, anchors: ["kty"], format: false, confirm: jwkCandidate };
