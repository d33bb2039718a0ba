import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configurationSecret, envName, githubName, vaultName } from "../../src/references/names.ts";

describe("a variable's name", () => {
  it.each([
    ["DATABASE_URL", "DATABASE_URL"],
    ["database-url", "DATABASE_URL"],
    ["databaseUrl", "DATABASE_URL"],
    ["storage.key", "STORAGE_KEY"],
    ["Smtp:Password", "SMTP_PASSWORD"],
    ["process.env.STORAGE_KEY", "STORAGE_KEY"],
    ["self.api_token", "API_TOKEN"],
    ["import.meta.env.VITE_KEY", "VITE_KEY"],
    ["HTTPServerKey", "HTTP_SERVER_KEY"],
    ["2fa-secret", "_2FA_SECRET"],
    ["path", "APP_PATH"],
    ["NODE_OPTIONS", "APP_NODE_OPTIONS"],
  ])("%s is %s", (name, variable) => {
    expect(envName(name)).toBe(variable);
  });

  it.each(["", "42", "___", "ключ"])("%j gives none", (name) => {
    expect(envName(name)).toBeUndefined();
  });

  it("is one that every shell takes, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        expect(envName(name) ?? "A").toMatch(/^[A-Z_][A-Z\d_]{0,64}$/u);
        expect(githubName(name) ?? "A").toMatch(/^(?!GITHUB_)[A-Z_][A-Z\d_]{0,64}$/u);
      }),
    );
  });
});

describe("a GitHub secret's name", () => {
  it.each([
    ["GITHUB_TOKEN", "TOKEN"],
    ["github-pat", "PAT"],
    ["NPM_TOKEN", "NPM_TOKEN"],
  ])("%s is %s, since GitHub keeps names that begin with GITHUB_", (name, secret) => {
    expect(githubName(name)).toBe(secret);
  });
});

describe("a vault entry's name", () => {
  it.each([
    ["DATABASE_URL", "database-url"],
    ["storageKey", "storage-key"],
    ["db.password_old", "db-password-old"],
    ["process.env.API_KEY", "api-key"],
  ])("%s is %s", (name, entry) => {
    expect(vaultName(name)).toBe(entry);
  });

  it("fits Key Vault's grammar, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        expect(vaultName(name)).toMatch(/^[\da-z-]{0,127}$/u);
      }),
    );
  });
});

describe("the secret of a .NET configuration key", () => {
  it.each([
    [["Smtp", "Password"], "Smtp--Password"],
    [["A", "B", "C"], "A--B--C"],
    [["Servers", 0, "Key"], "Servers--0--Key"],
    [["ConnectionStrings", "orders-db"], "ConnectionStrings--orders-db"],
  ])("%j is %s", (path, secret) => {
    expect(configurationSecret(path)).toBe(secret);
  });

  it.each([[["Db_Password"]], [["Logging.Key"]], [["A--B"]], [["-A"]], [["A-", "B"]], [["A".repeat(128)]], [[]]])(
    "%j has none that the provider would map back",
    (path) => {
      expect(configurationSecret(path)).toBeUndefined();
    },
  );

  it("is always one that the provider maps back to the key", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "B", "7", "-", "_", ".", ":"), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (path) => {
        const secret = configurationSecret(path);
        if (secret !== undefined) expect(secret.replaceAll("--", ":")).toBe(path.join(":"));
      }),
    );
  });
});
