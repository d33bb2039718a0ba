/**
 * Secrets as people note them, without a sign between: a line of a few words, the last of which says that a secret follows, and the
 * secret: `acme api key x`.
 */
import { fileKind } from "../generic/file-kind.ts";
import { genericRules } from "../generic/generic.ts";
import { isConstant, isIdentifier, isJoinedWords } from "../judge/identifier.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";

const leastLength = 16;
const leastDigits = 2;
const longestLead = 80;
const longestValue = 300;
const longestName = 60;

// What may open the line: a comment, an item of a list, a quote; then three words at most in front of the one that was hit.
const lead = /^[\s"'`#*>/;-]{0,24}(?<words>(?:[A-Za-z][\w.-]{0,30} ){0,3}(?:[A-Za-z][\w.-]{0,30})?)$/u;
const value = /(?<value>[\w+/=.~-]{16,300})["'`]?[.,;]?[ \t]{0,8}\r?(?=\n|$)/uy;
// What is shown of keys that anybody may have, and what is said of keys: `using RSA key 27EDEA...`.
const shown = /\b(?:rsa|dsa|ecdsa|eddsa|ed25519|[gp]pg|pgp|using|with|fingerprint|id|hash|for|of|the|a|an|is)\b/iu;
// Digests and ids, which open nothing behind the name of some key.
const identifies = /^(?:[\da-f]{24,128}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/iu;

/** A quick look, since these words stand in every text: a run that is long enough for a secret and has digits, and nothing behind it. */
function mayBeNoted(bytes: Buffer, start: number): boolean {
  let digits = 0;
  let i = start;
  for (; i < start + longestValue; i++) {
    const byte = bytes[i] ?? 0;
    if (byte >= 48 && byte <= 57) digits++;
    else if (byte <= 32) break;
  }
  if (digits < leastDigits || i - start < leastLength) return false;
  while (bytes[i] === 32 || bytes[i] === 9 || bytes[i] === 13) i++;
  return i >= bytes.length || bytes[i] === 10;
}

function isName(text: string): boolean {
  return isJoinedWords(text) || isIdentifier(text) || isConstant(text);
}

/** What the words in front promise; nothing where they are a sentence, or say of a key what everybody may know. */
function promisedBy({ text, at }: Window, wordEnd: number): { name: string; nameKind: NameKind } | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const words = lead.exec(text.slice(lineStart, at))?.groups?.["words"];
  if (words === undefined || shown.test(words)) return undefined;
  const phrase = `${words}${text.slice(at, wordEnd)}`;
  const last = phrase.slice(phrase.lastIndexOf(" ") + 1);
  const name = secretName(last) ? last : phrase.replaceAll(" ", "_");
  const nameKind = name.length > longestName ? undefined : secretName(name);
  return nameKind && { name, nameKind };
}

function noted(window: Window, valueAt: number, context: TextContext): Sighting | undefined {
  value.lastIndex = valueAt;
  const found = value.exec(window.text)?.groups?.["value"];
  if (found === undefined || isName(found)) return undefined;
  const promised = promisedBy(window, valueAt - 1);
  if (!promised || (promised.nameKind === "some-key" && identifies.test(found))) return undefined;
  const sighting = sightingOf(
    window,
    {
      ruleId: "generic/secret",
      start: valueAt,
      end: valueAt + found.length,
      ...promised,
      syntax: "flag",
      quoted: false,
      reason: "a line with nothing but its name before it",
    },
    context,
  );
  const isCode = fileKind(window.source.path).unquoted === "code";
  return sighting && isCode && !sighting.evidence.inComment && !sighting.evidence.inString ? undefined : sighting;
}

const anchors = ["secret ", "token ", "key "];

export const notedDetector: TextDetector = judged(
  genericRules,
  anchors,
  (source, at, context) => {
    const { bytes } = source;
    let valueAt = at;
    while (bytes[valueAt] !== 32) valueAt++;
    valueAt++;
    if (!mayBeNoted(bytes, valueAt)) return undefined;
    const window = windowAt(source, at, longestLead, longestValue + 40);
    return noted(window, window.at + valueAt - at, context);
  },
  { where: { what: "behind", least: leastLength, of: "09afgzAFGZ_+." }, reach: longestValue + 40 },
);
