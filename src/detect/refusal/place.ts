/** What a test says around one value of whether it is to be refused. */
import type { Span } from "../../model/text.ts";
import { here, type Lines, type Range } from "./lines.ts";
import { type Verdict, verdictOf } from "./verdict.ts";
import { isRemarkOfRefusal, namesRefused, setsSecret } from "./words.ts";

/** So many lines behind a statement are asked at most, and twice as many behind one that a variable is given the value in. */
export const linesBehind = 6;
const longestLead = 200;
const deepestEntry = 3;

const isCondition = /^(?:\}\s?)?(?:if|else|elif|for|while|switch|case|catch|except|when|unless|rescue|try|finally)\b/u;
const isFunction = /\b(?:def|func|fun|fn|function|sub|void|it|test|describe|context)\b/u;
const expectsFailure = /raises|throws|rejects|toThrow|Raises|Throws|expect(?:Error|Fail)/u;
// The entry of a table, whose neighbours say nothing of it.
const isEntry = /^(?:[[(]?|[\w.&*]{0,40})\{$/u;
const isAssertion = /assert|expect|should|verify|require|check/iu;
// What the statement of a variable opens, where the value stands on a line of its own: `data = dict(`.
const opensValue = /[=:]\s{0,3}(?:dict\(|[({[])$/u;
const isCall = /\w\s?\(/u;
const readsAnswer = /json|body|content|data|text|parse|decode|error|assert|expect|\bcount\(/iu;
const assigned =
  /^(?:(?:const|let|var|final|val|my|our|local|static|auto|string|String)\s)*[$@*]?(?<name>[A-Za-z_][\w.]{0,60})["'\]]{0,2}\s{0,3}(?::=|=(?!=)|:)/u;

export class Place {
  readonly #lines: Lines;
  readonly #statement: Range;
  /** The lines of the statement that open what the value stands in, from the inside. */
  readonly #headers: readonly number[];
  /** What stands before the value on its line, and behind it. */
  readonly #before: string;
  readonly #after: string;

  constructor(lines: Lines, statement: Range, { start, end }: Span) {
    const headers: number[] = [];
    for (let i = lines.header(here); i !== undefined && i >= statement.first; i = lines.header(i)) headers.push(i);
    this.#lines = lines;
    this.#statement = statement;
    this.#headers = headers;
    this.#before = lines.before(start, longestLead);
    this.#after = lines.behind(end, longestLead);
  }

  /** What was put out of use, or is a remark about the value, is not handed over. */
  get isComment(): boolean {
    return this.#lines.isComment(here);
  }

  /** True where what the value is given to is called so: `const wrongLogin = {`, `expect_forbidden(`. */
  isNamed(): boolean {
    return namesRefused(this.#before) || this.#headers.some((number) => namesRefused(this.#lines.line(number).text));
  }

  /** True where a comment at the value, or right above what it stands in, says so. */
  isRemarked(hasStructure: boolean): boolean {
    const numbers = new Set([here, this.#statement.first, ...this.#headers]);
    return [...numbers].some((number) => isRemarkOfRefusal(this.#lines.commentOf(number), hasStructure));
  }

  /** What the test expects: the first that says so of the line, the entry of a table, the statement, what encloses it, the lines behind. */
  verdict(): Verdict | undefined {
    return (
      verdictOf(`${this.#opening}${this.#before}`) ??
      verdictOf(this.#after) ??
      this.#ofEntry() ??
      this.#ofLines(this.#statement) ??
      this.#ofBlock() ??
      this.#ofAnswer()
    );
  }

  /** What opens the lists and calls that the value stands in, from the outside. */
  get #opening(): string {
    const opened = this.#headers.slice(0, deepestEntry).map((number) => this.#lines.code(number));
    return opened.reverse().join(" ");
  }

  /** What the outermost of these lines say. */
  #ofLines({ first, last }: Range): Verdict | undefined {
    const { indent } = this.#lines.line(first);
    for (let i = first; i <= last; i++) {
      const line = this.#lines.line(i);
      const verdict = line.indent > indent ? undefined : verdictOf(line.text);
      if (verdict !== undefined) return verdict;
    }
    return undefined;
  }

  #ofEntry(): Verdict | undefined {
    for (const header of this.#headers.slice(0, deepestEntry)) {
      const text = this.#lines.code(header);
      if (this.#lines.isBlock(header) || text.endsWith("[")) return undefined;
      const verdict = this.#ofLines(this.#lines.inside(header));
      if (verdict !== undefined) return verdict;
      if (isEntry.test(text)) return undefined;
    }
    return undefined;
  }

  /** `with pytest.raises(AuthError):`. */
  #ofBlock(): Verdict | undefined {
    const header = this.#lines.header(this.#statement.first);
    const text = header === undefined ? "" : this.#lines.line(header).text;
    return expectsFailure.test(text) && !isCondition.test(text) && !isFunction.test(text) ? "refused" : undefined;
  }

  /** What the next lines say of what the statement, or one with the variable that holds the value, comes to. */
  #ofAnswer(): Verdict | undefined {
    const lines = this.#lines;
    const { first, last } = this.#statement;
    const { indent, text } = lines.line(first);
    const variable = assigned.exec(text)?.groups?.["name"];
    // What an answer is compared with is no question: `expected = "x"`, not `answer = self.check("x")`.
    const says = variable ?? /^[^"'`]{0,40}/u.exec(text)?.[0] ?? "";
    if (isAssertion.test(says) && first === here) return undefined;
    const holdsOnly = first === here ? !isCall.test(this.#before) : opensValue.test(lines.code(first));
    const isVariable = variable !== undefined && holdsOnly;
    let isAsked = !isVariable;
    // What sets a secret is answered at once, or is no question.
    const isSetter = !isVariable && setsSecret(text);
    const until = last + (isSetter ? 1 : isVariable ? 2 * linesBehind : linesBehind);
    for (let i = last + 1; i <= until && lines.has(i); i++) {
      const { indent: own, text: line } = lines.line(i);
      if (own < indent) return undefined;
      if (own > indent || /^[)\]}]/u.test(line) || lines.isComment(i)) continue;
      // The next test.
      if (isFunction.test(line) && lines.isBlock(i) && !isAssertion.test(line)) return undefined;
      const verdict = verdictOf(isAssertion.test(line) ? lines.joined(i) : line);
      if (verdict !== undefined) return verdict;
      const mentions = isVariable && line.split(/[^\w.]+/u).includes(variable);
      if (mentions && !setsSecret(line)) isAsked = true;
      else if (isAsked && isCall.test(line) && !readsAnswer.test(line)) return undefined;
    }
    return undefined;
  }
}
