// Escapes of single characters: percent signs, JSON, HTML, quoted-printable. Each is read in the lines around the signs of it.
import type { Replacement } from "./rewrite.ts";

export interface EscapeSyntax {
  /** As reports name it: `a password in HTML entities`. */
  readonly name: string;
  /** Matches the two bytes with which its signs begin, or the word that says it is in use. */
  readonly sign: RegExp;
  readonly pattern: RegExp;
  /** What one match of the pattern stands for, in a string of double quotes or outside; nothing where it stands for itself. */
  readonly decode: (escape: string, inString: boolean) => string | undefined;
  /** The signs count up to the end of the text, not in their own lines alone. */
  readonly rest?: boolean;
  /** What its escapes stand for takes the place of what was read without decoding. */
  readonly replaces?: boolean;
}

const entities: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: "&", lt: "<", gt: ">", nbsp: " " };

/** A character by its number, if it is one that texts hold. */
function character(code: number): string | undefined {
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return code >= 32 || code === 9 || code === 10 || code === 13 ? String.fromCodePoint(code) : undefined;
}

/** A quote inside a string stays one that does not end it. */
function quoted(char: string | undefined, inString: boolean): string | undefined {
  return char === '"' && inString ? '\\"' : char;
}

function percentDecoded(escapes: string): string | undefined {
  try {
    return decodeURIComponent(escapes);
  } catch {
    return undefined;
  }
}

export const escapeSyntaxes: readonly EscapeSyntax[] = [
  {
    name: "percent-encoding",
    sign: /^%/u,
    pattern: /(?:%[\da-f]{2})+/giu,
    decode: percentDecoded,
  },
  {
    name: "JSON escapes",
    sign: /^\\[u/]/u,
    pattern: /\\(?:u[\da-f]{4}|u\{[\da-f]{1,6}\}|\/)/giu,
    decode(escape, inString) {
      const code = escape.charAt(1) === "/" ? 47 : Number.parseInt(escape.replace(/^\\u\{?/iu, ""), 16);
      return quoted(character(code), inString);
    },
  },
  {
    name: "string escapes",
    sign: /^\\[x\d]/u,
    replaces: true,
    pattern: /\\(?:x[\da-f]{2}|[0-3][0-7]{2}|u[\da-f]{4})/giu,
    decode(escape, inString) {
      const isOctal = /\d/u.test(escape.charAt(1));
      const code = isOctal ? Number.parseInt(escape.slice(1), 8) : Number.parseInt(escape.slice(2), 16);
      return quoted(character(code), inString);
    },
  },
  {
    name: "HTML entities",
    sign: /^&/u,
    pattern: /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,4});/giu,
    decode(escape, inString) {
      const name = escape.slice(1, -1);
      if (!name.startsWith("#")) return quoted(entities[name], inString);
      const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
      return quoted(character(code), inString);
    },
  },
  {
    name: "quoted-printable",
    sign: /^q/iu,
    rest: true,
    pattern: /=(?:\r?\n|[\dA-F]{2})/gu,
    decode(escape) {
      if (escape.endsWith("\n")) return "";
      const code = Number.parseInt(escape.slice(1), 16);
      return code > 127 ? "?" : character(code);
    },
  },
];

/** What the escapes in one part of a text stand for, at the cost of that part alone. */
export function escapesIn(bytes: Buffer, from: number, to: number, { pattern, decode }: EscapeSyntax): Replacement[] {
  const found: Replacement[] = [];
  const text = bytes.toString("latin1", from, to);
  let read = 0;
  let inString = false;
  for (const match of text.matchAll(pattern)) {
    for (; read < match.index; read++) {
      const char = text.charAt(read);
      if (char === "\n") inString = false;
      else if (char === "\\") read++;
      else if (char === '"') inString = !inString;
    }
    const decoded = decode(match[0], inString);
    if (decoded === undefined) continue;
    const span = { start: from + match.index, end: from + match.index + match[0].length };
    found.push({ span, bytes: Buffer.from(decoded), place: () => span });
  }
  return found;
}
