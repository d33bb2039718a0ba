// Where things lie in the kernel's memory. The AssemblyScript kernel and its TypeScript loader both import this file, so
// only plain numbers stand here.

/** Shortest run of token characters ([A-Za-z0-9_+/-]) that counts as a value. */
export const RUN = 13;
/** How far behind a name its value may start, and how far into the value its first digit may stand. */
export const REACH = 96;
export const DIGIT_WITHIN = 128;

// The tables that rules are compiled into; one image, copied in as a whole. Bits answer "may a literal's gram stand here?" by a
// hash; heads give the first entry of the list for a hash.
export const TABLES = 1024;
export const CLASSES = 1024; // 2 x 16 bytes: classes by low and by high nibble
export const TRIGRAMS = 1056; // 2 x 3 x 2 x 16 bytes: eight buckets by nibble of the first, second and third byte, and eight more
export const SEXTETS = 1280; // 256 bytes: what a character of base64 stands for
export const TEXT_PLACES = 1536; // 256 bytes: at which places of text in base64 (1, 2, 4) and in hex (8, 16) a character may stand
export const GROUPS = 1792; // 256 bytes: the group of a character, see compile/groups.ts
export const RUN_BITS = 2048; // 2^16 bits: four bytes with which a run begins
export const WORD_FIRST = 10240; // 2^15 x 4 bits: four bytes with which a word begins, see WORD_ALWAYS
export const WORD_BITS = 26624; // 2^17 bits: six bytes with which a word begins
export const INNER_BITS = 43008; // 2^15 bits: three bytes anywhere
export const SHORT_BITS = 47104; // 2^14 bits: three bytes with which a shorter literal begins
export const RUN_HEADS = 49152; // 2048 x u16 each
export const WORD_HEADS = 53248;
export const SHORT_HEADS = 57344;
export const INNER_HEADS = 61440;
export const ENTRIES = 65536; // ENTRY bytes each, see compile/tables.ts; behind them the literals' bytes; entry 0 is none
export const ENTRY = 20;
export const ENTRY_LIMIT = 8192;
export const TABLES_END = 317440;

// Bit maps of one strip: a bit for each byte, one u64 a block of 64 bytes.
export const STRIP = 32768;
export const STARTS = 317440;
export const RUNS = 321664;
export const DIGITS = 325888;
export const INNERS = 330112;

// Hits: pairs of u32, offset of the literal and its number.
export const HITS = 335872;
export const HIT_LIMIT = 262144;
export const PLACES = 2433024; // places of one strip to look closer at, u32 each: offset << 8, and what may begin there
/** Names of secrets that promise none, 64 bytes each, 2^14 of them: the length, then the name (assigned.as.ts). */
export const NAMES = 3145728;
/** Where the name is put that is to be remembered. */
export const NAME = 4194304;
/** The number of a hit that is no literal: a run of token characters that begins as text in base64 or hex does. */
export const ENCODED = 65535;
export const RUN_PLACE = 16;
export const INNER_PLACE = 32;

/** Literals are told by what stands so many bytes before and behind where they begin, blanks left out. */
export const LOOKS_BACK = 192;
export const LOOKS_AHEAD = 896;

/** Zero bytes that must lie in front of and behind a text. */
export const MARGIN = 1024;
/** A text that its source reads straight into this memory. */
export const DIRECT = 4587520;
export const DIRECT_SIZE = 8388608;
/** Texts that are copied in, piece by piece. */
export const COPY = 13041664;
export const COPY_SIZE = 2097152;
/** Two versions of a text, each with its margins. */
export const VERSIONS = 15138816;
export const VERSION_SIZE = 2097152;
/** Stretches that they have in common: u32 each, where it begins in the one, where in the other, its length. */
export const SAME = 19333120;
export const MOST_SAME = 4096;
/** Shorter ones are of no use: all of them stands too near to what differs. */
export const LEAST_SAME = 1024;
export const MEMORY_PAGES = 296;

// What must hold around a literal for it to be worth a look, besides the stretches that its entry asks for.
export const ALWAYS = 0;
export const RUN_STARTS = 1; // a run of RUN token characters begins with the literal
export const VALUE_FOLLOWS = 2; // such a run with a digit follows within reach, and what begins as the rule's values do
export const VALUE_NEAR = 3; // what begins as the rule's values do follows within reach
export const SIGN_FOLLOWS = 4; // two given bytes follow within a given number of bytes
export const ASSIGNED = 5; // a name that something is given to
export const USER_INFO = 6; // a URL with a user in front of its host

// What a text must be for a literal to count.
export const IN_TEXT = 1; // no binary file
export const IN_PROGRAM = 2; // JavaScript or TypeScript
export const IN_CODE = 4; // a programming language, where a value without quotes is an expression
export const IN_TABLE = 8; // rows of separated values

// Bits of WORD_FIRST: literals of six bytes or more, and shorter ones; those that count only where a value follows.
export const WORD_ALWAYS = 1;
export const WORD_BEFORE_VALUE = 2;
export const SHORT_ALWAYS = 4;
export const SHORT_BEFORE_VALUE = 8;
