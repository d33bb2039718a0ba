// Differences between objects as git packs them, in AssemblyScript: what to copy of the one, and what to insert, to get the other.
import { LARGEST } from "./layout";

let at: usize = 0;

/** The number that begins at `at`, seven bits a byte; more than LARGEST where it is none that can be meant. */
function readSize(end: usize): u32 {
  let size: u32 = 0;
  for (let shift: u32 = 0; shift < 28; shift += 7) {
    if (at >= end) return 0xffffffff;
    const byte: u32 = load<u8>(at++);
    size |= (byte & 127) << shift;
    if (byte < 128) return size;
  }
  return 0xffffffff;
}

/** Copies, in steps: what follows may be touched up to PADDING bytes. */
@inline function copy(to: usize, from: usize, length: usize): void {
  if (length > 256) {
    memory.copy(to, from, length);
    return;
  }
  for (const end = to + length; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}

/** The size of what the difference leads to; less than 0 where it starts from something of another size, or leads to something too large. */
export function resultSize(delta: usize, deltaEnd: usize, baseSize: u32): i32 {
  at = delta;
  if (readSize(deltaEnd) != baseSize) return -1;
  const size = readSize(deltaEnd);
  return size > <u32>LARGEST ? -2 : <i32>size;
}

/**
 * Makes the `size` bytes of the result at `to`, of the difference whose sizes were read; up to PADDING bytes behind all of them may be
 * read or written. False where it is none.
 */
export function patch(deltaEnd: usize, base: usize, baseSize: usize, to: usize, size: usize): bool {
  const end = to + size;
  while (at < deltaEnd) {
    const code: u32 = load<u8>(at++);
    if (code == 0) return false;
    if (code < 128) {
      if (code > deltaEnd - at || code > end - to) return false;
      copy(to, at, code);
      at += code;
      to += code;
      continue;
    }
    let offset: u32 = 0, length: u32 = 0;
    if (code & 1) offset = load<u8>(at++);
    if (code & 2) offset |= <u32>load<u8>(at++) << 8;
    if (code & 4) offset |= <u32>load<u8>(at++) << 16;
    if (code & 8) offset |= <u32>load<u8>(at++) << 24;
    if (code & 16) length = load<u8>(at++);
    if (code & 32) length |= <u32>load<u8>(at++) << 8;
    if (code & 64) length |= <u32>load<u8>(at++) << 16;
    if (length == 0) length = 65536;
    if (at > deltaEnd || offset > baseSize || length > baseSize - offset || length > end - to) return false;
    copy(to, base + offset, length);
    to += length;
  }
  return to == end;
}
