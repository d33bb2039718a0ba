import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { beginsEntry, entriesAround, isYaml } from "./mapping.ts";
import { objectEdge } from "./object.ts";
import type { TextContext, TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

/** Private keys as JSON Web Keys: an object with `kty` and a private member, in JSON, in YAML or as a literal in code. */
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

// The same without quotes, of YAML: in braces, and of a block the line of the member, whose value may stand below it.
const plainMember = /[\s{,](?<name>d|k):[ \t]{1,8}(?<value>[\w+/-]{16,2000}={0,2})(?=[\s,}])/gu;
const entry =
  /["']?(?<name>d|k)["']?:[ \t]{1,20}(?:[|>][+-]?[ \t]{0,8}\r?\n[ \t]{1,60})?["']?(?<value>[\w+/-]{16,2000}={0,2})(?=["'\s]|$)/uy;
const plainKind = /^kty["']?:[ \t]{1,8}["']?(?<kind>RSA|EC|OKP|oct|AKP)\b/u;

/** Every member of the object at `at` that may be private, by its name and its value with its offset. */
function* membersAt(text: string, at: number, inYaml: boolean): Generator<{ name: string; value: string; at: number }> {
  if (inYaml && beginsEntry(text, at)) {
    for (const start of entriesAround(text, at)) {
      entry.lastIndex = start;
      const { name = "", value = "" } = entry.exec(text)?.groups ?? {};
      if (value !== "") yield { name, value, at: text.indexOf(value, start) };
    }
    return;
  }
  const start = objectEdge(text, at, -1);
  const object = text.slice(start, objectEdge(text, at, 1) + 1);
  for (const pattern of inYaml ? [member, plainMember] : [member])
    for (const match of object.matchAll(pattern)) {
      const { name = "", value = "" } = match.groups ?? {};
      yield { name, value, at: start + match.index + match[0].lastIndexOf(value) };
    }
}

function jwkCandidate(source: SourceText, at: number, { seen }: TextContext): Candidate | undefined {
  const { text, from, at: here } = windowAt(source, at, 4000, 4000);
  const inYaml = isYaml(source.path);
  const head = text.slice(here, here + 60);
  const type = (kind.exec(head) ?? (inYaml ? plainKind.exec(head) : undefined))?.groups?.["kind"];
  if (type === undefined) return undefined;
  for (const { name, value, at: valueAt } of membersAt(text, here, inYaml)) {
    if ((name === "k") !== (type === "oct") || new Set(value).size < 8) continue;
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

export const jwkDetector: TextDetector = {
  rules: jwkRules,
  anchors: ["kty"],
  where: { what: "look", look: "key-type" },
  format: false,
  confirm: jwkCandidate,
};
