// Makes archives for tests: as programs write them, and as nobody honest would.
import { crc32, deflateRawSync } from "node:zlib";
import { packTar } from "modern-tar";

export interface ZipFile {
  readonly name: string;
  readonly content: Buffer | string;
  /** Bytes are stored as they are. */
  readonly stored?: boolean;
  /** The compression method that is written, whatever was done. */
  readonly method?: number;
  readonly flags?: number;
  /** Sizes that are written, in place of the true ones. */
  readonly size?: number;
  readonly packedSize?: number;
  /** Left out of the list at the end. */
  readonly unlisted?: boolean;
  /** The sizes stand behind the bytes only, as in an archive that was written as a stream. */
  readonly streamed?: boolean;
  /** In the list, where the entry starts: another entry's bytes. */
  readonly offset?: number;
}

const u16 = (...values: number[]): Buffer => Buffer.from(values.flatMap((value) => [value & 255, (value >> 8) & 255]));
const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, index * 4);
  return bytes;
};

/** A zip archive. */
export function zip(files: readonly ZipFile[], options: { prefix?: Buffer; comment?: string } = {}): Buffer {
  const pieces: Buffer[] = [options.prefix ?? Buffer.alloc(0)];
  let at = pieces[0]?.length ?? 0;
  const list: Buffer[] = [];
  for (const { name, content, stored = false, unlisted = false, streamed = false, ...said } of files) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const rawName = Buffer.from(name);
    const method = said.method ?? (stored ? 0 : 8);
    const flags = (said.flags ?? 0x800) | (streamed ? 8 : 0);
    const sizes = u32(crc32(bytes), said.packedSize ?? packed.length, said.size ?? bytes.length);
    const head = u16(20, flags, method, 0, 0);
    const lengths = u16(rawName.length, 0);
    const local = [u32(0x04034b50), head, streamed ? u32(0, 0, 0) : sizes, lengths, rawName, packed];
    if (streamed) local.push(u32(0x08074b50), sizes);
    if (!unlisted)
      list.push(
        Buffer.concat([
          ...[u32(0x02014b50), u16(20), head, sizes, lengths, u16(0, 0, 0), u32(0)],
          ...[u32(said.offset ?? at), rawName],
        ]),
      );
    pieces.push(...local);
    at += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const directory = Buffer.concat(list);
  const comment = Buffer.from(options.comment ?? "");
  const end = [u32(0x06054b50), u16(0, 0, list.length, list.length), u32(directory.length, at), u16(comment.length)];
  return Buffer.concat([...pieces, directory, ...end, comment]);
}

/** A tar archive of files. */
export async function tar(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, content]) => {
    const body = Buffer.from(content);
    return { header: { name, size: body.length, mtime: new Date(0) }, body };
  });
  return Buffer.from(await packTar(entries));
}
