import { noSecretInLog } from "../../detect/ast/checks/no-secret-in-log.ts";
import { fromCheck } from "../from-check.ts";
import { docsUrl, messages, optionsSchema, type Rule } from "../rule.ts";

export const rule: Rule = {
  meta: {
    type: "problem",
    docs: {
      description: "disallow writing secrets to logs",
      url: docsUrl("no-secret-in-log"),
    },
    messages: messages("{{message}}."),
    schema: optionsSchema,
    defaultOptions: [{}],
  },
  create: fromCheck(noSecretInLog),
};
