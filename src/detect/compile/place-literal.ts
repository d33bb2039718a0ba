// Chooses the bytes of a literal that the scan looks for: at the beginning of words where it can, else its rarest trigram.
import type { Literal } from "./rule-literals.ts";

export interface Placed {
  /** `start`: the gram always begins a word or a part of one. `inner`: it may stand anywhere. */
  readonly lane: "start" | "inner";
  /** Offset of the gram in the literal. */
  readonly offset: number;
  /** Three or four bytes. */
  readonly gram: string;
}

// Shares of bytes in source code, counted over the files of a large Go and a large TypeScript project, in thousandths.
const shares =
  " 150 e85 t63 n49 r49 o48 i46 a46 s45 l30 d28 c27 u22 p21 m19 f16 g14 h14 .14 y11 b11 v9 w8 k7 x4 q2 j2 z2 _8 -5 (10 )10 \"9 '4 ,10 ;5 :7 =8 /11 {5 }5 [4 ]4 *3 +1 <2 >3 !1 ?1 |1 &1 \\1 #1 @1 $2 %1 ~1 ^1 `2 08 18 26 34 44 34 34 23 24 23";
const byteShare = new Float64Array(256).fill(0.0002);
for (const [, char = "", thousandths] of shares.matchAll(/(.)([\d.]+)(?: |$)/gu)) {
  const code = char.charCodeAt(0);
  byteShare[code] = Number(thousandths) / 1000;
  if (/[a-z]/u.test(char)) byteShare[code - 32] = Number(thousandths) / 8000;
}
byteShare[10] = 0.03;
byteShare[9] = 0.05;

/** How often a byte occurs in source code, 0..1. */
export function shareOf(byte: number): number {
  return byteShare[byte] ?? 0;
}

/** How often a gram occurs, if bytes were independent; letters in either case. */
function frequency(gram: string): number {
  let all = 1;
  for (const char of gram) {
    const code = char.charCodeAt(0);
    all *= /[a-z]/u.test(char) ? shareOf(code) + shareOf(code - 32) : shareOf(code);
  }
  return all;
}

const tooCommon = 5e-4;

function isLetter(char: string): boolean {
  return /[a-z]/iu.test(char);
}

/** True when the byte at `offset` begins a word or a part of one, whatever stands around the literal. */
function beginsPart({ text, begins }: Literal, offset: number): boolean {
  const char = text.charAt(offset);
  if (offset === 0) return begins === "word" ? /\w/u.test(char) : begins === "part" && isLetter(char);
  const before = text.charAt(offset - 1);
  return isLetter(char) ? !isLetter(before) : /\d/u.test(char) && !/\w/u.test(before);
}

/** The rarest usable gram; nothing where none is rare enough. */
export function placeLiteral(literal: Literal): Placed | undefined {
  let best: Placed | undefined;
  let least = Number.POSITIVE_INFINITY;
  const { text } = literal;
  for (let offset = 0; offset + 3 <= text.length; offset++) {
    const isStart = beginsPart(literal, offset);
    const gram = text.slice(offset, offset + (isStart ? 4 : 3));
    // A look at the beginning of a word is nearly free; a trigram costs at every byte.
    const cost = frequency(gram) * (isStart ? 1e-6 : 1);
    if (cost < least) {
      least = cost;
      best = { lane: isStart ? "start" : "inner", offset, gram };
    }
  }
  return least < tooCommon ? best : undefined;
}
