// Finds the YAML scalar that holds a value, with the keys above it. Used by the places that are written in YAML.
import type { Document, Pair, Scalar, YAMLMap } from "yaml";
import type { Positions } from "./positions.ts";

export interface YamlScalar {
  readonly document: Document.Parsed;
  readonly scalar: Scalar;
  /** From the top: map keys, and `*` for every list. */
  readonly path: readonly string[];
  /** Range of the content without quotes, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly style: "plain" | "single" | "double" | "block";
  /** Some map or list above is written in brackets. */
  readonly inFlow: boolean;
  readonly pair?: Pair;
  readonly map?: YAMLMap;
}

const styles: Readonly<Record<string, YamlScalar["style"]>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_FOLDED: "block",
  BLOCK_LITERAL: "block",
};

const parsed = new WeakMap<Positions, readonly Document.Parsed[] | undefined>();

/** The documents of a text, parsed once for all its findings. Nothing where it is broken or nested too deeply. */
async function documentsOf(positions: Positions): Promise<readonly Document.Parsed[] | undefined> {
  if (parsed.has(positions)) return parsed.get(positions);
  const { parseAllDocuments } = await import("yaml");
  let documents: readonly Document.Parsed[] | undefined;
  try {
    const all = parseAllDocuments(positions.string, { logLevel: "silent", uniqueKeys: false });
    if (Array.isArray(all) && all.every(({ errors }) => errors.length === 0)) documents = all;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  parsed.set(positions, documents);
  return documents;
}

/** Nothing where the file is broken, nested too deeply, or the place is no value: a key, a comment. */
export async function yamlScalarAt(positions: Positions, index: number): Promise<YamlScalar | undefined> {
  const { visit, isMap, isPair, isScalar, isCollection } = await import("yaml");
  let found: YamlScalar | undefined;
  try {
    for (const document of (await documentsOf(positions)) ?? []) {
      const [from, , to] = document.range;
      if (index < from || index > to) continue;
      visit(document, {
        Node: (_, node) => {
          // What does not hold the place need not be looked into.
          const [start, , end] = node.range ?? [0, 0, Infinity];
          return isScalar(node) || (start <= index && index <= end) ? undefined : visit.SKIP;
        },
        Scalar: (key, scalar, ancestors) => {
          const [start, end] = scalar.range ?? [0, 0];
          if (key === "key" || index < start || index >= end) return undefined;
          const style = styles[scalar.type ?? ""];
          if (style === undefined) return undefined;
          const quotes = style === "single" || style === "double" ? 1 : 0;
          const pair = ancestors.at(-1);
          const map = ancestors.at(-2);
          found = {
            document: document,
            scalar,
            path: ancestors.flatMap((above, depth) => {
              if (isPair(above)) return [isScalar(above.key) ? String(above.key.value) : "?"];
              return isCollection(above) && !isMap(above) && depth > 0 ? ["*"] : [];
            }),
            start: start + quotes,
            end: end - quotes,
            style,
            inFlow: ancestors.some((above) => isCollection(above) && above.flow === true),
            ...(isPair(pair) && { pair }),
            ...(isMap(map) && { map }),
          };
          return visit.BREAK;
        },
      });
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
  return found;
}
