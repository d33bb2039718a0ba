// Names that are given what stands behind them with nothing but blanks between, in AssemblyScript, as generic/assignment.ts reads them.
import { at, isBlank, isLetter, isSpace, opens, skipBack, skipBlanks } from "./bytes.as";

/** The name from `start` begins its line or statement, or stands behind a word that declares: define, def, defvar, setq, setx, ENV, `set(`. */
export function mayBeDeclared(start: usize): bool {
  let p = start - 1;
  if (at(p) == 64) p--;
  for (const least = p - 80; p > least && isSpace(at(p)); ) {
    if (at(p) == 10) return true;
    p--;
  }
  const byte = at(p);
  // set, proxy_set_header, fastcgi_param; defvar; set( of CMake; define, def, setq, setx, ENV, setenv, and options of set.
  if (byte == 116) return at(p - 1) == 101 && at(p - 2) == 115;
  // Of Clojure: `:name "x"`.
  if (byte == 58) return isSpace(at(p - 1)) || opens(at(p - 1));
  if (isDirective(p)) return true;
  if (byte == 114) return at(p - 1) == 97 && at(p - 2) == 118;
  if (byte == 40) return at(p - 1) == 116 && at(p - 2) == 101 && at(p - 3) == 115;
  if (byte == 0 || byte == 123 || byte == 59 || isSetting(p)) return true;
  // define, (def, (setq, setx, ENV, setenv.
  const four = load<u32>(p - 3);
  return four == 0x656e6966 || four == 0x66656428 || four == 0x71746573 || four == 0x78746573 || four >> 8 == 0x564e45 || (four | 0x2000) >> 8 == 0x766e65;
}

/** A directive of nginx ends at `p` that sets what follows: proxy_set_header, fastcgi_param. */
export function isDirective(p: usize): bool {
  const byte = at(p);
  if (byte == 109) return at(p - 1) == 97 && at(p - 5) == 95;
  return byte == 114 && at(p - 1) == 101 && at(p - 6) == 95;
}

/** `set` with options ends at `p`: `set -gx`, `set -g --export`. */
export function isSetting(p: usize): bool {
  for (let options = 0; options < 5; options++) {
    const last = p;
    while (p > last - 8 && isLetter(at(p))) p--;
    if (options > 0 && last - p == 3 && load<u32>(p) >> 8 == 0x746573) return true;
    if (at(p) != 45) return false;
    while (at(p) == 45) p--;
    p = skipBack(p + 1);
  }
  return false;
}

/** The line ends behind one word at `p`, and a name with a dot, from `start` to `end`, begins it. */
export function isLineOfTwo(start: usize, end: usize, p: usize): bool {
  const before = at(start - 1);
  if (before != 0 && before != 10) return false;
  while (start < end && at(start) != 46) start++;
  if (start == end) return false;
  for (const most = p + 201; p < most; p++) if (isSpace(at(p)) || at(p) == 0) break;
  p = skipBlanks(p, 40);
  return at(p) == 10 || at(p) == 13 || at(p) == 0;
}
