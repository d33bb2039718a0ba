/** Words without quotes that a program or a sentence goes on with: no values. */
import type { Given } from "./place.ts";

const word = /^[A-Za-z_$][\w$]*$/u;
// `user, password = yield self.x(user, password)`, also where a text shows it.
const keyword = /^(?:yield|await|async|new|return|lambda|typeof|not|function|raise|throw|move|unless)$/u;
// `asn1_NOVALUE`: a constant of Erlang or C behind the name of its module.
const constant = /^[A-Za-z]+\d?_[A-Z]{4,}$/u;
// A member on this line or the next: `password: yup\n  .string()`.
const member = /^[ \t]{0,4}(?:\r?\n\s{0,80})?(?:\??\.|->)[A-Za-z_]/u;
// Two words or an operator: `a or b`, `a ? b : c`. A pair may follow in a string of settings: `a port=1`.
const goesOn =
  /^[ \t]{1,4}(?:(?:[A-Za-z_$][\w$.]{0,60}[ \t]{0,4}(?![\w$.=: \t-])|[?|&+*<>][|&]?[ \t]).|(?:or|and|if|else|as|in|is)\b)/u;

// Of JavaScript, Rust, Swift and Kotlin: strings have quotes there.
const declares = /(?:^|[^\w$])(?:let|const|var|val)\s{1,4}(?:mut\s{1,4})?$/u;

/** True for a word of program code that is a name or a keyword: `token = await ask()`, `password = given or ask()`. */
export function isOfExpression({ file, found, window, nameStart }: Given, value: string): boolean {
  if (found.quoted || !word.test(value)) return false;
  const rear = window.slice(found.end, found.end + 120);
  if (keyword.test(value) && /^[ \t]/u.test(rear)) return true;
  const isDeclared = found.syntax === "equals" && declares.test(window.slice(Math.max(0, nameStart - 20), nameStart));
  if (isDeclared && (found.inComment || file.prose)) return true;
  if (file.unquoted !== "code" || found.inString || found.inComment) return false;
  return constant.test(value) || member.test(rear) || goesOn.test(rear);
}

/** True for a word among others of a pattern, in a string of a program: `"print|pwd|quit"`. */
export function isAlternative({ window, nameStart, found }: Given, value: string): boolean {
  if (found.quoted || !found.inString || window[nameStart - 1] !== "|" || window[found.start - 1] !== "|") return false;
  return /^\w+(?:\|\w+)*\|?$/u.test(value);
}
