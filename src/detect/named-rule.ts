import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { assignedName } from "./assigned-name.ts";
import { holdsDigitRun } from "./compile/value-run.ts";
import { isWordAt } from "./structure/window.ts";
import { shannon } from "./entropy.ts";
import { isConstant, isIdentifier, isJoinedWords } from "./judge/identifier.ts";
import { placeholder } from "./judge/placeholder.ts";
import { type Accept, atBoundary, judgeMatch, ruleRegex, valueOf } from "./pattern-rule.ts";
import { latin1 } from "../model/slice.ts";

const reach = 96;
const longestValue = 600;
// What names a hash or an id of a message ends right before the value: `gitea commit: 1f2e...`, `request_id=59da...`, go.sum's `h1:`.
const hash =
  /(?:commit|sha-?\d{0,3}|rev|revision|reference|uuid|hash|digest|checksum|etag|md5|\bh1(?::[\w+/]{1,44})?|(?:request|trace|span|correlation|gravatar)[_-]?id)(?:\W{0,6}|["'`]?\s{0,4}:\s{1,24}["'`])$|[?&]ref=$|\/(?:blob|tree|commits?|raw)\/$/iu;
// What a field of a form shows before anybody fills it in.
const ofField = /\bplaceholder["'`]?\s{0,3}[:=]\s{0,3}\{?\s?["'`]$/iu;
// A UUID behind the name of an id: `scaleway_image_id = 45a8...`, and of a channel. What identifies a thing opens nothing.
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
const idName = /(?:(?:[a-z][_-]|^_?|["'])id|[A-Z]_ID|[a-z]I[dD]|[cC]hannel|CHANNEL)\W{0,70}$/u;
const secretId = /secret[_-]?id\W{0,70}$/iu;
// A type, package or function of a program goes on behind the value: `&bitbucketv1alpha1.Config{`.
const member = /^(?:\.[A-Za-z_]|\()/u;
// A file's name in quotes, and behind it the digest of what the file holds: `"lib/a.txt": "5f1e..."`.
const ofFile =
  /(?:\/[^"'\n]{0,60}|\.(?!(?:key|token|secret|auth|pass|pwd|api)["'])[a-z]\w{0,4})["']\s{0,2}:\s{0,2}["']$/iu;
// Items of a list between the name and the value, as in the rows of a table: `'Jenkins', '0', '3f2a...'`.
const otherItems = /,[^\n=:]+(?<=["'\d]|NULL)\s{0,4},\s{0,4}["']?$/u;
// A text with several words, whose next item the value is.
const nextItem = /^(?<text>[^"'\n]{0,90})["']\s{0,4},\s{0,4}["']$/u;
const digest = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$/iu;
// A number or UUID as a program writes it.
const numeral = /^0x[\da-f]{1,16}(?:_[\da-f]{1,16}){0,8}$/iu;
const evidence = /[=:>,(]|secret|key|token|passw|pwd|auth|access|private|api|cred|\bid\b|bearer/iu;
const secretWord = /secret|key|token|passw|pwd|auth|access|private|api|cred|bearer|(?:^|[^a-z])pat(?![a-z])/iu;
// A name that says by itself that a secret follows: `boxsecret`.
const endsInSecret = /(?:secret|key|token|api|access|private)$/iu;
// In capitals, and joined with the value: `acmeSECRET-x`.
const joinedBySecret = /^_?(?:SECRET|PRIVATE|ACCESS|KEY|TOKEN)-$/u;
const leastNearEntropy = 3;
const repeated = /(.)\1{5}/u;

const nearRegexes = new Map<string, RegExp>();

function nearRegex(source: string): RegExp {
  const known = nearRegexes.get(source) ?? new RegExp(source, "y");
  nearRegexes.set(source, known);
  return known;
}

/** True when the name at `at` begins a word of an identifier: `box` does not begin one in `mailbox`. */
function beginsWord(window: string, at: number): boolean {
  if (at === 0) return true;
  const before = window.charCodeAt(at - 1);
  const first = window.charCodeAt(at);
  const isLower = before >= 97 && before <= 122;
  const isUpper = before >= 65 && before <= 90;
  if (!isLower && !isUpper) return true;
  return isLower && first >= 65 && first <= 90;
}

/** True when the name ends a word: `segment` does not in `segments`, and does in `segmentKey` and `SEGMENT_KEY`. */
function endsWord(window: string, end: number): boolean {
  const last = window.charCodeAt(end - 1);
  const after = window.charCodeAt(end);
  const letterAfter = (after >= 97 && after <= 122) || (after >= 65 && after <= 90);
  if (!letterAfter) return true;
  // camelCase, or a glued word such as apikey, token, secret.
  if (last >= 97 && last <= 122 && after >= 65 && after <= 90) return true;
  return /^(?:api|key|token|secret|access|auth|private|client|app|pass|bot|webhook|user|account|cred|id)/iu.test(
    window.slice(end, end + 8),
  );
}

interface Place {
  readonly rule: DetectorRule;
  readonly window: string;
  /** Offset of the window in the text. */
  readonly from: number;
  readonly nameAt: number;
  readonly nameEnd: number;
  readonly accept: Accept;
}

/** True for what a class of Python or Ruby is made from: `class AcmeTests(OAuth2TestsMixin, TestCase):`. */
function isParent({ window, nameAt }: Place, between: string): boolean {
  return /\bclass\s{1,4}\w{0,40}$/u.test(window.slice(0, nameAt)) && /^\w{0,40}\s?(?:\(|<\s)/u.test(between);
}

/** True for a name or number of a program, in letters of one case where the rule's values have those of any. */
function isName(rule: DetectorRule, value: string): boolean {
  if (numeral.test(value)) return value.includes("_");
  const regex = ruleRegex(rule, "dy");
  regex.lastIndex = 0;
  return isConstant(value) && regex.test(value.toLowerCase());
}

/** The whole identifier that holds the name. */
function identifierOf({ window, nameAt, nameEnd }: Place, valueAt: number): string {
  const lead = /[\w.-]{0,40}$/u.exec(window.slice(0, nameAt))?.[0] ?? "";
  const tail = /^[\w.-]{0,60}/u.exec(window.slice(nameEnd, valueAt))?.[0] ?? "";
  return `${lead}${window.slice(nameAt, nameEnd)}${tail}`.replace(/^[-.]{1,3}/u, "");
}

/** Name and value with nothing but a space between them, the name being no piece of a path or package: `chartmogul 1f2e...`. */
function standsBeside({ window, nameAt }: Place, between: string): boolean {
  return /^["'`]?[ \t]{1,3}["'`]?$/u.test(between) && !(nameAt > 0 && /[\w./@-]/u.test(window.charAt(nameAt - 1)));
}

/** True for a value that is an item of a list, and the name another one or a word of a text in it. */
function isOfList({ window, nameAt, nameEnd }: Place, between: string): boolean {
  if (otherItems.test(between)) return true;
  const text = nextItem.exec(between)?.groups?.["text"];
  const lead = /["'](?<text>[^"'\n]*)$/u.exec(window.slice(0, nameAt))?.groups?.["text"];
  return text !== undefined && lead !== undefined && /\s/u.test(lead + window.slice(nameAt, nameEnd) + text);
}

/** The candidate for a value at `at`, if one of the rule's format stands there. */
function valueAt(place: Place, at: number): Candidate | undefined {
  const { rule, window, from, nameAt, nameEnd } = place;
  const regex = ruleRegex(rule, "dy");
  regex.lastIndex = at;
  const match = regex.exec(window);
  if (!match) return undefined;
  const end = at + match[0].length;
  const between = window.slice(nameEnd, at);
  if (hash.test(between) || ofField.test(between) || !atBoundary(rule, window, at, end)) return undefined;
  if (rule.run === true && !holdsDigitRun(match[0])) return undefined;
  if (isJoinedWords(match[0]) || isIdentifier(match[0]) || isName(rule, match[0])) return undefined;
  if (isParent(place, between)) return undefined;
  if (digest.test(match[0]) && (ofFile.test(between) || isOfList(place, between))) return undefined;
  if (uuid.test(match[0]) && !rule.id.endsWith("-id") && idName.test(between) && !secretId.test(between))
    return undefined;
  if (!uuid.test(match[0]) && member.test(window.slice(end, end + 2)) && /[\w*&\s({,.]$/u.test(between))
    return undefined;
  const told = evidence.test(between) || endsInSecret.test(window.slice(nameAt, nameEnd));
  if (!told && !(standsBeside(place, between) && /\d/u.test(match[0]))) return undefined;
  const [start, close] = valueOf(match);
  const span = { start: from + start, end: from + close };
  if (!place.accept(span, { start: from + at, end: from + end })) return undefined;
  return judgeMatch(rule, window.slice(start, close), span, identifierOf(place, at));
}

/**
 * The same for a value that is almost of the format, on the same line; the name or what stands between must say that it is a secret.
 * `isDrawn` tells a value from a word.
 */
function nearAt(place: Place, at: number, isDrawn: (value: string) => boolean): Candidate | undefined {
  const { rule, window, from, nameAt, nameEnd } = place;
  if (rule.near === undefined) return undefined;
  const between = window.slice(nameEnd, at);
  // A piece of another value begins behind a hyphen or slash.
  const isPiece = between.endsWith("-") || between.endsWith("/");
  if ((isPiece && !joinedBySecret.test(between)) || between.includes("\n")) return undefined;
  // At most places nothing says that there is a secret.
  if (!(secretWord.test(between) || endsInSecret.test(window.slice(nameAt, nameEnd)))) return undefined;
  if (hash.test(between) || ofField.test(between)) return undefined;
  const regex = nearRegex(rule.near);
  regex.lastIndex = at;
  const value = regex.exec(window)?.[0];
  if (value === undefined || !atBoundary(rule, window, at, at + value.length)) return undefined;
  if (!isDrawn(value) || shannon(value) < leastNearEntropy || repeated.test(value)) return undefined;
  if (placeholder(value) !== undefined || isIdentifier(value)) return undefined;
  const candidate = judgeMatch(
    rule,
    value,
    { start: from + at, end: from + at + value.length },
    identifierOf(place, at),
  );
  return (
    candidate && { ...candidate, confidence: "medium", near: true, reasons: [`almost the format of ${rule.title}`] }
  );
}

/** What the rule looks at where one of its names stands at `at`; nothing where it is a piece of another word. */
function placeAt(
  rule: DetectorRule,
  text: SourceText,
  at: number,
  nameLength: number,
  accept: Accept = () => true,
): Place | undefined {
  const from = Math.max(0, at - 40);
  const window = latin1(text.bytes, from, at + nameLength + reach + longestValue);
  const nameAt = at - from;
  const nameEnd = nameAt + nameLength;
  if (!beginsWord(window, nameAt) || !endsWord(window, nameEnd)) return undefined;
  return { rule, window, from, nameAt, nameEnd, accept };
}

/** How many bytes on either side of a hit decide on it: a value that stands below its name may be given to another one. */
export const namedReach: number = 64 + reach + longestValue;

/** Confirms a `names` + `value` rule at one hit of a name: the value follows within reach, behind an operator or a word such as `secret`. */
export function namedCandidate(
  rule: DetectorRule,
  text: SourceText,
  at: number,
  nameLength: number,
  accept?: Accept,
): Candidate | undefined {
  const place = placeAt(rule, text, at, nameLength, accept);
  if (!place) return undefined;
  const { window, nameEnd } = place;
  const limit = Math.min(window.length, nameEnd + reach);
  let newline = -100;
  let nearly: Candidate | undefined;
  for (let i = nameEnd; i < limit; i++) {
    if (i > nameEnd) {
      // What ends a statement or a paragraph ends the search too.
      const code = window.charCodeAt(i - 1);
      if (code === 59 || code === 123 || code === 125) break;
      if (code === 10) {
        if (i - newline <= 61) break;
        newline = i;
      }
      // A value begins behind no letter, digit, underscore or plus.
      if (isWordAt(window, i - 1) || code === 43) continue;
    }
    const candidate = valueAt(place, i);
    // Below the name, the value has one of its own.
    const own = candidate && newline >= nameEnd ? assignedName(text, candidate.span) : undefined;
    if (candidate) return own === undefined ? candidate : { ...candidate, name: own };
    nearly ??= nearAt(place, i, holdsDigitRun);
  }
  return nearly;
}

/** The same for a value of letters alone at `valueAt`, which the search does not look for. That it is no word, the caller knows. */
export function lettersCandidate(
  rule: DetectorRule,
  text: SourceText,
  at: number,
  nameLength: number,
  valueAt: number,
): Candidate | undefined {
  const place = placeAt(rule, text, at, nameLength);
  return place && nearAt(place, valueAt - place.from, () => true);
}
