// Which comments of a change are new, and what an old one must not go on to hide: a comment accepts what stood there when it was
// written, not the next value on its line.
import type { Finding } from "../model/finding.ts";
import type { ForeignComment } from "../model/suppression.ts";
import { LineMap, linesOf, type SourceText } from "../model/text.ts";
import { policyFinding } from "../policy/finding.ts";
import { newCommentRule } from "../policy/rules.ts";
import { headline } from "../reports/wording.ts";
import { inlineIgnores, type Comment } from "../suppress/inline.ts";
import type { Comments } from "./collector.ts";

/** What the comments of a change hide. */
export interface HiddenFindings {
  readonly findings: ReadonlyMap<Finding, Comment>;
  /** A text that the change brings. */
  add(text: SourceText, comments: Comments): void;
  /** A text that the change took away. */
  sawBefore(bytes: Buffer): void;
  /** Once every text was seen: what is to be said, given the hidden findings whose value stood nowhere before. */
  reported(isNew: (finding: Finding) => boolean): Finding[];
}

/** How often each text was seen. */
interface Counts {
  put(text: string): void;
  /** False where it is not left. */
  take(text: string): boolean;
}

function counts(): Counts {
  const all = new Map<string, number>();
  return {
    put: (text) => void all.set(text, (all.get(text) ?? 0) + 1),
    take(text) {
      const count = all.get(text) ?? 0;
      if (count > 0) all.set(text, count - 1);
      return count > 0;
    },
  };
}

/** A comment with the lines it can belong to: the same in both versions of a file where a change did not touch it. */
function contentOf(lines: LineMap, bytes: Buffer, { line, key }: Comment): string {
  const own = lines.lineSpan(lines.lineStart(line));
  const next = lines.lineSpan(lines.lineStart(line + 1));
  return [key, bytes.toString("utf8", own.start, own.end), bytes.toString("utf8", next.start, next.end)].join("\n");
}

/** Makes one. `foreign` are the scanners whose comments count as well. */
export function hiddenFindings(foreign: readonly ForeignComment[]): HiddenFindings {
  const after = new Map<Comment, string>();
  const hidden = new Map<Finding, Comment>();
  const news = new Map<Comment, readonly Finding[]>();
  const contents = counts();
  const keys = counts();

  /** The comments that stood there before: those that are as they were, then as many of each kind as there were. */
  function old(): Set<Comment> {
    const known = new Set<Comment>();
    for (const [comment, content] of after) if (contents.take(content) && keys.take(comment.key)) known.add(comment);
    for (const comment of after.keys()) if (!known.has(comment) && keys.take(comment.key)) known.add(comment);
    return known;
  }

  return {
    findings: hidden,
    add(text, comments) {
      const lines = linesOf(text);
      for (const comment of comments.all) after.set(comment, contentOf(lines, text.bytes, comment));
      for (const { finding, comment } of comments.hidden) {
        hidden.set(finding, comment);
        if (news.has(comment)) continue;
        const message = `New comment that hides a finding, by the rule ${comment.rules}`;
        news.set(comment, policyFinding(text, newCommentRule, lines.lineStart(comment.line), message));
      }
    },
    sawBefore(bytes) {
      const comments = inlineIgnores({ path: "", bytes, binary: false, encoding: "utf-8" }, foreign)?.comments ?? [];
      const lines = new LineMap(bytes);
      for (const comment of comments) {
        contents.put(contentOf(lines, bytes, comment));
        keys.put(comment.key);
      }
    },
    reported(isNew) {
      const known = old();
      const added = [...news].filter(([comment]) => !known.has(comment)).flatMap(([, findings]) => findings);
      const swapped = [...hidden]
        .filter(([finding, comment]) => known.has(comment) && isNew(finding))
        .map(([finding]) => ({ ...finding, message: `${headline(finding)} where a comment accepts another value` }));
      return [...added, ...swapped];
    },
  };
}
