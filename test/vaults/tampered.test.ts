import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generalDecrypt, compactDecrypt } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { Secret } from "../../src/model/secret.ts";
import { changed, create, logOf, open, passphrase, readJson, vaultDirectory, type Json } from "./temporary.ts";

vi.mock("node:crypto", async (original) => (await import("./remember.ts")).remember(await original()));

const directory = vaultDirectory();
const path = join(directory, "dev.json");
const older = join(directory, "older.json");
const copy = join(directory, "copy.json");
const values = [0, 1, 2].map(() => randomBytes(24).toString("base64url"));

beforeAll(async () => {
  await create(path);
  const vault = await open(path);
  const put = (name: string, index: number): Promise<unknown> =>
    vault.put(name, "secret", new Secret(values[index] ?? ""));
  await put("a", 0);
  writeFileSync(older, readFileSync(path));
  writeFileSync(logOf(older), readFileSync(logOf(path)));
  await put("a", 1);
  await put("b", 2);
});

async function refusal(file: string, options: { passphrase?: string; strict?: boolean } = {}): Promise<string> {
  const { passphrase: words = passphrase, strict = false } = options;
  const error: unknown = await open(file, { passphrase: () => Promise.resolve(words), strict }).then(
    () => "it opened",
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: "UserError" });
  const { message } = error as Error;
  for (const value of values) expect(message).not.toContain(value.slice(0, 8));
  return message;
}

const flip = (text: string): string => `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
const version = (json: Json, entry: number, index: number): { version: string; metadata: string; value: string } => {
  const found = json.entries[entry]?.versions[index];
  if (!found) throw new Error("no such version");
  return found;
};
const recipient = (
  json: Json,
  key: "metadata" | "values",
): { header: Record<string, unknown>; encrypted_key: string } => {
  const [first] = json.keys[key].recipients;
  if (!first) throw new Error("no recipient");
  return first;
};
const where = (json: Json, versions: number): number =>
  json.entries.findIndex((entry) => entry.versions.length === versions);

describe("a vault that is not as it was written is refused", () => {
  it.each<[string, (json: Json) => void, string]>([
    ["format", (json) => (json["format"] = "other"), "is not a vaultlint vault"],
    ["newer version", (json) => (json["version"] = 2), "Update vaultlint"],
    ["version that is no number", (json) => (json["version"] = "1"), "its version"],
    [
      "id",
      (json) => (json.id = `${json.id.startsWith("0") ? "1" : "0"}${json.id.slice(1)}`),
      "key section of the vault was changed",
    ],
    ["sequence number", (json) => (json.sequence += 1), "authentication code does not fit"],
    ["negative sequence number", (json) => (json.sequence = -1), "sequence number"],
    ["log length", (json) => (json.log.length -= 1), "authentication code does not fit"],
    ["log head", (json) => (json.log.head = "0".repeat(64)), "authentication code does not fit"],
    ["mac", (json) => (json.mac = "0".repeat(64)), "authentication code does not fit"],
    ["mac's length", (json) => (json.mac = "00"), "its mac"],
    ["unknown member", (json) => (json["more"] = 1), "its top level"],
    ["missing member", (json) => Reflect.deleteProperty(json, "mac"), "its top level"],
    ["entry removed", (json) => json.entries.pop(), "authentication code does not fit"],
    ["version removed", (json) => json.entries[where(json, 2)]?.versions.pop(), "authentication code does not fit"],
    [
      "versions reordered",
      (json) => json.entries[where(json, 2)]?.versions.reverse(),
      "authentication code does not fit",
    ],
    ["entry twice", (json) => json.entries.push(...json.entries), "list of entries"],
    ["entry without versions", (json) => json.entries.push({ id: "0".repeat(32), versions: [] }), "list of versions"],
    [
      "value changed",
      (json) => (version(json, 0, 0).value = version(json, 0, 0).value.replace(/.{3}$/u, "AAA")),
      "authentication code does not fit",
    ],
    [
      "values swapped between entries",
      (json) => {
        const [one, other] = [version(json, 0, 0), version(json, 1, 0)];
        [one.value, other.value] = [other.value, one.value];
      },
      "authentication code does not fit",
    ],
    [
      "entry ids swapped",
      (json) => {
        const [one, other] = json.entries;
        if (one && other) [one.id, other.id] = [other.id, one.id];
      },
      "authentication code does not fit",
    ],
    [
      "wrapped key",
      (json) => (recipient(json, "values").encrypted_key = flip(recipient(json, "values").encrypted_key)),
      "does not open",
    ],
    [
      "keys swapped",
      (json) => ([json.keys.metadata, json.keys.values] = [json.keys.values, json.keys.metadata]),
      "does not open",
    ],
    [
      "key's header",
      (json) => (json.keys.values["protected"] = Buffer.from('{"enc":"A256GCM"}').toString("base64url")),
      "does not open",
    ],
    ["salt", (json) => (recipient(json, "metadata").header["p2s"] = "A".repeat(22)), "does not open"],
    [
      "algorithm",
      (json) => (recipient(json, "metadata").header["alg"] = "dir"),
      "algorithm that vaultlint does not use",
    ],
    [
      "second passphrase recipient",
      (json) => json.keys.values.recipients.push(...json.keys.values.recipients),
      "key section",
    ],
    ["no recipient", (json) => (json.keys.values.recipients = []), "not protected by a passphrase"],
    ["entries that are no list", (json) => ((json as Record<string, unknown>)["entries"] = {}), "entries"],
    [
      "a JWE with a key in it",
      (json) => (version(json, 0, 0).value = version(json, 0, 0).value.replace("..", ".AAAA.")),
      "list of versions",
    ],
  ])("%s", async (_, change, sentence) => {
    changed(path, copy, change);
    expect(await refusal(copy)).toContain(sentence);
  });

  it.each([209_999, 5_000_001, 2 ** 40, 0, -1, 210_000.5, "600000", null])(
    "p2c %j, before any derivation",
    async (p2c) => {
      changed(path, copy, (json) => (recipient(json, "metadata").header["p2c"] = p2c));
      let asked = false;
      const error: unknown = await open(copy, {
        passphrase: () => ((asked = true), Promise.resolve(passphrase)),
      }).catch((thrown: unknown) => thrown);
      expect(String(error)).toContain("outside 210,000 to 5,000,000");
      expect(asked).toBe(false);
    },
  );

  it.each<[string, (text: string) => string, string]>([
    ["truncated", (text) => text.slice(0, text.length / 2), "truncated or not JSON"],
    ["empty", () => "", "truncated or not JSON"],
    ["other JSON", () => "[]", "is not a vaultlint vault"],
    ["merge conflict", (text) => `<<<<<<< HEAD\n${text}=======\n${text}>>>>>>> b\n`, "unresolved merge conflicts"],
    ["deeply nested", () => "[".repeat(200_000), "truncated or not JSON"],
  ])("%s", async (_, change, sentence) => {
    writeFileSync(copy, change(readFileSync(path, "utf8")));
    expect(await refusal(copy)).toContain(sentence);
  });

  it("the wrong passphrase, without saying more", async () => {
    expect(await refusal(path, { passphrase: "four other random words" })).toContain(
      "passphrase does not open dev.json",
    );
    expect(await refusal(path, { passphrase: "" })).toContain("passphrase does not open");
  });
});

describe("an older copy of the vault", () => {
  it("is warned of, and refused with strict", async () => {
    expect((await open(older)).warnings).toEqual([
      "older.json is older than the copy last seen on this machine (change 2 of 4): another branch is checked out, or it was rolled back",
    ]);
    expect(await refusal(older, { strict: true })).toContain("leave out --strict");
    expect((await open(path, { strict: true })).warnings).toEqual([]);
  });
});

describe("the parts are standard JOSE", () => {
  it("opens with the passphrase and jose alone", async () => {
    const json = readJson(path);
    const unwrap = async (key: "metadata" | "values"): Promise<Uint8Array> =>
      (
        await generalDecrypt(
          json.keys[key] as unknown as Parameters<typeof generalDecrypt>[0],
          Buffer.from(passphrase),
          {
            keyManagementAlgorithms: ["PBES2-HS512+A256KW"],
            maxPBES2Count: 5_000_000,
          },
        )
      ).plaintext;
    const key = await unwrap("values");
    const found: string[] = [];
    for (const entry of json.entries)
      for (const { version: id, value } of entry.versions) {
        const { plaintext, protectedHeader } = await compactDecrypt(value, key);
        expect(protectedHeader).toEqual({
          alg: "dir",
          enc: "A256GCM",
          vault: json.id,
          entry: entry.id,
          version: id,
          part: "value",
        });
        found.push(Buffer.from(plaintext).toString());
      }
    expect(found.sort()).toEqual([...values].sort());
    // Whoever may only list cannot read.
    await expect(compactDecrypt(version(json, 0, 0).value, await unwrap("metadata"))).rejects.toThrow();
  });
});
