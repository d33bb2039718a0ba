import { textOf, type Tokens } from "./tokens.ts";

/** The name's text, as the tree has it: `#log` is called `log` there. */
export function nameAt(tokens: Tokens, index: number): string {
  const name = textOf(tokens, index);
  return name.startsWith("#") ? name.slice(1) : name;
}
