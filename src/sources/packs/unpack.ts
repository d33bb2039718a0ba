// Puts objects together out of packs: what a pack holds whole, and the differences that lead from there to another.
import type { Kernel } from "./kernel.ts";
import { BASE, DELTA, LARGEST, PADDING } from "./layout.ts";
import { type PackFile, Pages } from "./pages.ts";
import { Ring, type Unpacked } from "./ring.ts";

/** A pack holds what git would not have written. */
class DamagedPack extends Error {}

/** An offset in a pack, with the pack's number: one number for both, and a small one, which costs least, in the first pack. */
export type Place = number;

/** Finds an object by the bytes of its id, which begin at `at`. */
export type Find = (ids: Buffer, at: number) => Place | undefined;

/** Packs that can be told apart. */
export const mostPacks = 64;
/** A pack has an offset for each of its bytes; more cannot be told apart in one number. */
export const largestPack: number = 2 ** 46;
export const placeOf = (pack: number, offset: number): Place => pack * largestPack + offset;
const packAt = (place: Place): number => Math.floor(place / largestPack);

// What an object is, as a pack says it.
export const TREE = 2;
export const BLOB = 3;
const BY_OFFSET = 6;
const BY_ID = 7;
/** In front of what is deflated stand type and size, and the base: an id or an offset. */
const longestHeader = 64;
/** git makes chains of 50 differences, and 4095 at most. */
const longestChain = 4096;
/** What the last seven bits of a size count. */
const mostUnit = 2 ** 46;
// Work is counted in bytes that are put together; what else there is takes as long as so many of them.
/** A byte that was deflated: blocks may be made of nothing but new codes. */
const deflatedByte = 16;
/** To read a header, and the piece of the pack where it stands. */
const headerWork = 1024;
/** What one object may take. */
const mostWork = 268_435_456;
/** What all may take before the rest is left to git, and how much more for each byte that was handed over: of what git packs, 2 to 6. */
const firstWork = 1_000_000_000;
const workToByte = 64;

/** The most bytes that something of that size takes when it is deflated: stored, in blocks of 64 bytes. */
function mostDeflated(size: number): number {
  return size + (size >> 3) + PADDING;
}

/** Differences on the way to an object, from it to what they start from. */
interface Chain {
  readonly places: number[];
  readonly offsets: number[];
  readonly sizes: number[];
}

export class Unpacker {
  readonly #kernel: Kernel;
  readonly #packs: readonly PackFile[];
  /** Where the object of an id stands; nothing where that is not known. */
  find: Find;
  readonly #pages: Pages;
  readonly #ring = new Ring();
  readonly #damaged = new Set<number>();
  /** What may still be done before all else is left to git. */
  #left = firstWork;
  #done = 0;
  // Of the header that was read last.
  #type = 0;
  #size = 0;
  /** Where what is deflated begins. */
  #data = 0;
  /** Where what it differs from stands; -1 where that is not known. */
  #base: Place = -1;

  constructor(kernel: Kernel, packs: readonly PackFile[], find: Find) {
    this.#kernel = kernel;
    this.#packs = packs;
    this.find = find;
    this.#pages = new Pages(kernel.memory);
  }

  /** The work that was done so far, in bytes, also for what came to nothing. */
  get done(): number {
    return this.#done;
  }

  #charge(work: number): void {
    this.#done += work;
    this.#left -= work;
  }

  /** The bytes of the blob at a place, valid until the next call. Nothing where git is to be asked for them. */
  read(place: Place): Buffer | undefined {
    const blob = this.unpacked(place, BLOB);
    return blob && this.#kernel.memory.subarray(blob.at, blob.at + blob.size);
  }

  /** Where an object of that type lies in the kernel's memory, until others are unpacked: see `holds`. */
  unpacked(place: Place, type: number): Unpacked | undefined {
    const pack = this.#packs[packAt(place)];
    if (!pack || this.#left < 0 || this.#damaged.has(pack.number)) return undefined;
    try {
      const object = this.#ring.get(place) ?? this.#unpack(pack, place);
      if (object?.type !== type) return undefined;
      this.#left += object.size * workToByte;
      return object;
    } catch {
      // Whatever it is, git knows what to do about it, or says that nothing can be done.
      this.#damaged.add(pack.number);
      return undefined;
    }
  }

  /** Whether an object still lies where it was unpacked. */
  holds(place: Place, object: Unpacked): boolean {
    return this.#ring.get(place) === object;
  }

  #readHeader(pack: PackFile, place: Place): void {
    const { memory } = this.#kernel;
    this.#charge(headerWork);
    const offset = place - pack.number * largestPack;
    const start = this.#pages.view(pack, offset, longestHeader);
    if (start < 0) throw new DamagedPack();
    const last = this.#pages.end;
    let at = start;
    let byte = memory[at++] ?? 0;
    this.#type = (byte >> 4) & 7;
    let size = byte & 15;
    for (let unit = 16; byte > 127; unit *= 128) {
      if (at >= last || unit > mostUnit) throw new DamagedPack();
      byte = memory[at++] ?? 0;
      size += (byte & 127) * unit;
    }
    this.#size = size;
    this.#base = -1;
    if (this.#type === BY_OFFSET) {
      let distance = -1;
      do {
        if (at >= last || distance > offset) throw new DamagedPack();
        byte = memory[at++] ?? 0;
        distance = (distance + 1) * 128 + (byte & 127);
      } while (byte > 127);
      if (distance === 0 || distance > offset) throw new DamagedPack();
      this.#base = placeOf(pack.number, offset - distance);
    } else if (this.#type === BY_ID) {
      if (at + pack.idBytes > last) throw new DamagedPack();
      this.#base = this.find(memory, at) ?? -1;
      at += pack.idBytes;
    }
    this.#data = offset + at - start;
  }

  /** Inflates what is deflated at `offset`. */
  #inflate(pack: PackFile, offset: number, size: number, to: number): void {
    const from = this.#pages.view(pack, offset, mostDeflated(size));
    const read = from < 0 ? 0 : this.#kernel.inflate(from, this.#pages.end, to, size);
    if (read === 0) throw new DamagedPack();
    this.#charge(read * deflatedByte + size);
  }

  #unpack(pack: PackFile, place: Place): Unpacked | undefined {
    const chain: Chain = { places: [], offsets: [], sizes: [] };
    let base: Unpacked | undefined;
    for (let at = place; !base;) {
      this.#readHeader(pack, at);
      if (this.#size > LARGEST) return undefined;
      if (this.#type === BY_OFFSET || this.#type === BY_ID) {
        if (chain.places.push(at) > longestChain) throw new DamagedPack();
        chain.offsets.push(this.#data);
        chain.sizes.push(this.#size);
        // git looks for the base of a difference in the same pack.
        if (packAt(this.#base) !== pack.number) return undefined;
        at = this.#base;
        base = this.#ring.get(at);
      } else if (this.#type === BLOB || this.#type === TREE) {
        const size = this.#size;
        const type = this.#type;
        const to = this.#ring.take(size);
        this.#inflate(pack, this.#data, size, to);
        base = { at: to, size, type };
        this.#ring.put(at, base);
      } else return undefined;
    }
    return this.#applied(pack, chain, base);
  }

  /** What the differences of a chain make of its base. */
  #applied(pack: PackFile, { places, offsets, sizes }: Chain, base: Unpacked): Unpacked | undefined {
    const { memory, resultSize, patch } = this.#kernel;
    let last = base;
    const most = this.#done + mostWork;
    for (let i = places.length - 1; i >= 0; i--) {
      const deltaSize = sizes[i] ?? 0;
      this.#inflate(pack, offsets[i] ?? 0, deltaSize, DELTA);
      const deltaEnd = DELTA + deltaSize;
      const size = resultSize(DELTA, deltaEnd, last.size);
      if (size === -1) throw new DamagedPack();
      if (size < 0 || this.#done + size > most) return undefined;
      this.#charge(size);
      const to = this.#ring.take(size);
      let { at } = last;
      if (at < to + size + PADDING && to < at + last.size + PADDING) {
        memory.copyWithin(BASE, at, at + last.size);
        at = BASE;
      }
      if (patch(deltaEnd, at, last.size, to, size) === 0) throw new DamagedPack();
      last = { at: to, size, type: base.type };
      this.#ring.put(places[i] ?? 0, last);
    }
    return last;
  }
}
