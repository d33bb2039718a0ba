// What the judge's weights say to the search: most of what names are given weighs too little, whatever stands around it.
import {
  ARGUMENT,
  BARE,
  BARE_KEY,
  BARE_OUTSIDE,
  BRACKET_INSIDE,
  CALLED,
  DIGITS_ONLY,
  DIGITS_ONLY_KEY,
  DIGITS_SHARE,
  DRAWN_KEY,
  DRAWN_PASSWORD,
  GIVEN,
  INSTEAD,
  JOINED_WORDS,
  LEAST,
  LENGTHS,
  LETTERS_ONLY,
  LETTERS_ONLY_KEY,
  LIMIT_COUNT,
  MAY_BE_HASH,
  MAY_BE_HEX,
  MAY_BE_PADDED,
  MAY_BE_UUID,
  OF_CODE,
  OF_KEY,
  OF_OTHERS,
  OF_PASSWORD,
  OF_SOME_KEY,
  OF_TOKEN,
  ONE_CASE,
  OUTSIDE,
  READABLE_KEY,
  READABLE_LETTERS,
  READABLE_PASSWORD,
  SECRET_WORD,
  SENTENCE_END,
  SHORT_KEY,
  SIGNS_SHARE,
  SPACE,
  SPACES,
  TWO_CLASSES,
} from "../kernel/limits.ts";
import { leastSum } from "../judge/thresholds.ts";
import weights from "../judge/weights.json" with { type: "json" };

const { bias, ...byName } = weights;
const weightOf: Readonly<Record<string, number>> = byName;

function weight(name: string): number {
  const known = weightOf[name];
  if (known === undefined) throw new Error(`weights.json does not know "${name}".`);
  return known;
}

/** What the kernel knows as exactly as the judge does. */
const exact: readonly (readonly [place: number, name: string])[] = [
  [BARE_KEY, "bare-key"],
  [LENGTHS, "length-4"],
  [LENGTHS + 1, "length-5-7"],
  [LENGTHS + 2, "length-8-11"],
  [LENGTHS + 3, "length-12-19"],
  [LENGTHS + 4, "length-20-39"],
  [LENGTHS + 5, "length-40"],
  [SHORT_KEY, "short-key"],
  [DIGITS_ONLY, "digits-only"],
  [DIGITS_ONLY_KEY, "digits-only-key"],
  [LETTERS_ONLY, "letters-only"],
  [LETTERS_ONLY_KEY, "letters-only-key"],
  [ONE_CASE, "one-case"],
  [TWO_CLASSES, "two-classes"],
  [TWO_CLASSES + 1, "three-classes"],
  [TWO_CLASSES + 2, "four-classes"],
  [DIGITS_SHARE, "digits-share"],
  [SIGNS_SHARE, "signs-share"],
  [SPACES, "spaces"],
  [SPACE, "space"],
  [DRAWN_PASSWORD, "drawn-password"],
  [DRAWN_KEY, "drawn-key"],
  [READABLE_PASSWORD, "readable-password"],
  [READABLE_KEY, "readable-key"],
  [READABLE_LETTERS, "readable-letters"],
  [JOINED_WORDS, "joined-words"],
  [BRACKET_INSIDE, "bracket-inside"],
  [SENTENCE_END, "sentence-end"],
];

/** What it knows where they may be: it adds them where they speak for a secret. */
const possible: readonly (readonly [place: number, name: string])[] = [
  [MAY_BE_HEX, "hex"],
  [MAY_BE_HASH, "hex-hash"],
  [MAY_BE_UUID, "uuid"],
  [MAY_BE_PADDED, "padded"],
];

/** What a name may promise, by what the kernel knows of it: of several kinds the one that weighs most. */
const kinds: readonly (readonly [place: number, names: readonly string[]])[] = [
  [OF_PASSWORD, ["password"]],
  [OF_TOKEN, ["token", "key", "some-key"]],
  [OF_KEY, ["key", "some-key"]],
  [OF_SOME_KEY, ["some-key"]],
];
/** How generic/assignment.ts may say that something is given with any operator. */
const operators = "equals colon arrow comparison fallback pair list element flag".split(" ");
const styles = ["file-code", "file-lines"];
const bare = ["bare-code", "bare-code-readable", "bare-prose", "bare-prose-readable"];

/** The strongest answer of a feature, where that is not 1. */
const strongest: Readonly<Record<string, number>> = {
  ordered: 1.6,
  "bare-code-readable": 2,
  "bare-prose-readable": 2,
};

function most(name: string): number {
  return Math.max(0, weight(name) * (strongest[name] ?? 1));
}

function sumOf(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + most(name), 0);
}

/** The numbers at LIMITS: thousandths, rounded so that the kernel never thinks less of a value than the judge. */
export function judgeLimits(): Int16Array {
  const limits = new Int16Array(LIMIT_COUNT);
  const set = (place: number, value: number): void => {
    limits[place] = Math.ceil(value * 1000 - 1e-6);
  };
  const known = new Set([...kinds.flatMap(([, names]) => names), ...styles, ...bare, "quoted"]);
  for (const [, name] of [...exact, ...possible]) known.add(name);
  const others = Object.keys(byName).filter((name) => !known.has(name) && !name.startsWith("syntax-"));
  limits[LEAST] = Math.floor(leastSum * 1000) - 1;
  for (const [place, names] of kinds) set(place, bias + Math.max(...names.map(weight)) + sumOf(others));
  for (const [place, name] of exact) set(place, weight(name));
  for (const [place, name] of possible) set(place, most(name));
  set(OF_CODE, weight("file-code"));
  set(OF_OTHERS, most("file-lines"));
  const anySyntax = Math.max(...operators.map((name) => weight(`syntax-${name}`)));
  set(GIVEN, anySyntax + weight("quoted"));
  set(ARGUMENT, weight("syntax-argument") + weight("quoted"));
  set(INSTEAD, weight("syntax-fallback") + weight("quoted"));
  set(CALLED, weight("syntax-call") + weight("quoted"));
  set(BARE, anySyntax + sumOf(bare));
  // What speaks for a secret is among the others.
  set(OUTSIDE, -sumOf(["in-string", "in-comment"]));
  set(BARE_OUTSIDE, Math.min(0, weight("bare-code")));
  set(SECRET_WORD, Math.min(0, weight("secret-word")));
  return limits;
}
