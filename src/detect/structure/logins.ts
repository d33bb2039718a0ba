/**
 * Maps and lists of logins without names of their own: `USERS = {"root": "x"}`, `logins = [("root", "x")]`, `gin.Accounts{"admin": "x"}`,
 * `accounts:` of YAML, `[users]` of Shiro. What holds them says so, every member is a user and a string, and the string is none of
 * what users have besides: a role, an id, an address.
 */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { genericRules } from "../generic/generic.ts";
import { isBlank, isQuote, isSpace, lineEnds, literal, skip, trimmedLine, unquotedEnd } from "../generic/literal.ts";
import { familiarity } from "../judge/language.ts";
import { secretName } from "../judge/names.ts";
import { candidateOf, type TextContext, type TextDetector } from "./text-detector.ts";
import { partIn, sightingOf, type Window, windowAt } from "./window.ts";

const before = 120;
const behind = 6000;
const mostMembers = 100;

interface Member {
  readonly user: Span;
  readonly value: Span;
  readonly quoted: boolean;
}

const opening =
  /(?:users|logins|accounts|credentials|creds|passwords)["']?(?:\s{0,3}(?::=|=>|[:=])\s{0,3}(?:map\[string\]string|array|dict|new map|map\.of)?|(?=\{["\r\n]))\s{0,2}(?=[[({])/iuy;
const bracketed = /[[({]\s{0,60}/uy;
const key = /(?<quote>["']?)(?<user>[A-Za-z_][\w.@-]{0,40})\k<quote>\s{0,4}(?:=>|[:,=])\s{0,8}/uy;
const gap = /\s{0,4}(?:,\s{0,60}(?:(?:#|\/\/)[^\n]{0,80}\s{1,60})?)?/uy;

/** The user and the string that begin at `at`; of a tuple in its own brackets. */
function memberAt(text: string, at: number): { readonly member: Member; readonly end: number } | undefined {
  const isTuple = /[[({]/u.test(text.charAt(at));
  key.lastIndex = isTuple ? skip(text, at + 1, isSpace, 20) : at;
  const match = key.exec(text);
  const { user, quote } = match?.groups ?? {};
  if (!match || user === undefined || quote === undefined) return undefined;
  const value = isQuote(text[key.lastIndex]) ? literal(text, key.lastIndex, undefined) : undefined;
  if (!value) return undefined;
  const close = isTuple ? skip(text, value.end + 1, isSpace, 20) : value.end;
  if (isTuple && !/[\])}]/u.test(text.charAt(close))) return undefined;
  const start = match.index + quote.length;
  return { member: { user: { start, end: start + user.length }, value, quoted: true }, end: close + 1 };
}

/** What stands in the brackets at `open`, where it is users and strings alone. */
function inBrackets(text: string, open: number): Member[] {
  const isNested = /^[[(]\s{0,4}\[/u.test(text.slice(open, open + 8)) && text[open] === "(";
  bracketed.lastIndex = open + (isNested ? 1 : 0);
  if (!bracketed.test(text)) return [];
  const found: Member[] = [];
  for (let at = bracketed.lastIndex; found.length < mostMembers;) {
    if (/[\])}]/u.test(text.charAt(at))) return found;
    const next = memberAt(text, at);
    if (!next) return [];
    found.push(next.member);
    gap.lastIndex = next.end;
    gap.test(text);
    at = skip(text, Math.max(gap.lastIndex, next.end), isSpace, 60);
  }
  return [];
}

const lineKey =
  /(?:-[ \t]{1,4})?(?<quote>["']?)(?<user>[A-Za-z_][\w.@-]{0,40})\k<quote>[ \t]{0,8}(?<sign>[:=])[ \t]{1,8}/uy;

/** The lines from `line` on that are further in than `column`, of a YAML mapping, or up to the next section. */
function onLines(text: string, line: number, column: number): Member[] {
  const found: Member[] = [];
  for (let at = line; at > 0 && found.length < mostMembers; at = text.indexOf("\n", at) + 1) {
    const first = skip(text, at, isBlank, 60);
    if (first >= text.length || text[first] === "[" || (/\S/u.test(text.charAt(first)) && first - at < column)) break;
    if (/[\r\n#;]/u.test(text.charAt(first))) continue;
    lineKey.lastIndex = first;
    const match = lineKey.exec(text);
    const { user, quote = "", sign } = match?.groups ?? {};
    if (!match || user === undefined) return [];
    const start = lineKey.lastIndex;
    const quoted = isQuote(text[start]);
    const ends = sign === "=" ? `${lineEnds},` : lineEnds;
    const value = quoted
      ? literal(text, start, undefined)
      : { start, end: trimmedLine(text, start, unquotedEnd(text, start, ends)) };
    if (!value) return [];
    const userAt = match.index + match[0].indexOf(quote + user) + quote.length;
    found.push({ user: { start: userAt, end: userAt + user.length }, value, quoted });
  }
  return found;
}

const block = /(?:users|logins|accounts|credentials|creds)(?:\][ \t]{0,20}|:[ \t]{0,8})\r?\n/iuy;
const lines = /\.(?:ya?ml|ini|toml|conf|properties)$/iu;

function membersAt({ text, at, from, source }: Window): Member[] {
  opening.lastIndex = at;
  if (opening.test(text)) return inBrackets(text, opening.lastIndex);
  block.lastIndex = at;
  if (!lines.test(source.path) || !block.test(text)) return [];
  const own = text.lastIndexOf("\n", at - 1) + 1;
  const lead = text.slice(own, at);
  // Half a line at the end of the window is no member.
  const isCut = from + text.length < source.bytes.length;
  const whole = isCut ? text.slice(0, text.lastIndexOf("\n") + 1) : text;
  if (/^[ \t]{0,8}\[$/u.test(lead)) return text[block.lastIndex - 2] === ":" ? [] : onLines(whole, block.lastIndex, 0);
  return /^[ \t]{0,40}[\w-]{0,30}$/u.test(lead)
    ? onLines(whole, block.lastIndex, skip(text, own, isBlank, 60) - own + 1)
    : [];
}

/** Keys of what is no map of users, but tells of one of them or of something else. */
const ofOne =
  /^(?:(?:first|last|full|user|display|nick)?_?name|login|user|id|uid|email|mail|url|uri|host|port|path|file|type|role|group|db|database|region|endpoint|server|version|title|label|key|value|default|description|source|provider|algorithm|hash|salt|method)$/iu;
// Those that everybody has.
const usual = /^(?:root|admin|administrator|guest|test|demo|user|operator|manager|foo|bar|alice|bob)\d{0,2}$/iu;
const certain = /^(?:logins|credentials|creds|passwords)/iu;
// Ids, and the name of the user with a number.
const isId = /^[A-Z\d_-]+$|^[\da-f-]{20,}$|^\d|^[a-z]+[-_][a-z\d]+$|^[a-z]+\d{1,2}$/u;
// Colours, and ids that begin with their kind: `acct_1Nv8`.
const isMarked = /^#[\dA-Fa-f]{3,8}$|^[a-z]{1,5}_[A-Za-z\d]+$/u;
const isOther = /[@/\\:\s<>{}$]/u;
const passwordsAlone = /^(?:logins|passwords)/iu;
const wordOrNumber = /^(?:[A-Za-z]+\d{0,5}|\d{1,5}[A-Za-z]{0,2})$/u;

// Abbreviations read less like language than words do, drawn letters less still.
const leastFamiliar = -0.5;

/** True for words and small numbers that signs join, which name a role, a team or a plan: `Viewer-Role2`, `Level3.Support`. */
function isLabel(value: string): boolean {
  const parts = value.split(/[-_.=:]/u);
  return parts.length > 1 && parts.every((part) => wordOrNumber.test(part)) && familiarity(value) > leastFamiliar;
}

/** True for what somebody set as a password: letters among digits or signs, of three kinds, or given to a user that is no person. */
function isSet(value: string, user: string, holder: string): boolean {
  if (value.length < 6 || value.length > 100 || !/[a-z]/u.test(value) || !/[\d\W_]/u.test(value)) return false;
  if (value.toLowerCase() === user.toLowerCase()) return false;
  if (!passwordsAlone.test(holder) && (isMarked.test(value) || isLabel(value))) return false;
  const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z\d]/u].filter((kind) => kind.test(value)).length;
  if (certain.test(holder) && (kinds >= 3 || /\d/u.test(value))) return !isOther.test(value.replaceAll(/[@$/:]/gu, ""));
  if (isOther.test(value) || isId.test(value)) return kinds >= 4 && !/[\s/\\]|@[\w-]+\./u.test(value);
  return kinds >= 3 || usual.test(user);
}

function candidates(source: SourceText, at: number, context: TextContext): Candidate[] {
  const window = windowAt(source, at, before, behind);
  const { text } = window;
  const members = membersAt(window);
  const users = members.map(({ user }) => text.slice(user.start, user.end));
  if (users.some((user) => ofOne.test(user) || secretName(user) !== undefined)) return [];
  const holder = text.slice(window.at, window.at + 12);
  return members.flatMap(({ user, value, quoted }, index) => {
    if (!isSet(text.slice(value.start, value.end), users[index] ?? "", holder)) return [];
    const sighting = sightingOf(
      window,
      {
        ruleId: "generic/password",
        start: value.start,
        end: value.end,
        name: "password",
        nameKind: "password",
        syntax: "pair",
        quoted,
        reason: "what a user of a list is given",
        related: [partIn(window, "user", user)],
      },
      context,
    );
    const candidate = sighting && candidateOf(sighting, genericRules, context);
    return candidate && candidate.confidence !== "low" ? [candidate] : [];
  });
}

const words = ["users", "logins", "accounts", "credentials", "creds", "passwords"];
const signs = [
  ...[" = ", " := ", "=", ": ", '": ', "': ", " => ", "' => ", '" => '].flatMap((sign) => [`${sign}{`, `${sign}[`]),
  ...[" = (", " = array(", " = dict(", " = new map(", " = map.of(", " = map[", " := map["],
];

export const loginsDetector: TextDetector = {
  rules: genericRules,
  anchors: [
    ...words.flatMap((word) => signs.map((sign) => word + sign)),
    'accounts{"',
    "accounts{\n",
    "accounts{\r\n",
    ...words.flatMap((word) => [":\n", ":\r\n", "]\n", "]\r\n"].map((sign) => word + sign)),
  ],
  begins: "part",
  where: { what: "look", look: "logins" },
  format: false,
  reach: behind,
  confirm(text, at, context) {
    const [first, ...others] = candidates(text, at, context);
    for (const other of others) context.add(other);
    return first;
  },
};
