import { rule } from "../../src/eslint/rules/no-hardcoded-credential.ts";
import { fill, seeded } from "../detect/generate.ts";
import { tester } from "./tester.ts";

const value = fill("${alnum:32}", seeded(11));
const head = value.slice(0, 10);
const tail = value.slice(10);
const identity = `import { ClientSecretCredential } from "@azure/identity";\n`;

tester.run("no-hardcoded-credential", rule, {
  valid: [
    `${identity}new ClientSecretCredential(t, c, process.env.CLIENT_SECRET);`,
    `new ClientSecretCredential(t, c, "${value}");`,
    { code: `${identity}new ClientSecretCredential(t, c, "your-secret");` },
    { code: `${identity}new ClientSecretCredential(t, c, "${value}");`, options: [{ ignore: [`^${head}`] }] },
    { code: `${identity}new ClientSecretCredential(t, c, "${value}");`, options: [{ ignore: ["^clientSecret$"] }] },
    {
      code: `import jwt from "jsonwebtoken"; jwt.sign({}, "secret");`,
      options: [{ minConfidence: "high" }],
    },
  ],
  invalid: [
    {
      name: "an argument",
      code: `${identity}new ClientSecretCredential(t, c, "${value}");`,
      errors: [
        {
          messageId: "found",
          data: { message: "Hard-coded client secret passed to new ClientSecretCredential(...)" },
          line: 2,
          column: 35,
          endColumn: 67,
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.CLIENT_SECRET" },
              output: `${identity}new ClientSecretCredential(t, c, process.env.CLIENT_SECRET);`,
            },
          ],
        },
      ],
    },
    {
      name: "a variable, read with the accessor of the option",
      code: `import Stripe from "stripe";\nconst stripeKey = '${value}';\nnew Stripe(stripeKey);`,
      options: [{ env: "import.meta.env" }],
      errors: [
        {
          messageId: "found",
          data: { message: "Hard-coded API key passed to new stripe(...) on line 3" },
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "import.meta.env.STRIPE_KEY" },
              output: `import Stripe from "stripe";\nconst stripeKey = import.meta.env.STRIPE_KEY;\nnew Stripe(stripeKey);`,
            },
          ],
        },
      ],
    },
    {
      name: "a piece of a string",
      code: `fetch(u, { headers: { Authorization: "Bearer ${value}" } });`,
      options: [{ env: "Deno.env.get" }],
      errors: [
        {
          messageId: "found",
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: 'Deno.env.get("AUTHORIZATION")' },
              output: 'fetch(u, { headers: { Authorization: `Bearer ${Deno.env.get("AUTHORIZATION")}` } });',
            },
          ],
        },
      ],
    },
    {
      name: "a fallback",
      code: `import jwt from "jsonwebtoken"; jwt.sign({}, process.env.JWT_KEY || "${value}");`,
      errors: [
        {
          messageId: "found",
          suggestions: [
            {
              messageId: "dropFallback",
              output: `import jwt from "jsonwebtoken"; jwt.sign({}, process.env.JWT_KEY);`,
            },
          ],
        },
      ],
    },
    {
      name: "a value that is built from parts",
      code: `${identity}const clientSecret = "${head}" + "${tail}";\nnew ClientSecretCredential(t, c, clientSecret);`,
      errors: [
        {
          messageId: "found",
          line: 2,
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.CLIENT_SECRET" },
              output: `${identity}const clientSecret = process.env.CLIENT_SECRET;\nnew ClientSecretCredential(t, c, clientSecret);`,
            },
          ],
        },
      ],
    },
    {
      name: "a value that is built into a shorthand property",
      code: `import pg from "pg"; const password = "${head}" + "${tail}"; new pg.Pool({ password });`,
      errors: [
        {
          messageId: "found",
          suggestions: [
            {
              messageId: "useEnv",
              data: { reference: "process.env.PASSWORD" },
              output: `import pg from "pg"; const password = process.env.PASSWORD; new pg.Pool({ password });`,
            },
          ],
        },
      ],
    },
  ],
});
