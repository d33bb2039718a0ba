import { rule } from "../../src/eslint/rules/no-secret-in-log.ts";
import { tester } from "./tester.ts";

tester.run("no-secret-in-log", rule, {
  valid: [
    "console.log(password.length);",
    "console.log(token);",
    { code: "console.log(password);", options: [{ ignore: ["^password$"] }] },
    { code: "console.log(password);", options: [{ minConfidence: "high" }] },
  ],
  invalid: [
    {
      code: "console.log(`login with ${user.password}`);",
      errors: [
        {
          messageId: "found",
          data: { message: '"password" is written to a log by console.log' },
          column: 27,
          endColumn: 40,
        },
      ],
    },
    { code: "console.log(token);", options: [{ minConfidence: "low" }], errors: [{ messageId: "found" }] },
  ],
});
