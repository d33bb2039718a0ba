// What a regex of a user is sure to do: how long its matches are, which literals each of them holds and how far from its beginning. So
// that a user writes a pattern and nothing else.
import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { charactersOf } from "../compile/characters.ts";
import { frequency } from "../compile/frequency.ts";
import { placeLiteral } from "../compile/place-literal.ts";
import { ALWAYS } from "../kernel/layout.ts";

/** Literals one of which stands in every match, in any letter case. */
export interface Required {
  readonly literals: readonly string[];
  /** Most bytes of a match before the literal. */
  readonly before: number;
}

export interface PatternFacts {
  /** Most bytes of a match; infinite with `*`, `+` and `{n,}`. */
  readonly longest: number;
  readonly required?: Required;
  /** Most bytes before a match, and behind it, that its lookarounds look at. */
  readonly around: { readonly before: number; readonly behind: number };
}

/** What holds for a piece of the pattern. */
interface Piece {
  readonly most: number;
  /** Every text that it matches, in lower case, where these are few. */
  readonly exact?: readonly string[];
  readonly required?: Required;
}

const mostTexts = 24;
const longestText = 40;
const mostBefore = 1000;
const nothing: Piece = { most: 0, exact: [""] };

/** How often one of the literals occurs; infinite where one cannot be searched for. */
function costOf(literals: readonly string[]): number {
  let all = 0;
  for (const text of literals) {
    const placed = placeLiteral({ text, cased: false, begins: "anywhere", condition: ALWAYS });
    all += placed && text.length <= longestText ? frequency(placed.gram) : Number.POSITIVE_INFINITY;
  }
  return literals.length === 0 ? Number.POSITIVE_INFINITY : all;
}

function rarer(a: Required | undefined, b: Required | undefined): Required | undefined {
  if (!a || !b) return a ?? b;
  return costOf(b.literals) < costOf(a.literals) ? b : a;
}

function usable(literals: readonly string[], before: number): Required | undefined {
  return before <= mostBefore && costOf(literals) < Number.POSITIVE_INFINITY ? { literals, before } : undefined;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function times(left: readonly string[], right: readonly string[]): string[] | undefined {
  if (left.length * right.length > mostTexts) return undefined;
  const all = unique(left.flatMap((head) => right.map((tail) => head + tail)));
  return all.some((text) => text.length > longestText) ? undefined : all;
}

/** Literals grow over neighbours that match few texts: `api[_-]?key` gives three. */
function sequence(elements: readonly AST.Element[]): Piece {
  let most = 0;
  let run: readonly string[] = [""];
  let runBefore = 0;
  let whole = true;
  let best: Required | undefined;
  const flush = (): void => {
    best = rarer(best, usable(run, runBefore));
  };
  for (const element of elements) {
    const piece = pieceOf(element);
    const longer = piece.exact && times(run, piece.exact);
    if (longer) run = longer;
    else {
      flush();
      whole = false;
      if (piece.required) best = rarer(best, usable(piece.required.literals, most + piece.required.before));
      run = piece.exact ?? [""];
      runBefore = piece.exact ? most : most + piece.most;
    }
    most += piece.most;
  }
  if (whole) return { most, exact: run };
  flush();
  return { most, ...(best && { required: best }) };
}

function alternatives(all: readonly AST.Alternative[]): Piece {
  const pieces = all.map(({ elements }) => sequence(elements));
  const most = Math.max(...pieces.map((piece) => piece.most));
  const exact = unique(pieces.flatMap((piece) => piece.exact ?? []));
  if (pieces.every((piece) => piece.exact) && exact.length <= mostTexts) return { most, exact };
  const each = pieces.map((piece) => piece.required ?? (piece.exact && usable(piece.exact, 0)));
  const literals = unique(each.flatMap((required) => required?.literals ?? []));
  const before = Math.max(...each.map((required) => required?.before ?? 0));
  const required = each.every(Boolean) && literals.length <= mostTexts ? usable(literals, before) : undefined;
  return { most, ...(required && { required }) };
}

function repetition({ element, min, max }: AST.Quantifier): Piece {
  const piece = pieceOf(element);
  const most = max === 0 ? 0 : piece.most * max;
  if (max === 0) return nothing;
  if (piece.exact && max <= 4) {
    let all: string[] = min === 0 ? [""] : [];
    let power: readonly string[] = [""];
    for (let count = 1; count <= max; count++) {
      const longer = times(power, piece.exact);
      if (!longer) return { most };
      power = longer;
      if (count >= min) all = unique([...all, ...power]);
    }
    if (all.length <= mostTexts) return { most, exact: all };
  }
  if (min === 0) return { most };
  const required = piece.required ?? (piece.exact && usable(piece.exact, 0));
  return { most, ...(required && { required }) };
}

/** A single character: a text that is known where it is one of a few, all of ASCII, whose letters alone the search compares without case. */
function characterPiece(characters: readonly string[]): Piece {
  const exact = unique(characters.map((char) => char.toLowerCase()));
  return exact.length <= 4 && characters.every((char) => char < "\x80") ? { most: 1, exact } : { most: 1 };
}

function pieceOf(node: AST.Element): Piece {
  switch (node.type) {
    case "Character":
      return characterPiece([String.fromCodePoint(node.value)]);
    case "CharacterSet":
    case "CharacterClass":
      return characterPiece(charactersOf(node.raw));
    case "Group":
    case "CapturingGroup":
      return alternatives(node.alternatives);
    case "Quantifier":
      return repetition(node);
    case "Assertion":
      return nothing;
    default:
      return { most: Number.POSITIVE_INFINITY };
  }
}

/** How far the lookarounds of a pattern look; one inside another looks on from where that one does. */
function lookedAt(pattern: AST.Pattern): PatternFacts["around"] {
  let before = 0;
  let behind = 0;
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (node.kind !== "lookbehind" && node.kind !== "lookahead") return;
      const { most } = alternatives(node.alternatives);
      if (node.kind === "lookbehind") before += most;
      else behind += most;
    },
  });
  return { before, behind };
}

/** The facts of a pattern that `RegExp` accepts; nothing where it is nested too deeply to be read. */
export function patternFacts(pattern: string): PatternFacts | undefined {
  try {
    const parsed = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern);
    const { most, exact, required } = alternatives(parsed.alternatives);
    const found = required ?? (exact && usable(exact, 0));
    const facts = { longest: most, around: lookedAt(parsed) };
    return found ? { ...facts, required: { ...found, literals: [...found.literals].sort() } } : facts;
  } catch {
    return undefined;
  }
}
