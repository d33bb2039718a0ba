// Where things lie in the kernel's memory. The AssemblyScript kernel and its TypeScript loader both import this file, so
// only plain numbers stand here.

/** Shortest run of token characters ([A-Za-z0-9_+/-]) that counts as a value. */
export const RUN = 13;
/** How far behind a name its value may start, and how far into the value its first digit may stand. */
export const REACH = 96;
export const DIGIT_WITHIN = 128;

// The tables that rules are compiled into; one image, copied in as a whole.
export const TABLES = 1024;
export const CLASSES = 1024; // 2 x 16: classes by low and by high nibble
export const TRIGRAMS = 1056; // 3 x 2 x 16: buckets by nibble of the first, second and third byte
export const START_BITS = 2048; // 2^17 bits: may a literal's gram of four bytes start here?
export const INNER_BITS = 18432; // 2^15 bits: is this one of the trigrams?
export const START_HEADS = 22528; // 2048 x u16: first entry for a hash of three bytes
export const INNER_HEADS = 26624; // 2048 x u16
export const ENTRIES = 30720; // 16 bytes each, see compile/tables.ts; entry 0 is none
export const ENTRY_LIMIT = 4096;
export const LITERALS = 96256; // the literals' bytes, in lower case
export const TABLES_END = 161792;

// Bit maps of one strip: a bit for each byte, one u64 a block of 64 bytes.
export const STRIP = 32768;
export const MAP_BYTES = 4224; // (STRIP / 64 + 16) x 8
export const STARTS = 162304;
export const RUNS = 166528;
export const DIGITS = 170752;
export const INNERS = 174976;

// Hits: pairs of u32, offset of the literal and its number.
export const HITS = 196608;
export const HIT_LIMIT = 524288;

/** Zero bytes that must lie in front of and behind a text. */
export const MARGIN = 1024;
/** A text that its source reads straight into this memory. */
export const DIRECT = 4521984;
export const DIRECT_SIZE = 8388608;
/** Texts that are copied in, piece by piece. */
export const COPY = 12976128;
export const COPY_SIZE = 2097152;
export const MEMORY_PAGES = 231;

// What must hold around a literal for it to be worth a look.
export const ALWAYS = 0;
export const RUN_STARTS = 1; // a run of RUN token characters begins with the literal
export const VALUE_FOLLOWS = 2; // such a run with a digit follows within reach
