import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { shannon } from "../entropy.ts";
import type { TextContext, TextDetector } from "./text-detector.ts";
import { mismatch } from "../validate/verdict.ts";

/** NATS seeds: `S`, the kind of the key, then base32 of the seed and a CRC-16; 58 characters. */
export const natsRules: readonly RuleInfo[] = [
  {
    id: "nats/seed",
    title: "NATS seed",
    kind: "structural",
    severity: "critical",
    opens: "a NATS system, as the user, account or operator whose private key it is",
    rotate: "Make a new nkey, replace the public key in the server's configuration or JWT, and revoke the old one.",
    cwe: [321, 798],
    source: "https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth",
  },
];

const length = 58;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** CRC-16/XMODEM, as nkeys append it, little-endian. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++)
      crc = (crc & 0x80_00) !== 0 ? ((crc << 1) ^ 0x10_21) & 0xff_ff : (crc << 1) & 0xff_ff;
  }
  return crc;
}

function decode(seed: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((seed.length * 5) / 8));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const char of seed) {
    held = ((held << 5) | alphabet.indexOf(char)) & 0xff_ff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 255;
    }
  }
  return bytes;
}

function seedAt(bytes: Buffer, at: number): string | undefined {
  const before = bytes[at - 1] ?? 32;
  if ((before >= 48 && before <= 57) || (before >= 65 && before <= 90) || (before >= 97 && before <= 122))
    return undefined;
  for (let i = at; i < at + length; i++) {
    const byte = bytes[i] ?? 0;
    if (!((byte >= 65 && byte <= 90) || (byte >= 50 && byte <= 55))) return undefined;
  }
  const after = bytes[at + length] ?? 32;
  if ((after >= 48 && after <= 57) || (after >= 65 && after <= 90) || (after >= 97 && after <= 122)) return undefined;
  return bytes.toString("latin1", at, at + length);
}

/** The seed that begins at the hit, or behind a name such as `seed`. */
function natsCandidate({ bytes }: SourceText, hit: number, { seen }: TextContext): Candidate | undefined {
  let at = hit;
  const first = bytes[hit] ?? 0;
  // In lower case the anchors of three letters are pieces of words.
  if (first === 115 && bytes[hit + 1] !== 101) return undefined;
  const head = bytes.toString("latin1", hit, hit + 4);
  if (/^(?:seed|nkey)$/iu.test(head)) {
    at = hit + 4;
    const limit = hit + 48;
    while (at < limit && !(bytes[at] === 83 && /^S[ACNOUX][A-Z2-7]{2}$/u.test(bytes.toString("latin1", at, at + 4)))) {
      if (bytes[at] === 10) return undefined;
      at++;
    }
  } else if (!/^S[ACNOUX]A[A-P]$/u.test(head)) return undefined;
  const seed = seedAt(bytes, at);
  if (seed === undefined || !/^S[ACNOUX]/u.test(seed) || shannon(seed) < 3.5 || seen.has(at)) return undefined;
  seen.add(at);
  const decoded = decode(seed);
  const stored = (decoded[decoded.length - 2] ?? 0) | ((decoded.at(-1) ?? 0) << 8);
  const valid = crc16(decoded.subarray(0, -2)) === stored;
  return {
    ruleId: "nats/seed",
    kind: "structural",
    span: { start: at, end: at + length },
    severity: "critical",
    confidence: valid ? "high" : "medium",
    checksum: valid ? "valid" : "invalid",
    reasons: ["format of a NATS seed", valid ? "checksum valid" : mismatch],
    also: [],
  };
}

export const natsDetector: TextDetector = {
  rules: natsRules,
  anchors: ["seed", "nkey"],
  cased: ["SUA", "SAA", "SOA", "SNA", "SCA", "SXA"],
  format: true,
  // Behind a name the seed may stand some bytes on.
  where: (anchor) =>
    anchor.startsWith("S") ? { what: "behind", least: 50, of: "27AFGZ" } : { what: "look", look: "seed" },
  reach: 128,
  confirm: natsCandidate,
};
