/** What a key or certificate shows of itself without its secret: the public half, the thumbprint, the end of its validity. */
import { createHash, createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from "node:crypto";
import { UserError } from "../../model/error.ts";
import type { EntryKind, VaultEntry } from "../../model/vault.ts";

type Shown = Pick<VaultEntry, "publicKey" | "thumbprints" | "expires">;

/** Reads the public facts of a value. Throws UserError, without quoting it, where it is not what its kind says. */
export function describeMaterial(kind: EntryKind, value: string): Shown {
  if (kind === "secret") return {};
  return kind === "key" ? { publicKey: publicJwk(createPublicKey(privateKey(value))) } : describeCertificate(value);
}

function privateKey(text: string): KeyObject {
  if (text.includes("-----BEGIN OPENSSH PRIVATE KEY-----")) {
    throw new UserError(
      "The key is in OpenSSH's own format. Convert a copy with ssh-keygen -p -m PKCS8 -f COPY first.",
    );
  }
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/mu.test(text)) {
    throw new UserError(
      "The key is protected by a passphrase of its own. Remove that first; the vault encrypts it anyway.",
    );
  }
  try {
    return text.trimStart().startsWith("{")
      ? createPrivateKey({ format: "jwk", key: JSON.parse(text) as Record<string, string> })
      : createPrivateKey(text);
  } catch {
    throw new UserError("The value is not a private key in PEM or JWK form. Store other values with --kind secret.");
  }
}

function publicJwk(key: KeyObject): Record<string, string> {
  try {
    const texts = Object.entries(key.export({ format: "jwk" })).filter(
      (member): member is [string, string] => typeof member[1] === "string",
    );
    return Object.fromEntries(texts);
  } catch {
    throw new UserError("The key is of a type that has no JWK form. Store it with --kind secret.");
  }
}

function describeCertificate(text: string): Shown {
  let certificate: X509Certificate;
  let expires: string;
  try {
    certificate = new X509Certificate(text);
    expires = new Date(certificate.validTo).toISOString();
  } catch {
    throw new UserError("The value is not a certificate in PEM form.");
  }
  const thumbprints = [createHash("sha256").update(certificate.raw).digest("hex")];
  return { publicKey: publicJwk(certificate.publicKey), thumbprints, expires };
}
