import { describe, expect, it } from "vitest";
import { processEnv } from "../../src/references/environment.ts";
import { referenceSyntax } from "../../src/references/recognise.ts";
import { fill, seeded } from "../detect/generate.ts";
import { testFamily } from "./examples.ts";

testFamily("varlock", {
  references: [
    ["azureSecret()", "varlock"],
    ['azureSecret("db-password")', "varlock"],
    ['azureSecret("db-password@0123456789ab")', "varlock"],
    ['azureSecret("db-password", version=0123456789ab)', "varlock"],
    ['azureSecret("orders#password")', "varlock"],
    ['azureSecret(prod, "db-password")', "varlock"],
    ["azureSecret(prod)", "varlock"],
    ['awsSecret("orders#host")', "varlock"],
    ['awsParam("/prod/orders")', "varlock"],
    ['gsm("db-password@5")', "varlock"],
    ['gsm("projects/p/secrets/db/versions/3")', "varlock"],
    ['vaultSecret("secret/orders#password")', "varlock"],
    ['vaultSecret("secret/orders", raw=true)', "varlock"],
  ],
  others: [
    ['azureSecret("bad_name")', "no secret's name"],
    ['awsSecrets("x")', "no function of varlock"],
    ['gsm("a@b@c")', "two versions"],
    ['fallback(azureSecret("a"), "Xk92mLq8Zz01kd83")', "the value to fall back to"],
  ],
});

testFamily("variables and placeholders", {
  references: [
    ["${DB_PASSWORD}", "placeholder"],
    ["${db.password}", "placeholder"],
    ["${env:DB_PASSWORD}", "placeholder"],
    ["${self:custom.password}", "placeholder"],
    ["${var.db_password}", "placeholder"],
    ["${DB_PASSWORD:-}", "placeholder"],
    ["${db.password:}", "placeholder"],
    ["${DB_PASSWORD:-changeme}", "placeholder"],
    ["${DB_PORT:5432}", "placeholder"],
    ["${DB_PASSWORD:?set DB_PASSWORD before you start the app}", "placeholder"],
    ["${DB_PASSWORD:-${OTHER}}", "placeholder"],
    ["${storage-account-connection-string}", "placeholder"],
    ["${KV_DB_PW_V2}", "placeholder"],
    ["postgres://app:${DB_PASSWORD}@${DB_HOST}:5432/orders", "placeholder"],
    ["Bearer ${TOKEN}", "placeholder"],
    ["AccountName=orders;AccountKey=${KEY};EndpointSuffix=core.windows.net", "placeholder"],
    ["$DB_PASSWORD", "shell-variable"],
    ["$dbPassword", "shell-variable"],
    ["$env:DB_PASSWORD", "shell-variable"],
    ["%DB_PASSWORD%", "windows-variable"],
    ['<+secrets.getValue("db_password")>', "harness"],
    ["<+pipeline.variables.token>", "harness"],
    ["process.env.DB_PASSWORD", "javascript-env"],
    ['process.env["DB_PASSWORD"]', "javascript-env"],
    ["import.meta.env.VITE_TOKEN", "javascript-env"],
  ],
  others: [
    ["${DB_PASSWORD:-Xk92mLq8Zz01}", "the value to fall back to"],
    ["${DB_PASSWORD-Xk92mLq8Zz01}", "the value to fall back to"],
    ["${DB_PASSWORD:=Xk92mLq8Zz01}", "the value to fall back to"],
    ["${DB_PASSWORD:+Xk92mLq8Zz01}", "the value in place of it"],
    ["${db.password:Xk92mLq8Zz01}", "the value to fall back to"],
    ["${pass:Xk92mLq8Zz01}", "a name and the value to fall back to"],
    ["${db:realpass1word99}", "a name and the value to fall back to"],
    ["${DB_PASSWORD", "no end"],
    ["${Xk92mLq8Zz01kd83}", "no name that anybody chose"],
    ["$ecretP4ssw0rd", "a password that begins with the sign"],
    ["$Xk92mLq8Zz01", "a password that begins with the sign"],
    ["%Xk92mLq8Zz01kd83%", "no name that anybody chose"],
    ["Pa$$w0rd!Xk92mLq8", "a password with the sign"],
    ["100%Safe%Xk92mLq8Zz", "a password with the sign"],
    ["Xk92mLq8${HOST}Zz01kd83", "a secret around it"],
    ["postgres://app:Xk92mLq8Zz01@${DB_HOST}/orders", "the password stands beside it"],
    ["Password=Xk92mLq8;Server=${DB_HOST}", "the password stands beside it"],
    ["process.env.DB_PASSWORD || 'Xk92mLq8Zz01'", "code with a value"],
    ["", "nothing"],
    ["$", "a sign alone"],
  ],
});

describe("what a program reads", () => {
  it("is recognised", () => {
    expect(referenceSyntax(processEnv("DB_PASSWORD"))).toBe("javascript-env");
  });
});

describe("random values", () => {
  const random = seeded("no reference");
  const shapes = [
    ["", ""],
    ["$", ""],
    ["${", "}"],
    ["%", "%"],
    ["$(", ")"],
    ["{{", "}}"],
    ["<+", ">"],
    ["a:", "@"],
    ["op:", ""],
  ] as const;

  it.each(["${alnum:16}", "${alnum:12}", "${base64url:24}", "${base64:40}", "${alnum:8}!${alnum:8}"])(
    "of the form %s are next to never taken for one, whatever stands around them",
    (template) => {
      const taken = Array.from({ length: 300 }, () => fill(template, random)).flatMap((value) =>
        shapes.map(([before, after]) => before + value + after).filter((text) => referenceSyntax(text) !== undefined),
      );
      // A few look like the names of variables.
      expect(taken.length, taken.join("\n")).toBeLessThan(0.02 * 300 * shapes.length);
    },
  );
});
