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

/** Bytes of `0x` and `\x`. */
const hexSign = 2;

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
    "%2d",
    "%2f",
    "%5f",
    "%22",
    // As PHP writes the slashes of every URL into JSON.
    "\\/\\/",
    "\\u0022",
    "\\u0026",
    "\\u002b",
    "\\u002d",
    "\\u002f",
    "\\u003a",
    "\\u003d",
    "\\u0040",
    "\\u005f",
    "&quot;",
    "&#34;",
    "&#x22;",
    "&#43;",
    "&#x2b;",
    "&#61;",
    "&#x3d;",
    "&#64;",
    "&#x40;",
    "&#45;",
    "&#x2d;",
    "&#47;",
    "&#x2f;",
    "&#95;",
    "&#x5f;",
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

/** Letters and digits by their numbers, several in a row: nobody does that with one or two of a text. */
const byNumber = /^(?:(?:%[3-7][\da-f]){4}|(?:&#(?:x[3-7][\da-f]|\d{2,3});){4}|(?:\\u\{[3-7][\da-f]\}){4})/iu;
const longestByNumber = 28;

/** Where a text is written by the numbers of its letters: `%67%68`, `&#103;&#104;`, `\u{67}\u{68}`. */
export const numberSigns: TextDetector = {
  rules: [],
  anchors: [
    // Any text of a secret's length holds a digit.
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => `%3${String(digit)}%`),
    ...["&#1", "&#4", "&#5", "&#6", "&#7", "&#8", "&#9", "&#x3", "&#x4", "&#x5", "&#x6", "&#x7"],
    ...["\\u{3", "\\u{4", "\\u{5", "\\u{6", "\\u{7"],
  ],
  format: true,
  where: (anchor) =>
    anchor.startsWith("%") ? undefined : { what: "sign", sign: anchor.startsWith("&") ? ";&" : "}\\", within: 3 },
  confirm({ bytes }, at, { encoded }) {
    // Within so many bytes the sign before leads to the same lines.
    const isNear = at - (encoded.signs.at(-1) ?? -longestByNumber) < longestByNumber;
    if (!isNear && byNumber.test(bytes.toString("latin1", at, at + longestByNumber))) encoded.signs.push(at);
    return undefined;
  },
};

/** Hex that a sign announces: `0x6768`, and `\x6768` of PostgreSQL. The sign is of the same letters, so the run does not begin for the search. */
export const hexSigns: TextDetector = {
  rules: [],
  anchors: ["0x2", "0x3", "0x4", "0x5", "0x6", "0x7", "\\x2", "\\x3", "\\x4", "\\x5", "\\x6", "\\x7"],
  format: true,
  where: { what: "behind", least: 23, of: "0123456789abcdefABCDEF" },
  confirm(_text, at, { encoded }) {
    encoded.runs.push(at + hexSign);
    return undefined;
  },
};
