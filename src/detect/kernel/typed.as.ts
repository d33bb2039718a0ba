// Types between a name and what it is given, in AssemblyScript, as generic/assignment.ts knows them.
import { at, isBlank, isLetter, isSpace, isWord, lower, skipSpaces } from "./bytes.as";

/** Where an equals sign ends that stands at `p`; 0 where none does, or two. */
@inline function behindEquals(p: usize): usize { return at(p) == 61 && at(p + 1) != 61 ? p + 1 : 0; }

/** Behind a colon at `p` stands a type, and an equals sign behind it: `: &'static str = `. Gives where that ends, or 0. */
export function behindTypeOf(p: usize): usize {
  p = skipSpaces(p + 1, 2);
  if (!isLetter(at(p)) && at(p) != 38) return 0;
  for (const end = p + 52; p < end; p++) {
    const byte = at(p);
    // . < > [ ] | & ? '
    if (!isWord(byte) && !isBlank(byte) && byte != 46 && byte != 60 && byte != 62 && byte != 91 && byte != 93 && byte != 124 && byte != 38 && byte != 63 && byte != 39)
      break;
  }
  return behindEquals(skipSpaces(p, 4));
}

/** `char` stands among the first words at `p`. */
function holdsChar(p: usize): bool {
  for (const end = p + 14; p < end && (isWord(at(p)) || at(p) == 32); p++) if ((load<u32>(p) | 0x20202020) == 0x72616863) return true;
  return false;
}

/** `string`, `&str`, `As X` or something of `char` begins at `p`. */
@inline function isTypeName(p: usize): bool {
  return at(p) == 38 || (lower(p) == 115 && at(p + 1) == 116) || (at(p) == 65 && at(p + 1) == 115 && isSpace(at(p + 2))) || holdsChar(p);
}

/** Where an equals sign ends behind a type that begins at `p`: `string = `, `[16] = `, `As String = `, `{ get; } = `; 0 where none does. */
export function behindTyped(p: usize): usize {
  const first = at(p);
  if (first == 91) {
    for (const end = p + 21; ++p < end && isWord(at(p)); );
    if (at(p) != 93) return 0;
    // []byte
    while (isWord(at(++p)));
    return behindEquals(skipSpaces(p, 4));
  }
  // get; a block of HCL begins with other words or a line end.
  const accessors = first == 123;
  if (accessors ? at(skipSpaces(p + 1, 2)) != 103 : !isTypeName(p)) return 0;
  for (const end = p + 72; p < end; p++) {
    const byte = at(p);
    if (byte == 61) return behindEquals(p);
    if (isWord(byte) || isSpace(byte) || (accessors && (byte == 123 || byte == 125 || byte == 59))) continue;
    // . [ ] & *
    if (byte != 46 && byte != 91 && byte != 93 && byte != 38 && byte != 42) return 0;
  }
  return 0;
}
