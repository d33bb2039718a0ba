// What an equals sign gives a value to, told from a program's tokens.
import { nameAt } from "./names.ts";
import { char, closing, open, textOf, token, type Tokens } from "./tokens.ts";

/** How many tokens a type may have. */
const longestType = 60;

export interface Given {
  readonly names: readonly string[];
  /** Where the expression begins. */
  readonly from: number;
}

/** True for an equals sign; it may follow the end of a type without a blank. */
export function givesValue({ codes, text, starts }: Tokens, index: number): boolean {
  return codes[index] === char("=") || (codes[index] === token.comparison && text.startsWith(">=", starts[index]));
}

/** Where the type arguments that begin at `from` end; `from` where they are none, or long. */
export function endOfTypes({ codes, partners }: Tokens, from: number, spend: () => void): number {
  let angles = 0;
  for (let i = from, left = longestType; i < codes.length && left > 0; i++, left--) {
    spend();
    const code = codes[i] ?? 0;
    if (code === char("<")) angles++;
    else if (code === char(">") && --angles === 0) return i;
    else if (open.has(code)) i = partners[i] ?? codes.length;
    else if (closing.has(code) || code === char(";")) return from;
  }
  return from;
}

/** What is given a value by the equals sign at `index`: names, those in a pattern, and those before a type. */
export function givenAt(tokens: Tokens, index: number, spend: () => void): Given {
  const { codes, partners } = tokens;
  const names: string[] = [];
  const take = (last: number): void => {
    if (codes[last] === char("?") || codes[last] === char("!")) last--;
    if (codes[last] === token.name && codes[last - 1] !== char(".")) names.push(nameAt(tokens, last));
    if (codes[last] !== char("]") && codes[last] !== char("}")) return;
    for (let i = partners[last] ?? 0; i < last; i++) {
      spend();
      if (codes[i] === token.name) names.push(nameAt(tokens, i));
      else if (codes[i] === token.string) names.push(textOf(tokens, i));
    }
  };
  take(index - 1);
  // `>=` ends a type, too.
  let angles = codes[index] === token.comparison ? 1 : 0;
  for (let i = index - 1, steps = 0; i >= 0 && steps < longestType; i--, steps++) {
    const code = codes[i] ?? 0;
    if (code === char(">")) angles++;
    else if (code === char("<")) angles--;
    else if (closing.has(code)) i = partners[i] ?? 0;
    else if (code === char(":")) take(i - 1);
    else if (code === char(",") && angles > 0) continue;
    else if (code === char(",") || code === char(";") || code === char("=") || open.has(code)) break;
    else if (code === token.name && /^(?:const|let|var)$/u.test(textOf(tokens, i))) break;
  }
  return { names, from: index + 1 };
}
