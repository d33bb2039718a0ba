import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";
import { type Block, blockAround } from "./block.ts";

/**
 * Suites of ciphers and codes of authentication write down what comes of a key and a message: a record of `KEY`, `PT` and `CT`. Such a key is
 * published and opens nothing.
 */

const reason = "but the key of a test vector";
// Of something else it is called after that: `api_key`.
const bareName = /(?:^|[.>$:])k(?:ey)?\d{0,2}$/iu;
const encodedValue = /^(?:[\w+/-]{16,}={0,2}|(?:\\x[\da-f]{2}){8}.*)$/iu;
const longestValue = 400;

const given = String.raw`\d{0,2}(?:\[\w{0,20}\])?["'\]]{0,2}[ \t]{0,40}(?::=|=>|[=:])`;
const question = new RegExp(
  String.raw`(?<![a-z])k?(?:plain_?(?:text)?|p_?text|pt|msg|message|input|data)${given}`,
  "iu",
);
const answer = String.raw`(?:cipher_?(?:text)?|c_?text|ct|(?:auth_?)?tag|h?mac|digest|output|expected|result)`;
// A string, an array or a call that reads one: `{0x69, 0xc4,`, `unhex("69c4...")`.
const opening = String.raw`\s{0,60}(?:\[\]byte)?(?:[\w.!]{1,40}\()?[bx]?[\s"'\x60{[(&]{0,8}`;
// The address of a network card is called MAC as well, and has twelve digits.
const encoded = String.raw`(?:(?:0x)?[\da-f]{16}|(?:\\x[\da-f]{2}){4}|(?:0x[\da-f]{1,2},\s{0,60}){4}|(?:[\da-f]{2}[ :]){8}|(?=[a-z+/]{0,60}\d)[a-z\d+/]{16})`;
const encodedAnswer = new RegExp(String.raw`(?<![a-z])k?${answer}${given}${opening}${encoded}`, "iu");

/** True where the record of the key says both what went in and what came out: an initialization vector beside a key stands in settings too. */
function isKnownAnswer({ before, after }: Block): boolean {
  const isIn = (pattern: RegExp): boolean => pattern.test(after) || pattern.test(before);
  return isIn(encodedAnswer) && isIn(question);
}

function isOfVector(text: SourceText, { kind, name, span, confidence }: Candidate): boolean {
  if (kind !== "generic" || confidence === "low" || name === undefined || !bareName.test(name)) return false;
  if (span.end - span.start > longestValue) return false;
  return (
    encodedValue.test(text.bytes.toString("latin1", span.start, span.end)) &&
    isKnownAnswer(blockAround(text.bytes, span))
  );
}

/** The candidates of one text: keys of test vectors are of low confidence. */
export function withoutVectors(text: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.map((candidate) =>
    isOfVector(text, candidate)
      ? { ...candidate, confidence: "low", reasons: [...candidate.reasons, reason] }
      : candidate,
  );
}
