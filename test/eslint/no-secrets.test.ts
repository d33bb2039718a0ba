import { rule } from "../../src/eslint/rules/no-secrets.ts";
import { fill, seeded } from "../detect/generate.ts";
import { tester } from "./tester.ts";

const value = fill("${alnum:32}", seeded(21));
const password = fill("${alnum:6}!${alnum:6}", seeded(22));
const keyId = fill("AKIA${base32:16}", seeded(23));
const secretKey = fill("${base64:40}", seeded(24));
const pair = (id: string, key: string): string =>
  `const aws = {\n  accessKeyId: ${id},\n  secretAccessKey: ${key},\n};`;
const nested = (depth: number): string => {
  let text = `note=${value.toLowerCase()} and more of it`;
  for (let i = 0; i < depth; i++) text = Buffer.from(`a=${text}`).toString("base64");
  return text;
};
const data = {
  title: "Secret key or token",
  rule: "generic/secret",
  opens: "whatever service issued it",
};

tester.run("no-secrets", rule, {
  valid: [
    "const apiToken = process.env.API_TOKEN;",
    'const apiToken = "your-token-here";',
    "const apiToken = `${prefix}-token`;",
    { code: `const apiToken = "${value}";`, options: [{ ignore: ["^apiToken$"] }] },
    { code: `const apiToken = "${value}";`, options: [{ ignore: [value.slice(4, 12)] }] },
  ],
  invalid: [
    {
      name: "more than it searches for, all of it too unsure to report",
      // In a comment, which costs the parser nothing.
      code: `/*\n${Array.from({ length: 10_001 }, (_, n) => `password = "some words ${String(n)}"`).join("\n")}\n*/`,
      errors: [{ messageId: "unfinished", line: 1 }],
    },
    {
      name: "a literal",
      code: `const apiToken = "${value}";`,
      errors: [
        {
          messageId: "found",
          data,
          column: 19,
          endColumn: 51,
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.API_TOKEN" },
              output: "const apiToken = process.env.API_TOKEN;",
            },
          ],
        },
      ],
    },
    {
      name: "a template, behind characters of several bytes",
      code: "const ä = '🎉'; const apiToken = `" + value + "`;",
      errors: [
        {
          messageId: "found",
          data,
          column: 35,
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.API_TOKEN" },
              output: "const ä = '🎉'; const apiToken = process.env.API_TOKEN;",
            },
          ],
        },
      ],
    },
    {
      name: "an encoded value, which no suggestion replaces",
      code: `const config = { dbPassword: "${Buffer.from(password).toString("base64")}" };`,
      errors: [
        {
          messageId: "found",
          data: {
            title: "Password in base64",
            rule: "generic/password",
            opens: "whatever account or service it was set for",
          },
          suggestions: [],
        },
      ],
    },
    {
      name: "a value in several literals",
      code: `const apiToken = "${value.slice(0, 16)}" +\n  "${value.slice(16)}";`,
      errors: [
        {
          messageId: "found",
          data: { ...data, title: "Secret key or token in string pieces" },
          line: 1,
          endLine: 2,
          suggestions: [],
        },
      ],
    },
    {
      name: "more encodings in one another than are undone, which it says",
      code: `const a = "${nested(5)}";`,
      errors: [{ messageId: "unfinished", line: 1 }],
    },
    {
      name: "a comment, where no suggestion fits",
      code: `// apiToken = "${value}"`,
      errors: [{ messageId: "found", data }],
    },
    {
      name: "the password of a URL",
      code: `const databaseUrl = "postgres://app:${password}@db.internal/app";`,
      errors: [
        {
          messageId: "found",
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.DATABASE_URL" },
              output: "const databaseUrl = `postgres://app:${process.env.DATABASE_URL}@db.internal/app`;",
            },
          ],
        },
      ],
    },
    {
      name: "an attribute of JSX",
      code: `const a = <Client apiToken="${value}" />;`,
      errors: [
        {
          messageId: "found",
          data,
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.API_TOKEN" },
              output: "const a = <Client apiToken={process.env.API_TOKEN} />;",
            },
          ],
        },
      ],
    },
    {
      name: "a key with its id, in one problem",
      code: pair(`"${keyId}"`, `"${secretKey}"`),
      errors: [
        {
          messageId: "found",
          line: 3,
          data: {
            title: "AWS secret access key, with its id on line 2",
            rule: "aws/secret-access-key",
            opens: "signs AWS requests as its IAM user: reads data, starts machines and runs up cost",
          },
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.SECRET_ACCESS_KEY" },
              output: pair(`"${keyId}"`, "process.env.SECRET_ACCESS_KEY"),
            },
          ],
        },
      ],
    },
    {
      name: "an id whose key is left out",
      code: pair(`"${keyId}"`, `"${secretKey}"`),
      options: [{ ignore: ["^secretAccessKey$"] }],
      errors: [
        {
          messageId: "found",
          line: 2,
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.ACCESS_KEY_ID" },
              output: pair("process.env.ACCESS_KEY_ID", `"${secretKey}"`),
            },
          ],
        },
      ],
    },
    {
      name: "a type, where no expression can stand",
      code: `interface A { apiToken: "${value}" }`,
      errors: [{ messageId: "found", data }],
    },
  ],
});
