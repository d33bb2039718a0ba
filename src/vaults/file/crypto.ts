/**
 * All cryptography of the embedded vault: content keys wrapped for a passphrase, the two parts of an entry, the MAC of the
 * whole body. Everything is standard JOSE (RFC 7516, 7518), so that a vault can be opened without vaultlint.
 */
import {
  createHmac,
  createSecretKey,
  hkdfSync,
  pbkdf2,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";
import { promisify } from "node:util";
import { compactDecrypt, CompactEncrypt, flattenedDecrypt, GeneralEncrypt } from "jose";
import { UserError } from "../../model/error.ts";
import type { Part, PassphraseHeader, Recipient, VaultBody, VaultFile, WrappedKey } from "./format.ts";
import { canonical } from "./layout.ts";

type KeyName = keyof VaultBody["keys"];

/** What an opened vault works with. KeyObject never prints its bytes. */
export interface Keys {
  readonly metadata: KeyObject;
  readonly values: KeyObject;
  /** Derived from `metadata`, so that whoever may list may also write to the access log. */
  readonly log: KeyObject;
  /** Derived from `values`. */
  readonly body: KeyObject;
}

const passphraseAlgorithm = "PBES2-HS512+A256KW";
const keyBytes = 32;
const saltBytes = 16;
const encryption = { contentEncryptionAlgorithms: ["A256GCM"] };

const encode = (header: unknown): string => Buffer.from(JSON.stringify(header)).toString("base64url");

/** RFC 7518, section 4.8. NFC, since systems type the same character in different ways. */
async function derive(passphrase: string, { alg, p2c, p2s }: PassphraseHeader): Promise<Uint8Array> {
  const salt = Buffer.concat([Buffer.from(`${alg}\0`), Buffer.from(p2s, "base64url")]);
  return promisify(pbkdf2)(passphrase.normalize("NFC"), salt, p2c, keyBytes, "sha512");
}

const keyHeader = (vault: string, key: KeyName): { enc: string; vault: string; key: KeyName } => ({
  enc: "A256GCM",
  vault,
  key,
});

function derivedKeys(vault: string, metadata: Uint8Array, values: Uint8Array): Keys {
  const from = (key: Uint8Array, purpose: string): KeyObject =>
    createSecretKey(Buffer.from(hkdfSync("sha256", key, Buffer.from(vault, "hex"), `vaultlint ${purpose}`, keyBytes)));
  return {
    metadata: createSecretKey(metadata),
    values: createSecretKey(values),
    log: from(metadata, "log"),
    body: from(values, "body"),
  };
}

/** Makes both content keys and wraps them for a passphrase. */
export async function createKeys(
  vault: string,
  passphrase: string,
  iterations: number,
): Promise<{ keys: Keys; wrapped: VaultBody["keys"] }> {
  const header: PassphraseHeader = {
    alg: passphraseAlgorithm,
    p2c: iterations,
    p2s: randomBytes(saltBytes).toString("base64url"),
  };
  const wrapping = await derive(passphrase, header);
  const [metadata, values] = [randomBytes(keyBytes), randomBytes(keyBytes)];
  const wrap = async (name: KeyName, key: Uint8Array): Promise<WrappedKey> => {
    // PBES2 is AES key wrap under a derived key. Both JWEs share salt and count, so that opening derives once, and jose
    // (which would derive for each) gets the derived key; the header then says how it came about.
    const jwe = await new GeneralEncrypt(key)
      .setProtectedHeader(keyHeader(vault, name))
      .addRecipient(wrapping)
      .setUnprotectedHeader({ alg: "A256KW" })
      .encrypt();
    const { protected: protectedHeader = "", iv = "", ciphertext, tag = "" } = jwe;
    const recipients: Recipient[] = jwe.recipients.map((recipient) => ({
      header,
      encrypted_key: recipient.encrypted_key ?? "",
    }));
    return { protected: protectedHeader, iv, ciphertext, tag, recipients };
  };
  const wrapped = { metadata: await wrap("metadata", metadata), values: await wrap("values", values) };
  return { keys: derivedKeys(vault, metadata, values), wrapped };
}

function passphraseRecipient(key: WrappedKey): { header: PassphraseHeader; encryptedKey: string } | undefined {
  for (const { header, encrypted_key } of key.recipients) {
    if (header.alg === passphraseAlgorithm) return { header, encryptedKey: encrypted_key };
  }
  return undefined;
}

/** Unwraps the content keys. The file has passed parseVaultFile, which bounds the derivation. */
export async function openKeys(file: VaultFile, passphrase: string, label: string): Promise<Keys> {
  const derived = new Map<string, Promise<Uint8Array>>();
  const unwrap = async (name: KeyName): Promise<Uint8Array> => {
    const key = file.keys[name];
    const recipient = passphraseRecipient(key);
    if (!recipient)
      throw new UserError(`${label} is not protected by a passphrase, and vaultlint opens it with nothing else.`);
    const { header, encryptedKey } = recipient;
    const parameters = canonical(header);
    const wrapping = derived.get(parameters) ?? derive(passphrase, header);
    derived.set(parameters, wrapping);
    const { iv, ciphertext, tag } = key;
    const jwe = {
      protected: key.protected,
      iv,
      ciphertext,
      tag,
      encrypted_key: encryptedKey,
      header: { alg: "A256KW" },
    };
    const wrappingKey = await wrapping;
    const refused = new UserError(
      `The passphrase does not open ${label}, or the key section of the vault was changed.`,
    );
    if (key.protected !== encode(keyHeader(file.id, name))) throw refused;
    const opened = await flattenedDecrypt(jwe, wrappingKey, {
      ...encryption,
      keyManagementAlgorithms: ["A256KW"],
    }).catch(() => undefined);
    if (opened?.plaintext.length !== keyBytes) throw refused;
    return opened.plaintext;
  };
  return derivedKeys(file.id, await unwrap("metadata"), await unwrap("values"));
}

/** MAC of the body under the `values` key: covers everything but itself. */
export function bodyMac(body: VaultBody, keys: Keys): string {
  const { format, version, id, sequence, keys: wrapped, log, entries } = body;
  const covered: VaultBody = { format, version, id, sequence, keys: wrapped, log, entries };
  return createHmac("sha256", keys.body).update(canonical(covered)).digest("hex");
}

/** Throws UserError unless the body is what somebody who holds the keys wrote. */
export function checkBody(file: VaultFile, keys: Keys, label: string): void {
  if (!sameMac(file.mac, bodyMac(file, keys))) {
    throw new UserError(
      `${label} was changed by something other than vaultlint: its authentication code does not fit. Restore it.`,
    );
  }
}

/** Compares two MACs in hex without telling by the time where they differ. */
export function sameMac(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** Where a part belongs. It stands in the part's authenticated header, so that no part can be moved to another place. */
export interface Place {
  readonly vault: string;
  readonly entry: string;
  readonly version: string;
  readonly part: Part;
}

const partHeader = ({ vault, entry, version, part }: Place): Place & { alg: string; enc: string } => ({
  alg: "dir",
  enc: "A256GCM",
  vault,
  entry,
  version,
  part,
});

const partKey = (keys: Keys, part: Part): KeyObject => (part === "metadata" ? keys.metadata : keys.values);

/** Encrypts one part of an entry for its place. */
export async function sealPart(plaintext: string, place: Place, keys: Keys): Promise<string> {
  return new CompactEncrypt(Buffer.from(plaintext))
    .setProtectedHeader({ ...partHeader(place) })
    .encrypt(partKey(keys, place.part));
}

/** Decrypts one part of an entry. Throws UserError where it was written for another place, or changed. */
export async function openPart(jwe: string, place: Place, keys: Keys, label: string): Promise<string> {
  // Our own header, letter for letter: no compression, no other algorithm and no other place get as far as decryption.
  const expected = jwe.startsWith(`${encode(partHeader(place))}.`);
  const options = { ...encryption, keyManagementAlgorithms: ["dir"] };
  const opened = expected
    ? await compactDecrypt(jwe, partKey(keys, place.part), options).catch(() => undefined)
    : undefined;
  if (!opened)
    throw new UserError(`${label} is damaged: an entry does not fit its place. Restore it from version control.`);
  return Buffer.from(opened.plaintext).toString("utf8");
}
