// Marvin32, the keyed hash of the .NET runtime: Azure writes the checksums of its keys with it, one seed a kind of key.

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** A seed as Azure names it: eight ASCII characters, read as a big-endian 64-bit number. */
export function namedSeed(name: string): bigint {
  let seed = 0n;
  for (const byte of Buffer.from(name, "latin1")) seed = (seed << 8n) | BigInt(byte);
  return seed;
}

/** The 32-bit hash of some bytes under a 64-bit seed, as an unsigned number. */
export function marvin32(bytes: Uint8Array, seed: bigint): number {
  let low = Number(BigInt.asIntN(32, seed));
  let high = Number(BigInt.asIntN(32, seed >> 32n));
  const mix = (word: number): void => {
    low = (low + word) | 0;
    high ^= low;
    low = (rotate(low, 20) + high) | 0;
    high = rotate(high, 9) ^ low;
    low = (rotate(low, 27) + high) | 0;
    high = rotate(high, 19);
  };
  const byte = (at: number): number => bytes[at] ?? 0;
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) mix(byte(i) | (byte(i + 1) << 8) | (byte(i + 2) << 16) | (byte(i + 3) << 24));
  let tail = 0x80;
  for (let i = bytes.length - 1; i >= whole; i--) tail = (tail << 8) | byte(i);
  mix(tail);
  mix(0);
  return (low ^ high) >>> 0;
}
