// Fills fixtures/templates/leaky-app into fixtures/leaky-app. The secrets are computed here, so that none stands in the
// repository; fixtures/templates/leaky-app/dev.vault.json holds the same values (made by `node tools/leaky-app.js --vault`).
import { execFileSync } from "node:child_process";
import { createECDH, createHash, createPrivateKey } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const templates = join(root, "fixtures/templates/leaky-app");
export const leakyApp = join(root, "fixtures/leaky-app");
/** Opens the example vault. It protects nothing: its values are computed above. */
export const demoPassphrase = "the leaky example app";

const alnum = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Characters that depend on the name alone.
 * @param {string} name
 * @param {number} length
 * @param {string} alphabet
 */
function draw(name, length, alphabet = alnum) {
  let text = "";
  for (let block = 0; text.length < length; block++) {
    for (const byte of createHash("sha256")
      .update(`${name} ${String(block)}`)
      .digest()) {
      if (byte < 256 - (256 % alphabet.length)) text += alphabet[byte % alphabet.length];
    }
  }
  return text.slice(0, length);
}

/** A P-256 private key whose number depends on the name alone, as PEM. @param {string} name */
function privateKey(name) {
  const ecdh = createECDH("prime256v1");
  const d = createHash("sha256").update(name).digest();
  ecdh.setPrivateKey(d);
  const point = ecdh.getPublicKey();
  const key = {
    kty: "EC",
    crv: "P-256",
    d: d.toString("base64url"),
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  return createPrivateKey({ format: "jwk", key }).export({ type: "pkcs8", format: "pem" }).toString().trim();
}

/** @type {Record<string, string>} */
const values = {
  "database-password": draw("database-password", 24),
  "storage-key": `${draw("storage-key", 86, `${alnum}+/`)}==`,
  "smtp-password": draw("smtp-password", 20),
  "smtp-password:old": draw("smtp-password old", 20),
  "orders-client-secret": `${draw("client", 3)}8Q~${draw("client secret", 34)}`,
  "jwt-signing-key": draw("jwt-signing-key", 40),
  "stripe-secret-key": `sk_${"live"}_${draw("stripe", 24)}`,
  "slack-bot-token": `xoxb-${draw("slack 1", 12, "0123456789")}-${draw("slack 2", 12, "0123456789")}-${draw("slack 3", 24)}`,
  "github-packages-token": `ghp_${draw("github", 36)}`,
  "signing-key": privateKey("signing-key"),
};

/** @param {string} text */
function filled(text) {
  return text.replaceAll(/\{\{(?<name>[\w-]+)(?::(?<form>\w+))?\}\}/gu, (_, name, form) => {
    const value = values[form === "old" ? `${name}:old` : name];
    if (value === undefined) throw new Error(`no value is called ${name}`);
    if (form === "base64") return Buffer.from(value).toString("base64");
    if (form === "1") return value.slice(0, value.length / 2);
    if (form === "2") return value.slice(value.length / 2);
    return value;
  });
}

/** @param {string} directory @returns {string[]} */
function files(directory) {
  return readdirSync(directory, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(directory, name)).isFile())
    .sort();
}

/** Makes fixtures/leaky-app, unless it is there and as new as its templates. Returns the environment to scan it with. */
export function makeLeakyApp() {
  const state = join(root, "node_modules/.cache/vaultlint-example");
  const stamp = createHash("sha256");
  for (const name of files(templates)) stamp.update(name).update(readFileSync(join(templates, name)));
  const mark = join(state, "stamp");
  const wanted = stamp.digest("hex");
  let fresh = false;
  try {
    fresh = readFileSync(mark, "utf8") === wanted && statSync(leakyApp).isDirectory();
  } catch {
    // Not made yet.
  }
  if (!fresh) {
    rmSync(leakyApp, { recursive: true, force: true });
    rmSync(state, { recursive: true, force: true });
    for (const name of files(templates)) {
      const target = join(leakyApp, name);
      mkdirSync(dirname(target), { recursive: true });
      if (name.startsWith("dev.vault")) cpSync(join(templates, name), target);
      else writeFileSync(target, filled(readFileSync(join(templates, name), "utf8")));
    }
    mkdirSync(state, { recursive: true });
    writeFileSync(mark, wanted);
  }
  return { VAULTLINT_PASSPHRASE: demoPassphrase, VAULTLINT_STATE_DIR: state };
}

/** Makes the example vault anew. */
function makeVault() {
  const uri = "file:./dev.vault.json";
  const env = {
    ...process.env,
    VAULTLINT_PASSPHRASE: demoPassphrase,
    VAULTLINT_STATE_DIR: join(root, "node_modules/.cache/vaultlint-make"),
  };
  /** @param {string[]} args @param {string} [input] */
  const vaultlint = (args, input) =>
    execFileSync(process.execPath, [join(root, "bin/vaultlint.js"), "vault", ...args], {
      cwd: templates,
      env,
      ...(input !== undefined && { input }),
    });
  for (const name of files(templates).filter((file) => file.startsWith("dev.vault"))) rmSync(join(templates, name));
  vaultlint(["init", uri]);
  /** @param {string} name @param {string} value @param {string[]} [flags] */
  const set = (name, value, flags = []) => vaultlint(["set", uri, name, "--stdin", ...flags], value);
  set("database-password", values["database-password"] ?? "");
  set("storage-key", values["storage-key"] ?? "", ["--tag", "owner=orders"]);
  set("smtp-password", values["smtp-password:old"] ?? "");
  set("smtp-password", values["smtp-password"] ?? "", ["--expires", "2027-06-30"]);
  set("orders-client-secret", values["orders-client-secret"] ?? "", ["--expires", "2026-01-31"]);
  set("jwt-signing-key", values["jwt-signing-key"] ?? "");
  set("stripe-secret-key", `sk_${"live"}_${draw("another stripe key", 24)}`);
  set("orders-signing", values["signing-key"] ?? "", ["--kind", "key"]);
}

if (process.argv[2] === "--vault") makeVault();
