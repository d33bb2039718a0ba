import { describe, expect, it } from "vitest";
import { referenceSyntax } from "../../src/references/recognise.ts";
import { fill, seeded } from "../detect/generate.ts";
import { ask } from "./answer.ts";

const value = fill("${alnum:12}!${alnum:11}", seeded("env-file"));

describe(".env", () => {
  it.each([
    ["no quotes", `A=1\nDB_PASSWORD=«${value}»\nB=2\n`, "A=1\nDB_PASSWORD=\nB=2\n"],
    ["double quotes", `DB_PASSWORD="«${value}»"\n`, 'DB_PASSWORD=""\n'],
    ["single quotes", `DB_PASSWORD='«${value}»'`, "DB_PASSWORD=''"],
    ["back ticks", `DB_PASSWORD=\`«${value}»\``, "DB_PASSWORD=``"],
    ["export and spaces", `export DB_PASSWORD = «${value}»  # local`, "export DB_PASSWORD =   # local"],
    ["CRLF", `DB_PASSWORD=«${value}»\r\nB=2\r\n`, "DB_PASSWORD=\r\nB=2\r\n"],
    ["letters before it that are no ASCII", `# пароль 🔑\nDB_PASSWORD=«${value}»\n`, "# пароль 🔑\nDB_PASSWORD=\n"],
  ])("%s: empties the key", async (_, text, after) => {
    const answer = await ask({ path: "app/.env.local", text, name: "DB_PASSWORD" });
    expect(answer.after).toBe(after);
    expect(answer.suggestion).toMatchObject({ syntax: "env", use: "DB_PASSWORD=" });
    expect(answer.suggestion?.then[0]).toBe("set DB_PASSWORD where the app is started; dotenv leaves it as it is");
  });

  it("with an Azure vault says what feeds the key", async () => {
    const { suggestion } = await ask({ path: ".env", text: `DB_PASSWORD=«${value}»\n`, azureVault: "prod-kv" });
    expect(suggestion?.fedBy).toBe(
      "@Microsoft.KeyVault(SecretUri=https://prod-kv.vault.azure.net/secrets/db-password)",
    );
    expect(suggestion?.then).toContain("grant the app Key Vault Secrets User on prod-kv");
  });

  it.each([
    ["a part of the value", `DB_URL=postgres://app:«${value}»@db/x\n`],
    ["a part in quotes", `DB_URL="«${value}» and more"\n`],
  ])("%s: makes no edit, and gives the whole a name of its own", async (_, text) => {
    const { suggestion, after } = await ask({ path: ".env", text, azureVault: "prod-kv" });
    expect(after).toBeUndefined();
    expect(suggestion?.fedBy).toMatch(/\/secrets\/db-url\)$/u);
    expect(suggestion?.then[0]).toMatch(/^store the whole value, not the secret alone: .* --name db-url /u);
  });

  it.each([".env.keys", ".env.vault"])("%s is written by a tool: no answer", async (path) => {
    expect((await ask({ path, text: `A=«${value}»\n` })).suggestion).toBeUndefined();
  });

  it("of azd takes azd's own reference", async () => {
    const { suggestion, after } = await ask({
      path: ".azure/prod/.env",
      text: `A="«${value}»"\n`,
      azureVault: "prod-kv",
    });
    expect(after).toBeUndefined();
    expect(suggestion?.use).toBe("akvs://SUBSCRIPTION-ID/prod-kv/db-password");
    expect(referenceSyntax(suggestion?.use ?? "")).toBe("azd-env");
  });
});

describe(".env.schema", () => {
  const header =
    '# @plugin(@varlock/azure-key-vault-plugin)\n# @initAzure(vaultUrl="https://prod-kv.vault.azure.net/")\n';

  it("takes varlock's function, where the header names the vault", async () => {
    const { suggestion, after } = await ask({ path: ".env.schema", text: `${header}A=«${value}»\n` });
    expect(after).toBe(`${header}A=azureSecret("db-password")\n`);
    expect(referenceSyntax(suggestion?.use ?? "")).toBe("varlock");
  });

  it("without that header gets no edit, but the header", async () => {
    const { suggestion, after } = await ask({ path: ".env.schema", text: `A=«${value}»\n`, azureVault: "prod-kv" });
    expect(after).toBeUndefined();
    expect(suggestion?.then.join("\n")).toContain('# @initAzure(vaultUrl="https://prod-kv.vault.azure.net/")');
  });
});
