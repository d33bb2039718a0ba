// UTF-16 without its mark in which few characters are Latin, as Chinese or Russian texts are: it has too few NULs to be told by them.

/** Bytes of the fewest characters that can be told from a picture or a program. */
const shortest = 32;

/** True for characters of texts: ASCII, Greek to Arabic, Indian scripts and Thai, dashes and quotes, kana, Chinese characters, Hangul, wide forms. */
function isText(unit: number): boolean {
  if (unit < 0x370) return (unit > 31 && unit < 127) || unit === 9 || unit === 10 || unit === 13;
  if (unit < 0x3000) return unit < 0x700 || (unit >= 0x900 && unit < 0xe80) || (unit >= 0x2010 && unit < 0x2028);
  if (unit < 0xac00) return unit < 0x3100 || (unit >= 0x4e00 && unit < 0xa000);
  return unit < 0xd7a4 || (unit >= 0xff00 && unit < 0xfff0);
}

/** The order of the bytes; nothing where the head is no such text. */
export function utf16OfOtherScripts(head: Buffer): "le" | "be" | undefined {
  const length = head.length & ~1;
  if (length < shortest) return undefined;
  let little = 0;
  let big = 0;
  let latin = 0;
  let strange = 0;
  for (let at = 0; at < length; at += 2) {
    const first = head[at] ?? 0;
    const second = head[at + 1] ?? 0;
    if (isText(first | (second << 8))) little++;
    if (isText((first << 8) | second)) big++;
    if (first === 0 || second === 0) latin++;
    // Letters of a text in ASCII are Chinese characters two by two. These bytes it has not.
    if (first > 127 || second > 127 || (first > 0 && first < 9) || (second > 0 && second < 9)) strange++;
  }
  const units = length / 2;
  if (latin === 0 || strange < 0.1 * units) return undefined;
  if (little > 0.98 * units && big < 0.9 * units) return "le";
  return big > 0.98 * units && little < 0.9 * units ? "be" : undefined;
}
