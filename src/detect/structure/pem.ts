import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import type { TextDetector } from "./text-detector.ts";

/** Private keys in PEM armour, also on one line with `\n` written out and as string pieces in code. A scanner, not a regex: it reads each byte once. */
export const pemRules: readonly RuleInfo[] = [
  {
    id: "private-key/pem",
    title: "Private key",
    kind: "structural",
    severity: "critical",
    opens: "everything that trusts the matching public key or certificate: servers, signatures, logins",
    rotate: "Make a new key pair, replace the public key or certificate everywhere, then remove the old one.",
    cwe: [321, 798],
    source: "https://www.rfc-editor.org/rfc/rfc7468",
    with: [{ role: "user", names: ["client_email"] }],
  },
  {
    id: "private-key/encrypted-pem",
    title: "Private key encrypted with a passphrase",
    kind: "structural",
    severity: "medium",
    opens: "the key to whoever has or guesses its passphrase",
    rotate: "Keep it in the vault; if the passphrase is weak or known, make a new key pair.",
    cwe: [321],
    source: "https://www.rfc-editor.org/rfc/rfc7468",
  },
];

const longest = 16_384;
const longestHeader = 80;
const header = /^-----BEGIN (?<label>[A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----/u;
const shortestBody = 40;
/** Encoders write lines of 64 characters; nothing else beside a key is so long without a blank, hardly a path. */
const keyLine = /[A-Za-z0-9+/=]{32,}/gu;
const opening = "-----BEGIN ".length;
const dashes = 5;
const dash = 45;

/** A bit for what makes up a label, and for base64. */
const inLabel = 1;
const inBody = 2;
const kinds = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") kinds[char.charCodeAt(0)] = inLabel | inBody;
for (const char of "abcdefghijklmnopqrstuvwxyz+/=") kinds[char.charCodeAt(0)] = inBody;
kinds[32] = inLabel;

function areDashes(bytes: Buffer, at: number): boolean {
  for (let i = at; i < at + dashes; i++) if (bytes[i] !== dash) return false;
  return true;
}

/** A quick look: a label and as much base64 as any key has follow. Most headers stand in code and in texts about keys. */
function mayHoldKey(bytes: Buffer, at: number): boolean {
  let i = at + opening;
  while (i < at + longestHeader && ((kinds[bytes[i] ?? 0] ?? 0) & inLabel) !== 0) i++;
  if (!areDashes(bytes, i)) return false;
  const end = Math.min(bytes.length, at + longest);
  let body = 0;
  for (i += dashes; i < end && body < shortestBody; i++) {
    const byte = bytes[i] ?? 0;
    if (((kinds[byte] ?? 0) & inBody) !== 0) body++;
    else if (byte === dash && areDashes(bytes, i)) return false;
  }
  return body >= shortestBody;
}

/**
 * True where the lines of a key stand among other text, which each of them has: the sign of a comment or quotation, the time of a
 * log, the joiners of a language without `+`, a command that writes the line.
 */
function holdsLines(body: string): boolean {
  const lines = (body.match(keyLine) ?? []).join("");
  return lines.length >= shortestBody && /\d/u.test(lines) && /[a-z]/u.test(lines) && /[A-Z]/u.test(lines);
}

/** True where dots stand for the rest of the key. */
function isElided(body: string): boolean {
  return /^[\sA-Za-z\d+/=\\]{0,800}(?:\.{3}|\[\.)/u.test(body);
}

/** True where a line of dots, or of words in brackets, stands for lines of a key that has its end. */
function isShortened(body: string): boolean {
  return /(?:^|\n|\\n)[ \t]{0,40}(?:\.{3,80}|\[\.{3}\]|<snip>|\[snip\])[ \t]{0,8}(?:\r?\n|\\n)/iu.test(body);
}

/** Where the content of a sequence in DER begins, and where it says to end; nothing where none begins. */
function sequenceOf(der: Buffer): { readonly start: number; readonly end: number } | undefined {
  const first = der[1] ?? 0;
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (der[0] !== 0x30 || count > 3 || der.length < 2 + count) return undefined;
  const start = 2 + count;
  return { start, end: start + (count === 0 ? first : der.readUIntBE(2, count)) };
}

/** True where all bytes are there that the key says to have, whatever stands between its lines. */
function isWhole(base64: string): boolean {
  const der = Buffer.from(base64, "base64");
  const sequence = sequenceOf(der);
  return sequence !== undefined && der.length >= sequence.end;
}

// What stands before the numbers of a key, and no more.
const headOnly = 64;
const leastLong = 256;

/** True for a body in DER without a key: its head alone, or the numbers of a public key, which have no version in front. */
function holdsNoKey(base64: string): boolean {
  const der = Buffer.from(base64, "base64");
  const sequence = sequenceOf(der);
  if (!sequence) return false;
  const { start, end } = sequence;
  return (der.length < headOnly && end >= leastLong) || (der[start] === 2 && (der[start + 1] ?? 1) !== 1);
}

/** Reads the armour at `at`; nothing for certificates, public keys and headers without a body. */
function pemCandidate(text: SourceText, at: number): Candidate | undefined {
  if (!mayHoldKey(text.bytes, at)) return undefined;
  // Not read as a whole: where headers follow one another, each would cost all of it.
  const window = text.bytes.subarray(at, at + longest);
  const label = header.exec(window.toString("latin1", 0, longestHeader))?.groups?.["label"];
  if (label === undefined) return undefined;
  const bodyStart = label.length + 16;
  const close = window.indexOf("-----", bodyStart);
  const body = window.toString("latin1", bodyStart, close < 0 ? window.length : close);
  // Line ends, escapes, string quotes, what stands before these in Python, and joiners between the pieces are no part of the key.
  const clean = body
    .replace(/(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset):[^\n\\]{0,120}/gu, "")
    .replace(/\\[nrt]|["']\s{1,80}[bru]{1,2}(?=["'])|[\s"'`,.;\\]|&#(?:10|13|xA|xD);/giu, "");
  const base64 = /^[A-Za-z0-9+/=]{0,16384}/u.exec(clean)?.[0] ?? "";
  const ended = close >= 0 && window.toString("latin1", close, close + 8) === "-----END";
  // A header in a text about keys, and a key whose middle is left out.
  if (!ended && (!holdsLines(body) || isElided(body))) return undefined;
  if (base64.length < shortestBody ? !ended || !holdsLines(body) : new Set(base64).size < 12) return undefined;
  const endOfLine = ended ? window.indexOf("-----", close + 8) : -1;
  const end = endOfLine >= 0 ? endOfLine + 5 : bodyStart + body.trimEnd().length;
  const encrypted = label.startsWith("ENCRYPTED") || body.includes("ENCRYPTED");
  const shortened = isShortened(body) && !isWhole(base64);
  // Where signs stand between the lines, not all of them are read.
  const isNone = base64.length === clean.length && !encrypted && holdsNoKey(base64);
  return {
    ruleId: encrypted ? "private-key/encrypted-pem" : "private-key/pem",
    kind: "structural",
    span: { start: at, end: at + end },
    severity: encrypted ? "medium" : "critical",
    confidence: isNone ? "low" : !ended ? "medium" : shortened ? "low" : "high",
    reasons: [
      "PEM armour",
      isNone ? "no key in it" : !ended ? "without its end line" : shortened ? "lines left out" : "complete",
    ],
    also: [],
  };
}

export const pemDetector: TextDetector = {
  rules: pemRules,
  anchors: ["-----begin"],
  format: true,
  where: { what: "sign", sign: "PR", within: 48 },
  confirm: pemCandidate,
};
