/** Thumbprints of key material: what a private key in the tree and a key in a vault have in common without either's secret. */
import { crypto } from "../model/crypto.ts";

/** The members that RFC 7638 hashes, in the order in which it hashes them; without `oct`, which has no public half. */
const required: Readonly<Record<string, readonly string[]>> = {
  EC: ["crv", "kty", "x", "y"],
  OKP: ["crv", "kty", "x"],
  RSA: ["e", "kty", "n"],
};

/** RFC 7638 thumbprint of a public JWK, in hex; undefined where it is none. */
export function jwkThumbprint(jwk: Readonly<Record<string, unknown>>): string | undefined {
  const { kty } = jwk;
  // Managed HSMs mark their keys; the key is the same.
  const type = typeof kty === "string" ? kty.replace(/-HSM$/u, "") : "";
  const members = Object.hasOwn(required, type) ? required[type] : undefined;
  if (!members) return undefined;
  const covered: [string, string][] = [];
  for (const name of members) {
    const value = name === "kty" ? type : jwk[name];
    if (typeof value !== "string") return undefined;
    covered.push([name, value]);
  }
  return crypto()
    .createHash("sha256")
    .update(JSON.stringify(Object.fromEntries(covered)))
    .digest("hex");
}

/** Thumbprint of the public half of a private key in PEM; undefined where it cannot be read without a passphrase. */
export function privateKeyThumbprint(pem: string): string | undefined {
  if (pem.includes("BEGIN OPENSSH PRIVATE KEY")) return openSshThumbprint(pem);
  try {
    return jwkThumbprint(crypto().createPublicKey(pem).export({ format: "jwk" }));
  } catch {
    return undefined;
  }
}

/** Hex SHA-256 and SHA-1 of a certificate's DER, and the thumbprint of its key; none where it is no certificate. */
export function certificateThumbprints(pem: string): string[] {
  try {
    const { raw, publicKey } = new (crypto().X509Certificate)(pem);
    const ofKey = jwkThumbprint(publicKey.export({ format: "jwk" }));
    const ofBytes = ["sha256", "sha1"].map((algorithm) => crypto().createHash(algorithm).update(raw).digest("hex"));
    return ofKey === undefined ? ofBytes : [...ofBytes, ofKey];
  } catch {
    return [];
  }
}

const openSshMagic = Buffer.from("openssh-key-v1\0");

/** Reads length-prefixed strings (RFC 4251, section 5). */
class Fields {
  #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  skip(length: number): void {
    this.#bytes = this.#bytes.subarray(length);
  }

  next(): Buffer {
    const length = this.#bytes.readUInt32BE(0);
    if (length > this.#bytes.length - 4) throw new RangeError("a field is longer than the rest");
    const field = this.#bytes.subarray(4, 4 + length);
    this.skip(4 + length);
    return field;
  }
}

/** OpenSSH's own format holds the public key in clear, even where the private one is encrypted. */
function openSshThumbprint(pem: string): string | undefined {
  const bytes = Buffer.from(pem.replaceAll(/-----[^-]+-----/gu, ""), "base64");
  if (!bytes.subarray(0, openSshMagic.length).equals(openSshMagic)) return undefined;
  try {
    const fields = new Fields(bytes.subarray(openSshMagic.length));
    // Cipher, key derivation, its options, number of keys.
    for (let i = 0; i < 3; i++) fields.next();
    fields.skip(4);
    return sshKeyThumbprint(fields.next());
  } catch {
    return undefined;
  }
}

const curves: Readonly<Record<string, string>> = { nistp256: "P-256", nistp384: "P-384", nistp521: "P-521" };

function sshKeyThumbprint(blob: Buffer): string | undefined {
  const fields = new Fields(blob);
  const type = fields.next().toString("latin1");
  const number = (bytes: Buffer): string => bytes.subarray(bytes[0] === 0 ? 1 : 0).toString("base64url");
  if (type === "ssh-rsa") {
    const e = number(fields.next());
    return jwkThumbprint({ kty: "RSA", e, n: number(fields.next()) });
  }
  if (type === "ssh-ed25519")
    return jwkThumbprint({ kty: "OKP", crv: "Ed25519", x: fields.next().toString("base64url") });
  if (!type.startsWith("ecdsa-sha2-")) return undefined;
  const crv = curves[fields.next().toString("latin1")];
  const point = fields.next();
  if (crv === undefined || point[0] !== 4) return undefined;
  const half = (point.length - 1) / 2;
  const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)].map((part) => part.toString("base64url"));
  return jwkThumbprint({ kty: "EC", crv, x, y });
}
