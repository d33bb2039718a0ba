/**
 * What code must hold to say of a value that it is refused. Most holds nothing of it, so one look spares all that the verdict asks: the
 * expressions here are wider than those of verdict.ts and words.ts, and say nothing by themselves.
 */
import { type Lines, linesJoined, type Range } from "./lines.ts";
import { linesBehind } from "./place.ts";

const clue = new RegExp(
  [
    // Words of names, comments, errors and messages.
    "wrong|bad|broken|bogus|invalid|incorrect|malformed|mangled|mismatch|missing|corrupt|cannot|tampered|truncated|throw|forged|forbidden|fail",
    "non-?exist|unauthori|unprocessable|unsupported|unknown|reject|refuse|refute|revoked|raise|weak|expired|denied|dies_ok|not_authori",
    String.raw`n[o']t\s+(?:be )?(?:match|exist|valid|accepted|jwt|base64|allowed)|too\s+(?:short|long|weak|common)`,
    // A status of HTTP.
    "40[013]|422",
    // What is not so.
    String.raw`fals(?<=(?:assert_?|expect_|is\s*|==\s*|tobe\(?|equal\(|be_?\s*)fals)`,
    String.raw`fals(?<=(?:valid|success(?:ful)?|ok|pass(?:es)?|match(?:es)?|jwt|auth\w{0,12})["'\]]{0,2}\s*[:=]\s*fals)`,
    String.raw`assert\s*(?:not|!|null|isnone)|is\s+none|tobenull|be_nil`,
    String.raw`\.falsef?\(|(?:expect|assert)_?refus`,
    // Errors: asked for, and what is given to one.
    String.raw`err(?:(?:ors?|_?msg)?["'\]]{0,2}\s*[:=\]]|(?<=(?:wrap_|is_?|form_?|has_|\.|want\w{0,12}|expect\w{0,12}|should\w{0,12})err))`,
    "authenti?cation(?:err|exc)",
    String.raw`exception(?:["'\]]{0,2}\s*[:=]|(?<=expectexception))`,
  ].join("|"),
  "iu",
);

/** False for code that nothing in it makes a refusal. */
export function mayRefuse(code: string): boolean {
  return clue.test(code);
}

/** True where no line that anything is told by, around a statement with a value that ends at this offset, holds a clue. */
export function isSilent(lines: Lines, { first, last }: Range, end: number): boolean {
  const { indent } = lines.line(first);
  const furthest = last + 2 * linesBehind + linesJoined;
  let until = last;
  while (until < furthest && lines.has(until + 1) && lines.line(until + 1).indent >= indent) until++;
  if (mayRefuse(lines.between(lines.remarkedFrom(first), until, end))) return false;
  const header = lines.header(first);
  return header === undefined || !mayRefuse(lines.line(header).text);
}
