// The packages a file imports, read from its bytes: decides whether parsing it may be worth its price.

const longestName = 80;

/** What stands before the name of a package. */
export const importLiterals: readonly string[] = ["from", "require(", "import("];

/** The package that is named at `at`, without `node:`; nothing for modules of the project. */
export function importedAt(bytes: Buffer, at: number): string | undefined {
  let start = at;
  while (bytes[start] === 32) start++;
  const quote = bytes[start];
  if (quote !== 34 && quote !== 39) return undefined;
  const window = bytes.toString("latin1", start + 1, start + 1 + longestName);
  const name = window.slice(0, window.indexOf(String.fromCharCode(quote))).replace(/^node:/u, "");
  return name === "" || name.startsWith(".") ? undefined : name;
}
