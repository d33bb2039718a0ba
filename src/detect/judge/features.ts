import type { UnquotedStyle } from "../generic/file-kind.ts";
import type { Evidence, Syntax } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import type { NameKind } from "./names.ts";
import { isUuid } from "./uuid.ts";

/** One weak signal: its name in weights.json, what to call it in a reason, and its strength, mostly 0..1. */
export interface Feature {
  readonly name: string;
  readonly phrase: string;
  readonly of: (facts: Facts) => number;
  /** It is told by the place alone, as `placeOf` knows it: by nothing of value, name and line. */
  readonly isPlace?: true;
  /** `of` costs much. */
  readonly isCostly?: true;
  /** The most that it can answer then, where that is not 1. */
  readonly most?: (facts: Facts) => number;
}

const yes = (condition: boolean): number => (condition ? 1 : 0);
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

function feature(name: string, phrase: string, of: (facts: Facts) => number): Feature {
  return { name, phrase, of };
}

/** A feature of the place alone. */
function place(name: string, phrase: string, of: (facts: Facts) => number): Feature {
  return { name, phrase, of, isPlace: true };
}

/** A feature that takes a regex or another look at all characters. */
function costly(name: string, phrase: string, of: (facts: Facts) => number, most?: (facts: Facts) => number): Feature {
  return { name, phrase, of, isCostly: true, ...(most && { most }) };
}

function between(low: number, high: number): (facts: Facts) => number {
  return ({ length }) => yes(length >= low && length <= high);
}

function matches(pattern: RegExp): (facts: Facts) => number {
  return ({ evidence }) => yes(pattern.test(evidence.value));
}

function lettersOnly({ length, lower, upper }: Facts): boolean {
  return lower + upper === length;
}

/** Letters that are enough to tell words from drawn ones: the longer, the surer. */
function certainty({ lower, upper }: Facts): number {
  return Math.min(lower + upper, 10) / 10;
}
const drawn = (facts: Facts): number => clamp(-facts.familiarity, 0, 2.5) * certainty(facts);
const readable = (facts: Facts): number => clamp(facts.familiarity, 0, 2) * certainty(facts);

const hexadecimal = /^[\da-f]+$|^[\dA-F]+$/u;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/iu;
// No part of a word that means something else, as passwords hold: `monkey`, `hockey`.
const secretWord = /pass|pwd|secret|token|(?<!don|hoc|joc|mon|tur|whis)key|cred|auth/iu;
// Three letters of many hexadecimal digits are `abc` by chance; those that go on with the alphabet or count are not.
const sampleWord =
  /test|example|sample|dummy|fake|demo|foo|bar|abc(?<![\da-f]{3}abc(?=(?!d|123)[\da-f]{3}))|invalid|wrong|valid|default|placeholder|change|your|some|mock/iu;
const userWord = /\b\w{0,20}(?:user|login|email|uid|account|username|usr)\w{0,12}\b/iu;
const exampleWord = /\b(?:example|placeholder|invalid|wrong|incorrect|expect|should|label|title|must|enter|type)\b/iu;
const localWord = /localhost|127\.0\.0\.1|\b(?:example|test)\.(?:com|org|net)/iu;

// Tokens that are handed out to go on with, or so that nothing is done twice.
const exchanged = /^(?:request|sequence|creation|update|verification)$/u;
// Keys that the other side shows, and those by which something is found.
const ofOthers = /^(?:remote|peer|sender|recipient|receiver|tenant|router|subnet|network|hash|range)$/u;

const nameIs =
  (pattern: RegExp) =>
  (facts: Facts): number =>
    yes(facts.names.some((word) => pattern.test(word)));
/** Every syntax, in the order of weights.json, and how it is called in a reason. */
const phrases: Readonly<Record<Syntax, string>> = {
  equals: "an assignment with =",
  colon: "a name and a colon",
  arrow: "an arrow",
  comparison: "a comparison",
  call: "a call",
  argument: "an argument",
  "sign-in": "a call that signs in",
  flag: "an option",
  element: "an element",
  pair: "a pair of name and value",
  fallback: "a default",
  list: "a table",
  sql: "SQL",
  command: "a command line",
  url: "a URL",
  connection: "a connection string",
  header: "an HTTP header",
};
const syntaxes = Object.keys(phrases) as readonly Syntax[];

/** True where more brackets of a kind are opened than closed, or fewer. */
function isUnbalanced(value: string): boolean {
  let round = 0;
  let square = 0;
  let curly = 0;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code === 40) round++;
    else if (code === 41) round--;
    else if (code === 91) square++;
    else if (code === 93) square--;
    else if (code === 123) curly++;
    else if (code === 125) curly--;
  }
  return round !== 0 || square !== 0 || curly !== 0;
}

function bareCode({ evidence: { quoted, file, inComment, inString } }: Facts): boolean {
  return !quoted && file.unquoted === "code" && !inComment && !inString;
}

const nameKinds: readonly NameKind[] = ["password", "token", "key", "some-key"];
const styles: readonly UnquotedStyle[] = ["code", "word", "line"];
const flags = 6;
/** How many places there are. */
export const places: number = nameKinds.length * syntaxes.length * styles.length * 2 ** flags;

/** A number for all that features of the place look at. */
export function placeOf({ nameKind, syntax, quoted, inString, inComment, file }: Evidence): number {
  const { unquoted, prose, locale, test } = file;
  let number = nameKinds.indexOf(nameKind) * syntaxes.length + syntaxes.indexOf(syntax);
  number = number * styles.length + styles.indexOf(unquoted);
  number = number * 8 + (quoted ? 4 : 0) + (inString ? 2 : 0) + (inComment ? 1 : 0);
  return number * 8 + (prose ? 4 : 0) + (locale ? 2 : 0) + (test ? 1 : 0);
}

/** Every signal that the judge weighs, in the order of weights.json. */
export const features: readonly Feature[] = [
  place("password", "named like a password", (f) => yes(f.isPassword)),
  place("token", "named like a token", (f) => yes(f.evidence.nameKind === "token")),
  place("key", "named like a key", (f) => yes(f.evidence.nameKind === "key")),
  place("some-key", "named like some key", (f) => yes(f.evidence.nameKind === "some-key")),
  costly("bare-key", "named only key", (f) => yes(f.names.length === 1 && /^keys?$/u.test(f.names[0] ?? ""))),
  costly(
    "name-sample",
    "a name for samples",
    nameIs(/^(?:test|example|sample|dummy|fake|mock|demo|invalid|wrong|bad)/u),
  ),
  costly("name-long", "a long name", (f) => yes(f.names.length >= 4)),
  costly("name-upper", "a name in capitals", (f) => yes(/^[A-Z\d_]+$/u.test(f.evidence.name))),
  costly(
    "name-encrypted",
    "a name for ciphertext or hashes",
    nameIs(/^(?:encrypted|hashed|sealed|cipher|hash|digest|crypted)$/u),
  ),
  costly(
    "name-message",
    "a name for texts",
    nameIs(
      /^(?:label|title|text|message|msg|hint|error|forgot|reset|change|update|enter|invalid|show|new|confirm|your)$/u,
    ),
  ),
  costly("name-exchanged", "a name for what marks a request or a place in a list", nameIs(exchanged)),
  costly("name-foreign", "a name for keys of others, or of places", (f) =>
    yes(!f.isPassword && f.evidence.nameKind !== "token" && f.names.some((word) => ofOthers.test(word))),
  ),
  costly("colon-name", "a name of parts joined by colons", (f) =>
    yes(f.evidence.syntax === "colon" && /[^:\s"'`]:$/u.test(f.evidence.before)),
  ),

  feature("length-4", "a short value", between(0, 4)),
  feature("length-5-7", "a short value", between(5, 7)),
  feature("length-8-11", "the length of a password", between(8, 11)),
  feature("length-12-19", "the length of a strong password", between(12, 19)),
  feature("length-20-39", "the length of a token", between(20, 39)),
  feature("length-40", "the length of a key", between(40, 200)),
  feature("length-200", "a very long value", between(201, 5000)),
  feature("short-key", "short for a key", (f) => yes(!f.isPassword && f.length < 12)),

  feature("digits-only", "digits only", (f) => yes(f.digits === f.length)),
  feature("digits-only-key", "a number", (f) => yes(!f.isPassword && f.digits === f.length)),
  feature("letters-only", "letters only", (f) => yes(lettersOnly(f))),
  feature("letters-only-key", "letters only", (f) => yes(!f.isPassword && lettersOnly(f))),
  feature("one-case", "letters of one case", (f) => yes(lettersOnly(f) && (f.lower === 0 || f.upper === 0))),
  feature("two-classes", "two kinds of characters", (f) => yes(f.classes === 2)),
  feature("three-classes", "three kinds of characters", (f) => yes(f.classes === 3)),
  feature("four-classes", "four kinds of characters", (f) => yes(f.classes === 4)),
  feature(
    "digits-share",
    "digits among letters",
    (f) => yes(f.lower + f.upper > 0) * clamp((2 * f.digits) / f.length, 0, 1),
  ),
  feature("signs-share", "signs among letters", (f) => clamp((4 * f.signs) / f.length, 0, 1)),
  feature("foreign", "letters beyond ASCII", (f) => yes(f.foreign > 0)),
  feature("spaces", "spaces", (f) => Math.min(f.spaces, 4) / 4),
  feature("space", "a space", (f) => yes(f.spaces > 0)),
  costly("variety", "varied characters", (f) => clamp(2 * f.variety - 1, 0, 1)),
  costly(
    "ordered",
    "characters in order",
    (f) => clamp(2 * f.ordered - 0.4, 0, 1.6),
    () => 1.6,
  ),

  feature("drawn-password", "letters in no order of a language", (f) => yes(f.isPassword) * drawn(f)),
  feature("drawn-key", "letters in no order of a language", (f) => yes(!f.isPassword) * drawn(f)),
  feature("readable-password", "reads like words", (f) => yes(f.isPassword) * readable(f)),
  // Of a UUID the few letters are words by chance.
  feature("readable-key", "reads like words", (f) => yes(!f.isPassword && !isUuid(f.evidence.value)) * readable(f)),
  feature("readable-letters", "a word", (f) => yes(lettersOnly(f)) * readable(f)),
  costly("identifier", "an identifier", matches(/^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Za-z]+(?:_[A-Za-z]+)+$/u)),
  costly(
    "joined-words",
    "words joined by signs",
    (f) => yes(/^[A-Za-z]+(?:[-_. ][A-Za-z]+)+$/u.test(f.evidence.value)) * (0.2 + readable(f)),
    (f) => 0.2 + readable(f),
  ),
  costly("colon-inside", "a colon", matches(/:/u)),
  costly("slash-inside", "a slash", matches(/\//u)),
  costly("bracket-inside", "brackets", matches(/[()[\]{}<>]/u)),
  costly("sign-first", "a sign in front", matches(/^[$@#%&*!~^.,:;/\\|-]/u)),
  costly("sentence-end", "the end of a sentence", matches(/[.:!?]$/u)),
  costly(
    "hex",
    "hexadecimal digits",
    (f) => yes(f.length >= 16 && f.digits > 0 && hexadecimal.test(f.evidence.value)),
    (f) => yes(f.length >= 16 && f.digits > 0 && f.signs === 0),
  ),
  costly("hex-hash", "the length of a hash", (f) =>
    yes((f.length === 40 || f.length === 64) && hexadecimal.test(f.evidence.value)),
  ),
  costly("uuid", "a UUID", matches(uuid), (f) => yes(f.length === 36 && f.signs === 4)),
  costly("padded", "base64 padding", matches(/[A-Za-z\d+/]=$|==$/u)),
  costly("guessable", "a word everybody tries", (f) => yes(f.guessable)),
  costly("secret-word", "a word for secrets in the value", matches(secretWord)),
  costly("sample-word", "a word for samples in the value", matches(sampleWord)),
  costly("user-word", "a word for accounts in the value", matches(/user|admin|root|login|guest|name/iu)),
  costly("unbalanced", "brackets that do not match", (f) => yes(f.signs > 0 && isUnbalanced(f.evidence.value))),
  costly("in-name", "a piece of its own name", ({ evidence: { name, value } }) =>
    yes(
      name.length >= 4 &&
        (name.toLowerCase().includes(value.toLowerCase()) || value.toLowerCase().includes(name.toLowerCase())),
    ),
  ),

  place("quoted", "quotes, or a place that ends the value", (f) => yes(f.evidence.quoted)),
  place("bare-code", "an expression in code", (f) => yes(bareCode(f))),
  feature("bare-code-readable", "a name in code", (f) => yes(bareCode(f)) * readable(f)),
  place("bare-prose", "words of a text", (f) => yes(!f.evidence.quoted && f.evidence.file.prose)),
  feature(
    "bare-prose-readable",
    "a word of a text",
    (f) => yes(!f.evidence.quoted && f.evidence.file.prose) * readable(f),
  ),
  place("in-string", "inside a string", (f) => yes(f.evidence.inString)),
  place("in-comment", "a comment", (f) => yes(f.evidence.inComment)),
  ...syntaxes.map((syntax) => place(`syntax-${syntax}`, phrases[syntax], (f) => yes(f.evidence.syntax === syntax))),

  place("file-code", "program code", (f) => yes(f.evidence.file.unquoted === "code")),
  place("file-lines", "a configuration file", (f) => yes(f.evidence.file.unquoted === "line")),
  place("file-prose", "a text for people", (f) => yes(f.evidence.file.prose)),
  place("file-locale", "texts of a user interface", (f) => yes(f.evidence.file.locale)),
  place("file-test", "a test or example", (f) => yes(f.evidence.file.test)),
  costly("user-near", "an account beside it", (f) =>
    yes(userWord.test(f.evidence.before) || userWord.test(f.evidence.after)),
  ),
  costly("example-near", "words about an example", (f) => yes(exampleWord.test(f.evidence.before))),
  costly("local-near", "a local or example host", (f) =>
    yes(localWord.test(f.evidence.before) || localWord.test(f.evidence.after)),
  ),
  costly("continued", "a further piece", (f) =>
    yes(f.evidence.quoted && /^["'`]?\s{0,3}[+.%[]/u.test(f.evidence.after)),
  ),
  feature("long-line", "a long line", (f) => yes(f.evidence.before.length > 150)),
];
