import type { RuleInfo } from "../../model/rule.ts";
import type { Span } from "../../model/text.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, sightingOf, windowAt } from "./window.ts";

/** Passwords that a script types at a prompt: `expect "*assword*"`, then `send "x\r"`; the same of pexpect. */
export const expectRules: readonly RuleInfo[] = [
  {
    id: "expect/password",
    title: "Password typed at a prompt",
    kind: "structural",
    severity: "high",
    opens: "the account that the script signs in with",
    rotate: "Change the password, then let the script read it from the vault or the environment.",
    cwe: [798, 259],
  },
];

// The last prompt that is waited for, and what may stand between it and the answer.
const prompt = /(?:assword|assphrase|asscode|\bPIN)\b[^\n"'/]{0,24}["'}/]?[^\n]{0,8}[\s{}\\;,)]{0,80}$/u;
const waits = /expect/iu;
const answer =
  /send(?:line)?(?:\s{1,4}(?:-s\s{1,4})?(?:--\s{1,4})?|\s?\(\s?)[bBrRuUf]{0,2}(?<quote>["'{])(?<value>(?!\s)[^"'{}\n\\]{3,120})(?:\\+[rn]){0,2}["'}]/uy;

/** Offsets of what is sent at `at`. */
function answerAt(text: string, at: number): Span | undefined {
  answer.lastIndex = at;
  const match = answer.exec(text);
  const value = match?.groups?.["value"];
  const quote = match?.groups?.["quote"];
  if (!match || value === undefined || quote === undefined) return undefined;
  const start = at + match[0].indexOf(quote) + 1;
  return { start, end: start + value.length };
}

export const expectDetector: TextDetector = judged(
  expectRules,
  ['send "', "send '", "send {", "send -", "sendline"],
  (text, at, context) => {
    const window = windowAt(text, at, 320, 240);
    if (isWordAt(window.text, window.at - 1)) return undefined;
    const before = window.text.slice(0, window.at).replace(/[\w.]{1,40}\.$/u, "");
    if (!prompt.test(before) || !waits.test(before.slice(-200))) return undefined;
    const span = answerAt(window.text, window.at);
    const sighting =
      span &&
      sightingOf(
        window,
        {
          ruleId: "expect/password",
          ...span,
          name: "password",
          nameKind: "password",
          syntax: "command",
          quoted: true,
          reason: "the answer to a prompt for a password",
        },
        context,
      );
    return sighting && { ...sighting, sure: true };
  },
  { begins: "word" },
);
