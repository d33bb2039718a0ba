// Where a text may hold something encoded: noted while the search runs, looked at when it is done.
import type { TextDetector } from "../structure/text-detector.ts";

/** Offsets, rising. */
export interface EncodedPlaces {
  /** A run of token characters begins that may be text in base64 or hex. */
  readonly runs: number[];
  /** A sign of other encodings stands here: an escape, a gzip file in base64, a command line that takes base64. */
  readonly signs: number[];
}

/** Places to fill. */
export function noPlaces(): EncodedPlaces {
  return { runs: [], signs: [] };
}

/** Signs that an encoding begins with. Of escapes those that hide what a rule needs: quotes, separators, signs of base64. */
export const encodingSigns: TextDetector = {
  rules: [],
  anchors: [
    "%3a%2f%2f",
    "%3d",
    "%40",
    "%2b",
    "%22",
    "\\u0022",
    "\\u0026",
    "\\u002b",
    "\\u002f",
    "\\u003a",
    "\\u003d",
    "\\u0040",
    "&quot;",
    "&#34;",
    "&#x22;",
    "&#43;",
    "&#x2b;",
    "&#61;",
    "&#x3d;",
    "&#64;",
    "&#x40;",
    "quoted-printable",
    "-enc",
  ],
  cased: ["H4sI"],
  format: true,
  confirm(_text, at, { encoded }) {
    encoded.signs.push(at);
    return undefined;
  },
};
