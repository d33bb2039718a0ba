// Writes packs as git does, or as it never would.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

export const types = { commit: 1, tree: 2, blob: 3, byOffset: 6, byId: 7 } as const;

/** An object as it is packed. What is not said is as git would write it. */
export interface Packed {
  /** Tells objects apart; their ids are made of it. */
  readonly name: string;
  readonly type: keyof typeof types;
  /** Before it is deflated. */
  readonly data: Buffer;
  /** What a difference starts from. */
  readonly base?: string;
  /** How far in front of it its base begins. */
  readonly distance?: number;
  readonly size?: number;
  readonly deflated?: Buffer;
  /** Where the index says that it begins. */
  readonly offset?: number;
}

export function idOf(name: string): string {
  return createHash("sha1").update(name).digest("hex");
}

function headerOf(type: number, size: number): Buffer {
  const bytes = [(type << 4) | (size % 16)];
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(left % 128);
  }
  return Buffer.from(bytes);
}

function distanceOf(distance: number): Buffer {
  const bytes = [distance % 128];
  for (let left = Math.floor(distance / 128); left > 0; left = Math.floor(left / 128)) {
    left--;
    bytes.unshift(128 | (left % 128));
  }
  return Buffer.from(bytes);
}

function sizeOf(size: number): number[] {
  return size < 128 ? [size] : [128 | (size % 128), ...sizeOf(Math.floor(size / 128))];
}

/** A difference: its sizes, and what to copy (offset and length) and insert in turn. */
export function delta(from: number, to: number, ...steps: readonly (readonly [number, number] | string)[]): Buffer {
  const bytes = [...sizeOf(from), ...sizeOf(to)];
  for (const step of steps) {
    if (typeof step === "string") bytes.push(step.length, ...Buffer.from(step, "latin1"));
    else {
      const [offset, length] = step;
      bytes.push(0xff, offset & 255, (offset >> 8) & 255, (offset >> 16) & 255, offset >>> 24);
      bytes.push(length & 255, (length >> 8) & 255, (length >> 16) & 255);
    }
  }
  return Buffer.from(bytes);
}

/** What a pack and its index consist of. */
export interface PackBytes {
  readonly pack: Buffer;
  readonly index: Buffer;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A pack of these objects. */
export function packOf(objects: readonly Packed[]): PackBytes {
  const pieces = [Buffer.from("PACK\0\0\0\x02", "latin1"), uint32(objects.length)];
  const offsets = new Map<string, number>();
  let length = 12;
  for (const { name, type, data, base = "", distance, size = data.length, deflated, offset } of objects) {
    offsets.set(name, offset ?? length);
    const piece = Buffer.concat([
      headerOf(types[type], size),
      type === "byOffset" ? distanceOf(distance ?? length - (offsets.get(base) ?? 0)) : Buffer.alloc(0),
      type === "byId" ? Buffer.from(idOf(base), "hex") : Buffer.alloc(0),
      deflated ?? deflateSync(data),
    ]);
    pieces.push(piece);
    length += piece.length;
  }
  const content = Buffer.concat(pieces);
  const checksum = createHash("sha1").update(content).digest();
  const sorted = objects
    .map(({ name }) => ({ id: idOf(name), offset: offsets.get(name) ?? 0 }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const fanout = Array.from({ length: 256 }, (_, first) =>
    uint32(sorted.filter(({ id }) => Number.parseInt(id.slice(0, 2), 16) <= first).length),
  );
  const names = sorted.map(({ id }) => Buffer.from(id, "hex"));
  const unchecked = sorted.map(() => uint32(0));
  const table = sorted.map(({ offset }) => uint32(offset));
  const head = [Buffer.from([0xff, 0x74, 0x4f, 0x63]), uint32(2)];
  const index = Buffer.concat([...head, ...fanout, ...names, ...unchecked, ...table, checksum]);
  return {
    pack: Buffer.concat([content, checksum]),
    index: Buffer.concat([index, createHash("sha1").update(index).digest()]),
  };
}

/** Puts packs where a repository has them. Returns their directory. */
export function writePacks(at: string, ...packs: readonly PackBytes[]): string {
  const directory = join(at, "objects", "pack");
  mkdirSync(directory, { recursive: true });
  for (const [number, { pack, index }] of packs.entries()) {
    writeFileSync(join(directory, `pack-${String(number)}.pack`), pack);
    writeFileSync(join(directory, `pack-${String(number)}.idx`), index);
  }
  return directory;
}
