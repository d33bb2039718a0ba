/**
 * What code must hold to say of a value that it is refused. Most holds nothing of it, so one look spares all that the verdict asks: the
 * expressions here are wider than those of verdict.ts and words.ts, and say nothing by themselves.
 */

// Asked of small letters: to compile it for both costs as much again.
const clue = new RegExp(
  [
    // Words of names, comments, errors and messages.
    "wrong|bad|broken|bogus|invalid|incorrect|malformed|mangled|mismatch|missing|corrupt|cannot|tampered|truncated|throw|forged|forbidden|fail",
    "non-?exist|unauthori|unprocessable|unsupported|unknown|reject|refuse|refute|revoked|raise|weak|expired|denied|dies_ok|not_authori",
    String.raw`n[o']t\s{1,90}(?:be )?(?:match|exist|valid|accepted|jwt|base64|allowed)|too\s{1,90}(?:short|long|weak|common)`,
    // A status of HTTP.
    "40[013]|422",
    // What is not so.
    String.raw`fals(?<=(?:assert_?|expect_|is\s{0,90}|==\s{0,90}|tobe\(?|equal\(|be_?\s{0,90})fals)`,
    String.raw`fals(?<=(?:valid|success(?:ful)?|ok|pass(?:es)?|match(?:es)?|jwt|auth\w{0,12})["'\]]{0,2}\s{0,90}[:=]\s{0,90}fals)`,
    String.raw`assert\s{0,90}(?:not|!|null|isnone)|is\s{1,90}none|tobenull|be_nil`,
    String.raw`\.falsef?\(|(?:expect|assert)_?refus`,
    // Errors: asked for, and what is given to one.
    String.raw`err(?:(?:ors?|_?msg)?["'\]]{0,2}\s{0,90}[:=\]]|(?<=(?:wrap_|is_?|form_?|has_|\.|want\w{0,12}|expect\w{0,12}|should\w{0,12})err))`,
    "authenti?cation(?:err|exc)",
    String.raw`exception(?:["'\]]{0,2}\s{0,90}[:=]|(?<=expectexception))`,
  ].join("|"),
  "u",
);

/** No clue is longer, with what stands before it and makes it one. */
export const longestClue = 250;

/** Where the first clue begins; -1 for code that nothing in it makes a refusal. */
export function clueAt(code: string): number {
  return code.toLowerCase().search(clue);
}

export function mayRefuse(code: string): boolean {
  return clueAt(code) >= 0;
}
