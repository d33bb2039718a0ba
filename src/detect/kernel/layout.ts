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
export const TRIGRAMS = 1056; // 3 x 2 x 16 bytes: eight buckets by nibble of the first, second and third byte
export const NIBBLE = 1152; // 16 bytes: 15, the bits of a nibble
export const LIMITS = 1168; // 16 bits each: what the judge weighs, see limits.ts
export const SEXTETS = 1280; // 256 bytes: what a character of base64 stands for
export const TEXT_PLACES = 1536; // 256 bytes: at which places of text in base64 (1, 2, 4) and in hex (8, 16) a character may stand
export const GROUPS = 1792; // 256 bytes: the group of a character, see compile/groups.ts
export const FIRSTS = 2048; // 2^15 bytes: four bytes with which a word begins, see WORD_ALWAYS
export const INNER_GRAMS = 34816; // 2^13 bytes: three bytes anywhere, see TRIGRAM
export const WORD_BITS = 43008; // 2^17 bits: six bytes with which a word begins, or eight
export const RUN_BITS = 59392; // 2^15 bits: four bytes with which a run begins
/** Of each hash of a gram the first entry of its list, 2048 x u16. Those of what may stand anywhere follow each other: see TRIGRAM. */
export const HEADS_SIZE = 4096;
export const RUN_HEADS = 63488;
export const LONG_HEADS = 67584;
export const WORD_HEADS = 71680;
export const SHORT_HEADS = 75776;
export const INNER_HEADS = 79872;
export const BEHIND_SIGN_HEADS = 83968;
export const BEFORE_SIGN_HEADS = 88064;
export const NAME_ENDS = 92160; // 2^12 bits: the last two to four letters of names that promise a secret
export const LANGUAGE = 92672; // 27 x 27 x 26 half bytes: how often a letter stands behind two others, see judge/language.ts
export const QUALIFIERS = 102272; // 2^10 bits: the last two to four letters of words that make a key one of something
export const NAME_WORDS = 102400; // 2^10 words of names, 16 bytes each: the word, and in the last of them what is said of it (compile/name-words.ts)
export const WORD_ENDS = 118784; // 2^14 bits: the last three to eight letters of words that promise a secret
export const TRIED = 120832; // 2^11 bits: words that everybody tries, and what stands in front of them, see judge/guessable.ts
export const WHOLE_WORDS = 121088; // 256 x 8 bytes: words that stand for a secret, each where its hash says or behind, see judge/placeholder.ts
export const ENTRIES = 123136; // ENTRY bytes each, see compile/tables.ts; those of a list follow each other; entry 0 is none
export const ENTRY = 20;
/** Said of the last entry of a list. */
export const LAST = 32;
export const ENTRY_LIMIT = 8192;
export const TABLES_END = 364544;

// Bit maps of one strip: a bit for each byte, one u64 a block of 64 bytes.
export const STRIP = 32768;
export const STARTS = 364544; // of words and parts of them
export const RUN_BEGINS = 368768; // of words with which a run begins
export const TEXT_BEGINS = 372992; // of runs, in front of which none begins
export const DIGITS = 377216; // within runs
export const INNERS = 381440; // ends of trigrams
export const SIGNS = 385664; // rare ones

/** Blocks that are looked at together: each step over few of them ends with a branch that nobody foresees. */
export const TOGETHER = 32;
// Places in these blocks to look closer at, u32 each: where in the strip, and what may begin there.
export const WORDS = 390144;
export const ANYWHERE = 400384;
export const TEXTS = 429056;
export const RUNS = 439296;
/** Lists of literals that may begin at these places, two u32 each: where in the memory, and the number of the first entry. */
export const LISTS = 449536;
/** Of each block of the strip whether it has one of DIGITS, a byte each. */
export const NEAR = 564480;

// Hits: pairs of u32, number of the literal and its offset: as u64 they are in the order of their places.
export const HITS = 565248;
export const HIT_LIMIT = 262144;
/** Names of secrets that promise none, 64 bytes each, 2^14 of them: the length, then the name (assigned.as.ts). */
export const NAMES = 3145728;
/** Where the name is put that is to be remembered. */
export const NAME = 4194304;
/** The number of a hit that is no literal: a run of token characters that begins as text in base64 or hex does. */
export const ENCODED = 65535;

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
/** Said of the least length of a value that begins behind no `@`, `#`, slash or backslash. */
export const FENCED = 128;
export const SIGN_FOLLOWS = 4; // two given bytes follow within a given number of bytes
export const ASSIGNED = 5; // a name that something is given to
export const USER_INFO = 6; // a URL with a user in front of its host
export const PAIRED = 7; // a name with an equals sign, and a semicolon that parts it from another pair
export const NAMED_BESIDE = 8; // a value in a mapping that may have its name beside it
export const STATEMENT = 9; // a password in SQL, as far as a byte or two behind the word tell
export const SCHEME = 10; // a scheme of HTTP with what may be credentials
export const OPTION = 11; // a command, and one of its options: two given bytes, or none
export const LOOK = 12; // what a detector reads first; which of those below, its first detail says

// What detectors read first, see looks.as.ts.
export const CHOICE = 0; // braces of a template with another case
export const ENDS_QUOTED = 1; // a variable whose braces end behind a quote
export const QUOTED_ARGUMENT = 2; // a string behind a bracket
export const USER_LINE = 3; // a user with a password, a role or a privilege in the configuration of a device
export const CALL = 4; // a call with a string among its arguments
export const ATTRIBUTE = 5; // the end of an attribute's value
export const COOKIE = 6; // pairs behind the name of a header
export const KEY_TYPE = 7; // the type of a JSON Web Key
export const SEED = 8; // a seed of NATS behind its name
export const GROUP = 9; // an object, lines or a section that begins
export const LOGINS = 10; // a first member of logins
export const ENTRY_OF_HOST = 11; // an entry of .netrc
export const VARIABLE = 12; // a variable of Terraform whose name may promise a secret
export const IDENTIFIED = 13; // what a user of a database is identified by
export const PRINTED = 14; // what a shell prints into a reader of passwords

// What a text must be for a literal to count.
export const IN_TEXT = 1; // no binary file
export const IN_PROGRAM = 2; // JavaScript or TypeScript
export const IN_CODE = 4; // a programming language, where a value without quotes is an expression
export const IN_TABLE = 8; // rows of separated values
export const IN_LINES = 16; // settings, where a value ends with its line
export const IN_LOCALE = 32; // texts of a user interface; not said of all that are

// What may begin with the four bytes of a slot of FIRSTS: literals of eight bytes or more, of six or seven, and shorter ones; and of
// each those that count only where a value follows.
export const LONG_ALWAYS = 1;
export const WORD_ALWAYS = 2;
export const SHORT_ALWAYS = 4;
export const LONG_BEFORE_VALUE = 8;
export const WORD_BEFORE_VALUE = 16;
export const SHORT_BEFORE_VALUE = 32;

// What the three bytes of a slot of INNER_GRAMS are looked for by: the trigrams of the buckets, or a rare sign that begins or ends them.
export const TRIGRAM = 1;
export const BEHIND_SIGN = 2;
export const BEFORE_SIGN = 4;

/** Longer words of names are not in NAME_WORDS. */
export const LONGEST_WORD = 15;
// What is said of a word in it, as judge/names.ts does.
export const ABOUT_SECRET = 1; // behind the word for a secret: the name says something about it
export const OTHER_KEY = 2; // a key of this opens nothing
export const TAIL = 4; // it may stand behind the word for a secret
export const NOT_FIRST = 8; // a name that begins with it promises nothing
export const NOT_ANYWHERE = 16; // nor does one that holds it
export const SECRET_WORD = 32; // it promises a secret
export const PASSWORD_WORD = 64; // it does so with a number behind it, too
