import { noHardcodedCredential } from "../../detect/ast/checks/no-hardcoded-credential.ts";
import { fromCheck } from "../from-check.ts";
import { docsUrl, messages, optionsSchema, type Rule } from "../rule.ts";

export const rule: Rule = {
  meta: {
    type: "problem",
    hasSuggestions: true,
    docs: {
      description: "disallow literals at the secret arguments of clients, signing functions and headers",
      url: docsUrl("no-hardcoded-credential"),
    },
    messages: messages("{{message}}."),
    schema: optionsSchema,
    defaultOptions: [{}],
  },
  create: fromCheck(noHardcodedCredential),
};
