// Where a text may hold something encoded: noted while the search runs, looked at when it is done.
import type { Joined } from "./joined.ts";
import type { TextDetector } from "../structure/text-detector.ts";

/** Offsets, rising. */
export interface EncodedPlaces {
  /** A run of token characters begins that may be text in base64 or hex. */
  readonly runs: number[];
  /** A sign of other encodings stands here: an escape, a gzip file in base64, a command line that takes base64. */
  readonly signs: number[];
  /** String literals in pieces that a secret's name is given. */
  readonly joined: Joined[];
}

/** Places to fill. */
export function noPlaces(): EncodedPlaces {
  return { runs: [], signs: [], joined: [] };
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

// Four letters in a row that are written by their numbers: nobody does that with a letter or two of a text.
const written = /^(?:(?:\\x[2-7][\da-f]){4}|(?:\\(?:0[4-7]|1[0-7])[0-7]){4}|(?:\\u00[2-7][\da-f]){4})/iu;
const longestWritten = 24;

/** Signs of characters that are written by their numbers: `\x70\x61`, `\160\141`, `\u0070\u0061`. */
export const characterSigns: TextDetector = {
  rules: [],
  anchors: [
    ...["\\x2", "\\x3", "\\x4", "\\x5", "\\x6", "\\x7"],
    ...["\\04", "\\05", "\\06", "\\07", "\\10", "\\11", "\\12", "\\13", "\\14", "\\15", "\\16", "\\17"],
    ...["\\u002", "\\u003", "\\u004", "\\u005", "\\u006", "\\u007"],
  ],
  format: false,
  confirm({ bytes }, at, { encoded }) {
    // Within so many bytes the sign before leads to the same lines.
    const isNear = at - (encoded.signs.at(-1) ?? -longestWritten) < longestWritten;
    if (!isNear && written.test(bytes.toString("latin1", at, at + longestWritten))) encoded.signs.push(at);
    return undefined;
  },
};
