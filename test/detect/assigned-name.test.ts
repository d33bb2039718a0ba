import { describe, expect, it } from "vitest";
import { assignedName } from "../../src/detect/assigned-name.ts";
import { sourceText } from "./source-text.ts";

describe("assignedName", () => {
  it.each([
    ['const storageKey = "VALUE";', "storageKey"],
    ["const databaseUrl: string = `postgres://u:VALUE@h/x`;", "databaseUrl"],
    ['  "ConnectionString": "AccountName=a;AccountKey=VALUE;X=y"', "ConnectionString"],
    ["DATABASE_URL=postgres://u:VALUE@h/x", "DATABASE_URL"],
    ["export TOKEN=VALUE", "TOKEN"],
    ["config['api-key'] = 'VALUE'", "api-key"],
    ["  client_secret: VALUE", "client_secret"],
    ['- name: API_TOKEN\n  value: "VALUE"', "API_TOKEN"],
    ['{ "name": "apiToken", "value": "VALUE" }', "apiToken"],
    ['var signingKey = []byte("VALUE")', "signingKey"],
    ['const signingKey = Buffer.from("VALUE", "base64")', "signingKey"],
    ['pair(key, "VALUE")', "key"],
    ['a("x", b, "VALUE")', "b"],
    ["const SigningKey string = `VALUE`", "SigningKey"],
    ["var signingKey []byte = `VALUE`", "signingKey"],
    ["  testPrivateKey = `\nVALUE\n`", "testPrivateKey"],
    ['KEY = """\\\nVALUE"""', "KEY"],
    ['set("DB_PASS", "VALUE")', "DB_PASS"],
    ['set("password", "VALUE")', "password"],
    ['login("admin", "VALUE")', undefined],
    ['login("Ada B", "VALUE")', undefined],
    ["x = `a`\nVALUE", undefined],
    ["VALUE", undefined],
    ['["VALUE"]', undefined],
  ])("%s", (content, expected) => {
    const start = content.indexOf("VALUE");
    expect(assignedName(sourceText("a.txt", content), { start, end: start + 5 })).toBe(expected);
  });
});
