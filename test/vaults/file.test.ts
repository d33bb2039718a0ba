import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Secret } from "../../src/model/secret.ts";
import type { VaultEntry } from "../../src/model/vault.ts";
import type { FileVault } from "../../src/vaults/file.ts";
import { openEmbeddedVault, openVault } from "../../src/vaults/open.ts";
import { ask, create, logOf, open, vaultDirectory } from "./temporary.ts";

vi.mock("node:crypto", async (original) => (await import("./remember.ts")).remember(await original()));

const directory = vaultDirectory();
const random = (): Secret => new Secret(randomBytes(24).toString("base64url"));

async function entriesOf(vault: FileVault): Promise<VaultEntry[]> {
  const entries: VaultEntry[] = [];
  for await (const entry of vault.entries()) entries.push(entry);
  return entries;
}

let count = 0;
async function fresh(): Promise<string> {
  const path = join(directory, `v${String(count++)}.json`);
  await create(path);
  return path;
}

describe("what is stored comes back", () => {
  it("secrets with versions, expiry, state, tags and content type", async () => {
    const path = await fresh();
    const [first, second] = [random(), random()];
    const vault = await open(path);
    const one = await vault.put("Db-Password", "secret", first, { enabled: false, tags: { owner: "a" } });
    const two = await vault.put("db-password", "secret", second, {
      expires: "2030-01-01T00:00:00.000Z",
      contentType: "text/plain",
    });
    const again = await open(path);
    expect(again.warnings).toEqual([]);
    expect(await entriesOf(again)).toEqual([
      { ...one, current: false },
      { ...two, current: true },
    ]);
    expect(one).toMatchObject({ kind: "secret", enabled: false, tags: { owner: "a" } });
    expect(two).toMatchObject({
      name: "Db-Password",
      enabled: true,
      expires: "2030-01-01T00:00:00.000Z",
      contentType: "text/plain",
    });
    expect((await again.value(one)).reveal()).toBe(first.reveal());
    expect((await again.value(two)).reveal()).toBe(second.reveal());
    expect(await again.find("secret", "DB-PASSWORD")).toEqual(two);
    expect(await again.find("secret", "db-password", one.version)).toMatchObject({ version: one.version });
    expect(await again.find("key", "db-password")).toBeUndefined();
    expect(Date.parse(two.created)).toBeGreaterThan(Date.parse(one.created));
  });

  it.each(["\n leading and trailing \n", "é漢字🔑\u0000", "x".repeat(1_000_000)])(
    "value %#, to the byte",
    async (value) => {
      const path = await fresh();
      await (await open(path)).put("k", "secret", new Secret(value));
      const vault = await open(path);
      const entry = await vault.find("secret", "k");
      expect(entry && (await vault.value(entry)).reveal() === value).toBe(true);
    },
  );

  it("a key with its public half, without its private one", async () => {
    const path = await fresh();
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const pem = new Secret(privateKey.export({ format: "pem", type: "pkcs8" }).toString());
    const entry = await (await open(path)).put("signing", "key", pem);
    expect(entry.publicKey).toEqual(publicKey.export({ format: "jwk" }));
    expect(entry.publicKey).not.toHaveProperty("d");
  });
});

describe("nothing readable is in the files", () => {
  it("neither values nor names, and only the owner may read them", async () => {
    const path = await fresh();
    const value = random();
    await (await open(path)).put("very-telling-name", "secret", value, { tags: { owner: "telling-tag" } });
    const text = readFileSync(path, "utf8") + readFileSync(logOf(path), "utf8");
    for (const told of [value.reveal(), Buffer.from(value.reveal()).toString("base64"), "very-telling", "telling-tag"])
      expect(text.includes(told)).toBe(false);
    // Windows has no such modes.
    if (process.platform === "win32") return;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(logOf(path)).mode & 0o777).toBe(0o600);
  });
});

describe("what cannot be stored is refused in one sentence without the value", () => {
  const secret = randomBytes(12).toString("hex");
  const armour = (label: string): string => `-----BEGIN ${label}-----\n${secret}\n-----END ${label}-----`;
  it.each<[string, string, "secret" | "key" | "certificate", string, string]>([
    ["an empty value", "k", "secret", "", "is empty"],
    ["too long a value", "k", "secret", "x".repeat(1_000_001), "longer than 1000000"],
    ["a name with underscore", "a_b", "secret", secret, 'use "a-b"'],
    ["an empty name", "", "secret", secret, "cannot name an entry"],
    ["a long name", "n".repeat(128), "secret", secret, "cannot name an entry"],
    ["a path", "../../x", "secret", secret, "cannot name an entry"],
    ["a key that is none", "k", "key", secret, "not a private key"],
    ["a key with broken armour", "k", "key", armour("PRIVATE KEY"), "not a private key"],
    ["an encrypted key", "k", "key", armour("ENCRYPTED PRIVATE KEY"), "passphrase of its own"],
    ["a key in OpenSSH's format", "k", "key", armour("OPENSSH PRIVATE KEY"), "ssh-keygen -p"],
    ["a JWK that is none", "k", "key", `{"kty":"EC","d":"${secret}"`, "not a private key"],
    ["a certificate that is none", "k", "certificate", armour("CERTIFICATE"), "not a certificate"],
  ])("%s", async (_, name, kind, value, sentence) => {
    const path = join(directory, "refusals.json");
    if (!existsSync(path)) await create(path);
    const before = readFileSync(path);
    const error: unknown = await (
      await open(path)
    )
      .put(name, kind, new Secret(value))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "UserError", message: expect.stringContaining(sentence) as string });
    if (value !== "") expect(String(error)).not.toContain(secret);
    expect(readFileSync(path)).toEqual(before);
  });
});

describe("where the vault lies", () => {
  it("a symbolic link stays one, and the log lies beside the file", async () => {
    const real = await fresh();
    const link = join(directory, "link.json");
    symlinkSync(real, link);
    await (await open(link)).put("k", "secret", random());
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(existsSync(logOf(link))).toBe(false);
    expect(await entriesOf(await open(real))).toHaveLength(1);
    expect(readFileSync(logOf(real), "utf8").trim().split("\n")).toHaveLength(2);
  });

  it("is not created over something", async () => {
    const path = await fresh();
    const before = readFileSync(path);
    await expect(create(path)).rejects.toThrow("exists already");
    expect(readFileSync(path)).toEqual(before);
    const other = join(directory, "other.json");
    writeFileSync(logOf(other), "");
    await expect(create(other)).rejects.toThrow("belongs to another vault");
    expect(existsSync(other)).toBe(false);
  });

  it.each([
    ["no vault", "missing.json", "There is no vault .*vaultlint vault init"],
    ["a directory", "folder.json", "is a directory"],
  ])("%s", async (_, name, sentence) => {
    if (name === "folder.json") mkdirSync(join(directory, name));
    await expect(open(join(directory, name))).rejects.toThrow(new RegExp(sentence, "u"));
  });

  it.each([
    ["file:./v0.json", true],
    ["FILE:v0.json", true],
    ["v0.json", false],
    ["file:", false],
    ["azure:x", false],
    ["file:a\0b", false],
  ])("URI %j", async (uri, fine) => {
    const vault = openVault(uri, { passphrase: ask, workingDirectory: directory });
    if (fine) expect((await vault).label).toBe("v0.json");
    else await expect(vault).rejects.toMatchObject({ name: "UserError" });
  });
});

describe("a vault that must not be written", () => {
  it("gives its values and says that the access is not logged", async () => {
    const path = await fresh();
    const value = random();
    const entry = await (await open(path)).put("k", "secret", value);
    const before = [readFileSync(path), readFileSync(logOf(path))];
    const vault = await openEmbeddedVault(`file:${path}`, { passphrase: ask, readonly: true });
    expect((await vault.value(entry)).reveal()).toBe(value.reveal());
    expect(await vault.logAccess("scan")).toMatch(/^access not logged: .*read-only/u);
    await expect(vault.put("k", "secret", value)).rejects.toThrow("read-only");
    expect([readFileSync(path), readFileSync(logOf(path))]).toEqual(before);
  });

  it("and one whose log cannot be written likewise", async () => {
    const path = await fresh();
    const entry = await (await open(path)).put("k", "secret", random());
    const vault = await open(path);
    await vault.value(entry);
    const { rmSync } = await import("node:fs");
    rmSync(logOf(path));
    mkdirSync(logOf(path));
    expect(await vault.logAccess("scan")).toMatch(/^access not logged: /u);
    await expect(vault.put("k", "secret", random())).rejects.toMatchObject({ name: "UserError" });
  });
});

describe("a vault that another process writes to while it is opened", () => {
  it.each([false, true])("is no older copy, and gives what was stored (strict: %s)", async (strict) => {
    const path = await fresh();
    const value = random();
    const other = await open(path);
    const vault = await open(path, {
      strict,
      // Asked for once the file was read.
      passphrase: async () => {
        await other.put("late", "secret", value);
        return ask();
      },
    });
    expect(vault.warnings).toEqual([]);
    const [entry] = await entriesOf(vault);
    expect(entry && (await vault.value(entry)).reveal()).toBe(value.reveal());
  });
});
