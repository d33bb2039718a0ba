/**
 * Files that hold private keys in a format of their own. Their names alone are asked for (known-file.ts), so that no other file is looked
 * at; their first bytes tell the format, so that an empty file or a text of such a name is none.
 */
import type { Candidate } from "../../model/candidate.ts";
import { crypto } from "../../model/crypto.ts";
import type { RuleInfo } from "../../model/rule.ts";
import { Secret } from "../../model/secret.ts";
import { linesOf, type SourceText } from "../../model/text.ts";

const pkcs12 = "private-key/pkcs12";
const javaKeyStore = "private-key/java-key-store";

export const keyStoreRules: readonly RuleInfo[] = [
  {
    id: pkcs12,
    title: "Private key in a PKCS#12 file",
    kind: "structural",
    severity: "medium",
    confidence: "medium",
    opens: "the key and its certificate to whoever has or guesses the file's password",
    rotate:
      "Keep the file in the vault; if its password is weak or known, make a new key pair and replace the certificate.",
    cwe: [321],
    source: "https://www.rfc-editor.org/rfc/rfc7292",
  },
  {
    id: javaKeyStore,
    title: "Private key in a Java key store",
    kind: "structural",
    severity: "medium",
    confidence: "medium",
    opens: "the keys to whoever has or guesses the store's password",
    rotate:
      "Keep the file in the vault; if its password is weak or known, make new keys and replace their certificates.",
    cwe: [321],
    source: "https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html",
  },
];

/** What the beginning of a file says of it. */
interface KeyStore {
  readonly ruleId: typeof pkcs12 | typeof javaKeyStore;
  readonly format: string;
  /** False where it may hold certificates alone. */
  readonly hasKey: boolean;
}

/** Zero behind the end, where nothing is to be found any more. */
function uint32(bytes: Buffer, at: number): number {
  return at + 4 <= bytes.length ? bytes.readUInt32BE(at) : 0;
}

/** The offset behind a text of Java, which has its length in two bytes. */
function behindText(bytes: Buffer, at: number): number {
  return at + 2 + (at + 2 <= bytes.length ? bytes.readUInt16BE(at) : 0);
}

/** The offset behind a certificate: its type, its length, itself. */
function behindCertificate(bytes: Buffer, at: number, hasType: boolean): number {
  const lengthAt = hasType ? behindText(bytes, at) : at;
  return lengthAt + 4 + uint32(bytes, lengthAt);
}

const timeLength = 8;

// Below 1.2.840.113549.1: of what the file is a content (pkcs-7 data or signed data), and of a bag, which has its kind in one more byte.
const content = Buffer.from("2a864886f70d0107", "hex");
const bag = Buffer.from("2a864886f70d010c0a01", "hex");
const headLength = 40;
/** A key as it is, an encrypted one, and another secret: https://www.rfc-editor.org/rfc/rfc7292#section-4.2 */
const bagsOfKeys: ReadonlySet<number | undefined> = new Set([1, 2, 5]);

function holdsKeyBag(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(bag); at >= 0; at = bytes.indexOf(bag, at + bag.length))
    if (bagsOfKeys.has(bytes[at + bag.length])) return true;
  return false;
}

/** A sequence, in DER or of unknown length as in BER, of version 3 and a content. A bag of keys stands open, one of certificates mostly not. */
function pkcs12Of(bytes: Buffer): KeyStore | undefined {
  const length = bytes[1] ?? 0;
  if (bytes[0] !== 0x30 || length < 0x80 || length > 0x84) return undefined;
  const at = 2 + (length & 0x7f);
  if (bytes[at] !== 2 || bytes[at + 1] !== 1 || bytes[at + 2] !== 3 || bytes[at + 3] !== 0x30) return undefined;
  if (!bytes.subarray(at, at + headLength).includes(content)) return undefined;
  return { ruleId: pkcs12, format: "PKCS#12", hasKey: holdsKeyBag(bytes) };
}

const formatsOfJava: ReadonlyMap<number, string> = new Map([
  [0xfeedfeed, "JKS"],
  [0xcececece, "JCEKS"],
]);

/** Signature, version, count; of each entry a number that says what it is, a name, a time. Only a certificate can be passed over. */
function storeOfJava(bytes: Buffer): KeyStore | undefined {
  const format = formatsOfJava.get(uint32(bytes, 0));
  const version = uint32(bytes, 4);
  if (format === undefined || version < 1 || version > 2) return undefined;
  const count = uint32(bytes, 8);
  let at = 12;
  let hasKey = false;
  for (let entry = 0; entry < count && at < bytes.length; entry++) {
    const kind = uint32(bytes, at);
    if ((hasKey = kind === 1 || kind === 3) || kind !== 2) break;
    at = behindCertificate(bytes, behindText(bytes, at + 4) + timeLength, version > 1);
  }
  return { ruleId: javaKeyStore, format, hasKey };
}

/** Of Bouncy Castle: version, salt, rounds; of each entry a byte that says what it is, a name, a time, certificates. */
function storeOfBouncyCastle(bytes: Buffer): KeyStore | undefined {
  const version = uint32(bytes, 0);
  const salt = uint32(bytes, 4);
  if (version < 1 || version > 2 || salt < 8 || salt > 64) return undefined;
  let at = 8 + salt + 4;
  let kind = bytes[at];
  while (kind === 1) {
    at = behindText(bytes, at + 1) + timeLength;
    // Those that belong to it come first.
    let certificates = uint32(bytes, at) + 1;
    for (at += 4; certificates > 0 && at < bytes.length; certificates--) at = behindCertificate(bytes, at, true);
    kind = bytes[at];
  }
  if (kind === undefined || kind > 4) return undefined;
  return { ruleId: javaKeyStore, format: "BKS", hasKey: kind !== 0 };
}

/** Apps that are signed with it cannot be published: https://developer.android.com/studio/publish/app-signing#debug-mode */
const ofDebugBuilds = /(?:^|\/)debug\.keystore$/iu;

/** The candidate for a file that is named like a key store, at its first line: no part of it is its value. */
export function keyStoreCandidate(text: SourceText): Candidate | undefined {
  const { bytes, path, piece } = text;
  if (piece && piece.offset > 0) return undefined;
  // Whatever the name promises: `keytool` writes PKCS#12 under each of them.
  const found = pkcs12Of(bytes) ?? storeOfJava(bytes) ?? storeOfBouncyCastle(bytes);
  if (!found) return undefined;
  const { ruleId, format, hasKey } = found;
  const isOfDebug = ofDebugBuilds.test(path);
  return {
    ruleId,
    kind: "structural",
    span: linesOf(text).lineSpan(0),
    severity: "medium",
    confidence: hasKey && !isOfDebug ? "medium" : "low",
    reasons: [
      `a file of ${format} by its name and first bytes`,
      hasKey ? "a key in it" : "no key to be seen in it",
      ...(isOfDebug ? ["of debug builds"] : []),
    ],
    holdsValue: false,
    built: new Secret(crypto().hash("sha256", bytes, "hex")),
    also: [],
  };
}
