import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { ask } from "./answer.ts";

const value = fill("${alnum:12}!${alnum:11}", seeded("appsettings"));
const path = "src/appsettings.Production.json";

describe("appsettings.json", () => {
  it.each([
    [
      "a key in a section",
      `{ "Smtp": { "Password": "«${value}»" } }`,
      '{ "Smtp": { "Password": "" } }',
      "Smtp--Password",
    ],
    [
      "comments and a trailing comma",
      `{\n  // mail\n  "Key": "«${value}»", /* x */\n}\n`,
      '{\n  // mail\n  "Key": "", /* x */\n}\n',
      "Key",
    ],
    ["an item of a list", `{ "Keys": ["a", "«${value}»"] }`, '{ "Keys": ["a", ""] }', "Keys--1"],
    [
      "CRLF and no ASCII before it",
      `{\r\n  "Имя": "🔑",\r\n  "Key": "«${value}»"\r\n}`,
      '{\r\n  "Имя": "🔑",\r\n  "Key": ""\r\n}',
      "Key",
    ],
    ["everything on one line", `{"A":"x","B":{"C":"«${value}»"},"D":1}`, '{"A":"x","B":{"C":""},"D":1}', "B--C"],
  ])("%s: empties the value and names the provider's secret", async (_, text, after, secret) => {
    const answer = await ask({ path, text, azureVault: "prod-kv" });
    expect(answer.after).toBe(after);
    expect(answer.suggestion?.fedBy).toBe(
      'builder.Configuration.AddAzureKeyVault(new Uri("https://prod-kv.vault.azure.net"), new DefaultAzureCredential())',
    );
    expect(answer.suggestion?.then[0]).toBe(
      `store it under that name too: az keyvault secret set --vault-name prod-kv --name ${secret} --file FILE`,
    );
  });

  it("a key that Key Vault cannot name is fed by a setting", async () => {
    const { suggestion, after } = await ask({
      path,
      text: `{ "Db": { "Pass_Word": "«${value}»" } }`,
      azureVault: "prod-kv",
    });
    expect(after).toBe('{ "Db": { "Pass_Word": "" } }');
    expect(suggestion?.fedBy).toBe(
      "@Microsoft.KeyVault(SecretUri=https://prod-kv.vault.azure.net/secrets/db-password)",
    );
    expect(suggestion?.then).toContain("set Db__Pass_Word to that reference in the app's settings");
  });

  it("a key that nothing can name gets no edit", async () => {
    const { suggestion, after } = await ask({ path, text: `{ "Pass word": "«${value}»" }` });
    expect(after).toBeUndefined();
    expect(suggestion?.then).toContain("rename the key: Key Vault has letters, digits and hyphens");
  });

  it.each([
    ["a part of the value", `{ "Db": "Server=x;Password=«${value}»" }`],
    ["an object's key", `{ "«${value}»": 1 }`],
    ["a comment", `{ "a": 1 } // «${value}»`],
    ["a broken file", `{ "a": "«${value}»"`],
    ["a file that goes on after its end", `{ "a": "«${value}»" } }`],
  ])("%s: no edit", async (_, text) => {
    expect((await ask({ path, text })).after).toBeUndefined();
  });
});
