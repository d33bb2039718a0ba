// Tokens that end with a CRC-32: many issuers took up the idea, and differ only in what the sum covers and how it is written.
import { crc32 } from "node:zlib";
import { base36, base62, base62LowerFirst, toDigits } from "./digits.ts";
import type { Validator } from "./verdict.ts";

interface CrcLayout {
  /** The whole token; group `covered` is what the sum covers, what follows the groups is the sum. */
  readonly shape: RegExp;
  /** How the sum is written. */
  readonly write: (sum: number) => string;
}

const asBase62 = (sum: number): string => toDigits(sum, base62, 6);
const asHex = (sum: number): string => sum.toString(16).padStart(8, "0");
const asBytes = (sum: number): Buffer => Buffer.from(asHex(sum), "hex");
const asBase64 = (bytes: Buffer): string => bytes.toString("base64").slice(0, 6);

/** By validator name. The source of each stands with it; all were checked against published tokens. */
export const crcLayouts: Readonly<Record<string, CrcLayout>> = {
  // https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
  github: { shape: /^gh[oprsu]_(?<covered>[A-Za-z0-9]{30}|[A-Za-z0-9]{70})[A-Za-z0-9]{6}$/u, write: asBase62 },
  // https://github.blog/2021-09-23-announcing-npms-new-access-token-format/
  npm: { shape: /^npm_(?<covered>[A-Za-z0-9]{30})[A-Za-z0-9]{6}$/u, write: asBase62 },
  // https://vercel.com/changelog/new-token-formats-and-secret-scanning
  vercel: { shape: /^vc[aciprk]_(?<covered>[\w-]{50})[A-Za-z0-9]{6}$/u, write: asBase62 },
  // https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/
  cloudflare: { shape: /^cf(?:k|ut|at)_(?<covered>[A-Za-z0-9]{40})[0-9a-f]{8}$/u, write: asHex },
  // https://zuplo.com/docs/articles/api-key-leak-detection
  zuplo: { shape: /^zpka_(?<covered>[0-9a-z]{32})_[0-9a-f]{8}$/u, write: (sum) => `_${asHex(sum)}` },
  // https://github.com/DataDog/dd-sensitive-data-scanner (atlassian_token_checksum.rs); tokens of Trello and app passwords of Bitbucket
  // have no `=`.
  atlassian: {
    shape: /^(?<covered>AT[A-Z]TT3[\w-]{20,400}=|ATBB[A-Za-z0-9]{24}|ATTA[0-9a-f]{64})[0-9A-F]{8}$/u,
    write: (sum) => asHex(sum).toUpperCase(),
  },
  // https://github.com/grafana/grafana (pkg/components/satokengen): the four bytes are written lowest first.
  grafana: {
    shape: /^(?<covered>gl[a-z]{2,4}_[A-Za-z0-9]{32})_[0-9a-f]{8}$/u,
    write: (sum) => `_${asBytes(sum).reverse().toString("hex")}`,
  },
  // https://handbook.gitlab.com/handbook/engineering/architecture/design-documents/cells/routable_tokens/
  "gitlab-routable": {
    shape: /^(?<covered>[\w-]{1,320}\.(?:[0-9a-z]{2}\.)?[0-9a-z]{2})[0-9a-z]{7}$/u,
    write: (sum) => toDigits(sum, base36, 7),
  },
  // https://docs.chief.tools/accountchief/tokens, made by https://github.com/stayallive/random-tokens
  chieftools: { shape: /^ct[A-Za-z0-9]{1,4}_(?<covered>[A-Za-z0-9]{30,242})[A-Za-z0-9]{6}$/u, write: asBase62 },
  // Not documented by the issuers; found in, and true of, the keys that their users published.
  apiclub: { shape: /^apclb_(?<covered>[A-Za-z0-9]{24})[0-9a-f]{8}$/u, write: asHex },
  canva: { shape: /^(?<covered>cnvca[\w-]{43})[0-9a-f]{8}$/u, write: asHex },
  cashfree: {
    shape: /^cfsk_ma_(?:prod|test)_(?<covered>[0-9a-f]{32})_[0-9a-f]{8}$/u,
    write: (sum) => `_${asHex(sum)}`,
  },
  cloudsmith: { shape: /^(?<covered>csa_[0-9a-f]{30})[\w+/-]{6}$/u, write: (sum) => asBase64(asBytes(sum)) },
  confluent: {
    shape: /^cflt(?<covered>[A-Za-z0-9+/]{54})[A-Za-z0-9+/]{6}$/u,
    write: (sum) => asBase64(asBytes(sum).reverse()),
  },
  prefect: {
    shape: /^pn[bu]_(?<covered>[A-Za-z0-9]{30})[A-Za-z0-9]{6}$/u,
    write: (sum) => toDigits(sum, base62LowerFirst, 6),
  },
  "yandex-captcha": { shape: /^(?<covered>ysc[12]_[A-Za-z0-9]{40})[0-9a-f]{8}$/u, write: asHex },
};

const longestToken = 1000;

/** The tail of a token whose sum covers `covered`. */
export function computeCrcTail(layout: CrcLayout, covered: string): string {
  return layout.write(crc32(covered));
}

/** A validator for tokens of one layout. No parameters. */
export function crcValidator(layout: CrcLayout): Validator {
  return (value) => {
    if (value.length > longestToken) return "unknown";
    const match = layout.shape.exec(value);
    const covered = match?.groups?.["covered"];
    if (covered === undefined) return "unknown";
    return value.endsWith(computeCrcTail(layout, covered)) ? "valid" : "invalid";
  };
}
