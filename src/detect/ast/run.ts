// Runs the AST checks on one text of a scan: parse, one walk, byte offsets.
import type { Candidate } from "../../model/candidate.ts";
import type { Notice } from "../../model/finding.ts";
import type { SourceText, Span } from "../../model/text.ts";
import type { AstCheck, AstProblem } from "./check.ts";
import { checks } from "./checks/checks.ts";
import { leftOut } from "./left-out.ts";
import type { ParsedFile } from "./parser.ts";
import { walk } from "./walk.ts";

export interface AstResult {
  readonly candidates: readonly Candidate[];
  readonly notices: readonly Notice[];
}

/** The text, and the byte offset of each of its UTF-16 offsets. Bytes that are not UTF-8 are read one by one. */
function decode(bytes: Buffer): { text: string; offset: (index: number) => number } {
  const text = bytes.toString("utf8");
  if (text.length === bytes.length) return { text, offset: (index) => index };
  if (Buffer.byteLength(text) !== bytes.length || text.includes("\uFFFD"))
    return { text: bytes.toString("latin1"), offset: (index) => index };
  return { text, offset: (index) => Buffer.byteLength(text.slice(0, index)) };
}

function candidateOf({ info }: AstCheck, problem: AstProblem, span: Span): Candidate {
  const { severity, confidence, reasons, message, name, holdsValue, built } = problem;
  return {
    ruleId: info.id,
    kind: "ast",
    span,
    severity,
    confidence,
    reasons,
    message,
    ...(name === undefined ? {} : { name }),
    ...(holdsValue === undefined ? {} : { holdsValue }),
    ...(built === undefined ? {} : { built }),
    also: [],
  };
}

/**
 * Candidates of all checks. A file that does not parse is no news: it may be a template or another dialect, and the text detectors
 * have read it. One that is too large or too deep for the parser is said, since the checks were wanted there.
 */
export async function runAstChecks({ path, bytes }: SourceText): Promise<AstResult> {
  // A warning, not a gap: a gate that failed over every vendored bundle would be switched off.
  const notScanned = (why: string): AstResult => ({
    candidates: [],
    notices: [{ kind: "warning", path, message: `AST checks left out: ${why}; the text was scanned` }],
  });
  const why = leftOut(bytes);
  if (why !== undefined) return notScanned(why);
  const { parse } = await import("./parser.ts");
  const { text, offset } = decode(bytes);
  let file: ParsedFile;
  try {
    file = parse(text, path);
  } catch (error) {
    // The parser's own message quotes the file.
    return error instanceof RangeError ? notScanned("nested too deeply") : { candidates: [], notices: [] };
  }
  const candidates: Candidate[] = [];
  walk(
    file,
    checks.map((check) =>
      check.create(file, (problem) => {
        const [start, end] = problem.range;
        candidates.push(candidateOf(check, problem, { start: offset(start), end: offset(end) }));
      }),
    ),
  );
  return { candidates, notices: [] };
}
