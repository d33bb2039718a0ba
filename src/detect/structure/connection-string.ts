import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { guessable } from "../judge/guessable.ts";
import { placeholder } from "../judge/placeholder.ts";

/** Connection strings of `Key=Value;` pairs: ADO.NET, ODBC, JDBC for SQL Server, Azure services. */
export const connectionStringRules: readonly RuleInfo[] = [
  {
    id: "connection-string/password",
    title: "Connection string with a password",
    kind: "structural",
    severity: "high",
    opens: "the database or broker that the string names",
    rotate: "Change the password on the server, or use a managed identity, which needs none.",
    cwe: [798],
    source: "https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax",
  },
  {
    id: "connection-string/access-key",
    title: "Connection string with an access key",
    kind: "structural",
    severity: "critical",
    opens: "the account that the string names, mostly with every right",
    rotate: "Regenerate the key of the account and use a managed identity where the service takes one.",
    cwe: [798],
    source: "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
  },
];

export const connectionStringAnchors: readonly string[] = [
  "password",
  "pwd",
  "accountkey",
  "sharedaccesskey",
  "accesskey",
  "sharedsecret",
];

const assigned =
  /(?<key>password|pwd|accountkey|sharedaccesskey|sharedsecretvalue|accesskey)\s{0,3}=\s{0,3}(?<quote>["']?)(?<value>[^;'"\s<>`]{1,256})/iuy;
// Another pair that only connection strings have, on the same line.
const companion =
  /(?:server|data source|datasource|host|hostname|endpoint|accountname|accountendpoint|defaultendpointsprotocol|initial catalog|database|uid|user id|userid|user|username|driver|sharedaccesskeyname|address|addr|network address|dsn|iothub)\s{0,3}=[^=;"'\n]{1,200};?/iu;

/** Judges a pair whose key stands at `at`. */
export function connectionStringCandidate(
  text: SourceText,
  at: number,
  isReference: (value: string) => boolean,
): Candidate | undefined {
  const from = Math.max(0, at - 400);
  const window = text.bytes.toString("latin1", from, Math.min(text.bytes.length, at + 600));
  const here = at - from;
  if (here > 0 && /[\w-]/u.test(window.charAt(here - 1))) return undefined;
  assigned.lastIndex = here;
  const match = assigned.exec(window);
  const { key = "", value = "" } = match?.groups ?? {};
  if (!match || value === "") return undefined;
  const end = here + match[0].length;
  const lineStart = window.lastIndexOf("\n", here) + 1;
  const lineEnd = window.indexOf("\n", end);
  const before = window.slice(lineStart, here);
  const after = window.slice(end, lineEnd < 0 ? window.length : lineEnd);
  const paired =
    (/;\s{0,3}$/u.test(before) && companion.test(before)) || (/^["']?\s{0,3};/u.test(after) && companion.test(after));
  if (!paired) return undefined;
  const held = placeholder(value);
  if (held === "a template or variable" || isReference(value) || /^[${%]|^\*+$/u.test(value)) return undefined;
  const isKey = /key|secret/iu.test(key);
  if (isKey && value.length < 20) return undefined;
  const weak = held !== undefined || value.length < 4 || guessable(value);
  const local = /(?:localhost|\(local\)|127\.0\.0\.1|\(localdb\))/iu.test(before + after);
  return {
    ruleId: isKey ? "connection-string/access-key" : "connection-string/password",
    kind: "structural",
    span: { start: from + end - value.length, end: from + end },
    severity: isKey ? "critical" : local ? "medium" : "high",
    confidence: weak ? "low" : local && !isKey ? "low" : "high",
    reasons: [
      "a pair of a connection string",
      ...(weak ? [held ?? "a word everybody tries"] : []),
      ...(local ? ["a local host"] : []),
    ],
    also: [],
  };
}
