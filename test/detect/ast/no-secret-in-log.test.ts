import { describe, expect, it } from "vitest";
import { runAstChecks } from "../../../src/detect/ast/run.ts";
import { isWorthParsing } from "../../../src/detect/ast/worth-parsing.ts";
import { sourceText } from "../source-text.ts";

async function found(content: string, path = "src/app.ts"): Promise<string[]> {
  const text = sourceText(path, content);
  const { candidates } = await runAstChecks(text);
  // What the checks see, the glance before the parser must not miss.
  expect(candidates.length === 0 || isWorthParsing(text)).toBe(true);
  return candidates
    .filter(({ ruleId, holdsValue }) => ruleId === "no-secret-in-log" && holdsValue === false)
    .map(({ span, confidence }) => `${confidence} ${text.bytes.toString("utf8", span.start, span.end)}`);
}

const vault = `import { SecretClient } from "@azure/keyvault-secrets";
const client = new SecretClient(url, credential);
const secret = await client.getSecret("db");
`;

describe("a secret that is written to a log", () => {
  it.each([
    ["the value from Key Vault", `${vault}console.log(secret.value);`, "high secret.value"],
    ["the whole answer of Key Vault", `${vault}console.log("loaded", secret);`, "high secret"],
    [
      "a destructured value",
      `${vault}const { value } = await client.getSecret("x"); console.log(\`v \${value}\`);`,
      "high value",
    ],
    [
      "a value from Secrets Manager",
      `import { SecretsManagerClient, GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
const r = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId })); console.info(r.SecretString);`,
      "high r.SecretString",
    ],
    [
      "a value from Secret Manager",
      `import { SecretManagerServiceClient } from "@google-cloud/secret-manager";
const [version] = await new SecretManagerServiceClient().accessSecretVersion({ name }); console.log(version.payload.data.toString());`,
      "high version.payload.data",
    ],
    ["a variable of the environment", `console.log("x", process.env.API_KEY);`, "high process.env.API_KEY"],
    ["the whole environment", `console.log(process.env);`, "high process.env"],
    ["the environment as JSON", `console.log(JSON.stringify(process.env));`, "high process.env"],
    ["a variable by its name", `console.log("login", password);`, "medium password"],
    ["a property by its name", `console.error(\`failed for \${config.db.password}\`);`, "medium config.db.password"],
    ["a concatenation", `process.stdout.write("key " + apiKey + "\\n");`, "medium apiKey"],
    ["an object literal", `console.log({ user, password });`, "medium password"],
    ["a fallback", `console.log(password ?? "none");`, "medium password"],
    ["a spread", `console.log(...[accessToken]);`, "medium accessToken"],
    ["pino", `import pino from "pino"; const l = pino(); l.info({ password }, "x");`, "medium password"],
    ["winston", `import winston from "winston"; winston.createLogger({}).warn(dbPassword);`, "medium dbPassword"],
    ["bunyan", `const l = require("bunyan").createLogger({}); l.error(clientSecret);`, "medium clientSecret"],
    ["log4js", `import log4js from "log4js"; log4js.getLogger().debug(accessToken);`, "medium accessToken"],
    ["debug", `import debug from "debug"; const d = debug("app"); d("pw %s", password);`, "medium password"],
    ["a logger from elsewhere", `class A { f() { this.logger.info(password); } }`, "medium password"],
    ["the logger of a request", `app.get("/", (req) => req.log.info(password));`, "medium password"],
  ])("%s", async (_, code, expected) => {
    expect(await found(code)).toEqual([expected]);
  });

  it("says what is logged, and by what", async () => {
    const { candidates } = await runAstChecks(sourceText("a.js", `${vault}console.log(secret);`));
    expect(candidates.map(({ message }) => message)).toEqual([
      "A whole Key Vault secret, its value included, is written to a log by console.log",
    ]);
  });
});

describe("what is harmless stays quiet", () => {
  it.each([
    ["the name of a secret from a vault", `${vault}console.log(secret.name, secret.properties.version);`],
    ["a length", `console.log(password.length);`],
    ["a truth value", `console.log(!!password, !password, typeof password, Boolean(password));`],
    ["a comparison", `console.log(password === other, password == null);`],
    ["a choice by the secret", `console.log(password ? "set" : "unset", password && "set");`],
    ["a redacted value", `console.log(redact(password), mask(apiKey), hash(password));`],
    ["what a redacting function made", `const password = redact(input); console.log(password);`],
    ["a name that says so", `console.log(maskedPassword, passwordHash, hashedPassword, encryptedPassword);`],
    ["a name about a secret", `console.log(passwordField, tokenCount, apiKeyName, secretId);`],
    ["a number", `function f(password: number) { console.log(password); }`],
    ["a flag", `const password = true; console.log(password);`],
    ["a function", `function password() {} console.log(password);`],
    ["words about a secret", `console.log("password is wrong");`],
    ["a call that sends it elsewhere", `login(password); db.query(password); catalog.write(password);`],
    ["a method that is no level", `import * as core from "@actions/core"; core.setSecret(password);`],
    ["a logger that redacts it", `const l = require("pino")({ redact: ["*.password"] }); l.info({ password });`],
    ["a variable of the environment that is none", `console.log(process.env.NODE_ENV, process.env.TOKEN_URL);`],
    ["a console of the file's own", `const console = { log() {} }; console.log(password);`],
    ["getSecret of something else", `const s = store.getSecret("x"); console.log(s.value);`],
  ])("%s", async (_, code) => {
    expect(await found(code)).toEqual([]);
  });

  it("takes a bare token and what a test logs for unsure", async () => {
    expect(await found("console.log(token, afterToken);")).toEqual(["low token", "low afterToken"]);
    expect(await found("logger.info(Names.MSI_SECRET, envSecrets);")).toEqual([
      "low Names.MSI_SECRET",
      "low envSecrets",
    ]);
    expect(await found("console.log(password);", "test/a.test.ts")).toEqual(["low password"]);
  });
});
