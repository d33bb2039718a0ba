import { describe, expect, it } from "vitest";
import { runAstChecks } from "../../../src/detect/ast/run.ts";
import { isWorthParsing } from "../../../src/detect/ast/worth-parsing.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const value = fill("${alnum:20}~${alnum:12}", seeded(7));
const head = value.slice(0, 9);
const tail = value.slice(9);
const base64 = Buffer.from(value).toString("base64");

interface Found {
  readonly text: string;
  readonly message: string | undefined;
  readonly confidence: string;
  readonly name: string | undefined;
  readonly built: string | undefined;
}

async function found(content: string, path = "src/app.ts"): Promise<Found[]> {
  const text = sourceText(path, content);
  const { candidates } = await runAstChecks(text);
  // What the checks see, the glance before the parser must not miss.
  expect(candidates.length === 0 || isWorthParsing(text)).toBe(true);
  return candidates
    .filter(({ ruleId }) => ruleId === "no-hardcoded-credential")
    .map(({ span, message, confidence, name, built }) => ({
      text: text.bytes.toString("utf8", span.start, span.end),
      message,
      confidence,
      name,
      built: built?.reveal(),
    }));
}

describe("a literal at the secret argument of a sink", () => {
  it.each([
    ["@azure/identity", `new x.ClientSecretCredential(t, c, "${value}")`, "client secret"],
    ["@azure/identity", `new x.UsernamePasswordCredential(t, c, u, "${value}")`, "password"],
    ["@azure/identity", `new x.AuthorizationCodeCredential(t, c, "${value}", code, uri)`, "client secret"],
    ["@azure/identity", `new x.AzurePipelinesCredential(t, c, s, "${value}")`, "access token"],
    ["@azure/identity", `new x.OnBehalfOfCredential({ clientSecret: "${value}" })`, "client secret"],
    ["@azure/identity", `new x.ClientCertificateCredential(t, c, { certificatePassword: "${value}" })`, "password"],
    ["@azure/core-auth", `new x.AzureKeyCredential("${value}")`, "API key"],
    ["@azure/core-auth", `new x.AzureNamedKeyCredential("name", "${value}")`, "account key"],
    ["@azure/core-auth", `new x.AzureSASCredential("${value}")`, "shared access signature"],
    ["@azure/storage-blob", `new x.StorageSharedKeyCredential("account", "${value}")`, "account key"],
    ["@azure/cosmos", `new x.CosmosClient({ endpoint, key: "${value}" })`, "account key"],
    ["@azure/keyvault-secrets", `new x.SecretClient(url, cred).setSecret("db", "${value}")`, "secret value"],
    ["@aws-sdk/client-s3", `new x.S3Client({ credentials: { secretAccessKey: "${value}" } })`, "secret access key"],
    ["aws-sdk", `x.config.update({ secretAccessKey: "${value}" })`, "secret access key"],
    ["aws-sdk", `new x.S3({ secretAccessKey: "${value}" })`, "secret access key"],
    ["node-vault", `x({ endpoint, token: "${value}" })`, "access token"],
    ["node-vault", `x().approleLogin({ role_id, secret_id: "${value}" })`, "secret id"],
    ["jsonwebtoken", `x.sign(claims, "${value}")`, "signing key"],
    ["jsonwebtoken", `x.verify(jwt, "${value}")`, "signing key"],
    ["jose", `new x.SignJWT(c).setIssuedAt().sign(new TextEncoder().encode("${value}"))`, "signing key"],
    ["jose", `x.jwtVerify(jwt, new TextEncoder().encode("${value}"))`, "signing key"],
    ["express-jwt", `x.expressjwt({ secret: "${value}" })`, "signing key"],
    ["@nestjs/jwt", `x.JwtModule.register({ secret: "${value}" })`, "signing key"],
    ["node:crypto", `x.createHmac("sha256", "${value}")`, "signing key"],
    ["crypto", `x.createCipheriv("aes-256-gcm", Buffer.from("${value}"), iv)`, "encryption key"],
    ["crypto", `x.createSign("sha256").update(d).sign("${value}")`, "signing key"],
    ["express-session", `x({ secret: "${value}" })`, "session key"],
    ["express-session", `x({ secret: [current, "${value}"] })`, "session key"],
    ["cookie-parser", `x("${value}")`, "session key"],
    ["cookie-session", `x({ keys: ["${value}"] })`, "session key"],
    ["next-auth", `x({ secret: "${value}" })`, "session key"],
    ["passport-github2", `new x.Strategy({ clientID, clientSecret: "${value}" }, done)`, "client secret"],
    ["pg", `new x.Pool({ password: "${value}" })`, "password"],
    ["pg", `new x.Client({ password: () => "${value}" })`, "password"],
    ["mysql2", `x.createPool({ password: "${value}" })`, "password"],
    ["mongoose", `x.connect("mongodb://app:${value}@db.internal/app")`, "URL with a password"],
    ["mongodb", `new x.MongoClient("mongodb+srv://app:${value}@db.internal/app")`, "URL with a password"],
    ["ioredis", `new x({ password: "${value}" })`, "password"],
    ["redis", `x.createClient({ url: "redis://:${value}@cache.internal" })`, "URL with a password"],
    ["amqplib", `x.connect("amqp://app:${value}@queue.internal")`, "URL with a password"],
    ["typeorm", `new x.DataSource({ type, password: "${value}" })`, "password"],
    ["sequelize", `new x.Sequelize("db", "user", "${value}")`, "password"],
    ["knex", `x({ client: "pg", connection: { password: "${value}" } })`, "password"],
    ["nodemailer", `x.createTransport({ auth: { user, pass: "${value}" } })`, "password"],
    ["ldapjs", `x.createClient({ url }).bind(dn, "${value}")`, "password"],
    ["axios", `x.get(url, { headers: { Authorization: "Bearer ${value}" } })`, "credential in a header"],
    ["axios", `x.post(url, data, { auth: { username, password: "${value}" } })`, "password"],
    ["stripe", `new x("${value}")`, "API key"],
    ["openai", `new x.OpenAI({ apiKey: "${value}" })`, "API key"],
    ["@slack/web-api", `new x.WebClient("${value}")`, "access token"],
  ])("%s: %s", async (from, call, noun) => {
    const results = await found(`import * as x from "${from}";\n${call};\n`);
    expect(results).toMatchObject([{ text: value, confidence: "high" }]);
    expect(results[0]?.message).toContain(`Hard-coded ${noun} passed to `);
    expect(results[0]?.message).not.toContain(value);
  });

  it("is a header of the global fetch", async () => {
    expect(await found(`fetch(u, { headers: { Authorization: "Bearer ${value}" } });`)).toMatchObject([
      { text: value, message: "Hard-coded credential in a header passed to fetch(...)" },
    ]);
  });

  it("is a connection string only where a key stands in it", async () => {
    const code = (text: string): string =>
      `import { ServiceBusClient } from "@azure/service-bus";\nnew ServiceBusClient("${text}");`;
    expect(await found(code(`Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=${value}`))).toMatchObject([
      { text: value },
    ]);
    expect(await found(code("x.servicebus.windows.net"))).toEqual([]);
  });
});

describe("a constant is followed to its literal", () => {
  const sink = (argument: string, before: string): string =>
    `import { createHmac } from "node:crypto";\n${before}\ncreateHmac("sha256", ${argument});\n`;

  it.each([
    ["a variable", `const key = "${value}";`, "key", value],
    ["a variable of a variable", `const a = "${value}"; const key = a as string;`, "key!", value],
    ["a variable that is never changed", `let key = "${value}";`, "key", value],
    ["a property", `const config = { auth: { key: "${value}" } };`, "config.auth.key", value],
    ["a property in quotes", `const config = Object.freeze({ "api-key": "${value}" });`, `config["api-key"]`, value],
    ["destructuring", `const { auth: { key } } = { auth: { key: "${value}" } };`, "key", value],
    ["a default in destructuring", `const { KEY: key = "${value}" } = process.env;`, "key", value],
    ["a template", "const key = `" + value + "`;", "key", value],
    ["a field of a class", `class Config { static readonly key = "${value}"; }`, "Config.key", value],
    ["a member of an enum", `enum Config { Key = "${value}" }`, "Config.Key", value],
    ["a fallback", "", `process.env.KEY ?? "${value}"`, value],
    ["a branch", "", `isProd ? load() : "${value}"`, value],
    ["a function without parameters", `const key = () => "${value}";`, "key()", value],
    ["base64", `const key = Buffer.from("${base64}", "base64").toString("utf8");`, "key", base64],
    ["base64 as bytes", `const key = Buffer.from("${base64}", "base64");`, "key", base64],
    ["atob", "", `atob("${base64}")`, base64],
    ["trim", "", `"${value} ".trim()`, `${value} `],
    [
      "reversed text",
      "",
      `"${Array.from(value).reverse().join("")}".split("").reverse().join("")`,
      Array.from(value).reverse().join(""),
    ],
  ])("%s", async (_, before, argument, text) => {
    expect(await found(sink(argument, before))).toMatchObject([{ text, confidence: "high" }]);
  });

  it("a default parameter", async () => {
    const code = `import { createHmac } from "node:crypto";\nexport function f(key = "${value}") { return createHmac("sha256", key); }`;
    expect(await found(code)).toMatchObject([{ text: value, name: "key" }]);
  });

  it.each([
    ["concatenation", "", `"${head}" + "${tail}"`, `"${head}" + "${tail}"`],
    ["concatenation in a variable", `const key = "${head}" + "${tail}";`, "key", `"${head}" + "${tail}"`],
    ["a joined array", `const parts = ["${head}", "${tail}"];`, `parts.join("")`, `parts.join("")`],
    ["an array joined at once", "", `["${head}", "${tail}"].join("")`, `"${head}", "${tail}"`],
    ["a template over a variable", `const a = "${head}";`, "`${a}" + tail + "`", "`${a}" + tail + "`"],
    [
      "character codes",
      "",
      `String.fromCharCode(${Array.from(value, (char) => char.charCodeAt(0)).join(", ")})`,
      Array.from(value, (char) => char.charCodeAt(0)).join(", "),
    ],
  ])("%s is built from parts, and its value is known", async (_, before, argument, text) => {
    const results = await found(sink(argument, before));
    expect(results).toMatchObject([{ text, built: value }]);
    expect(results[0]?.message).toMatch(/^Hard-coded signing key, built from \d+ literals, passed to createHmac/u);
  });

  it("reports a literal once, and says where it is used", async () => {
    const code = `import { createHmac } from "crypto";\nconst key = "${value}";\ncreateHmac("a", key);\ncreateHmac("b", key);`;
    expect(await found(code)).toMatchObject([
      { text: value, name: "key", message: "Hard-coded signing key passed to createHmac(...) on line 3" },
    ]);
  });

  it("counts bytes, not characters", async () => {
    expect(await found(sink(`"${value}"`, "const umlaut = 'äöü 🎉';"))).toMatchObject([{ text: value }]);
  });

  it("reads a file that is no UTF-8", async () => {
    const content = Buffer.concat([
      Buffer.from("// caf\n", "latin1"),
      Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]),
      Buffer.from(sink(`"${value}"`, "")),
    ]);
    const { candidates } = await runAstChecks(sourceText("a.js", content));
    expect(candidates.map(({ span }) => content.toString("latin1", span.start, span.end))).toEqual([value]);
  });
});

describe("the package decides, however it is imported", () => {
  it.each([
    ["named", `import { createHmac } from "crypto"; createHmac("a", "${value}");`],
    ["renamed", `import { createHmac as h } from "crypto"; h("a", "${value}");`],
    ["default", `import crypto from "node:crypto"; crypto.createHmac("a", "${value}");`],
    ["namespace", `import * as crypto from "node:crypto"; crypto.createHmac("a", "${value}");`],
    ["import equals", `import crypto = require("crypto"); crypto.createHmac("a", "${value}");`],
    ["require", `const crypto = require("crypto"); crypto.createHmac("a", "${value}");`],
    ["require and destructuring", `const { createHmac: h } = require("crypto"); h("a", "${value}");`],
    ["require and member", `const h = require("crypto").createHmac; h("a", "${value}");`],
    ["dynamic import", `const { createHmac } = await import("node:crypto"); createHmac("a", "${value}");`],
    ["an alias", `import * as c from "crypto"; const crypto = c; crypto.createHmac("a", "${value}");`],
  ])("%s", async (_, code) => {
    expect(await found(code)).toMatchObject([{ text: value }]);
  });

  it("JavaScript with JSX", async () => {
    const code = `import Stripe from "stripe"; const s = new Stripe("${value}"); export const A = () => <p>{s.id}</p>;`;
    expect(await found(code, "a.jsx")).toMatchObject([{ text: value }]);
    expect(await found(code, "a.js")).toMatchObject([{ text: value }]);
    expect(await found(code, "a.tsx")).toMatchObject([{ text: value }]);
  });
});

describe("it stays quiet", () => {
  it.each([
    ["over a function of the file", `function createHmac(a, b) {} createHmac("a", "${value}");`],
    ["over a function of another package", `import { createHmac } from "my-crypto"; createHmac("a", "${value}");`],
    ["over a local class", `class ClientSecretCredential {} new ClientSecretCredential(a, b, "${value}");`],
    ["over a parameter with the package's name", `export function f(jwt) { jwt.sign(a, "${value}"); }`],
    ["over a value from the environment", `import { createHmac } from "crypto"; createHmac("a", process.env.KEY);`],
    [
      "over a variable that changes",
      `import { createHmac } from "crypto"; let k = "${value}"; k = load(); createHmac("a", k);`,
    ],
    ["over another argument", `import { createHmac } from "crypto"; createHmac("${value}", key);`],
    ["over a public key", `import jwt from "jsonwebtoken"; jwt.verify(t, "-----BEGIN PUBLIC KEY-----\\nMIIB");`],
    [
      "over a key that a protocol publishes",
      `import { createHmac } from "crypto"; createHmac("sha256", "WebAppData");`,
    ],
    ["over a number", `import { createHmac } from "crypto"; createHmac("sha1", 20);`],
    ["over an empty text", `import pg from "pg"; new pg.Pool({ password: "" });`],
    ["over a URL without password", `import mongoose from "mongoose"; mongoose.connect("mongodb://db.internal/app");`],
    [
      "over a short form with another meaning",
      `import { AuthorizationCodeCredential } from "@azure/identity"; new AuthorizationCodeCredential(t, c, "${value}", u);`,
    ],
    ["over arguments behind a spread", `import { createHmac } from "crypto"; createHmac(...args, "${value}");`],
    ["over a header that is built at run time", "fetch(u, { headers: { Authorization: `Bearer ${token}` } });"],
  ])("%s", async (_, code) => {
    expect(await found(code)).toEqual([]);
  });

  it.each([
    [
      "a placeholder where only the issuer's value works",
      `import OpenAI from "openai"; new OpenAI({ apiKey: "your-api-key" });`,
      "src/a.ts",
    ],
    [
      "a password of a local database",
      `import pg from "pg"; new pg.Pool("postgres://app:secret@localhost/app");`,
      "src/a.ts",
    ],
    ["a word in a test", `import jwt from "jsonwebtoken"; jwt.sign({}, "secret");`, "test/a.test.ts"],
  ])("with low confidence: %s", async (_, code, path) => {
    expect(await found(code, path)).toMatchObject([{ confidence: "low" }]);
  });

  it.each([
    ["a word as signing key", `import jwt from "jsonwebtoken"; jwt.sign({}, "secret");`],
    ["a phrase as session key", `import session from "express-session"; session({ secret: "keyboard cat" });`],
    [
      "a word where the environment gives none",
      `import jwt from "jsonwebtoken"; jwt.sign({}, process.env.KEY || "secret");`,
    ],
  ])("but not over %s", async (_, code) => {
    expect(await found(code)).toMatchObject([{ confidence: "medium" }]);
  });
});
