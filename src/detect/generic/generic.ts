import { joinedAt, joinedIn } from "../decode/joined.ts";
import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import { neverSecret } from "../judge/shape.ts";
import { isMadeOfUser, madeOfUser } from "../judge/stand-in.ts";
import { candidateOf, type Sighting, type TextContext, type TextDetector } from "../structure/text-detector.ts";
import { readAssignment } from "./assignment.ts";
import { fileKind } from "./file-kind.ts";
import { isGivenWords } from "./given-words.ts";
import { idDoubt, isAccessId } from "./ids.ts";
import { laterSightings } from "./items.ts";
import { doubtOf, isForTests } from "./known-format.ts";
import { lettersAfter } from "./letters.ts";
import { isExpression, isOtherWord, longestName, mayAssign, methodLength, nameEndOf, nameStartOf } from "./name-at.ts";
import { accountReach, isInSortedList, isNameBeside, isNoneHere, isOfAnybody } from "./none-here.ts";
import { isFirstInBrackets, isQuote } from "./literal.ts";
import { linesBack } from "./open-quotes.ts";
import type { Given, Promised } from "./place.ts";
import { bodyOf, judgedByBody } from "./prefixed.ts";
import { type Line, lineOf } from "./judged-lines.ts";
import { hashSign } from "./salted.ts";
import { isGivenText, isText, isTextKey } from "./translation.ts";
import { latin1 } from "../../model/slice.ts";

/** Secrets of no known format: a value given to a name that promises a secret. */
export const genericRules: readonly RuleInfo[] = [
  {
    id: "generic/password",
    title: "Password",
    kind: "generic",
    severity: "high",
    opens: "whatever account or service it was set for",
    rotate: "Change the password where it was set, then read it from the vault instead of the file.",
    cwe: [798, 259],
    with: [{ role: "user", names: ["user", "username", "user_name", "user_id", "login", "uid", "email"] }],
  },
  {
    id: "generic/secret",
    title: "Secret key or token",
    kind: "generic",
    severity: "high",
    opens: "whatever service issued it",
    rotate: "Revoke it where it was issued and make a new one, then read that from the vault instead of the file.",
    cwe: [798],
    with: [
      {
        role: "id",
        names: [
          "client_id",
          "app_id",
          "application_id",
          "account_sid",
          "access_key_id",
          "access_key",
          "key_id",
          "api_id",
          "api_key",
          "consumer_key",
        ],
      },
    ],
  },
];

/** Pieces of names that can promise a secret; the whole name is judged by `secretName`. */
export const genericAnchors: readonly string[] = [
  "pass",
  "pwd",
  "psw",
  "_pw",
  "-pw",
  "pw=",
  "pw: ",
  "pw =",
  '"pw"',
  "'pw'",
  "secret",
  "token",
  "key",
  "cred",
  "auth",
  "senha",
  "contrasena",
  "kennwort",
  "jwt",
  "pepper",
  "bearer",
  "psk",
  "sessid",
  "sessionid",
  "nonce_salt",
  "in_salt",
  // Of `_path` and `_pattern` nothing.
  "_pat=",
  "_pat:",
  "_pat ",
  '_pat"',
  "_pat'",
  // An API is asked without a key mostly, so that little of what ends so promises one.
  "_api=",
  "_api =",
  "_api: ",
  '_api":',
  "_api':",
];

const windowBefore = 240;
const windowAfter = 1200;
/** Name, line and words, as `lineOf` and `isGivenWords` read them. */
const lineReach = 512;

/** The line around a value, without the value. */
function lineAround(window: string, nameStart: number, valueEnd: number): { before: string; after: string } {
  const lineStart = window.lastIndexOf("\n", nameStart - 1) + 1;
  const lineEnd = window.indexOf("\n", valueEnd);
  return {
    before: window.slice(Math.max(lineStart, nameStart - windowBefore), nameStart),
    after: window.slice(valueEnd, Math.min(valueEnd + 160, lineEnd < 0 ? window.length : lineEnd)),
  };
}

/** `nothing`: it promises none. A map cannot tell `undefined` from a name that is not in it without being asked twice. */
const kinds = new Map<string, NameKind | "nothing">();
const mostKinds = 20_000;

/** What a name promises. Answers are kept: code says the same few names again and again. */
function nameKindOf(name: string): NameKind | undefined {
  let kind = kinds.get(name);
  if (kind === undefined) {
    kind = secretName(name) ?? (/^(?:.*[.$-])?(?<!socket-)keys?$/iu.test(name) ? "some-key" : "nothing");
    if (kinds.size >= mostKinds) kinds.clear();
    kinds.set(name, kind);
  }
  return kind === "nothing" ? undefined : kind;
}

/** True for `password=x` as a value, and `pass:x` of openssl: the inner name has a hit of its own, so the outer one need not be judged. */
function isAssignment(value: string): boolean {
  if (value.startsWith("pass:")) return true;
  const at = value.indexOf("=");
  return at > 0 && at <= longestName && secretName(value.slice(0, at)) !== undefined;
}

/** True where such a value follows; asked before a window is read, since a line of `token=token=token=` would be read at each name. */
function goesOnAsName(bytes: Buffer, nameEnd: number): boolean {
  if (bytes[nameEnd] !== 61) return false;
  const start = nameEnd + 1;
  const end = nameEndOf(bytes, start, start);
  return bytes[end] === 61 && end > start && end - start <= longestName && isAssignment(latin1(bytes, start, end + 1));
}

/** A value with the numbers of its characters read: JSON writes letters of other scripts so. What is beyond Latin-1 becomes some letter there. */
function unescaped(value: string): string {
  if (!value.includes("\\")) return value;
  return value.replace(/\\u[\da-f]{4}|\\x[2-7][\da-f]/giu, (escape) => {
    const code = Number.parseInt(escape.slice(2), 16);
    return code < 0x20 ? " " : String.fromCharCode(code === 0xa0 ? 0x20 : code > 0xff ? 0xe4 : code);
  });
}

/** What the name from `nameStart` to `end` promises, where something may be given to it; asked once. */
function promisedBy(
  text: SourceText,
  nameStart: number,
  end: number,
  { named, passOver }: TextContext,
): Promised | undefined {
  const { bytes } = text;
  const nameEnd = end - methodLength(bytes, nameStart, end);
  if (nameEnd - nameStart > longestName || !mayAssign(bytes, nameStart, nameEnd)) return undefined;
  if (named.has(nameStart)) return undefined;
  named.add(nameStart);
  let bare = nameStart;
  while (bytes[bare] === 45 || bytes[bare] === 46) bare++;
  const name = latin1(bytes, bare, nameEnd);
  const nameKind = nameKindOf(name);
  if (!nameKind) {
    if (nameEnd === end) passOver(nameStart, end);
    return undefined;
  }
  const file = fileKind(text.path);
  if (file.generated || isTextKey(bytes, nameStart, nameEnd)) return undefined;
  if (file.unquoted === "code" && isExpression(bytes, nameEnd)) return undefined;
  if (goesOnAsName(bytes, nameEnd) || (file.locale && isGivenText(bytes, nameEnd))) return undefined;
  return { name, nameKind, file, start: nameStart, end: nameEnd };
}

/** Reads what the name is given. */
function givenTo(text: SourceText, promised: Promised, { quotes, encoded, reach }: TextContext): Given | undefined {
  const { bytes } = text;
  const { name, nameKind, file, start: nameStart, end: nameEnd } = promised;
  const from = Math.max(0, nameStart - windowBefore);
  const window = latin1(bytes, from, nameEnd + windowAfter);
  const cut = quotes.cut(window, from, nameStart - from);
  const found = readAssignment(window, nameStart - from, nameEnd - from, file.unquoted, cut);
  if (!found) return undefined;
  const isJoined = found.quoted && joinedAt(window, found.start, text.path) !== undefined;
  const joined = isJoined ? joinedIn(text, from + found.start) : undefined;
  if (joined) {
    reach.readsAll();
    encoded.joined.push(joined);
  }
  return { name, nameKind, file, window, from, nameStart: nameStart - from, found, isJoined };
}

function valueOf({ window, found: { start, end } }: Given): string {
  return unescaped(window.slice(start, end));
}

/** What is given, as far as it may be a secret by itself: `isNoneHere` is dearer than all that. */
function sightingOf(given: Given, { isReference }: Pick<TextContext, "isReference">): Sighting | undefined {
  const { name, nameKind, file, window, from, nameStart, found } = given;
  const value = valueOf(given);
  if (!found.quoted && isAssignment(value)) return undefined;
  if (file.locale && isText(value)) return undefined;
  if (neverSecret(value, name, nameKind, found.quoted) !== undefined || isReference(value)) return undefined;
  if (isOfAnybody(given)) return undefined;
  // `CURLOPT_USERPWD, "user:x"`: both in one.
  const pair = name.toLowerCase().endsWith("userpwd") ? value.indexOf(":") + 1 : 0;
  return {
    ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
    span: { start: from + found.start + pair, end: from + found.end },
    evidence: {
      value: value.slice(pair),
      name,
      nameKind,
      syntax: found.syntax,
      quoted: found.quoted,
      inString: found.inString,
      inComment: found.inComment,
      file,
      ...lineAround(window, nameStart, found.end),
    },
  };
}

/** True where nothing but the line says what the name is given; of a secret, and the account in front. */
function isByLine(given: Given, line: Line, candidate: Candidate | undefined): boolean {
  const { window, from, nameStart, found, isJoined } = given;
  // More may stand on the next lines.
  if (isJoined || isFirstInBrackets(window, found.start)) return false;
  if (isOfAnybody(given) || isNameBeside(given) || hashSign(given) !== undefined || isAccessId(given)) return false;
  if (isInSortedList(given, window.slice(found.start, found.end))) return false;
  // The lines around may make it a list of names.
  if (candidate && found.syntax === "argument") return false;
  if (found.start <= nameStart) return false;
  const end = from + found.end;
  if (end <= line.end) return true;
  // Of the next line, which `line.text` holds as well, a literal with a comma behind it: no further piece of it can follow.
  return end < line.start + line.text.length && isQuote(window[found.end]) && window[found.end + 1] === ",";
}

/** What was said of the same line before; of a secret, where its account is not that of anybody. */
function again(candidate: Candidate, { bytes }: SourceText, promised: Promised): Candidate | undefined {
  const { nameKind, start } = promised;
  if (nameKind !== "password") return candidate;
  const from = Math.max(0, start - accountReach);
  const before = { nameKind, window: latin1(bytes, from, start), nameStart: start - from };
  return isOfAnybody(before) ? undefined : candidate;
}

const leastForTests = 24;
// What tests show a program that must refuse it.
const refusedName = /^(?:non|not|invalid|wrong|bad|fake|mock|dummy)(?=[A-Z_-])/u;

function lowered(candidate: Candidate, doubt: string): Candidate {
  return { ...candidate, confidence: "low", reasons: [...candidate.reasons, doubt] };
}

const above =
  /(?:^|\n)[ \t]{0,40}[\w.-]{0,40}user(?:_?name)?["']?\s{0,3}[:=]\s{0,3}["']?(?<user>[a-z]\w{1,40})["']?,?\s{1,60}["']?$/u;

/** The user that the line above names. */
function userAbove({ window, nameStart }: Given): string {
  return above.exec(window.slice(Math.max(0, nameStart - accountReach), nameStart))?.groups?.["user"] ?? "";
}

/** The candidate, with what speaks against it. */
function doubted(
  candidate: Candidate,
  { evidence: { name, nameKind, value } }: Sighting,
  given: Given | undefined,
): Candidate {
  const hashed = given && hashSign(given);
  if (hashed !== undefined) return lowered(candidate, hashed);
  if (given && nameKind === "password" && isMadeOfUser(userAbove(given), value)) return lowered(candidate, madeOfUser);
  if (nameKind === "password") return candidate;
  const doubt = (given && idDoubt(given, value)) ?? doubtOf(name, value);
  if (doubt !== undefined) return lowered(candidate, doubt);
  if (!isForTests(value)) return candidate;
  // Of a service's account for tests where it is drawn, which opens little.
  const isDrawn =
    (bodyOf(value)?.length ?? 0) >= leastForTests && candidate.confidence !== "low" && !refusedName.test(name);
  return {
    ...candidate,
    confidence: isDrawn ? "medium" : "low",
    severity: "low",
    reasons: [...candidate.reasons, "it calls itself a test value"],
  };
}

/** Where the name begins that the anchor at `at` is part of, or its quote: `"pw"`. */
function partOfName(bytes: Buffer, at: number): number {
  return isQuote(String.fromCharCode(bytes[at] ?? 0)) ? at + 1 : at;
}

/** The generic detector. */
export const genericDetector: TextDetector = {
  rules: genericRules,
  anchors: genericAnchors,
  format: false,
  where: { what: "assigned" },
  reach: lineReach,
  sight(text, hit, context) {
    const at = partOfName(text.bytes, hit);
    if (isOtherWord(text.bytes, at)) return undefined;
    const start = nameStartOf(text.bytes, at);
    const promised = promisedBy(text, start, nameEndOf(text.bytes, at, start), context);
    const given = promised && givenTo(text, promised, context);
    const sighting = given && sightingOf(given, context);
    return sighting && !isNoneHere(given, valueOf(given)) ? sighting : undefined;
  },
  confirm(text, hit, context) {
    const { bytes } = text;
    const at = partOfName(bytes, hit);
    if (isOtherWord(bytes, at)) return undefined;
    const start = nameStartOf(bytes, at);
    const end = nameEndOf(bytes, at, start);
    if (isGivenWords(bytes, start, end)) return undefined;
    const promised = promisedBy(text, start, end, context);
    const line = promised && lineOf(bytes, start, end);
    const known = line && context.lines.get(promised.file, line, start);
    if (known) return known.candidate && again(known.candidate, text, promised);
    context.reach.reads(longestName + windowBefore + linesBack, 2 * longestName + windowAfter);
    const given = promised && givenTo(text, promised, context);
    const sighting = given && sightingOf(given, context);
    const later = sighting ? laterSightings(text, sighting, context) : [];
    const own = sighting && judgedByBody(candidateOf(sighting, genericRules, context), sighting, genericRules, context);
    // Asked last: most of what is given is found to be no secret without.
    const isNone = (own !== undefined || later.length > 0) && given !== undefined && isNoneHere(given, valueOf(given));
    if (!isNone) for (const item of later) context.add(candidateOf(item, genericRules, context));
    const candidate = own && !isNone ? doubted(own, sighting, given) : undefined;
    const letters = lettersAfter(text, end);
    if (given && line && !letters && isByLine(given, line, candidate))
      context.lines.add(given.file, line, start, given.from + given.found.end, candidate);
    return letters ?? candidate;
  },
};
