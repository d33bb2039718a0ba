import type { RuleInfo } from "../../model/rule.ts";
import type { Span } from "../../model/text.ts";
import { secretName } from "../judge/names.ts";
import { argumentsAt } from "./arguments.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, sightingOf, windowAt } from "./window.ts";

/** Passwords in SQL: `IDENTIFIED BY 'x'`, `WITH PASSWORD 'x'`, `PASSWORD('x')`, and in rows that are inserted. */
export const sqlRules: readonly RuleInfo[] = [
  {
    id: "sql/password",
    title: "Password of a database user",
    kind: "structural",
    severity: "high",
    opens: "the database, as the user that the statement creates or changes",
    rotate: "Change the user's password in the database and give it to the statement as a parameter.",
    cwe: [798, 259],
  },
];

const identified =
  /identified\s{1,4}(?:with\s{1,4}['"`]?\w{1,40}['"`]?\s{1,4})?(?:by|as)\s{1,4}(?:values\s{1,4}|password\s{1,4})?\\?(?<quote>['"`])(?<value>[^'"`\n\\]{1,200})\\?\k<quote>/iuy;
// Oracle takes a password without quotes.
const identifiedBare = /identified\s{1,4}by\s{1,4}(?<value>[A-Z][\w$#]{5,60})(?=\s{0,4};|\s|$)/iuy;
const password =
  /password\s{0,4}(?:\(\s{0,4}|=\s{0,4}password\s{0,4}\(\s{0,4}|for\s{1,4}\S{1,80}\s{1,4}=\s{0,4}(?:password\s{0,4}\(\s{0,4})?|\s)\\?(?<quote>['"])(?<value>[^'"\n\\]{1,200})\\?\k<quote>/iuy;
const insert = /insert\s{1,4}(?:ignore\s{1,4})?into\s{1,4}[\w.`"[\]]{1,100}\s{0,4}\(/iuy;
const values = /\s{0,8}\)\s{0,8}values\s{0,8}\(/iuy;
const statement = /\b(?:create|alter|set|grant|with|login|for|user|role|update|encrypted|valid)\b/iu;
// What a server stores instead of the password: of MySQL, of PostgreSQL, and hashes of the usual lengths.
const stored = /^(?:\*[\dA-F]{40}|md5[\da-f]{32}|(?:0x)?(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128}))$/iu;

/** Offsets of the password of an inserted row, which stands where its column does: `INSERT INTO users (name, password) VALUES ('a', 'x')`. */
function insertedPassword(text: string, at: number): Span | undefined {
  insert.lastIndex = at;
  if (!insert.test(text)) return undefined;
  const columns = argumentsAt(text, insert.lastIndex, 24);
  const index = columns.findIndex(({ start, end }) => secretName(text.slice(start, end)) === "password");
  const last = columns.at(-1);
  if (index < 0 || !last) return undefined;
  values.lastIndex = last.end + (last.isLiteral ? 1 : 0);
  if (!values.test(text)) return undefined;
  const value = argumentsAt(text, values.lastIndex, index + 1)[index];
  return value?.isLiteral ? value : undefined;
}

/** Offsets of the password of a statement that begins or goes on at `at`. */
function passwordIn(text: string, at: number): Span | undefined {
  const first = text.charAt(at).toLowerCase() + text.charAt(at + 1).toLowerCase();
  if (first === "in") return insertedPassword(text, at);
  const pattern = first === "id" ? identified : password;
  pattern.lastIndex = at;
  identifiedBare.lastIndex = at;
  const bare = pattern === identified ? identifiedBare : undefined;
  const match = pattern.exec(text) ?? bare?.exec(text);
  const value = match?.groups?.["value"];
  if (!match || value === undefined) return undefined;
  if (match.groups?.["quote"] === undefined && !/\d/u.test(value)) return undefined;
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  if (pattern === password && !statement.test(text.slice(lineStart, at))) return undefined;
  const start = text.indexOf(value, at + match[0].lastIndexOf(value));
  return { start, end: start + value.length };
}

const upToBlanks = 5;

/** The offset behind a few bytes that may be white space. */
function behindBlanks(bytes: Buffer, at: number): number {
  let i = at;
  while (i < at + upToBlanks && ((bytes[i] ?? 0) <= 32 || (bytes[i] ?? 0) > 127)) i++;
  return i;
}

/** A quick look: of `password`, whether a statement may go on behind it. `password = "x"` is none, and programs are full of it. */
function mayGoOn(bytes: Buffer, at: number): boolean {
  if (((bytes[at] ?? 0) | 32) !== 112) return true;
  const next = behindBlanks(bytes, at + "password".length);
  const sign = String.fromCharCode(bytes[next] ?? 0);
  if (sign !== "=") return "(fF\\'\"".includes(sign);
  return ((bytes[behindBlanks(bytes, next + 1)] ?? 0) | 32) === 112;
}

export const sqlDetector: TextDetector = judged(
  sqlRules,
  ["identified ", "password ", "password(", "insert "],
  (text, at, context) => {
    // `set_password("x")` is a call of a program.
    if (isWordAt(text.bytes.toString("latin1", Math.max(0, at - 1), at), 0) || !mayGoOn(text.bytes, at))
      return undefined;
    const window = windowAt(text, at, 200, 1400);
    const span = passwordIn(window.text, window.at);
    if (!span || stored.test(window.text.slice(span.start, span.end))) return undefined;
    const sighting = sightingOf(
      window,
      {
        ruleId: "sql/password",
        ...span,
        name: "password",
        nameKind: "password",
        syntax: "sql",
        quoted: true,
        reason: "a password in SQL",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
);
