import type { Candidate } from "../model/candidate.ts";
import type { DetectorRule } from "../model/rule.ts";
import type { SourceText } from "../model/text.ts";
import { holdsDigitRun } from "./compile/value-run.ts";
import { isWordAt } from "./structure/window.ts";
import { atBoundary, judgeMatch, ruleRegex } from "./pattern-rule.ts";

const reach = 96;
const longestValue = 600;
// The name of a hash ends right before the value: `gitea commit: 1f2e...`.
const hash = /(?:commit|sha-?\d{0,3}|rev|revision|hash|digest|checksum|etag|md5)\W{0,6}$/iu;
const evidence = /[=:>,(]|secret|key|token|passw|pwd|auth|access|private|api|cred|\bid\b|bearer/iu;

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

/** Confirms a `names` + `value` rule at one hit of a name: the value follows within reach, behind an operator or a word such as `secret`. */
export function namedCandidate(
  rule: DetectorRule,
  text: SourceText,
  at: number,
  nameLength: number,
): Candidate | undefined {
  const from = Math.max(0, at - 40);
  const window = text.bytes.toString(
    "latin1",
    from,
    Math.min(text.bytes.length, at + nameLength + reach + longestValue),
  );
  const nameAt = at - from;
  const nameEnd = nameAt + nameLength;
  if (!beginsWord(window, nameAt) || !endsWord(window, nameEnd)) return undefined;
  const regex = ruleRegex(rule, "dy");
  const limit = Math.min(window.length, nameEnd + reach);
  let newline = -100;
  for (let i = nameEnd; i < limit; i++) {
    if (i > nameEnd) {
      // What ends a statement or a paragraph ends the search too.
      const code = window.charCodeAt(i - 1);
      if (code === 59 || code === 123 || code === 125) return undefined;
      if (code === 10) {
        if (i - newline <= 61) return undefined;
        newline = i;
      }
      // A value begins behind no letter, digit, underscore or plus.
      if (isWordAt(window, i - 1) || code === 43) continue;
    }
    regex.lastIndex = i;
    const match = regex.exec(window);
    if (!match) continue;
    const end = i + match[0].length;
    const between = window.slice(nameEnd, i);
    if (!evidence.test(between) || hash.test(between) || !atBoundary(rule, window, i, end)) continue;
    if (rule.run === true && !holdsDigitRun(match[0])) continue;
    const [start, close] = match.indices?.groups?.["secret"] ?? [i, end];
    const identifier = /[\w.-]{0,40}$/u.exec(window.slice(0, nameAt))?.[0] ?? "";
    const tail = /^[\w.-]{0,60}/u.exec(window.slice(nameEnd, i))?.[0] ?? "";
    const name = `${identifier}${window.slice(nameAt, nameEnd)}${tail}`.replace(/^[-.]{1,3}/u, "");
    const candidate = judgeMatch(rule, window.slice(start, close), { start: from + start, end: from + close }, name);
    if (candidate) return candidate;
  }
  return undefined;
}
