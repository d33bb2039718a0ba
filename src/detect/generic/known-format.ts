import { words } from "../judge/names.ts";
import { knownPrefixes, strictNames } from "../shipped-rules.ts";

/** Values that promise the format of a provider and miss it: a rule of that provider would have found them. */

// With the provider's name, these make the name of its API key and nothing else: `DEEPGRAM_API_KEY`, `myTelegramBotToken`.
const plainWords = new Set(
  "api access auth bearer bot key keys token tokens secret pat personal my app user admin live prod production dev staging v2".split(
    " ",
  ),
);
let strict: ReadonlySet<string> | undefined;
const longestProvider = 3;

/** True for a name that says a provider of known formats and, beyond that, only `key`, `token` and the like. */
function namesOnlyProvider(name: string): boolean {
  strict ??= new Set(strictNames());
  const parts = words(name).filter((word) => !/^\d+$/u.test(word));
  for (let size = 1; size <= longestProvider; size++) {
    for (let i = 0; i + size <= parts.length; i++) {
      if (!strict.has(parts.slice(i, i + size).join(""))) continue;
      const others = [...parts.slice(0, i), ...parts.slice(i + size)];
      if (others.every((word) => plainWords.has(word))) return true;
    }
  }
  return false;
}

let prefixes: ReadonlySet<string> | undefined;
let longestPrefix = 0;

/** True for a value with the prefix of a provider's tokens. */
function hasKnownPrefix(value: string): boolean {
  prefixes ??= new Set(knownPrefixes());
  longestPrefix ||= Math.max(...[...prefixes].map(({ length }) => length));
  for (let i = 3; i < Math.min(value.length, longestPrefix); i++) {
    const last = value.charAt(i);
    if ((last === "_" || last === "-") && prefixes.has(value.slice(0, i + 1))) return true;
  }
  return false;
}

const rehearsal = /(?:^|[_-])(?:test|sandbox|sdbx|sbx|sb|demo|dummy)[_-]/iu;
const cutJwt = /^eyJ[\w-]{10,400}\.[\w-]{0,1200}(?:\.[\w-]{0,20})?$/u;

/** True for a value that says it is for tests: of an account where nothing is real, or made up. */
export function isForTests(value: string): boolean {
  return rehearsal.test(value);
}

// Of Apple and Google: where messages for a device go.
const ofDevice = /(?:aps|apns|fcm|push)[_-]?device[_-]?token$/iu;
// A hand that goes along the keys of a keyboard, and on anywhere. The same keys again and again are what a test signs in with.
const typed = /^(?:1234567890[a-z]{4,40}$|asdf(?!asdf)|zxcv(?!zxcv))/u;

/** Why a key or token is most likely none; nothing where it may be one. */
export function doubtOf(name: string, value: string): string | undefined {
  if (cutJwt.test(value)) return "a JSON Web Token without its signature";
  if (ofDevice.test(name)) return "the address of a device";
  if (typed.test(value)) return "typed along the keys of a keyboard";
  // A provider's rule would have matched: its tokens have no other format.
  return namesOnlyProvider(name) || hasKnownPrefix(value) ? "not in that provider's format" : undefined;
}
