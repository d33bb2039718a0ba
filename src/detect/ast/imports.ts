// The packages a file imports, read from its bytes: decides whether parsing it may be worth its price.

const longestName = 80;
const keywords = ["from", "require(", "import("] as const;

/** Calls `onImport` for every package that follows `from`, `require(` or `import(`; `node:` is cut off. Stops when it answers true. */
export function someImport(bytes: Buffer, onImport: (name: string) => boolean): boolean {
  for (const keyword of keywords) {
    for (let at = bytes.indexOf(keyword); at >= 0; at = bytes.indexOf(keyword, at + keyword.length)) {
      let start = at + keyword.length;
      while (bytes[start] === 32) start++;
      const quote = bytes[start];
      if (quote !== 34 && quote !== 39) continue;
      const end = bytes.indexOf(quote, start + 1);
      if (end < 0 || end - start > longestName) continue;
      const name = bytes.toString("latin1", start + 1, end);
      if (!name.startsWith(".") && onImport(name.replace(/^node:/u, ""))) return true;
    }
  }
  return false;
}
