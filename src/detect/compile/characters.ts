// The characters that pieces of a regex match, of the 256 that a text's bytes are read as.
import { type AST, visitRegExpAST } from "@eslint-community/regexpp";

const all = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code));
const known = new Map<string, readonly string[]>();

/** The characters that a class or character matches, as it is written in a regex. */
export function charactersOf(raw: string): readonly string[] {
  let found = known.get(raw);
  if (!found) {
    const set = new RegExp(`^${raw}$`, "s");
    found = all.filter((char) => set.test(char));
    known.set(raw, found);
  }
  return found;
}

/** Characters in lower case, a bit each. */
export type Characters = bigint;

const masks = new Map<string, Characters>();

function maskOf(raw: string): Characters {
  let mask = masks.get(raw);
  if (mask === undefined) {
    mask = 0n;
    for (const char of charactersOf(raw)) mask |= 1n << BigInt(char.toLowerCase().charCodeAt(0));
    masks.set(raw, mask);
  }
  return mask;
}

/** The characters that stand anywhere in what a node matches. */
export function charactersIn(node: AST.Node): Characters {
  let found = 0n;
  const add = (leaf: AST.Character | AST.CharacterSet | AST.CharacterClass): void => {
    found |= maskOf(leaf.raw);
  };
  visitRegExpAST(node, {
    onCharacterEnter: (leaf) => {
      if (leaf.parent.type !== "CharacterClass" && leaf.parent.type !== "CharacterClassRange") add(leaf);
    },
    onCharacterSetEnter: (leaf) => {
      if (leaf.parent.type !== "CharacterClass") add(leaf);
    },
    onCharacterClassEnter: add,
  });
  return found;
}
