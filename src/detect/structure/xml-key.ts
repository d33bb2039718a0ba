import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import type { TextDetector } from "./text-detector.ts";

/** Private RSA keys in XML, as .NET writes them: an `RSAKeyValue` of XML Signature with the private exponent `D` beside the public parts. */
export const xmlKeyRules: readonly RuleInfo[] = [
  {
    id: "private-key/xml",
    title: "Private RSA key in XML",
    kind: "structural",
    severity: "critical",
    opens: "everything that trusts signatures of the key, or is encrypted to it",
    rotate: "Make a new key pair, replace the public key wherever it is trusted, then remove the old one.",
    cwe: [321, 798],
    source: "https://learn.microsoft.com/dotnet/api/system.security.cryptography.rsa.toxmlstring",
  },
];

const element = "RSAKeyValue";
const longest = 8192;
/** What stands before the element's name. */
const longestSign = 5;
const exponent =
  /(?:<|&lt;|\\u003c)D(?:>|&gt;|\\u003e)\s{0,40}(?<value>[a-z\d+/=\s]{40,2000}?)\s{0,40}(?:<|&lt;|\\u003c)/iu;

function xmlKeyCandidate({ bytes }: SourceText, at: number): Candidate | undefined {
  // Up to the end of the element: where one follows the other, each byte is read once.
  const rest = bytes.subarray(at, at + longest);
  const end = rest.indexOf(element, longestSign + element.length);
  const match = end < 0 ? undefined : exponent.exec(rest.toString("latin1", 0, end));
  const value = match?.groups?.["value"];
  if (!match || value === undefined || new Set(value).size < 12) return undefined;
  const start = at + match.index + match[0].indexOf(value);
  return {
    ruleId: "private-key/xml",
    kind: "structural",
    span: { start, end: start + value.length },
    severity: "critical",
    confidence: "high",
    reasons: ["the private exponent of an RSA key in XML"],
    also: [],
  };
}

export const xmlKeyDetector: TextDetector = {
  rules: xmlKeyRules,
  anchors: ["<rsakeyvalue>", "&lt;rsakeyvalue&gt;", "u003crsakeyvalue"],
  format: true,
  confirm: xmlKeyCandidate,
};
