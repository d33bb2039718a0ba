// How the judge's weights lie in the kernel's memory: the places of the numbers at LIMITS, 16 bits each, thousandths of a weight.
// compile/judge-limits.ts writes them, judged.as.ts reads them.

/** A value that weighs less is none. */
export const LEAST = 0;

// What it weighs by the kind of its name, with the most that all signals add together which the kernel does not look at.
export const OF_PASSWORD = 1;
export const OF_TOKEN = 2;
export const OF_KEY = 3;
export const OF_SOME_KEY = 4;
/** Added where the name is nothing but `key`. */
export const BARE_KEY = 5;

// By the file.
export const OF_CODE = 6;
export const OF_OTHERS = 7;

// By how it is given: with quotes behind any operator, as an argument, instead of one, in a call; without quotes.
export const GIVEN = 8;
export const ARGUMENT = 9;
export const CALLED = 10;
export const BARE = 11;
export const INSTEAD = 44;

// By its length, up to 4, 7, 11, 19, 39, 200.
export const LENGTHS = 12;
export const SHORT_KEY = 18;

// By its characters.
export const DIGITS_ONLY = 19;
export const DIGITS_ONLY_KEY = 20;
export const LETTERS_ONLY = 21;
export const LETTERS_ONLY_KEY = 22;
export const ONE_CASE = 23;
/** Of two, three and four kinds. */
export const TWO_CLASSES = 24;
export const DIGITS_SHARE = 27;
export const SIGNS_SHARE = 28;
export const SPACES = 29;
export const SPACE = 30;
export const DRAWN_PASSWORD = 31;
export const DRAWN_KEY = 32;
export const READABLE_PASSWORD = 33;
export const READABLE_KEY = 34;
export const READABLE_LETTERS = 35;
export const JOINED_WORDS = 36;
export const BRACKET_INSIDE = 37;
export const SENTENCE_END = 38;

// What it may add, or take away at least.
export const MAY_BE_HEX = 39;
export const MAY_BE_HASH = 40;
export const MAY_BE_UUID = 41;
export const MAY_BE_PADDED = 42;
export const SECRET_WORD = 43;
/** Outside of strings and comments; also without quotes in code. */
export const OUTSIDE = 45;
export const BARE_OUTSIDE = 46;

export const LIMIT_COUNT = 47;
