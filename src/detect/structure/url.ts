import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { guessable } from "../judge/guessable.ts";
import { placeholder } from "../judge/placeholder.ts";

/** URLs that carry a password: `postgres://app:secret@db/x`. */
export const urlRules: readonly RuleInfo[] = [
  {
    id: "url/credentials",
    title: "URL with a password",
    kind: "structural",
    severity: "high",
    opens: "the server that the URL names, as the user that it names",
    rotate: "Change that user's password on the server, then put the whole URL or its password into the vault.",
    cwe: [798],
    source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
  },
];

export const urlAnchor = "://";

const authority =
  /:\/\/(?<user>[^\s:@/?#"'<>`\\{}]{0,128}):(?<password>[^\s/"'<>`]{1,256})@(?<host>[A-Za-z0-9.\-_[\]:%${}]{1,253})/uy;
const scheme = /[a-z][a-z0-9+.-]{1,30}$/iu;
const sampleHost =
  /^(?:example\.|host(?:name)?$|localhost$|127\.0\.0\.1$|your|my-?host|server$|.*\bexample\.(?:com|org|net)$)/iu;
const weakWords = /^(?:token|credentials?|postgres|mysql|redis|rabbitmq|mongo|minio|123456?|x{3,40}|[up]|changeit)$/iu;

/** Reads the authority behind `://` at `at`. */
export function urlCandidate(
  text: SourceText,
  at: number,
  isReference: (value: string) => boolean,
): Candidate | undefined {
  const from = Math.max(0, at - 32);
  const window = text.bytes.toString("latin1", from, Math.min(text.bytes.length, at + 700));
  const lead = window.slice(0, at - from);
  if (!scheme.test(lead)) return undefined;
  authority.lastIndex = at - from;
  const match = authority.exec(window);
  if (!match?.groups) return undefined;
  const { user = "", password = "", host = "" } = match.groups;
  if (/[${}%]/u.test(host.slice(0, 2)) || (password.includes(":") && /^\d/u.test(password) && user === ""))
    return undefined;
  const held = placeholder(password) ?? (isReference(password) || /^[$%{]/u.test(password) ? "a reference" : undefined);
  if (held === "a template or variable" || held === "a reference") return undefined;
  const reasons = ["user and password in a URL"];
  const weak =
    held !== undefined ||
    weakWords.test(password) ||
    guessable(password) ||
    password.toLowerCase() === user.toLowerCase() ||
    password.length < 4;
  if (weak) reasons.push(held ?? "a word everybody tries");
  const local = sampleHost.test(host);
  if (local) reasons.push("a local or example host");
  const start = at + 3 + user.length + 1;
  return {
    ruleId: "url/credentials",
    kind: "structural",
    span: { start, end: start + password.length },
    severity: local ? "medium" : "high",
    confidence: weak ? "low" : local ? "medium" : "high",
    reasons,
    also: [],
  };
}
