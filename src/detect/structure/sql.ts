import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { genericRules } from "../generic/generic.ts";
import { insertedSecrets, insertsAt } from "./sql-rows.ts";
import { type Setting, updatedSetting } from "./sql-update.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { isWordByte, sightingOf, type Window, windowAt } from "./window.ts";
import { latin1 } from "../../model/slice.ts";

/** Secrets in SQL: `IDENTIFIED BY 'x'`, `WITH PASSWORD 'x'`, `PASSWORD('x')`, in rows that are inserted, and settings that are changed. */
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

// A string as servers take it: `'x'`, `E'x'` and `U&'x'` of PostgreSQL, `N'x'` of SQL Server, doubled quotes of one in a string, and
// `$$x$$` and `$tag$x$tag$` of PostgreSQL, whose signs a shell needs escaped. Variables in a Makefile begin with two, too.
const stringBefore = (rear: string): string =>
  String.raw`(?:(?:[EN]|U&)?\\?(?<quote>''|['"])(?<value>[^'"\n\\]{1,200})\\?\k<quote>|(?<dollars>\\?\$(?:[a-z_]\w{0,20})?\\?\$)(?<between>[^\s$\\][^$\n\\]{0,199})\k<dollars>${rear})`;
const literal = stringBefore(String.raw`(?![\w({])`);
// Behind AS stands what the server stores, or what a plug-in asks another server for.
const identified = new RegExp(
  String.raw`identified\s{1,4}(?:with\s{1,4}['"\x60]?\w{1,40}['"\x60]?\s{1,4})?by\s{1,4}(?:values\s{1,4}|password\s{1,4})?${literal}`,
  "iuy",
);
// Oracle takes a password without quotes.
const identifiedBare = /identified\s{1,4}by\s{1,4}(?<value>[A-Z][\w$#]{5,60})(?=\s{0,4};|\s|$)/iuy;
const password = new RegExp(
  String.raw`password\s{0,4}(?:\(\s{0,4}|=\s{0,4}(?:password\s{0,4}\(\s{0,4}|(?=N'))|for\s{1,4}\S{1,80}\s{1,4}=\s{0,4}(?:password\s{0,4}\(\s{0,4})?|\s)${literal}`,
  "iuy",
);
// Of PostgreSQL's pgcrypto, which hashes it: `crypt('x', gen_salt('bf'))`.
const crypted = new RegExp(String.raw`crypt\s{0,4}\(\s{0,4}${stringBefore("")}(?:::\w{1,20})?\s{0,4},\s{0,4}$`, "iu");
// Of SQL Server: `sp_addlogin 'user', 'x'`, `sp_password 'old', 'x'`.
const procedure =
  /sp_(?:addlogin|password)\s{1,4}(?:@loginame\s{0,3}=\s{0,3})?N?(?:'[^'\n]{1,80}'|NULL)\s{0,4},\s{0,4}(?:@(?:passwd|new)\s{0,3}=\s{0,3})?N?(?<quote>')(?<value>[^'\n]{1,200})'/iuy;
// Of Transact-SQL: `DECLARE @password nvarchar(50) = N'x'`.
const declared =
  /declare\s{1,4}@\w{0,40}(?:password|passwd|pwd)\w{0,10}\s{1,4}(?:as\s{1,4})?n?(?:var)?char\s{0,2}\(\w{1,6}\)\s{0,4}=\s{0,4}N?(?<quote>')(?<value>[^'\n]{1,200})'/iuy;
const statement = /\b(?:create|alter|set|grant|with|login|for|user|role|update|encrypted|valid)\b/iu;
// What gives an account a password, where the clause alone does not say so: in texts a thing is identified by another.
const account = /\b(?:create|alter|grant)\b/iu;
const ofAccount = /\b(?:create|alter|grant|connect\s{1,4}to|set\s{1,4}role)\b/iu;
// What a server stores instead of the password: of MySQL, of PostgreSQL, and hashes of the usual lengths.
const stored = /^(?:\*[\dA-F]{40}|md5[\da-f]{32}|(?:0x)?(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128}))$/iu;

// A clause on a line of its own, below what begins the statement.
const clause = /^[ \t]*(?:with[ \t]+)?(?:encrypted[ \t]+|unencrypted[ \t]+)?$/iu;
const accountStatement = /^[ \t]*(?:create|alter)[ \t]+(?:user|role|login)\b[^;]*$/imu;

/** What stands before a hit on its line; where it begins a clause, the statement before it as well. */
function leadOf(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return clause.test(line) ? (accountStatement.exec(text.slice(0, at))?.[0] ?? line) : line;
}

/** What a string holds that a match of one of the patterns ends with. */
function contentOf({ groups }: RegExpExecArray): string | undefined {
  return groups?.["value"] ?? groups?.["between"];
}

const longestCrypted = 260;

/** Offsets of what is hashed with the salt that is made at `at`. */
function cryptedBefore(text: string, at: number): Span | undefined {
  const from = Math.max(0, at - longestCrypted);
  const match = crypted.exec(text.slice(from, at));
  const value = match ? contentOf(match) : undefined;
  if (!match || value === undefined) return undefined;
  const start = text.indexOf(value, from + match.index + match[0].lastIndexOf(value));
  return { start, end: start + value.length };
}

/** Offsets of the password of a statement that begins or goes on at `at`. */
function passwordIn(text: string, at: number): Span | undefined {
  const first = text.charAt(at).toLowerCase() + text.charAt(at + 1).toLowerCase();
  if (first === "ge") return cryptedBefore(text, at);
  const pattern = first === "id" ? identified : first === "sp" ? procedure : first === "de" ? declared : password;
  pattern.lastIndex = at;
  identifiedBare.lastIndex = at;
  const bare = pattern === identified ? identifiedBare : undefined;
  const match = pattern.exec(text) ?? bare?.exec(text);
  const value = match ? contentOf(match) : undefined;
  if (!match || value === undefined) return undefined;
  const isBare = match.groups?.["quote"] === undefined && match.groups?.["dollars"] === undefined;
  if (isBare && !(/\d/u.test(value) && account.test(text.slice(0, at)))) return undefined;
  if (pattern === identified && text.startsWith("identified", at) && !ofAccount.test(text.slice(0, at)))
    return undefined;
  if (pattern === password && !statement.test(leadOf(text, at))) return undefined;
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

// With a letter in front, or between dollars.
const beginsString = /^(?:[EN]'|U&'|\$(?:[A-Z_]\w{0,20})?\$)/iu;
const longestTag = 24;

/** A quick look: of `password`, whether a statement may go on behind it. `password = "x"` is none, and programs are full of it. */
function mayGoOn(bytes: Buffer, at: number): boolean {
  if (((bytes[at] ?? 0) | 32) !== 112) return true;
  const next = behindBlanks(bytes, at + "password".length);
  const sign = String.fromCharCode(bytes[next] ?? 0);
  if ("(fF\\'\"".includes(sign)) return true;
  const begins = sign === "=" ? behindBlanks(bytes, next + 1) : next;
  if (sign === "=" && ((bytes[begins] ?? 0) | 32) === 112) return true;
  return beginsString.test(latin1(bytes, begins, begins + longestTag));
}

const longestInsert = 16_000;

/** Where the secrets of the text around a hit stand, and the text. */
function secretsAt(
  text: SourceText,
  at: number,
  { reach }: TextContext,
): { window: Window; secrets: readonly Setting[] } | undefined {
  // `set_password("x")` is a call of a program.
  if (isWordByte(text.bytes[at - 1]) || !mayGoOn(text.bytes, at)) return undefined;
  const window = windowAt(text, at, longestCrypted, 1400);
  if (insertsAt(window.text, window.at)) {
    reach.reads(200, longestInsert);
    const whole = windowAt(text, at, 200, longestInsert);
    return { window: whole, secrets: insertedSecrets(whole.text, whole.at) };
  }
  const setting = updatedSetting(window.text, window.at);
  if (setting) return { window, secrets: [setting] };
  const span = passwordIn(window.text, window.at);
  return { window, secrets: span ? [{ ...span, name: "password", nameKind: "password" }] : [] };
}

/** One sighting after the other, each value once. */
function* sightings(text: SourceText, at: number, context: TextContext): Generator<Sighting, undefined> {
  const found = secretsAt(text, at, context);
  if (!found) return undefined;
  const { window, secrets } = found;
  for (const secret of secrets) {
    const isPassword = secret.nameKind === "password";
    if (isPassword && stored.test(window.text.slice(secret.start, secret.end))) continue;
    const sighting = sightingOf(
      window,
      {
        ruleId: isPassword ? "sql/password" : "generic/secret",
        ...secret,
        syntax: "sql",
        quoted: true,
        reason: `a ${isPassword ? "password" : "secret"} in SQL`,
      },
      context,
    );
    if (sighting) yield { ...sighting, sure: isPassword };
  }
  return undefined;
}

// Of a table of settings what its columns are called.
const setting = ["value", "`value", '"value', "option_value", "`option_value", "config_value", "setting_value"];
const settingAnchors = setting.map((column) => `set ${column}`);

const passwordAnchors = ["password ", "password("];

export const sqlDetector: TextDetector = judged(
  [...sqlRules, ...genericRules],
  [
    ...[
      "identified ",
      ...passwordAnchors,
      "insert ",
      "replace into ",
      "sp_addlogin ",
      "sp_password ",
      "declare @",
      "gen_salt(",
    ],
    ...settingAnchors,
  ],
  (text, at, context) => sightings(text, at, context).next().value,
  {
    begins: "word",
    where: (anchor) => {
      if (settingAnchors.includes(anchor)) return { what: "sign", sign: "=", within: 8 };
      if (anchor === "identified ") return { what: "look", look: "identified" };
      return passwordAnchors.includes(anchor) ? { what: "statement" } : undefined;
    },
    reach: 1400,
    others: (text, at, context) => [...sightings(text, at, context)],
  },
);
