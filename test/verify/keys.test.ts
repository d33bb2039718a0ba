import { execFileSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate, type KeyObject } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calculateJwkThumbprint } from "jose";
import { describe, expect, it } from "vitest";
import { createVerifier } from "../../src/verify/verifier.ts";
import { jwkThumbprint } from "../../src/verify/thumbprints.ts";
import { createDetector } from "../../src/detect/detector.ts";
import { memoryVault, sourceText, type Given } from "./vaults.ts";

const pairs: Readonly<Record<string, { publicKey: KeyObject; privateKey: KeyObject }>> = {
  "EC P-256": generateKeyPairSync("ec", { namedCurve: "prime256v1" }),
  "EC P-384": generateKeyPairSync("ec", { namedCurve: "secp384r1" }),
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
  Ed25519: generateKeyPairSync("ed25519"),
};

const jwk = (key: KeyObject): Record<string, string> => key.export({ format: "jwk" }) as Record<string, string>;
const pem = (key: KeyObject, type: "pkcs8" | "pkcs1" | "sec1" = "pkcs8"): string =>
  key.export({ format: "pem", type }).toString();

const detector = createDetector();

async function verificationsOf(entry: Given, content: string): Promise<object[]> {
  const verifier = await createVerifier([{ vault: memoryVault([entry]), mode: "metadata" }]);
  const text = sourceText("deploy/key.txt", content);
  return verifier
    .verify(text, detector.detect(text))
    .map(({ candidate, verification }) => ({ ...verification, severity: candidate.severity }));
}

const matched = (kind: string): object => ({
  state: "in-vault",
  vault: "test-kv",
  uri: "memory:test-kv",
  kind,
  name: "signing",
  version: "v1",
  standing: "current",
  severity: "critical",
});

describe.each(Object.entries(pairs))(
  "a private key, %s, is matched without reading a value",
  (_, { publicKey, privateKey }) => {
    const entry: Given = { name: "signing", kind: "key", publicKey: jwk(publicKey) };
    const text = pem(privateKey);

    it.each([
      ["PEM", text],
      ["PEM on one line", JSON.stringify({ key: text })],
      ["PEM in YAML", `key: |\n${text.replaceAll(/^/gmu, "    ")}`],
      ["PEM with CRLF", text.replaceAll("\n", "\r\n")],
      ["JWK", JSON.stringify(jwk(privateKey), null, 2)],
    ])("as %s", async (__, content) => {
      expect(await verificationsOf(entry, content)).toEqual([matched("key")]);
    });

    it("as PEM in base64", async () => {
      const [found, ...more] = await verificationsOf(entry, `client-key-data: ${Buffer.from(text).toString("base64")}`);
      expect(more).toEqual([]);
      expect(found).toMatchObject({ ...matched("key"), encoding: "base64" });
    });

    it("has the thumbprint that jose computes", async () => {
      const own = jwkThumbprint(jwk(publicKey));
      const theirs = await calculateJwkThumbprint(jwk(publicKey));
      expect(own).toBe(Buffer.from(theirs, "base64url").toString("hex"));
    });
  },
);

it("another key of the same kind is not matched", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const entry: Given = { name: "signing", kind: "key", publicKey: jwk(other.publicKey) };
  const found = await verificationsOf(entry, pem(pairs["EC P-256"]?.privateKey ?? other.privateKey));
  expect(found).toMatchObject([{ state: "unverified", reason: "metadata mode" }]);
});

it("a key in a managed HSM has its own kind of JWK", async () => {
  const { publicKey, privateKey } = pairs["RSA"] ?? generateKeyPairSync("rsa", { modulusLength: 2048 });
  const entry: Given = { name: "signing", kind: "key", publicKey: { ...jwk(publicKey), kty: "RSA-HSM" } };
  expect(await verificationsOf(entry, pem(privateKey, "pkcs1"))).toEqual([matched("key")]);
});

it("an ignored key is left alone", async () => {
  const { publicKey, privateKey } = pairs["Ed25519"] ?? generateKeyPairSync("ed25519");
  const entry: Given = { name: "s", kind: "key", publicKey: jwk(publicKey), tags: { vaultlint: "ignore" } };
  expect(await verificationsOf(entry, `x: ${Buffer.from(pem(privateKey)).toString("base64")}`)).not.toContainEqual(
    expect.objectContaining({ state: "in-vault" }),
  );
});

it.each([
  ["no object", '"kty" "EC"'],
  ["no JSON", '{"kty":"EC","d":}'],
  ["many marks", '"kty"{'.repeat(50_000)],
  ["armour in base64 without a key", `LS0tLS1CRUdJTi${"A".repeat(100_000)}`],
])("%s is passed over in no time", async (_, content) => {
  const { publicKey } = pairs["Ed25519"] ?? generateKeyPairSync("ed25519");
  const start = performance.now();
  const verifier = await createVerifier([
    { vault: memoryVault([{ name: "s", kind: "key", publicKey: jwk(publicKey) }]), mode: "metadata" },
  ]);
  expect(verifier.verify(sourceText("a", content), [])).toEqual([]);
  expect(performance.now() - start).toBeLessThan(1000);
});

function tool(name: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${name}`]);
    return true;
  } catch {
    return false;
  }
}

function inDirectory<T>(work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "vaultlint-"));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

describe.skipIf(!tool("openssl"))("certificates made by openssl", () => {
  const made = (phrase: string): { key: string; certificate: string } =>
    inDirectory((directory) => {
      const [key, certificate] = [join(directory, "k.pem"), join(directory, "c.pem")];
      const flags = phrase === "" ? ["-nodes"] : ["-passout", `pass:${phrase}`];
      execFileSync(
        "openssl",
        ["req", "-x509", "-newkey", "rsa:2048", "-keyout", key, "-out", certificate, "-subj", "/CN=x", ...flags],
        { stdio: "ignore" },
      );
      return { key: readFileSync(key, "utf8"), certificate: readFileSync(certificate, "utf8") };
    });

  it("a key is matched to the certificate of its public half", async () => {
    const { key, certificate } = made("");
    const { publicKey } = new X509Certificate(certificate);
    const entry: Given = { name: "signing", kind: "certificate", publicKey: jwk(publicKey) };
    expect(await verificationsOf(entry, key)).toEqual([matched("certificate")]);
  });

  it.each(["fingerprint256", "fingerprint"] as const)(
    "an encrypted key by the %s of the certificate beside it",
    async (print) => {
      const { key, certificate } = made("correct horse");
      const thumbprints = [new X509Certificate(certificate)[print].replaceAll(":", "")];
      const entry: Given = { name: "signing", kind: "certificate", thumbprints };
      expect(await verificationsOf(entry, `${certificate}${key}`)).toEqual([matched("certificate")]);
      expect(await verificationsOf(entry, key)).not.toContainEqual(matched("certificate"));
    },
  );
});

describe.skipIf(!tool("ssh-keygen"))("keys in OpenSSH's own format, encrypted or not", () => {
  it.each([
    ["rsa", ""],
    ["ecdsa", ""],
    ["ed25519", ""],
    ["ed25519", "correct horse"],
  ])("%s, passphrase %j", async (type, phrase) => {
    const { text, publicPem } = inDirectory((directory) => {
      const file = join(directory, "k");
      execFileSync("ssh-keygen", ["-q", "-t", type, "-N", phrase, "-f", file]);
      const kept = readFileSync(file, "utf8");
      const format = type === "ed25519" ? [] : ["-e", "-m", "PKCS8"];
      return {
        text: kept,
        publicPem:
          format.length > 0
            ? execFileSync("ssh-keygen", [...format, "-f", `${file}.pub`], { encoding: "utf8" })
            : readFileSync(`${file}.pub`, "utf8"),
      };
    });
    const { createPublicKey } = await import("node:crypto");
    const blob = Buffer.from(publicPem.split(" ")[1] ?? "", "base64");
    const publicKey = publicPem.startsWith("ssh-")
      ? { kty: "OKP", crv: "Ed25519", x: blob.subarray(-32).toString("base64url") }
      : jwk(createPublicKey(publicPem));
    expect(await verificationsOf({ name: "signing", kind: "key", publicKey }, text)).toMatchObject([matched("key")]);
  });
});
