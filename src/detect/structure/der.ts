import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import type { TextContext, TextDetector } from "./text-detector.ts";
import { windowAt } from "./window.ts";

/** Private keys in base64 without armour: DER as one string (`MIIEvQIBADAN...`), keys of OpenPGP (`lQOYBF...`), and whole PEM files encoded once more. */
export const derRules: readonly RuleInfo[] = [
  {
    id: "private-key/base64",
    title: "Private key in base64",
    kind: "structural",
    severity: "critical",
    opens: "everything that trusts the matching public key or certificate: servers, signatures, logins",
    rotate: "Make a new key pair, replace the public key or certificate everywhere, then remove the old one.",
    cwe: [321, 798],
    source: "https://www.rfc-editor.org/rfc/rfc5958",
  },
];

const run = /[A-Za-z\d+/]{60,12000}={0,2}/uy;

/** A DER length at `at`: the offset behind it, or nothing. */
function behindLength(der: Buffer, at: number): number | undefined {
  const first = der[at] ?? 0;
  if (first < 0x80) return at + 1;
  const count = first & 0x7f;
  return count >= 1 && count <= 3 ? at + 1 + count : undefined;
}

/** True for the beginning of PKCS#8, PKCS#1, SEC 1, and of PKCS#12, which mostly holds a key. */
function isPrivateKey(der: Buffer): boolean {
  if (der[0] !== 0x30) return false;
  const at = behindLength(der, 1);
  if (at === undefined || der[at] !== 2 || der[at + 1] !== 1) return false;
  const version = der[at + 2];
  const next = der[at + 3];
  // PKCS#8: AlgorithmIdentifier; PKCS#1: the modulus; SEC 1: the key as an octet string; PKCS#12: content of type data.
  if (version === 0 && next === 0x30) return der.subarray(at + 3, at + 20).includes(Buffer.from([0x06]));
  if (version === 0 && next === 2) return (der[at + 4] ?? 0) >= 0x20;
  if (version === 1 && next === 4) return true;
  return version === 3 && next === 0x30 && der.includes(Buffer.from("2a864886f70d0107", "hex"));
}

// RSA, Elgamal, DSA, ECDH, ECDSA and EdDSA: https://www.rfc-editor.org/rfc/rfc9580#section-9.1
const pgpAlgorithms = new Set([1, 2, 3, 16, 17, 18, 19, 22]);
// 1998 to 2055, as the upper byte of the seconds since 1970.
const pgpTimes = { first: 0x35, last: 0xa0 };

/** True for what `gpg --export-secret-keys` writes: a secret key packet of the old form, version 4. */
function isPgpSecretKey(packet: Buffer): boolean {
  // The length of the packet is written in one byte or two.
  if (packet[0] !== 0x94 && packet[0] !== 0x95) return false;
  const at = packet[0] === 0x94 ? 2 : 3;
  const time = packet[at + 1] ?? 0;
  return packet[at] === 4 && time >= pgpTimes.first && time <= pgpTimes.last && pgpAlgorithms.has(packet[at + 5] ?? 0);
}

// Its armour alone, or around a word, stands for a key in tests of what only hands it on.
const pem = /^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?!(?: BLOCK)?-----[\s\S]{0,40}?-----END)/u;
// A line below that says that lines are left out.
const isElided = /^\s{0,20}\r?\n\s{0,40}(?:\[?\.{3}|\u00e2\u0080\u00a6)/u;

const ends = "= \t\r\n\"'`<>,;)]}\\&|";

function reasonOf(isPem: boolean, isPgp: boolean): string {
  if (isPem) return "PEM armour, encoded once more";
  return isPgp ? "a secret key of OpenPGP" : "the beginning of a private key in DER";
}

function derCandidate(source: SourceText, at: number, { seen }: TextContext): Candidate | undefined {
  const { text, from, at: here } = windowAt(source, at, 64, 12_100);
  // In PEM armour the whole block is the finding.
  if (text.slice(0, here).includes("-----")) return undefined;
  if (here > 0 && /[A-Za-z\d+/]/u.test(text.charAt(here - 1))) return undefined;
  run.lastIndex = here;
  const value = run.exec(text)?.[0];
  if (value === undefined || !ends.includes(text.charAt(here + value.length) || " ")) return undefined;
  const head = Buffer.from(value.slice(0, 200), "base64");
  const isPem = pem.test(head.toString("latin1"));
  const isPgp = isPgpSecretKey(head);
  if ((!isPem && !isPgp && !isPrivateKey(head)) || seen.has(from + here)) return undefined;
  const isCut = isElided.test(text.slice(here + value.length, here + value.length + 80));
  seen.add(from + here);
  return {
    ruleId: "private-key/base64",
    kind: "structural",
    span: { start: from + here, end: from + here + value.length },
    severity: "critical",
    confidence: isCut ? "low" : "high",
    reasons: [reasonOf(isPem, isPgp), ...(isCut ? ["lines left out"] : [])],
    also: [],
  };
}

// Of OpenPGP by what the packet's length begins with: RSA of 1024 to 4096 bits, DSA, Ed25519, with a passphrase or without.
const pgpHeads = ["lQG", "lQH", "lQI", "lQO", "lQP", "lQV", "lQW", "lQc", "lQd", "lFgE", "lIYE"];

export const derDetector: TextDetector = {
  rules: derRules,
  anchors: [],
  cased: ["MII", "MIG", "MHc", "MC4CAQ", "LS0tLS1CRUdJTi", ...pgpHeads],
  format: true,
  where: { what: "behind", least: 40, of: "09afgzAFGZ+" },
  confirm: derCandidate,
};
