/**
 * Suites of ciphers and codes of authentication write down what comes of a key and a message: a record of `KEY`, `PT` and `CT`. Such a key is
 * published and opens nothing.
 */
import type { Candidate } from "../../model/candidate.ts";
import type { SourceText } from "../../model/text.ts";
import { isTestPath } from "../test-path.ts";
import { type Block, blockAround } from "./block.ts";

const reason = "but the key of a test vector";
// Of something else it is called after that: `api_key`.
const bareName = /(?:^|[.>$:])k(?:ey)?\d{0,2}$/iu;
const encodedValue = /^(?:[\w+/-]{16,}={0,2}|(?:\\x[\da-f]{2}){8}.*)$/iu;
const longestValue = 400;

/** Outside of tests one record may be settings: suites have many. */
const fewestRecords = 2;

const given = String.raw`\d{0,2}(?:\[\w{0,20}\])?["'\]]{0,2}[ \t]{0,40}(?::=|=>|[=:])`;
// A string, an array or a call that reads one: `{0x69, 0xc4,`, `unhex("69c4...")`.
const opening = String.raw`\s{0,60}(?:\[\]byte)?(?:[\w.!]{1,40}\()?[bx]?[\s"'\x60{[(&]{0,8}`;
// The address of a network card is called MAC as well, and has twelve digits.
const encoded = String.raw`(?:(?:0x)?[\da-f]{16}|(?:\\x[\da-f]{2}){4}|(?:0x[\da-f]{1,2},\s{0,60}){4}|(?:[\da-f]{2}[ :]){8}|(?=[a-z+/]{0,60}\d)[a-z\d+/]{16})`;
const nothing = String.raw`[ \t]{0,40}(?:""|''|$|\r?\n)`;
// Words in quotes, in brackets or bytes of a few: what tests have signed.
const words = String.raw`[ \t]{0,40}(?:\[\]byte)?(?:[\w.!]{1,40}\()?[bx]?["'\x60{[(&\da-f]`;
const input = String.raw`(?<![a-z])k?(?:plain_?(?:text)?|p_?text|pt|msg|message|input|data)`;
const output = String.raw`cipher_?(?:text)?|c_?text|ct|auth_?tag|h?mac|digest`;

/** How a record writes what went in, and what came out of it. */
interface Written {
  readonly question: RegExp;
  readonly answer: RegExp;
}

const anywhere: Written = {
  question: new RegExp(`${input}${given}(?:${nothing}|${opening}${encoded})`, "iu"),
  answer: new RegExp(`(?<![a-z])k?(?:${output})${given}${opening}${encoded}`, "iu"),
};
const inTests: Written = {
  question: new RegExp(`${input}${given}(?:${nothing}|${opening}${encoded}|${words})`, "iu"),
  answer: new RegExp(`(?<![a-z])k?(?:${output}|tag|output|expected|result)${given}${opening}${encoded}`, "iu"),
};

/** True where the record of the key says both what went in and what came out: an initialization vector beside a key stands in settings too. */
function isKnownAnswer({ before, after }: Block, { question, answer }: Written): boolean {
  const isIn = (pattern: RegExp): boolean => pattern.test(after) || pattern.test(before);
  return isIn(answer) && isIn(question);
}

function isOfVector(text: SourceText, { kind, name, span }: Candidate, written: Written): boolean {
  if (kind !== "generic" || name === undefined || !bareName.test(name)) return false;
  if (span.end - span.start > longestValue) return false;
  return (
    encodedValue.test(text.bytes.toString("latin1", span.start, span.end)) &&
    isKnownAnswer(blockAround(text.bytes, span), written)
  );
}

/** The candidates of one text: keys of test vectors are of low confidence. */
export function withoutVectors(text: SourceText, candidates: readonly Candidate[]): readonly Candidate[] {
  const isTest = isTestPath(text.path);
  const written = isTest ? inTests : anywhere;
  const ofVectors = new Set(candidates.filter((candidate) => isOfVector(text, candidate, written)));
  if (ofVectors.size < (isTest ? 1 : fewestRecords)) return candidates;
  return candidates.map((candidate) =>
    ofVectors.has(candidate) ? { ...candidate, confidence: "low", reasons: [...candidate.reasons, reason] } : candidate,
  );
}
