// What an archive is, its content says: a name proves nothing, and many kinds of files are archives under other names.

/** The kinds that are opened. */
export type ArchiveKind = "zip" | "tar" | "gzip";

const block = 512;
const endOfZip = Buffer.from("PK\x05\x06", "latin1");
const zipEndLength = 22;

function startsWith(bytes: Buffer, ...mark: number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** A zip, also an empty one, one of several parts, and one behind a program that unpacks or starts it. */
function isZip(bytes: Buffer): boolean {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const [, , third, fourth] = bytes;
    return (third === 3 && fourth === 4) || (third === 5 && fourth === 6) || (third === 7 && fourth === 8);
  }
  const end = bytes.length - zipEndLength;
  return end > 0 && bytes[end] === 0x50 && bytes.subarray(end, end + endOfZip.length).equals(endOfZip);
}

/** True for a block whose checksum is that of a tar header; the oldest kind has no other mark. */
export function isTarHeader(header: Buffer): boolean {
  if (header.length < block) return false;
  const text = header.toString("latin1", 148, 156);
  const [, stated] = /^ *([0-7]{1,7})[ \0]/u.exec(text) ?? [];
  if (stated === undefined) return false;
  let sum = 8 * 32;
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += header[at] ?? 0;
  return sum === Number.parseInt(stated, 8);
}

/** The kind of archive that the bytes are; nothing where they are none that is opened. */
export function archiveKind(bytes: Buffer): ArchiveKind | undefined {
  if (startsWith(bytes, 0x1f, 0x8b, 8)) return "gzip";
  if (isZip(bytes)) return "zip";
  return isTarHeader(bytes.subarray(0, block)) ? "tar" : undefined;
}

const closed: readonly (readonly [name: string, mark: string])[] = [
  ["xz", "\xfd7zXZ\0"],
  ["bzip2", "BZh"],
  ["zstd", "\x28\xb5\x2f\xfd"],
  ["7z", "7z\xbc\xaf\x27\x1c"],
  ["rar", "Rar!\x1a\x07"],
];
/** Behind the level, every bzip2 file has these digits of pi. */
const bzip2Block = "1AY&SY";

/** The kind of an archive that is not opened, by name. */
export function closedKind(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, 10);
  const [name] = closed.find(([, mark]) => head.startsWith(mark)) ?? [];
  return name === "bzip2" && head.slice(4) !== bzip2Block ? undefined : name;
}
