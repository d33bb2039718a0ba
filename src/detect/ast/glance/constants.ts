// Which expressions may be constants, told from a program's tokens. fold.ts tells it from the tree; what that works out must be a
// constant here too, and more may be: names are those of the whole file, and types and statements are not told from expressions.
import { createBudget, TooMuch } from "./budget.ts";
import { endOfTypes, givenAt, givesValue, type Given } from "./given.ts";
import { nameAt } from "./names.ts";
import { char, closing, open, textOf, token, type Tokens } from "./tokens.ts";

/** What an expression may be: no constant, one that hides nothing, or a text. */
export type Worth = 0 | 1 | 2;

/** Looks at a text that stands for itself. */
export type Accepts = (text: string) => boolean;

export interface Constants {
  /** What the expression may be that begins at a token. */
  readonly worthAt: (index: number, accepts?: Accepts) => Worth;
  /** The same of one that ends before a token. */
  readonly worthOf: (from: number, to: number, accepts?: Accepts) => Worth;
  /** True where a variable may be given a constant. */
  readonly isConstant: (name: string) => boolean;
}

const mostDeep = 60;

/** Between these are alternatives, of which one is the value. */
const between = new Set([
  char(","),
  char(";"),
  char("?"),
  char(":"),
  char("="),
  token.and,
  token.or,
  token.update,
  token.arrow,
  // It begins a statement, or makes a number.
  token.step,
]);
/** What stands on both sides of these is no text. */
const computes = new Set([token.comparison, ...["-", "*", "/", "%", "<", ">", "&", "|", "^"].map(char)]);
/** With these another statement begins, where a line end alone ends the one before. */
const statements = new Set(
  "const let var return if for while do switch throw try break continue export case enum interface".split(" "),
);
const opaque = new Set("function typeof void delete".split(" "));
/** With another name a line end alone ends the statement before. */
const operators = new Set("as satisfies in instanceof".split(" "));
const beginsStatement: ReadonlySet<number> = new Set([token.name, token.string, token.number]);

/** Functions whose value is made of their first argument, whatever they are a property of. */
const ofArgument = new Set(
  "atob btoa decodeURIComponent unescape String from of encode fromCharCode freeze Buffer Uint8Array".split(" "),
);
/** Methods whose value is made of their object. */
const ofObject = new Set(
  "toString valueOf trim toLowerCase toUpperCase concat slice substring replace replaceAll join split reverse".split(
    " ",
  ),
);

interface Operand {
  readonly value: Worth;
  /** Where what follows begins. */
  readonly next: number;
}

/** An operand as far as it is read. */
interface Begun {
  readonly value: Worth;
  /** Of a variable. */
  readonly name: string;
  readonly isNew: boolean;
  readonly depth: number;
}

/** Reads what may be constant in a program. */
export function createConstants(tokens: Tokens): Constants {
  const { codes, partners } = tokens;
  const constant = new Map<string, Worth>();
  const spend = createBudget(tokens);

  /** The end of the expression that begins at `from`. */
  function endOf(from: number): number {
    let i = from;
    for (; i < codes.length; i++) {
      spend();
      const code = codes[i] ?? 0;
      if (open.has(code)) i = partners[i] ?? codes.length;
      else if (code === char("<")) i = behindTypes(i);
      else if (closing.has(code) || code === char(",") || code === char(";")) break;
      else if (code === token.name && i > from && codes[i - 1] !== char(".") && statements.has(textOf(tokens, i)))
        break;
    }
    return i;
  }

  /** The end of the type arguments that begin at `from`; `from` where an operand follows, so that signs compare. */
  function behindTypes(from: number): number {
    const end = endOfTypes(tokens, from, spend);
    return beginsStatement.has(codes[end + 1] ?? 0) ? from : end;
  }

  /** The first of the arguments in a call's parentheses. */
  function firstArgument(paren: number, depth: number): Worth {
    return worth(paren + 1, Math.min(endOf(paren + 1), partners[paren] ?? 0), undefined, depth);
  }

  function ofTemplate(begin: number, depth: number, accepts: Accepts | undefined): Worth {
    const end = partners[begin] ?? begin;
    let best: Worth = 1;
    for (let i = begin + 1; i < end; i++) {
      if (codes[i] === token.chunk) {
        const isAll = i === begin + 1 && i === end - 1;
        if (!isAll || isAccepted(textOf(tokens, i), accepts)) best = 2;
      } else {
        const partner = partners[i] ?? i;
        const value = worth(i + 1, partner, undefined, depth);
        if (value === 0) return 0;
        if (value === 2) best = 2;
        i = partner;
      }
    }
    return best;
  }

  /** Numbers may be the bytes of a text, also those that have names. */
  function ofArray(at: number, end: number, accepts: Accepts | undefined, depth: number): Worth {
    if (codes.slice(at + 1, end).includes(token.number)) return 2;
    const value = worth(at + 1, end, accepts, depth);
    return value === 1 && !accepts ? 2 : value;
  }

  function isAccepted(text: string, accepts: Accepts | undefined): boolean {
    if (text.trim() === "") return false;
    return !accepts || /[\\\u0080-\u00FF]/u.test(text) || accepts(text);
  }

  /** What may be read at `at`: a literal, a name, or something in brackets. Nothing of all else, such as a sign before an operand. */
  function primary(at: number, accepts: Accepts | undefined, depth: number): Worth | undefined {
    const partner = partners[at] ?? -1;
    switch (codes[at]) {
      case token.string:
        return isAccepted(textOf(tokens, at), accepts) ? 2 : 1;
      case token.number:
        return 1;
      case token.name:
        return constant.get(nameAt(tokens, at)) ?? 0;
      case char("`"):
        return ofTemplate(at, depth, accepts);
      case char("("):
        return worth(at + 1, partner, accepts, depth);
      case char("{"):
        // Behind an arrow it is the body of a function.
        return codes[at - 1] === token.arrow ? 0 : worth(at + 1, partner, accepts, depth);
      case char("["):
        return ofArray(at, partner, accepts, depth);
      default:
        return undefined;
    }
  }

  /** The operand at `from`: what it may be, and where what follows begins. */
  function operand(from: number, to: number, accepts: Accepts | undefined, depth: number): Operand {
    let i = from;
    let isNew = false;
    for (; codes[i] === token.name && i < to; i++) {
      const name = textOf(tokens, i);
      // Its fields may be constants.
      if (name === "class") return { value: 2, next: i + 1 };
      if (opaque.has(name)) return { value: 0, next: i + 1 };
      if (name === "new") isNew = true;
      else if (!/^(?:await|async|yield|return)$/u.test(name)) break;
    }
    // A type, and what is said to be of it.
    if (codes[i] === char("<")) return { value: 2, next: to };
    const value = primary(i, accepts, depth);
    if (value === undefined) return { value: 0, next: i + 1 };
    const name = codes[i] === token.name ? nameAt(tokens, i) : "";
    return behind(Math.max(partners[i] ?? -1, i) + 1, to, { value, name, isNew, depth });
  }

  /** What follows an operand: its properties, and calls of it. */
  function behind(from: number, to: number, { value: first, name, isNew: wasNew, depth }: Begun): Operand {
    let [i, value, last, isNew, isMember] = [from, first, name, wasNew, false];
    while (i < to) {
      spend();
      const code = codes[i];
      const partner = partners[i] ?? i;
      if ((code === char(".") || code === token.optional) && codes[i + 1] === token.name) {
        last = nameAt(tokens, i + 1);
        isMember = true;
        i += 2;
      } else if (code === char("!") || code === token.optional) {
        i++;
      } else if (code === char("[")) {
        last = codes[i + 1] === token.string && partner === i + 2 ? textOf(tokens, i + 1) : "";
        isMember = true;
        i = partner + 1;
      } else if (code === char("(")) {
        if (ofArgument.has(last)) {
          const given = firstArgument(i, depth);
          value = last === "fromCharCode" && given > 0 ? 2 : given;
        } else if (isNew || (isMember && !ofObject.has(last))) value = 0;
        else if (value > 0 && isMember) value = 2;
        isNew = false;
        i = partner + 1;
      } else if (code === char("`")) {
        // A function reads the template.
        value = 0;
        i = partner + 1;
      } else if (code === char("<") && codes[behindTypes(i) + 1] === char("(")) {
        i = behindTypes(i) + 1;
      } else break;
    }
    return { value, next: i };
  }

  /** The best of the alternatives between two tokens. Accepted must be a text only where it is all of its alternative. */
  function worth(from: number, to: number, accepts: Accepts | undefined, depth: number): Worth {
    if (depth > mostDeep) throw new TooMuch();
    let best: Worth = 0;
    for (let i = from; i < to;) {
      const alone = i;
      let value: Worth = 0;
      let pieces = 0;
      let isConstant = true;
      let isType = false;
      let expectsOperand = true;
      for (; i < to;) {
        spend();
        const code = codes[i] ?? 0;
        if (between.has(code)) break;
        if (expectsOperand) {
          const { value: piece, next } = operand(i, to, pieces === 0 ? accepts : undefined, depth + 1);
          pieces++;
          isConstant &&= piece > 0;
          if (piece > value) value = piece;
          expectsOperand = false;
          i = next;
        } else if (code === char("+")) {
          expectsOperand = true;
          i++;
        } else if (open.has(code)) i = (partners[i] ?? i) + 1;
        else {
          const word = code === token.name ? textOf(tokens, i) : "";
          if (/^(?:as|satisfies)$/u.test(word)) isType = true;
          else if (!isType) {
            if (beginsStatement.has(code) && !operators.has(word)) break;
            if (computes.has(code) || word !== "") isConstant = false;
          }
          i++;
        }
      }
      // A key of an object literal.
      const isKey = codes[i] === char(":") && i === alone + 1 && codes[alone - 1] !== char("?") && isInBraces(alone);
      if (pieces > 1 && value > 0) value = 2;
      if (isConstant && !isKey && value > best) best = value;
      if (best === 2) return best;
      if (between.has(codes[i] ?? 0)) i++;
    }
    return best;
  }

  /** True for what stands first in braces or behind a comma. */
  function isInBraces(index: number): boolean {
    return codes[index - 1] === char("{") || codes[index - 1] === char(",");
  }

  const given: Given[] = [];
  for (let i = 0; i < codes.length; i++) {
    if (givesValue(tokens, i)) given.push(givenAt(tokens, i, spend));
    else if (codes[i] === token.name && /^(?:enum|class)$/u.test(textOf(tokens, i))) {
      // Their members may be constants.
      if (codes[i + 1] === token.name && codes[i - 1] !== char(".")) constant.set(nameAt(tokens, i + 1), 2);
    }
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const { names, from } of given) {
      if (names.every((name) => constant.get(name) === 2)) continue;
      const value = worth(from, endOf(from), undefined, 0);
      for (const name of names) {
        if (value <= (constant.get(name) ?? 0)) continue;
        constant.set(name, value);
        changed = true;
      }
    }
  }

  return {
    worthAt: (index, accepts) => worth(index, endOf(index), accepts, 0),
    worthOf: (from, to, accepts) => worth(from, to, accepts, 0),
    isConstant: (name) => constant.get(name) === 2,
  };
}
