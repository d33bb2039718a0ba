/**
 * Secrets that a sentence tells, set off from its words by quotes or as code: "The API key is `x`", "log in with the password **x**".
 * What has a colon or an equals sign before it the generic detector reads.
 */
import { genericRules } from "../generic/generic.ts";
import { isConstant, isJoinedWords } from "../judge/identifier.ts";
import { type NameKind, secretName } from "../judge/names.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { beginsPart, sightingOf, windowAt } from "./window.ts";

const longestValue = 300;
// Up to three words, of which the last promises a secret: `initial root password`, `your API key`.
const phrase = /(?<words>(?:[A-Za-z][\w-]{0,30} ){0,2}[A-Za-z][\w-]{0,30})$/u;
const value =
  /(?:password|passphrase|passcode|token|secret|key)s?(?: (?:is|was|would be|will be|set to|being))? (?<mark>[`"']|\*\*`?|__)(?<value>[^\s`"'*<>{}[\]]{6,300})/iuy;
// Names of settings, files and options, and words.
const names = /^--?[a-z]|^\.|^[a-z]+(?:[._/-][a-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Z][a-z]+$|^[a-z]+$|\(\)?$/u;
// What goes before the name in a sentence, and is no part of it.
const other =
  /^(?:if|when|whether|where|unless|no|the|an?|each|every|this|that|your|my|its|our|their|and|or|with|use|using|enter|type|by|of|for|to|new|same)$/iu;

/** What the words in front promise; a lone `key` is one of anything. */
function promisedBy(words: string): { name: string; nameKind: NameKind } | undefined {
  const parts = words.split(" ");
  const name = parts.slice(parts.findLastIndex((word) => other.test(word)) + 1).join("_");
  const nameKind = secretName(name);
  return nameKind === undefined || nameKind === "some-key" ? undefined : { name, nameKind };
}

export const toldDetector: TextDetector = judged(
  genericRules,
  ["password", "passphrase", "passcode", "token", "secret", "key"].flatMap((word) =>
    ["is `", 'is "', "is '", "is **", "was `", "`", "**"].map((sign) => `${word} ${sign}`),
  ),
  (source, at, context) => {
    const window = windowAt(source, at, 80, longestValue + 60);
    if (!beginsPart(window.text, window.at)) return undefined;
    value.lastIndex = window.at;
    const match = value.exec(window.text);
    const { mark = "", value: told } = match?.groups ?? {};
    if (!match || told === undefined) return undefined;
    const end = value.lastIndex;
    const closing = mark.startsWith("**") ? `${mark.slice(2)}**` : mark;
    if (!window.text.startsWith(closing, end)) return undefined;
    if (names.test(told) || isJoinedWords(told) || isConstant(told)) return undefined;
    const wordEnd = /^[A-Za-z]+/u.exec(window.text.slice(window.at))?.[0].length ?? 0;
    const words = phrase.exec(window.text.slice(0, window.at + wordEnd))?.groups?.["words"];
    const promised = words === undefined ? undefined : promisedBy(words);
    if (!promised) return undefined;
    return sightingOf(
      window,
      {
        ruleId: promised.nameKind === "password" ? "generic/password" : "generic/secret",
        start: end - told.length,
        end,
        ...promised,
        syntax: "colon",
        quoted: true,
        reason: "what a sentence says it is",
      },
      context,
    );
  },
  { begins: "part", reach: longestValue + 60 },
);
