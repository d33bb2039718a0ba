// Reads YAML (and so JSON) into plain data that remembers where each key stands. Written for untrusted files: the parser's own
// messages quote the file, its aliases multiply and its recursion can exhaust the stack, so none of the three is reached.
import { isAlias, isMap, isScalar, isSeq, Lexer, parseDocument, type ParsedNode } from "yaml";

/** A mistake in the file: where it is, and a sentence about it that quotes no value (worked out only for the one that is shown). */
export interface Mistake {
  readonly offset: number;
  readonly message: () => string;
}

/** The file's data, and the offset of every key and list item by its JSON pointer. */
export interface DataDocument {
  readonly data: unknown;
  readonly offsets: ReadonlyMap<string, number>;
  readonly mistakes: readonly Mistake[];
}

/** Brackets within brackets; our settings need four. */
const maxDepth = 32;
/** Indentation, which bounds how deep lists and mappings without brackets nest. */
const maxIndent = 64;
/** `- - -` and the like without a line end or comma between them nest, too. */
const maxIndicators = 8;
/** Bounds the work that a file of nothing but signs makes. */
const maxLexemes = 250_000;

const opening = new Set(["[", "{"]);
const closing = new Set(["]", "}"]);
const indicator = new Set(["-", "?", ":"]);
const lineEnd = new Set(["\n", "\r\n"]);
/** What the lexer says besides the text: start of document, of a scalar, and an error. */
const marker = new Set(["\u0002", "\u001f", "\u0018"]);

const tooDeep = "is nested deeper than any setting";

/** Why the file must not reach the parser; nothing if it may. The lexer works without recursion. */
export function hostile(text: string): Mistake | undefined {
  let offset = 0;
  let depth = 0;
  let indicators = 0;
  let count = 0;
  let previous = "";
  for (const lexeme of new Lexer().lex(text)) {
    if (++count > maxLexemes) return { offset, message: () => "holds more than vaultlint reads: make it smaller" };
    if (opening.has(lexeme)) depth++;
    if (closing.has(lexeme)) depth--;
    if (indicator.has(lexeme)) indicators++;
    else if (opening.has(lexeme) || closing.has(lexeme) || lexeme === "," || (lineEnd.has(lexeme) && depth <= 0))
      indicators = 0;
    const indent = lineEnd.has(previous) && depth <= 0 && /^ +$/u.test(lexeme) ? lexeme.length : 0;
    if (depth > maxDepth || indicators > maxIndicators || indent > maxIndent) return { offset, message: () => tooDeep };
    previous = lexeme;
    if (!marker.has(lexeme)) offset += lexeme.length;
  }
  return undefined;
}

const syntaxMistakes: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "is indented with a tab: use spaces",
  BAD_INDENT: "is not indented like the lines around it",
  MISSING_CHAR: "lacks a quote, bracket, comma or colon",
  MULTIPLE_DOCS: "starts a second document: keep one",
  RESOURCE_EXHAUSTION: tooDeep,
};

/** Escapes a key for a JSON pointer. */
export function pointerPart(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Turns the parsed tree into data. Keys become own properties whatever they are called, so that none reaches a prototype. */
function toData(node: ParsedNode | null, pointer: string, offsets: Map<string, number>, mistakes: Mistake[]): unknown {
  if (node === null) return null;
  const [offset] = node.range;
  if (isAlias(node)) {
    mistakes.push({ offset, message: () => "uses an alias (*name), which is not supported: write the value out" });
    return null;
  }
  if (node.tag !== undefined)
    mistakes.push({ offset, message: () => "uses a tag (!name), which is not supported: write the plain value" });
  if (isSeq<ParsedNode>(node)) {
    return node.items.map((item, i) => {
      const at = pointer + pointerPart(String(i));
      offsets.set(at, item.range[0]);
      return toData(item, at, offsets, mistakes);
    });
  }
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return isScalar(node) ? node.value : null;
  const data: Record<string, unknown> = {};
  for (const { key, value } of node.items) {
    const [keyOffset] = key.range;
    if (!isScalar(key)) {
      mistakes.push({ offset: keyOffset, message: () => "has a key that is no plain text" });
      continue;
    }
    const name = String(key.value);
    const at = pointer + pointerPart(name);
    if (offsets.has(at))
      mistakes.push({
        offset: keyOffset,
        message: () => "holds a key that stands above already: remove one of the two",
      });
    offsets.set(at, keyOffset);
    Object.defineProperty(data, name, {
      value: toData(value, at, offsets, mistakes),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return data;
}

/** Reads the text. With mistakes the data is not to be used. */
export function readDocument(text: string): DataDocument {
  const offsets = new Map<string, number>();
  const refused = hostile(text);
  if (refused) return { data: undefined, offsets, mistakes: [refused] };
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    prettyErrors: false,
    // Its check compares every key with every other; `toData` looks them up.
    uniqueKeys: false,
  });
  const mistakes: Mistake[] = document.errors.map(({ code, pos }) => ({
    offset: pos[0],
    message: () => syntaxMistakes[code] ?? "is no valid YAML or JSON: check quotes, colons and indentation",
  }));
  if (mistakes.length > 0) return { data: undefined, offsets, mistakes };
  const data = toData(document.contents, "", offsets, mistakes);
  return { data, offsets, mistakes };
}
