// The packages a file imports, read from its bytes: decides whether parsing it may be worth its price.

const longestName = 80;

/** What stands before the name of a package. With its quote or blanks `from` is rare; alone it stands in every text. */
export const importLiterals: readonly string[] = [
  'from"',
  "from'",
  'from "',
  "from '",
  "from  ",
  "require(",
  "import(",
];

/** The package that is named behind a literal that ends at `at`, without `node:`; nothing for modules of the project. */
export function importedAt(bytes: Buffer, at: number): string | undefined {
  let start = isQuote(bytes[at - 1]) ? at - 1 : at;
  while (bytes[start] === 32) start++;
  const quote = bytes[start];
  if (!isQuote(quote)) return undefined;
  const window = bytes.toString("latin1", start + 1, start + 1 + longestName);
  const name = window.slice(0, window.indexOf(String.fromCharCode(quote))).replace(/^node:/u, "");
  return name === "" || name.startsWith(".") ? undefined : name;
}

function isQuote(byte: number | undefined): byte is number {
  return byte === 34 || byte === 39;
}
