// Files of keys for tests, built byte by byte; random bytes stand in for keys and certificates.
import { randomBytes } from "node:crypto";

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
const u32 = (value: number): Buffer => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)]);
const text = (value: string): Buffer => Buffer.concat([u16(value.length), Buffer.from(value)]);
const sized = (content: Buffer): Buffer => Buffer.concat([u32(content.length), content]);

/** A value in DER, its length in two bytes. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, 0x82]), u16(content.length), content]);
};
const version = Buffer.from([2, 1, 3]);
const id = (hex: string): Buffer => Buffer.from(`06${(hex.length / 2).toString(16).padStart(2, "0")}${hex}`, "hex");
const data = id("2a864886f70d010701");

/** PKCS#12 with one bag: 1 is a key, 2 an encrypted one, 3 a certificate, 5 another secret. */
export function pkcs12(bag = 2): Buffer {
  const bags = der(0x30, id(`2a864886f70d010c0a01${bag.toString(16).padStart(2, "0")}`), der(0xa0, randomBytes(600)));
  return der(0x30, version, der(0x30, data, der(0xa0, der(4, bags))));
}

/** The same in BER, as a stream: the length of the outer sequences is not known where they begin. */
export function streamedPkcs12(): Buffer {
  const open = Buffer.from([0x30, 0x80]);
  return Buffer.concat([open, version, open, pkcs12().subarray(11), Buffer.alloc(4)]);
}

const time = Buffer.alloc(8);
const certificate = (): Buffer => Buffer.concat([text("X.509"), sized(randomBytes(300))]);

/** JKS or JCEKS with entries of these kinds: 1 is a private key, 2 a certificate, 3 a secret key. */
export function javaStore(
  kinds: readonly number[],
  { signature = 0xfeedfeed, version: written = 2 }: { readonly signature?: number; readonly version?: number } = {},
): Buffer {
  const chain = written === 1 ? sized(randomBytes(300)) : certificate();
  const entries = kinds.map((kind, index) => {
    const key = kind === 1 ? Buffer.concat([sized(randomBytes(700)), u32(1), chain]) : chain;
    return Buffer.concat([u32(kind), text(`entry ${String(index)}`), time, key]);
  });
  return Buffer.concat([u32(signature), u32(written), u32(kinds.length), ...entries, randomBytes(20)]);
}

/** A store of Bouncy Castle: 1 is a certificate, 4 a sealed key. */
export function bouncyCastleStore(kinds: readonly number[]): Buffer {
  const entries = kinds.map((kind) => {
    const chain = kind === 1 ? [u32(0), certificate()] : [u32(1), certificate(), sized(randomBytes(700))];
    return Buffer.concat([Buffer.from([kind]), text("entry"), time, ...chain]);
  });
  return Buffer.concat([u32(2), sized(randomBytes(20)), u32(1024), ...entries, Buffer.alloc(1), randomBytes(20)]);
}
