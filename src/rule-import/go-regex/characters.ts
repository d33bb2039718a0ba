// Sets of characters, as classes and literals of a Go regex name them: each ASCII character by itself, and what lies beyond.
import { GoRegexProblem } from "./problem.ts";

/** Which characters one place of a match may hold. */
export interface CharacterSet {
  /** By code, 128 of them. */
  readonly ascii: readonly boolean[];
  /** Code points beyond ASCII. */
  readonly beyond: "all" | readonly number[];
}

const last = 0x10ffff;
/** So many characters beyond ASCII are written out one by one. */
const mostBeyond = 64;

export const noCharacter: CharacterSet = { ascii: Array.from({ length: 128 }, () => false), beyond: [] };

/** The characters from `low` to `high`. */
export function characterRange(low: number, high: number): CharacterSet {
  const ascii = noCharacter.ascii.map((_, code) => code >= low && code <= high);
  if (high < 128) return { ascii, beyond: [] };
  const from = Math.max(low, 128);
  if (from === 128 && high === last) return { ascii, beyond: "all" };
  if (high - from >= mostBeyond) throw new GoRegexProblem("names ranges of characters beyond ASCII");
  return { ascii, beyond: Array.from({ length: high - from + 1 }, (_, i) => from + i) };
}

/** The characters of either set. */
export function union(a: CharacterSet, b: CharacterSet): CharacterSet {
  const beyond = a.beyond === "all" || b.beyond === "all" ? "all" : [...new Set([...a.beyond, ...b.beyond])];
  return { ascii: a.ascii.map((has, code) => has || b.ascii[code] === true), beyond };
}

/** Every other character. */
export function complement({ ascii, beyond }: CharacterSet): CharacterSet {
  if (beyond !== "all" && beyond.length > 0)
    throw new GoRegexProblem("names what is no match by characters beyond ASCII");
  return { ascii: ascii.map((has) => !has), beyond: beyond === "all" ? [] : "all" };
}

function otherCase(code: number): number[] {
  const char = String.fromCodePoint(code);
  return [char.toLowerCase(), char.toUpperCase()]
    .filter((other) => other !== char && Array.from(other).length === 1)
    .flatMap((other) => other.codePointAt(0) ?? []);
}

/** The set with both cases of each letter. */
export function withBothCases({ ascii, beyond }: CharacterSet): CharacterSet {
  return {
    ascii: ascii.map((has, code) => has || otherCase(code).some((other) => ascii[other] === true)),
    beyond: beyond === "all" ? "all" : [...new Set(beyond.flatMap((code) => [code, ...otherCase(code)]))],
  };
}

/** True where the set makes no difference between the cases of a letter. */
export function ignoresCase({ ascii, beyond }: CharacterSet): boolean {
  return (
    (beyond === "all" || beyond.length === 0) &&
    ascii.every((has, code) => otherCase(code).every((other) => ascii[other] === has))
  );
}

function holding(pattern: RegExp): CharacterSet {
  return { ascii: noCharacter.ascii.map((_, code) => pattern.test(String.fromCharCode(code))), beyond: [] };
}

/** `\d`, `\s` and `\w`: ASCII only, as Go has them. */
export const shorthands: Readonly<Record<string, CharacterSet>> = {
  d: holding(/\d/u),
  s: holding(/[\t\n\f\r ]/u),
  w: holding(/\w/u),
};

/** `[:alpha:]` and the like. */
export const posixClasses: Readonly<Record<string, CharacterSet>> = {
  alnum: holding(/[A-Za-z\d]/u),
  alpha: holding(/[A-Za-z]/u),
  ascii: characterRange(0, 127),
  blank: holding(/[\t ]/u),
  cntrl: union(characterRange(0, 31), characterRange(127, 127)),
  digit: holding(/\d/u),
  graph: characterRange(33, 126),
  lower: holding(/[a-z]/u),
  print: characterRange(32, 126),
  punct: holding(/[\p{P}\p{S}]/u),
  space: characterRange(9, 13),
  upper: holding(/[A-Z]/u),
  word: holding(/\w/u),
  xdigit: holding(/[\da-f]/iu),
};
