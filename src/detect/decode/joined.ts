/** String literals that are written in pieces: `"ab" + "cd"`, `"ab" "cd"` where a compiler joins them, a line that goes on behind `\`. */
import type { SourceText, Span } from "../../model/text.ts";

/** A literal in pieces. */
export interface Joined {
  /** From the first piece's content to the end of the last one's. */
  readonly span: Span;
  /** What stands between the pieces. */
  readonly gaps: readonly Span[];
}

const mostPieces = 64;
const longest = 8000;
const windowBefore = 240;
const prefix = String.raw`(?:[bBrRuUfFLN@$]{1,2}(?=["'\x60]))?`;
const lineEnd = String.raw`(?:\\?\r?\n[ \t]{0,80})?`;
const sign = (operator: string): string => String.raw`[ \t]{0,8}${lineEnd}${operator}[ \t]{0,8}${lineEnd}${prefix}`;

// How each language joins literals, by the endings of its files.
const python = "py pyi ipynb";
const plus = new RegExp(sign(String.raw`\+`), "uy");
const beside = new RegExp(sign(String.raw`\+?`), "uy");
const joiners: readonly (readonly [endings: string, joiner: RegExp | undefined])[] = [
  ["c h m d cc cpp cxx hpp hh mm", beside],
  [python, beside],
  ["rb", /[ \t]{0,8}(?:(?:\+[ \t]{0,8}|\\)\r?\n[ \t]{0,80})?(?:\+[ \t]{0,8})?/uy],
  ["php php0 php1 php2 php3 php4 php5 php6 php7 php8 php9 pl pm", new RegExp(sign(String.raw`\.`), "uy")],
  ["lua", new RegExp(sign(String.raw`\.\.`), "uy")],
  ["vb vbs bas cls", /[ \t]{0,8}&[ \t]{0,8}(?:_\r?\n[ \t]{0,80})?/uy],
  ["ex exs", new RegExp(sign("<>"), "uy")],
  ["hs erl elm", new RegExp(sign(String.raw`\+\+`), "uy")],
  ["yaml yml json toml ini env properties xml md txt sql", undefined],
];
const byEnding = new Map<string, RegExp | undefined>(
  joiners.flatMap(([endings, joiner]) => endings.split(" ").map((ending) => [`.${ending}`, joiner] as const)),
);
const endingsOfPython = new Set<string>(python.split(" ").map((ending) => `.${ending}`));

/** The ending of a file in small letters, with its dot. */
function endingOf(path: string): string {
  return path.slice(path.lastIndexOf(".")).toLowerCase();
}

/** How the language of such files joins literals; nothing where it does not. */
function joinerOf(ending: string): RegExp | undefined {
  return byEnding.has(ending) ? byEnding.get(ending) : plus;
}

/** The end of the content of a literal that goes on at `at`, and the ends of lines that are escaped in it. */
function restOf(text: string, at: number, quote: string, gaps: Span[]): number | undefined {
  for (let i = at; i < text.length; i++) {
    const char = text[i];
    if (char === quote) return i;
    if (char === "\n" && quote !== "`") return undefined;
    if (char !== "\\") continue;
    const end = text[i + 1] === "\r" ? i + 2 : i + 1;
    if (text[end] === "\n") {
      gaps.push({ start: i, end: end + 1 });
      i = end;
    } else i++;
  }
  return undefined;
}

function indentation(line: string): number {
  return /^[ \t]*/u.exec(line)?.[0].length ?? 0;
}

/**
 * True where the literal behind a gap is a statement of its own, as a text that documents a variable is: on the next line, and no further
 * in than the statement whose value begins at `start`.
 */
function isStatement(text: string, start: number, gap: string): boolean {
  if (/[+\\]/u.test(gap) || !gap.includes("\n")) return false;
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /[^\s"'bruf]/iu.test(line) && indentation(gap.slice(gap.lastIndexOf("\n") + 1)) <= indentation(line);
}

/**
 * The literal in pieces whose first content begins at `start` of `text`, behind its quote; nothing where it is in one piece. `path`
 * tells the language. What is joined to anything but another literal ends with the last literal.
 */
export function joinedAt(text: string, start: number, path: string): Joined | undefined {
  const quote = text.charAt(start - 1);
  if ((quote !== '"' && quote !== "'" && quote !== "`") || text[start - 2] === "\\") return undefined;
  const ending = endingOf(path);
  const joiner = joinerOf(ending);
  if (!joiner) return undefined;
  const gaps: Span[] = [];
  let end = restOf(text, start, quote, gaps);
  for (let pieces = 1; end !== undefined && pieces < mostPieces; pieces++) {
    joiner.lastIndex = end + 1;
    const next = joiner.test(text) ? joiner.lastIndex : undefined;
    // An empty literal, and three quotes that open or close one of several lines, are no piece.
    if (next === undefined || text[next] !== quote || text[next + 1] === quote || next === end + 1) break;
    const inside: Span[] = [];
    const nextEnd = restOf(text, next + 1, quote, inside);
    if (nextEnd === undefined || (endingsOfPython.has(ending) && isStatement(text, start, text.slice(end + 1, next))))
      break;
    gaps.push({ start: end, end: next + 1 }, ...inside);
    end = nextEnd;
  }
  return end === undefined || gaps.length === 0 ? undefined : { span: { start, end }, gaps };
}

/** The same where the content begins at `start` of a whole text, by its offsets there. */
export function joinedIn({ bytes, path }: SourceText, start: number): Joined | undefined {
  const from = Math.max(0, start - windowBefore);
  const window = bytes.toString("latin1", from, Math.min(bytes.length, start + longest));
  const joined = joinedAt(window, start - from, path);
  if (!joined) return undefined;
  const placed = (span: Span): Span => ({ start: from + span.start, end: from + span.end });
  return { span: placed(joined.span), gaps: joined.gaps.map(placed) };
}
