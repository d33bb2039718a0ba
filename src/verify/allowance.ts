// Whoever may write a change could ask a vault, value by value, what it holds. So of the values that a change brings only so many are
// compared: enough for any honest one.
import { crypto } from "../model/crypto.ts";
import type { Notice } from "../model/finding.ts";
import { Secret } from "../model/secret.ts";
import { linesOf, type SourceText, type Span } from "../model/text.ts";
import { partsOf } from "./parts.ts";

/** New values of one change that are compared. */
export const mostNewValues = 200;

/** Says what may be compared. */
export interface Allowance {
  /** False for a new value beyond the limit; one that was allowed stays so. */
  allows(text: SourceText, span: Span, value: string): boolean;
  /** False for a place on a new line once the limit was exceeded: what was not asked for by name is no answer either. */
  shows(text: SourceText, span: Span): boolean;
  /** What is to be said of it. */
  notices(): Notice[];
}

const tooMany = `more than ${String(mostNewValues)} new values`;
/** Why a value was not compared. */
export const notAllowed: string = `${tooMany} in this change`;

/** Everything may be compared: whoever scans has the vault. */
export const unlimited: Allowance = { allows: () => true, shows: () => true, notices: () => [] };

function lineTag(line: Buffer): string {
  return crypto().createHash("sha256").update(line.toString("latin1").trim(), "latin1").digest("base64").slice(0, 16);
}

function* linesIn(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start);
    yield bytes.subarray(start, end < 0 ? bytes.length : end);
    start = end < 0 ? bytes.length : end + 1;
  }
}

/** The allowance of a change. `before` are the texts that it took away: a line that stood in one asks nothing new. */
export async function allowanceOf(before: AsyncIterable<Buffer>): Promise<Allowance> {
  const known = new Set<string>();
  for await (const bytes of before) for (const line of linesIn(bytes)) known.add(lineTag(line));
  // Values are told apart by a tag under a key that ends with the run.
  const salt = crypto().randomBytes(32);
  const allowed = new Set<string>();
  let isExceeded = false;

  function isKnown(text: SourceText, { start, end }: Span): boolean {
    const lines = linesOf(text);
    const from = lines.lineSpan(start).start;
    const to = lines.lineSpan(Math.max(start, end - 1)).end;
    for (const line of linesIn(text.bytes.subarray(from, to))) if (!known.has(lineTag(line))) return false;
    return true;
  }

  return {
    allows(text, span, value) {
      if (isKnown(text, span)) return true;
      // Each named part of a value is compared as well.
      const parts = partsOf(value).flatMap((part) => (part.named ? [part.value] : []));
      const tags = [...new Set([value, ...parts])].map((each) => new Secret(each).tag(salt, 128));
      const added = tags.filter((tag) => !allowed.has(tag));
      if (allowed.size + added.length > mostNewValues) {
        isExceeded = true;
        return false;
      }
      for (const tag of added) allowed.add(tag);
      return true;
    },
    shows: (text, span) => !isExceeded || isKnown(text, span),
    notices: () =>
      isExceeded
        ? [
            {
              kind: "not-scanned",
              message: `the change has ${tooMany}, and the others are not compared with a vault, or whoever writes changes could ask it what it holds: split the change`,
            },
          ]
        : [],
  };
}
