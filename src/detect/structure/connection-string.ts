import type { Part } from "../../model/candidate.ts";
import type { PartRole, RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, partIn, sightingOf, type Window, windowAt } from "./window.ts";

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

const assigned =
  /(?:password|pwd|accountkey|sharedaccesskey|sharedsecretvalue|accesskey)\s{0,3}=\s{0,3}(?:&quot;|\{(?=[^}\n]{1,200}\}))?(?<quote>["']?)(?<value>(?:[^;'"\s<>`&{}]|&(?!quot;)){1,256})/iuy;
// Another pair that only connection strings have, on the same line.
const companion =
  /(?:server|data source|datasource|host|hostname|endpoint|accountname|accountendpoint|defaultendpointsprotocol|initial catalog|database|uid|user id|userid|user|username|driver|sharedaccesskeyname|address|addr|network address|dsn|iothub)\s{0,3}=[^=;"'\n]{1,200};?/iu;
// The user and the server among the pairs of the line.
const named: readonly (readonly [PartRole, RegExp])[] = [
  [
    "user",
    /(?:^|[;"'{])\s{0,3}(?:uid|user id|userid|user name|username|user|sharedaccesskeyname)\s{0,3}=\s{0,3}(?<value>[^;"'\s<>`&{}]{1,128})/diu,
  ],
  ["account", /(?:^|[;"'{])\s{0,3}accountname\s{0,3}=\s{0,3}(?<value>[^;"'\s<>`&{}]{1,128})/diu],
  [
    "host",
    /(?:^|[;"'{=])\s{0,3}(?:server|data source|datasource|host|hostname|endpoint|accountendpoint|addr|address)\s{0,3}=\s{0,3}(?<value>[^;"'\s<>`&{}]{1,200})/diu,
  ],
];

/** The user, the account and the server that the pairs around the secret name, in the order of the text. */
function partsAround(window: Window, start: number, end: number): Part[] {
  return named
    .flatMap(([role, pattern]): Part[] => {
      const place = pattern.exec(window.text.slice(start, end))?.indices?.groups?.["value"];
      return place ? [partIn(window, role, { start: start + place[0], end: start + place[1] })] : [];
    })
    .sort((a, b) => a.span.start - b.span.start);
}

const windowBefore = 400;
const windowAfter = 600;
const semicolon = 59;
const lineFeed = 10;

/** The offset of the first byte that may be no white space, a few bytes from `at` at most; `step` is the direction. */
function besideBlanks(bytes: Buffer, at: number, step: 1 | -1): number {
  let i = at;
  for (let count = 0; count < 3 && ((bytes[i] ?? 0) <= 32 || (bytes[i] ?? 0) > 127); count++) i += step;
  return i;
}

/** A quick look: another pair ends in front of the one at `at`, or this one ends on its line, as most assignments in programs do not. */
function mayBePaired(bytes: Buffer, at: number, sign: number): boolean {
  if (bytes[besideBlanks(bytes, at - 1, -1)] === semicolon) return true;
  const limit = Math.min(bytes.length, at + windowAfter);
  for (let i = besideBlanks(bytes, sign + 1, 1); i < limit && bytes[i] !== lineFeed; i++)
    if (bytes[i] === semicolon) return true;
  return false;
}

const local = /localhost|\(local\)|127\.0\.0\.1|\(localdb\)/iu;

export const connectionStringDetector: TextDetector = judged(
  connectionStringRules,
  ["password", "pwd", "accountkey", "sharedaccesskey", "accesskey", "sharedsecret"],
  (text, at, context) => {
    // The key is followed by its sign within a few bytes; everything else is cheaper to leave here.
    let sign = at + 3;
    while (sign < at + 22 && text.bytes[sign] !== 61) sign++;
    if (text.bytes[sign] !== 61 || !mayBePaired(text.bytes, at, sign)) return undefined;
    const window = windowAt(text, at, windowBefore, windowAfter);
    const here = window.at;
    // Behind a dot it is a member that a program sets: `this.password=parts[4];`.
    if (here > 0 && (isWordAt(window.text, here - 1) || /[.-]/u.test(window.text.charAt(here - 1)))) return undefined;
    assigned.lastIndex = here;
    const match = assigned.exec(window.text);
    const value = match?.groups?.["value"];
    if (!match || value === undefined) return undefined;
    const end = here + match[0].length;
    const quote = match.groups?.["quote"] ?? "";
    // Quotes of its own close behind the value; without that they are those of the string around all pairs.
    if (quote !== "" && window.text[end] !== quote) return undefined;
    const lineStart = window.text.lastIndexOf("\n", here) + 1;
    const lineEnd = window.text.indexOf("\n", end);
    const before = window.text.slice(lineStart, here);
    const after = window.text.slice(end, lineEnd < 0 ? window.text.length : lineEnd);
    const paired =
      (/;\s{0,3}$/u.test(before) && companion.test(before)) ||
      (/^(?:["'}]|&quot;)?\s{0,3};/u.test(after) && companion.test(after));
    if (!paired || /^[${%]/u.test(value)) return undefined;
    const isKey = /key|secret/iu.test(match[0].slice(0, 20).split("=")[0] ?? "");
    if (isKey && value.length < 20) return undefined;
    const sighting = sightingOf(
      window,
      {
        ruleId: isKey ? "connection-string/access-key" : "connection-string/password",
        start: end - value.length,
        end,
        name: isKey ? "accessKey" : "password",
        nameKind: isKey ? "key" : "password",
        syntax: "connection",
        quoted: true,
        reason: "a pair of a connection string",
        related: partsAround(window, lineStart, lineEnd < 0 ? window.text.length : lineEnd),
      },
      context,
    );
    return sighting && !isKey && local.test(before + after)
      ? { ...sighting, severity: "medium", reason: "a pair of a connection string of a local host" }
      : sighting && { ...sighting, sure: true };
  },
  { begins: "word", where: { what: "pair" }, reach: windowAfter },
);
