import { describe, expect, it } from "vitest";
import type { Verification } from "../../src/model/finding.ts";
import { fill, seeded } from "../detect/generate.ts";
import { ask, entry } from "./answer.ts";

const value = fill("${alnum:12}!${alnum:11}", seeded("steps"));
const text = `const dbPassword = "«${value}»";`;
const stored = entry as Extract<Verification, { state: "in-vault" }>;
const { version, ...named } = stored;

const rotate = "rotate it: everyone who can read this file has it";
const set = "set DB_PASSWORD from the vault where the app is deployed";

describe("what is left to do", () => {
  it.each<[string, Verification, string[]]>([
    ["the vault holds the value", stored, [set, rotate]],
    [
      "the vault holds it as an older version",
      { ...stored, standing: "older" },
      [set, "this is an older version: make it invalid where it was issued, the reference gives the current one"],
    ],
    [
      "the vault holds it, disabled",
      { ...stored, standing: "disabled" },
      [set, "the vault's version is disabled: store a new value first"],
    ],
    [
      "the vault has the name",
      { ...named, version, state: "same-name" },
      ["compare it with db-password in dev.vault.json: the value may be another", set, rotate],
    ],
    [
      "no vault has it",
      { state: "not-in-vault" },
      ["store it: vaultlint vault set file:./dev.vault.json db-password", set, rotate],
    ],
    [
      "no vault was named",
      { state: "unverified", reason: "no vault named" },
      ["store it: vaultlint vault set file:./dev.vault.json db-password", set, rotate],
    ],
    [
      "the value is encoded here",
      { ...stored, encoding: "base64" },
      ["the value stands here encoded: store it in that form, or encode it where it is used", set, rotate],
    ],
  ])("%s", async (_, verification, then) => {
    const { suggestion, after } = await ask({ path: "a.ts", text, name: "dbPassword", verification });
    expect(suggestion?.then).toEqual(then);
    expect(after === undefined).toBe(verification.state === "in-vault" && verification.encoding !== undefined);
  });

  it("names the vault that the reference reads, where another one holds the value", async () => {
    const { suggestion } = await ask({ path: "a.ts", text, azureVault: "prod-kv" });
    expect(suggestion?.then[0]).toBe("make sure that prod-kv holds db-password too");
  });

  it("of a key object of the vault: use the vault's key", async () => {
    const verification = { ...stored, kind: "key", uri: "https://prod-kv.vault.azure.net", name: "signing" } as const;
    const { suggestion } = await ask({ path: "a.pem", text: `«${value}»`, verification });
    expect(suggestion).toMatchObject({
      use: "CryptographyClient on https://prod-kv.vault.azure.net/keys/signing",
      edits: [],
    });
  });
});

describe("names", () => {
  it.each([
    ["a telling name", { name: "storageKey", ruleId: "azure/storage-key" }, "STORAGE_KEY"],
    ["a name that says nothing, with a rule that does", { name: "key", ruleId: "azure/storage-key" }, "STORAGE_KEY"],
    ["no name", { ruleId: "azure/storage-key" }, "STORAGE_KEY"],
    ["a name of signs", { name: "___", ruleId: "azure/storage-key" }, "STORAGE_KEY"],
  ])("%s: %j", async (_, given, variable) => {
    const { suggestion } = await ask({ path: "a.ts", text, verification: { state: "not-in-vault" }, ...given });
    expect(suggestion?.use).toBe(`process.env.${variable}`);
  });

  it("never hold the value, even where the file does", async () => {
    const name = fill("${upper:20}", seeded("value as name"));
    const { suggestion } = await ask({
      path: "a.ts",
      text: `const a = "«${name}»";`,
      name,
      verification: { state: "not-in-vault" },
    });
    expect(JSON.stringify(suggestion ?? {})).not.toContain(name);
  });
});
