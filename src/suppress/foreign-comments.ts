// Comments by which other scanners accept a line. They count only where the config asks for it: they name no rule and no reason.
import type { ForeignComment } from "../model/suppression.ts";
import type { Comment } from "./inline.ts";
import { type LineMap, linesOf, type SourceText } from "../model/text.ts";

interface Form {
  /** The rarest word of the comment, searched in the bytes. */
  readonly keyword: Buffer;
  /** What the line must look like; group `next` is set where the comment speaks of the next line. */
  readonly line: RegExp;
}

// gitleaks takes the words anywhere in the line. detect-secrets wants a comment sign with white space before it. Bandit's and gosec's
// comment may list checks: those about hardcoded credentials are B105 to B107 and G101, others accept no secret.
const forms: Readonly<Record<ForeignComment, Form>> = {
  gitleaks: { keyword: Buffer.from("gitleaks:allow"), line: /gitleaks:allow/u },
  "detect-secrets": {
    keyword: Buffer.from("pragma:"),
    line: /(?:^|[ \t])(?:#|\/\/|\/\*|'|--|<!--)[# \t]{0,10}pragma: ?(?:allow|white)list[ -](?<next>nextline[ -])?secret/u,
  },
  nosec: {
    keyword: Buffer.from("nosec"),
    line: /(?:#|\/\/|\/\*)[ \t]{0,10}#?nosec(?:[: \t]{1,10}(?=[BG]\d{3}\b)(?:[BG]\d{3}[, \t]{1,10}){0,50}?(?:B10[567]|G101)\b|(?![\w-])(?![: \t]{1,10}[BG]\d{3}\b))/u,
  },
};

/** How much of a line is looked at around the keyword; a minified line can be megabytes long. */
const around = 300;
const mostComments = 10_000;

/** The lines that comments of these scanners accept, each with its comment. */
export function foreignLines(text: SourceText, kinds: readonly ForeignComment[]): ReadonlyMap<number, Comment> {
  const accepted = new Map<number, Comment>();
  const { bytes } = text;
  let lines: LineMap | undefined;
  for (const kind of kinds) {
    const { keyword, line: form } = forms[kind];
    let count = 0;
    for (let at = bytes.indexOf(keyword); at >= 0; at = bytes.indexOf(keyword, at + keyword.length)) {
      if (++count > mostComments) break;
      lines ??= linesOf(text);
      const { start, end } = lines.lineSpan(at);
      const near = bytes.toString("utf8", Math.max(start, at - around), Math.min(end, at + around));
      const match = form.exec(near);
      if (!match) continue;
      const { line } = lines.position(Math.max(start, at - 1));
      const target = match.groups?.["next"] === undefined ? line : line + 1;
      accepted.set(target, { line, key: JSON.stringify([target > line, kind]), rules: `every rule (${kind})` });
    }
  }
  return accepted;
}
