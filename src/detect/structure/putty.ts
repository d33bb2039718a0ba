import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import type { TextDetector } from "./text-detector.ts";

/** Private keys as PuTTY stores them (.ppk), with the public half in the same file. */
export const puttyRules: readonly RuleInfo[] = [
  {
    id: "private-key/putty",
    title: "Private key of PuTTY",
    kind: "structural",
    severity: "critical",
    opens: "every server that has the matching public key among its authorized keys",
    rotate: "Make a new key pair, replace the public key on the servers, then remove the old one.",
    cwe: [321, 798],
    source: "https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html",
  },
  {
    id: "private-key/encrypted-putty",
    title: "Private key of PuTTY encrypted with a passphrase",
    kind: "structural",
    severity: "medium",
    opens: "the key to whoever has or guesses its passphrase",
    rotate: "Keep it in the vault; if the passphrase is weak or known, make a new key pair.",
    cwe: [321],
    source: "https://the.earth.li/~sgtatham/putty/0.81/htmldoc/AppendixC.html",
  },
];

const start = "PuTTY-User-Key-File-";
const longest = 16_384;
const encryption = /Encryption:\s{0,4}(?<kind>none|aes256-cbc)/u;
const privateLines = /Private-Lines:\s{0,4}\d{1,3}/u;
const mac = /Private-(?:MAC|Hash):\s{0,4}[\da-f]{40,64}/u;
const line = /[A-Za-z\d+/=]{16,64}/gu;
/** An Ed25519 key, the shortest, takes 44. */
const shortestBody = 40;

function puttyCandidate({ bytes }: SourceText, at: number): Candidate | undefined {
  // Up to the next file: where one follows the other, each byte is read once.
  const rest = bytes.subarray(at, at + longest);
  const next = rest.indexOf(start, start.length);
  const text = rest.toString("latin1", 0, next < 0 ? rest.length : next);
  const head = privateLines.exec(text);
  const kind = encryption.exec(text)?.groups?.["kind"];
  if (!text.startsWith(start) || !head || kind === undefined) return undefined;
  const bodyAt = head.index + head[0].length;
  const end = mac.exec(text);
  const body = text.slice(bodyAt, end?.index ?? text.length);
  const base64 = (body.match(line) ?? []).join("");
  if (base64.length < shortestBody || new Set(base64).size < 12) return undefined;
  const encrypted = kind !== "none";
  const length = end ? end.index + end[0].length : bodyAt + body.trimEnd().length;
  return {
    ruleId: encrypted ? "private-key/encrypted-putty" : "private-key/putty",
    kind: "structural",
    span: { start: at, end: at + length },
    severity: encrypted ? "medium" : "critical",
    confidence: end ? "high" : "medium",
    reasons: ["a key file of PuTTY", end ? "complete" : "without its end line"],
    also: [],
  };
}

export const puttyDetector: TextDetector = {
  rules: puttyRules,
  anchors: ["putty-user-key-file-"],
  format: true,
  confirm: puttyCandidate,
};
