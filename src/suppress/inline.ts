// Comments that accept a finding where it stands: `vaultlint-ignore RULE -- reason`. They are searched in the bytes, in any
// comment syntax, so that one way works in every language; and each that accepts nothing is reported, so that none outlives its finding.
import type { Notice } from "../model/finding.ts";
import type { ForeignComment } from "../model/suppression.ts";
import type { SourceText } from "../model/text.ts";
import { foreignLines } from "./foreign-comments.ts";

/** A comment that accepts a finding, of ours or of another scanner. */
export interface Comment {
  /** Where it stands. */
  readonly line: number;
  /** What it says, without its reason: by that it is known again in another version of the file. */
  readonly key: string;
  /** The rules that it names, as people read them. */
  readonly rules: string;
}

/** What the comments of one text accept. */
export interface InlineIgnores {
  /** The comment that accepts one of these rules on this line: the finding's own and those it won over. */
  covers(line: number, ruleIds: readonly string[]): Comment | undefined;
  /** Every comment that can accept something. */
  readonly comments: readonly Comment[];
  /** What is to be said of the comments once all findings of the text were asked for: unused, without rule, without reason. */
  unused(): Notice[];
}

interface Ignore {
  readonly comment: Comment;
  /** Where it stands. */
  readonly line: number;
  /** The line it speaks of. */
  readonly target: number;
  readonly rules: readonly string[];
  readonly used: Set<string>;
  /** Rules of findings on its line that it does not name. */
  readonly missed: Set<string>;
  readonly hasReason: boolean;
  /** In prose or between quotes it may be an example: it holds, but nothing is said of it. */
  readonly isQuiet: boolean;
}

/** With it each of the comments begins. */
export const ignoreKeyword = "vaultlint-ignore";
const keyword = Buffer.from(ignoreKeyword);
const nextLine = "-next-line";
/** How much of the line is read before and after the keyword; a minified line can be megabytes long. */
const before = 200;
const after = 1000;
const maxComments = 10_000;
const maxNotices = 20;

const lf = 10;
const cr = 13;

/** Where the comment ends, whatever its syntax; `aws/*` + `,` is no end. */
const commentEnd = /\*\/|-->|--\}\}|#\}|\*\)|%>|#>|\*\}|"""|'''/u;
const ruleId = /^[a-z\d][\w.-]*(?:\/(?:\*|[a-z\d][\w.-]*))?$/iu;
const proseFile = /\.(?:md|mdx|markdown|rst|adoc|txt)$/iu;

/** True when the text before the keyword shows that it is quoted or part of a longer word, and so no comment of ours. */
function isOtherWord(prefix: string): boolean {
  return /[\w"'`.@]$|(?:^|[^-])-$/u.test(prefix);
}

/** True when a quote is open before the keyword: a text about the comment rather than the comment. */
function isQuoted(prefix: string): boolean {
  return ['"', "'", "`"].some((quote) => (prefix.split(quote).length - 1) % 2 === 1);
}

/** Rule ids and reason: `aws/*, jwt/token -- reason`. Words after a rule id without `--` are no reason. */
function parse(rest: string): { rules: string[]; hasReason: boolean } {
  const end = commentEnd.exec(rest);
  const body = end ? rest.slice(0, end.index) : rest;
  const separator = /(?:^|\s)--(?:\s|$)/u.exec(body);
  const names = separator ? body.slice(0, separator.index) : body;
  const reason = separator ? body.slice(separator.index + separator[0].length) : "";
  const rules = names
    .split(",")
    .map((name) => name.trim().split(/\s/u, 1)[0] ?? "")
    .filter((name) => ruleId.test(name));
  return { rules: [...new Set(rules)], hasReason: /[\p{L}\p{N}]/u.test(reason) };
}

/** Finds the comments, in one pass that also counts the lines. */
function findIgnores(text: SourceText): { ignores: Ignore[]; isComplete: boolean } {
  const { bytes } = text;
  const ignores: Ignore[] = [];
  const isProse = proseFile.test(text.path);
  let line = text.piece?.line ?? 1;
  let lineStart = 0;
  let counted = 0;
  for (let at = bytes.indexOf(keyword); at >= 0; at = bytes.indexOf(keyword, at + keyword.length)) {
    for (; counted < at; counted++) {
      const byte = bytes[counted];
      if (byte === lf || (byte === cr && bytes[counted + 1] !== lf)) {
        line++;
        lineStart = counted + 1;
      }
    }
    const prefix = bytes.toString("utf8", Math.max(lineStart, at - before), at);
    const [rest = ""] = bytes.toString("utf8", at + keyword.length, at + keyword.length + after).split(/[\r\n]/u, 1);
    const isNext = rest.startsWith(nextLine);
    const operands = isNext ? rest.slice(nextLine.length) : rest;
    if (isOtherWord(prefix) || /^[\w"'`.-]/u.test(operands)) continue;
    if (ignores.length === maxComments) return { ignores, isComplete: false };
    const isQuiet = isProse || isQuoted(prefix);
    const parsed = parse(operands);
    const key = JSON.stringify([isNext, [...parsed.rules].sort()]);
    ignores.push({
      comment: { line, key, rules: parsed.rules.join(", ") },
      line,
      target: isNext ? line + 1 : line,
      used: new Set(),
      missed: new Set(),
      isQuiet,
      ...parsed,
    });
  }
  return { ignores, isComplete: true };
}

function accepts(pattern: string, ruleId: string): boolean {
  return pattern === ruleId || (pattern.endsWith("/*") && ruleId.startsWith(pattern.slice(0, -1)));
}

/** What is wrong with one comment. Its words are not quoted: nobody knows what they are. */
function mistakeOf({ rules, used, missed, hasReason }: Ignore, needsReason: boolean): string | undefined {
  if (rules.length === 0) return "names no rule, so it accepts nothing: write vaultlint-ignore RULE -- reason";
  if (used.size === 0) {
    if (missed.size === 0) return "accepts no finding: remove it";
    return `accepts no finding: the rule there is ${[...missed].sort().join(", ")}`;
  }
  if (used.size < rules.length) return "names a rule that finds nothing there: remove the rule from it";
  if (!hasReason && needsReason)
    return "accepts nothing, for the config's baselinePolicy asks for a reason: write vaultlint-ignore RULE -- reason";
  if (!hasReason) return "gives no reason: write vaultlint-ignore RULE -- reason";
  return undefined;
}

/** The comments of one text, ours and those of the scanners in `foreign`; nothing where there are none. With `needsReason` one of ours without a reason accepts nothing. */
export function inlineIgnores(
  text: SourceText,
  foreign: readonly ForeignComment[] = [],
  { needsReason = false }: { readonly needsReason?: boolean } = {},
): InlineIgnores | undefined {
  const theirs = foreignLines(text, foreign);
  if (theirs.size === 0 && !text.bytes.includes(keyword)) return undefined;
  const { ignores, isComplete } = findIgnores(text);
  const byLine = new Map<number, Ignore[]>();
  for (const ignore of ignores) {
    const same = byLine.get(ignore.target);
    if (same) same.push(ignore);
    else byLine.set(ignore.target, [ignore]);
  }
  const warning = (message: string): Notice => ({ kind: "warning", path: text.path, message });
  return {
    comments: [...ignores.filter(({ rules }) => rules.length > 0).map(({ comment }) => comment), ...theirs.values()],
    covers(line, ruleIds) {
      let covering: Comment | undefined = theirs.get(line);
      for (const ignore of byLine.get(line) ?? []) {
        const { rules, used, missed, comment } = ignore;
        const fitting = rules.filter((rule) => ruleIds.some((id) => accepts(rule, id)));
        for (const rule of fitting) used.add(rule);
        const [own] = ruleIds;
        if (fitting.length > 0) covering ??= needsReason && !ignore.hasReason ? undefined : comment;
        else if (own !== undefined) missed.add(own);
      }
      return covering;
    },
    unused() {
      const mistakes = ignores.flatMap((ignore) => {
        const mistake = ignore.isQuiet ? undefined : mistakeOf(ignore, needsReason);
        return mistake === undefined ? [] : [`line ${String(ignore.line)}: this vaultlint-ignore ${mistake}`];
      });
      const more = mistakes.length - maxNotices;
      return [
        ...mistakes.slice(0, maxNotices).map(warning),
        ...(more > 0 ? [warning(`${String(more)} more vaultlint-ignore comments are unused or incomplete`)] : []),
        ...(isComplete ? [] : [warning(`only the first ${String(maxComments)} vaultlint-ignore comments count`)]),
      ];
    },
  };
}
