/**
 * Whether the content of a string literal can become that of a template literal with `start`..`end` taken out: gives the offsets at
 * which a backslash must be added, or nothing where an escape is cut or means nothing in a template.
 */
export function templateOf(content: string, start: number, end: number): readonly number[] | undefined {
  const escapes: number[] = [];
  for (let at = 0; at < content.length; at++) {
    const isInside = at >= start && at < end;
    const char = content.charAt(at);
    if (char === "\\") {
      const next = content.charAt(at + 1);
      // Octal escapes are an error in a template; `\0` alone is none.
      if (!isInside && /\d/u.test(next) && !/^0(?!\d)/u.test(content.slice(at + 1, at + 3))) return undefined;
      if ((at + 1 === start || at + 1 === end) && next !== "") return undefined;
      if (at + 1 === content.length) return undefined;
      at++;
      continue;
    }
    if (!isInside && (char === "`" || (char === "$" && content[at + 1] === "{" && at + 1 !== start))) escapes.push(at);
  }
  return escapes;
}
