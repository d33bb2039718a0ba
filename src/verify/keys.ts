/** Finds the private keys of a text that a vault has: by thumbprint of their public half, so no value is read from the vault. */
import type { Candidate } from "../model/candidate.ts";
import type { SourceText, Span } from "../model/text.ts";
import { preferred, type EntryVersion, type ListedEntry } from "./known-values.ts";
import { certificateThumbprints, jwkThumbprint, privateKeyThumbprint } from "./thumbprints.ts";

export interface FoundKey {
  readonly span: Span;
  readonly entry: EntryVersion;
  readonly encoding?: string;
}

export interface KnownKeys {
  readonly isEmpty: boolean;
  /** The entry that has the key of a candidate which holds PEM. */
  entryOf(text: SourceText, candidate: Candidate): EntryVersion | undefined;
  /** Keys in forms that detectors may not know: JWK, PEM in base64. */
  find(text: SourceText): FoundKey[];
}

const longestPem = 32_768;
const longestJwk = 16_384;
/** Of one text, as many are looked at: a key costs a tenth of a millisecond. */
const mostKeys = 1000;
const keyType = Buffer.from('"kty"');
/** `-----BEGIN` in base64. */
const armourInBase64 = Buffer.from("LS0tLS1CRUdJTi");
const armour = /-----BEGIN (?<label>[A-Z0-9 ]{0,40}PRIVATE KEY)-----(?<body>[^-]{40,32768})-----END \k<label>-----/u;
const certificate = /-----BEGIN CERTIFICATE-----[^-]{40,32768}-----END CERTIFICATE-----/gu;

/** PEM as it stands in code: with written-out line ends, quotes, joiners and indentation. */
function cleanPem(text: string): string | undefined {
  const { label, body } = armour.exec(text)?.groups ?? {};
  if (label === undefined || body === undefined) return undefined;
  const base64 = body.replaceAll(/\\[nrt]|[^A-Za-z0-9+/=]/gu, "");
  return `-----BEGIN ${label}-----\n${base64.replaceAll(/.{64}/gu, "$&\n").trimEnd()}\n-----END ${label}-----\n`;
}

/** Every occurrence of a mark in the text, up to the limit. */
function occurrences(bytes: Buffer, mark: Buffer): number[] {
  const found: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0 && found.length < mostKeys; at = bytes.indexOf(mark, at + mark.length))
    found.push(at);
  return found;
}

/** The JSON object without nested ones around an offset. */
function jwkAround(bytes: Buffer, at: number): { span: Span; jwk: Readonly<Record<string, unknown>> } | undefined {
  const before = Math.max(0, at - longestJwk);
  const start = bytes.subarray(before, at).lastIndexOf("{");
  const end = bytes.subarray(at, at + longestJwk).indexOf("}");
  if (start < 0 || end < 0) return undefined;
  const object = bytes.subarray(before + start, at + end + 1);
  try {
    const jwk = JSON.parse(object.toString("utf8")) as Readonly<Record<string, unknown>>;
    const secret = jwk["d"];
    const from = typeof secret === "string" && /^[\w-]{20,}$/u.test(secret) ? object.indexOf(`"${secret}"`) + 1 : 0;
    if (typeof secret !== "string" || from === 0) return undefined;
    const span = { start: before + start + from, end: before + start + from + secret.length };
    return { span, jwk };
  } catch {
    return undefined;
  }
}

function base64Run(bytes: Buffer, at: number): { span: Span; text: string } {
  const window = bytes.toString("latin1", at, Math.min(bytes.length, at + longestPem));
  const [run = ""] = /^[\w+/-]+={0,2}/u.exec(window) ?? [];
  return { span: { start: at, end: at + run.length }, text: Buffer.from(run, "base64").toString("latin1") };
}

/** Indexes the public halves and thumbprints of all entries. */
export function indexKeys(listed: readonly ListedEntry[]): KnownKeys {
  const byThumbprint = new Map<string, EntryVersion>();
  for (const { entry, version } of listed) {
    const ofKey = entry.publicKey && jwkThumbprint(entry.publicKey);
    for (const thumbprint of [...(ofKey === undefined ? [] : [ofKey]), ...(entry.thumbprints ?? [])]) {
      const folded = thumbprint.toLowerCase().replaceAll(/[^\da-f]/gu, "");
      const before = byThumbprint.get(folded);
      byThumbprint.set(folded, before ? preferred(before, version) : version);
    }
  }
  const lookUp = (thumbprint: string | undefined): EntryVersion | undefined =>
    thumbprint === undefined ? undefined : byThumbprint.get(thumbprint);
  const byPem = (text: string): EntryVersion | undefined => {
    const pem = cleanPem(text);
    return pem === undefined ? undefined : lookUp(privateKeyThumbprint(pem));
  };

  return {
    isEmpty: byThumbprint.size === 0,
    entryOf({ bytes }, { span, built }) {
      if (byThumbprint.size === 0 || span.end - span.start > longestPem) return undefined;
      const value = built?.reveal() ?? bytes.toString("latin1", span.start, span.end);
      if (!value.includes("PRIVATE KEY-----")) return undefined;
      const found = byPem(value);
      if (found) return found;
      // An encrypted key says nothing of itself, but the certificate that mostly lies beside it does.
      const near = bytes.toString("latin1", Math.max(0, span.start - longestPem), span.end + longestPem);
      for (const [pem] of near.matchAll(certificate))
        for (const thumbprint of certificateThumbprints(pem)) {
          const entry = lookUp(thumbprint);
          if (entry) return entry;
        }
      return undefined;
    },
    find({ bytes }) {
      if (byThumbprint.size === 0) return [];
      const found: FoundKey[] = [];
      for (const at of occurrences(bytes, keyType)) {
        const key = jwkAround(bytes, at);
        if (!key) continue;
        const entry = lookUp(jwkThumbprint(key.jwk));
        if (entry?.ignored === false) found.push({ span: key.span, entry });
      }
      for (const at of occurrences(bytes, armourInBase64)) {
        const { span, text } = base64Run(bytes, at);
        const entry = byPem(text);
        if (entry?.ignored === false) found.push({ span, entry, encoding: "base64" });
      }
      return found;
    },
  };
}
