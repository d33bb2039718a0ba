import { rule } from "../../src/eslint/rules/no-secrets.ts";
import { fill, seeded } from "../detect/generate.ts";
import { tester } from "./tester.ts";

const value = fill("${alnum:32}", seeded(21));
const password = fill("${alnum:6}!${alnum:6}", seeded(22));
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
      name: "a type, where no expression can stand",
      code: `interface A { apiToken: "${value}" }`,
      errors: [{ messageId: "found", data }],
    },
  ],
});
