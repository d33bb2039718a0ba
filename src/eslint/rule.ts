// What the rules share: their type, the address of their documentation, and their options.
import type { TSESLint } from "@typescript-eslint/utils";
import { UserError } from "../model/error.ts";
import type { Confidence } from "../model/severity.ts";

export type EnvStyle = "process.env" | "import.meta.env" | "Deno.env.get" | "Bun.env";

/** Options of every rule. */
export interface RuleOptions {
  /** Regular expressions: what is found is left out where one matches its value or its name. */
  readonly ignore?: readonly string[];
  /** Leave out what is less sure than this. */
  readonly minConfidence?: Confidence;
  /** How suggestions read a variable of the environment. */
  readonly env?: EnvStyle;
}

export type MessageId = "found" | "useEnv" | "dropFallback" | "unfinished";
export type Rule = TSESLint.RuleModule<MessageId, [RuleOptions?]>;
export type Context = Readonly<TSESLint.RuleContext<MessageId, [RuleOptions?]>>;

export const optionsSchema: TSESLint.RuleMetaData<MessageId>["schema"] = [
  {
    type: "object",
    properties: {
      ignore: {
        description: "Regular expressions; what is found is left out where one matches its value or its name.",
        type: "array",
        items: { type: "string", minLength: 1 },
        uniqueItems: true,
      },
      minConfidence: {
        description: "Leave out what is less sure than this.",
        type: "string",
        enum: ["low", "medium", "high"],
      },
      env: {
        description: "How suggestions read a variable of the environment.",
        type: "string",
        enum: ["process.env", "import.meta.env", "Deno.env.get", "Bun.env"],
      },
    },
    additionalProperties: false,
  },
];

export const defaults: Required<RuleOptions> = { ignore: [], minConfidence: "medium", env: "process.env" };

export interface Settings {
  readonly minConfidence: Confidence;
  readonly env: EnvStyle;
  readonly ignores: (...texts: readonly (string | undefined)[]) => boolean;
}

/** The options of a rule in a form to ask. */
export function settingsOf({ id, options }: Context): Settings {
  const { ignore, minConfidence, env } = { ...defaults, ...options[0] };
  const patterns = ignore.map((source, index) => {
    try {
      return new RegExp(source, "u");
    } catch {
      throw new UserError(
        `Option "ignore" of the ESLint rule ${id}: pattern ${String(index + 1)} is no regular expression. Correct it in the ESLint config.`,
      );
    }
  });
  return {
    minConfidence,
    env,
    ignores: (...texts) => patterns.some((pattern) => texts.some((text) => text !== undefined && pattern.test(text))),
  };
}

/** The messages of a rule: what it found, what it suggests, and that a limit ended its search. */
export function messages(found: string): Record<MessageId, string> {
  return {
    found,
    useEnv: "Read it from {{reference}}.",
    dropFallback: "Drop the fallback.",
    unfinished:
      "A part of this file was not searched: that took too long, too much is encoded, or it holds too many findings. Scan the file with vaultlint.",
  };
}

/** Where a rule is described. */
export function docsUrl(name: string): string {
  return `https://github.com/vaultlint/vaultlint/blob/main/docs/eslint.md#${name}`;
}
