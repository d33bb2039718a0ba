// What stands around a literal, in AssemblyScript: the kernel's last look before it reports a hit. Each function lets pass all that the
// detectors in JavaScript can make something of, and some more; they look again, so what is wrong here costs time or a finding, never
// a wrong one. Text that is read lies within MARGIN of the literal.
import { FENCED, GROUPS, REACH } from "./layout";
import { at, isDigit, isQuote, isWord } from "./bytes.as";

@inline function isIn(p: usize, groups: u32): bool { return (<u32>load<u8>(GROUPS + <usize>load<u8>(p)) & groups) != 0; }

/** At least `least` characters of `groups` from `p` on. */
export function goesOn(p: usize, least: u32, groups: u32): bool {
  for (const end = p + <usize>least; p < end; p++) if (!isIn(p, groups)) return false;
  return true;
}

/** The same in front of `p`. */
export function cameBefore(p: usize, least: u32, groups: u32): bool {
  for (let left = least; left > 0; left--) if (!isIn(--p, groups)) return false;
  return true;
}

@inline function isFence(byte: u32): bool { return byte == 64 || byte == 35 || byte == 47 || byte == 92; }

/** The name of a hash, behind `end`, ends right before what begins at `p`: `sha256=`, `"sha512": "`. */
function isBehindHash(p: usize, end: usize): bool {
  for (const least = p - 6; p > least && !isWord(at(p - 1)); ) p--;
  for (const least = p - 3; p > least && isDigit(at(p - 1)); ) p--;
  if (at(p - 1) == 45) p--;
  // sha
  return p >= end + 3 && ((load<u32>(p - 3) | 0x202020) & 0xffffff) == 0x616873;
}

/**
 * Within reach of a name that ends at `end`, what begins as values do: `least` characters of `groups`, the first two of them given
 * (0: any), behind no letter, digit, underscore or plus, none of the signs of FENCED where that is said of `least`, and not behind the
 * name of a hash. What ends a statement ends the search.
 */
export function valueBegins(end: usize, least: u32, groups: u32, first: u32, second: u32): bool {
  const fenced = (least & FENCED) != 0;
  least &= ~FENCED;
  if (least == 0) return true;
  const last = end + REACH;
  // Where the value may have begun; 0: nowhere.
  let start: usize = 0;
  for (let p = end; start != 0 || p < last; p++) {
    const byte = at(p);
    if (isIn(p, groups)) {
      if (start == 0) {
        const before = at(p - 1);
        const begins = p == end || !(isWord(before) || before == 43 || (fenced && isFence(before)));
        if (begins && (first == 0 || byte == first) && (second == 0 || at(p + 1) == second) && !isBehindHash(p, end)) start = p;
      }
      if (start != 0 && p - start + 1 >= <usize>least) return true;
    } else {
      if (byte == 59 || byte == 123 || byte == 125) return false;
      start = 0;
    }
  }
  return false;
}

/** `first`, and `second` behind it unless that is 0, begin less than `within` bytes behind `p`. */
export function signFollows(p: usize, first: u32, second: u32, within: u32): bool {
  for (const end = p + <usize>within; p < end; p++)
    if (at(p) == first && (second == 0 || at(p + 1) == second)) return true;
  return false;
}

/** An `@` behind the `://` at `p`, before anything that ends the host; behind a colon, or far enough for a token. */
export function hasUser(p: usize): bool {
  let colon = false;
  const end = p + 393;
  for (let next = p + 3; next < end; next++) {
    const byte = at(next);
    if (byte == 64 && (colon || next - p > 22)) return true;
    if (byte == 58) colon = true;
    else if (byte <= 32 || byte == 47 || byte == 60 || byte == 62 || isQuote(byte)) return false;
  }
  return false;
}

@inline function mayBeSpace(byte: u32): bool { return byte <= 32 || byte > 127; }

/** Of pairs as connection strings have them the one at `p`: a semicolon stands in front of it, or behind its value on its line. As exact as structure/connection-string.ts. */
export function mayBePaired(p: usize): bool {
  let before = p - 1;
  for (let i = 0; i < 3 && mayBeSpace(at(before)); i++) before--;
  if (at(before) == 59) return true;
  let next = p + 3;
  while (next < p + 22 && at(next) != 61) next++;
  if (at(next++) != 61) return false;
  for (let i = 0; i < 3 && mayBeSpace(at(next)); i++) next++;
  for (const end = p + 600; next < end && at(next) != 10; next++) if (at(next) == 59) return true;
  return false;
}
