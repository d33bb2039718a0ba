// Whether a regex can try one text in too many ways. Repetitions that end somewhere take time that ends, too, but where they stand in one
// another, or beside one another over the same characters, the ways to split a text between them multiply.
import { type AST, RegExpParser, visitRegExpAST } from "@eslint-community/regexpp";
import { type Characters, charactersIn } from "./characters.ts";

/** Some ways to split a text between two repetitions are harmless. */
const harmless = 3;
/** Ways to try one place: half a second in the worst text, and far less in all others. */
const mostWays = 50_000_000;

function isVariable(node: AST.Quantifier): boolean {
  return node.min !== node.max && node.max > 1;
}

function meet(a: Characters, b: Characters): boolean {
  return (a & b) !== 0n;
}

function isSingle(node: AST.Element): boolean {
  return node.type === "Character" || node.type === "CharacterSet" || node.type === "CharacterClass";
}

/** True where a repeated piece begins or ends with a character that nothing else in it can match. */
function isSeparated({ elements }: AST.Alternative): boolean {
  return [elements[0], elements.at(-1)].some((edge) => {
    if (!edge || !isSingle(edge)) return false;
    const characters = charactersIn(edge);
    return elements.every((element) => element === edge || !meet(characters, charactersIn(element)));
  });
}

function varies(node: AST.Node): boolean {
  let found = false;
  visitRegExpAST(node, {
    onQuantifierEnter(inner) {
      if (isVariable(inner)) found = true;
    },
  });
  return found;
}

/** Whether the first characters say which of two branches a text takes. */
function areTold(one: AST.Alternative, other: AST.Alternative): boolean {
  for (const [index, element] of one.elements.entries()) {
    const beside = other.elements[index];
    if (!beside || !isSingle(element) || !isSingle(beside)) return false;
    if (!meet(charactersIn(element), charactersIn(beside))) return true;
  }
  return false;
}

/** Whether branches of a group can begin with the same text. */
function hasLikeBranches(alternatives: readonly AST.Alternative[]): boolean {
  return alternatives.some((one, index) => alternatives.slice(index + 1).some((other) => !areTold(one, other)));
}

/** What trying a piece of a regex can cost. */
interface Piece {
  /** Characters that it can begin with, and end with. */
  readonly first: Characters;
  readonly last: Characters;
  readonly mayBeEmpty: boolean;
  /** Ways in which it can go on from one place of the worst text. */
  readonly ends: number;
  /** Ways in which it can match one text. */
  readonly splits: number;
  /** Ways to try all of it. */
  readonly ways: number;
}

const nothing: Piece = { first: 0n, last: 0n, mayBeEmpty: true, ends: 1, splits: 1, ways: 1 };

/** The characters at the edge of a sequence: its pieces in the order from there. */
function edgeOf(pieces: readonly Piece[], edge: "first" | "last"): Characters {
  let all = 0n;
  for (const piece of pieces) {
    all |= piece[edge];
    if (!piece.mayBeEmpty) break;
  }
  return all;
}

function sequence(pieces: readonly Piece[]): Piece {
  // Of what stands before the last piece whose end the text tells: all of its splits are tried where what follows fails.
  let told = 1;
  // Of the pieces since, between which the text does not tell.
  let ends = 1;
  let longest = 1;
  let last: Characters = 0n;
  /** A piece that may be missing behind them, and begins with none of their characters. */
  let missing: Piece | undefined;
  let ways = 1;
  for (const piece of pieces) {
    const own = piece.ends / piece.splits;
    if (piece.first === 0n) {
      // It looks at a place, and takes nothing.
      ways = Math.max(ways, told * ends * piece.ways);
      continue;
    }
    if (missing && meet(missing.last, piece.first)) {
      // As if it met them, too.
      ends *= missing.ends;
      longest = Math.max(longest, missing.ends / missing.splits);
      last |= missing.last;
      missing = undefined;
    }
    if (meet(last, piece.first)) {
      ways = Math.max(ways, told * ends * piece.ways);
      ends *= piece.ends;
      longest = Math.max(longest, own);
      last = piece.last | (piece.mayBeEmpty ? last : 0n);
    } else if (piece.mayBeEmpty && !missing) missing = piece;
    else {
      // A character that only one of two neighbours matches says where the one ends.
      told *= (ends / longest) * (missing?.splits ?? 1);
      ends = piece.ends;
      longest = own;
      last = piece.last | (piece.mayBeEmpty ? last | (missing?.last ?? 0n) : 0n);
      missing = undefined;
    }
    ways = Math.max(ways, told * piece.ways, told * (ends + (missing?.ends ?? 0)));
  }
  ends += missing?.ends ?? 0;
  return {
    first: edgeOf(pieces, "first"),
    last: edgeOf([...pieces].reverse(), "last"),
    mayBeEmpty: pieces.every((piece) => piece.mayBeEmpty),
    ends: told * ends,
    splits: Math.max(1, (told * ends) / (longest + (missing ? missing.ends / missing.splits : 0))),
    ways,
  };
}

function branches(alternatives: readonly AST.Alternative[]): Piece {
  const pieces = alternatives.map(({ elements }) => sequence(elements.map(pieceOf)));
  // As many as begin with the same text are tried there.
  const alike = Math.max(...alternatives.map((one) => alternatives.filter((other) => !areTold(one, other)).length));
  const most = (what: "ends" | "splits" | "ways"): number => alike * Math.max(...pieces.map((piece) => piece[what]));
  return {
    first: pieces.reduce((all, { first }) => all | first, 0n),
    last: pieces.reduce((all, { last }) => all | last, 0n),
    mayBeEmpty: pieces.some((piece) => piece.mayBeEmpty),
    ends: most("ends"),
    splits: most("splits"),
    ways: most("ways"),
  };
}

function repetition({ element, min, max }: AST.Quantifier): Piece {
  const piece = pieceOf(element);
  const lengths = max - min + 1;
  const times = max > harmless ? piece : sequence(Array.from({ length: max }, () => piece));
  return {
    ...times,
    mayBeEmpty: min === 0 || piece.mayBeEmpty,
    ends: times.ends * lengths,
    ways: times.ways * lengths,
  };
}

function pieceOf(node: AST.Element): Piece {
  switch (node.type) {
    case "Group":
    case "CapturingGroup":
      return branches(node.alternatives);
    case "Quantifier":
      return repetition(node);
    case "Assertion":
      return "alternatives" in node ? { ...nothing, ways: branches(node.alternatives).ways } : nothing;
    default: {
      const characters = charactersIn(node);
      return { ...nothing, first: characters, last: characters, mayBeEmpty: false };
    }
  }
}

/** What is wrong with a group that is repeated often. */
function groupProblem({ alternatives }: AST.Group | AST.CapturingGroup): string | undefined {
  const isNested = alternatives.some((one) => varies(one) && !isSeparated(one));
  if (isNested || alternatives.some(({ elements }) => sequence(elements.map(pieceOf)).splits > 1))
    return "repeats a group that repeats something itself, which can take for ever: unroll one of the two, or end the group with a character that nothing else in it matches";
  if (hasLikeBranches(alternatives))
    return "repeats a group of which two branches can begin with the same text, which can take for ever: write one of them, or let each begin with a character of its own";
  return undefined;
}

/** What is wrong with the repetitions of a regex that `RegExp` accepts, and how to write them; nothing where it takes bounded time. */
export function repetitionProblem(pattern: string): string | undefined {
  const parsed = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(pattern);
  let problem: string | undefined;
  visitRegExpAST(parsed, {
    onQuantifierEnter({ max, element }) {
      if (max > harmless && (element.type === "Group" || element.type === "CapturingGroup"))
        problem ??= groupProblem(element);
    },
  });
  if (problem !== undefined) return problem;
  const { ways } = branches(parsed.alternatives);
  // Without an end it is refused for that, or bounded by what it looks at.
  if (ways <= mostWays || !Number.isFinite(ways)) return undefined;
  return "repeats things beside one another that match the same characters, so that one text can be split between them in more than fifty million ways: write smaller repetitions, or put a character between them that they do not match";
}
