// Runs of token characters that begin as text in base64 or hex does, in AssemblyScript.
import { SEXTETS, TEXT_PLACES } from "./layout";

/** True for what stands in texts: printable ASCII, tabs and line ends. */
@inline function isText(byte: u32): bool { return byte - 32 < 95 || byte - 9 < 2 || byte == 13; }
@inline export function sextet(p: usize): u32 { return <u32>load<u8>(SEXTETS + <usize>load<u8>(p)); }

@inline function placesOf(p: usize): u32 { return <u32>load<u8>(TEXT_PLACES + <usize>load<u8>(p)); }

/** A quick look at four characters, without branches: most names and paths fail here. */
@inline export function mayBeText(p: usize): bool {
  const a = placesOf(p), b = placesOf(p + 1), c = placesOf(p + 2), d = placesOf(p + 3);
  return ((a & (b >> 1) & (c >> 2) & 1) | ((a >> 3) & (b >> 4) & (c >> 3) & (d >> 4) & 1)) != 0;
}

/** True where 12 characters of base64 give text. */
function isInBase64(p: usize): bool {
  for (const end = p + 12; p < end; p += 4) {
    const three = (sextet(p) << 18) | (sextet(p + 1) << 12) | (sextet(p + 2) << 6) | sextet(p + 3);
    if (!isText(three >> 16) || !isText((three >> 8) & 255) || !isText(three & 255)) return false;
  }
  return true;
}

/** True where 12 digits of hex give text: every other one is 2 to 7. */
function isInHex(p: usize): bool {
  for (const end = p + 12; p < end; p += 2) {
    const low = <u32>load<u8>(p, 1);
    if (<u32>load<u8>(p) - 50 >= 6 || (low - 48 >= 10 && (low | 32) - 97 >= 6)) return false;
  }
  return true;
}

/** The run at `p` begins as encoded text does. */
export function isEncoded(p: usize): bool { return isInBase64(p) || isInHex(p); }
