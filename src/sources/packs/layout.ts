// Where things lie in the memory of the unpacking kernel. The AssemblyScript kernel and its TypeScript loader both import this file, so
// only plain numbers stand here.

// Of a Huffman code: how many of its codes have each length, and its symbols in the order of their codes.
export const LITERAL_COUNTS = 512; // 16 x u16 each
export const DISTANCE_COUNTS = 576;
export const OFFSETS = 640;
/** In which order the lengths of the codes for lengths are given, a byte each. */
export const ORDER = 704;
export const LITERAL_SYMBOLS = 1024; // u16 each
export const DISTANCE_SYMBOLS = 1664;
/** Lengths of codes, a byte each; a repetition may reach beyond the last. */
export const LENGTHS = 2048;
// What symbols mean, u32 each: see inflate.as.ts.
export const LITERAL_MEANINGS = 2560;
export const DISTANCE_MEANINGS = 3712;
export const LENGTH_MEANINGS = 3840;
// Tables of codes by their bits, u32 each.
export const LENGTH_BITS = 7;
export const LITERAL_BITS = 10;
export const DISTANCE_BITS = 9;
export const LENGTH_CODES = 4096;
export const LITERAL_CODES = 8192;
export const DISTANCE_CODES = 12288;
export const FIXED_LITERAL_CODES = 16384;
export const FIXED_DISTANCE_CODES = 20480;

/** Larger objects are left to git. */
export const LARGEST = 4194304;
/** Bytes behind a place to which is written, or from which is read, that may be touched: all is done in larger steps than bytes. */
export const PADDING = 64;

/** Pieces of packs as they are read. */
export const PAGES = 65536;
export const PAGE_COUNT = 4096;
export const PAGE = 16384;
/** An object as it is packed, where pages would not hold it in one piece. */
export const PACKED = 67174464;
export const PACKED_SIZE = 4718656;
/** A difference between two objects. */
export const DELTA = 71893184;
/** What a difference starts from, where its place is needed for the result. */
export const BASE = 76087552;
/** What was unpacked last. */
export const RING = 80281920;
export const RING_END = 88670528;
/** What a tree has that another has not: four numbers of 32 bits each, see tree.as.ts. */
export const CHANGES = 88670720;
export const CHANGE_LIMIT = 65536;
export const NEW_BLOB = 1;
export const CHANGED_TREE = 2;
export const MEMORY_PAGES = 1370;
