/** vaultlint as an ESLint plugin: the same detectors and checks as the scan, in the editor. */
import type { ESLint, Linter } from "eslint";
import { version } from "../version.ts";
import { rule as noHardcodedCredential } from "./rules/no-hardcoded-credential.ts";
import { rule as noSecretInLog } from "./rules/no-secret-in-log.ts";
import { rule as noSecrets } from "./rules/no-secrets.ts";

export interface VaultlintPlugin extends ESLint.Plugin {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<
    "no-secrets" | "no-hardcoded-credential" | "no-secret-in-log",
    NonNullable<ESLint.Plugin["rules"]>[string]
  >;
  readonly configs: { readonly recommended: Linter.Config };
}

// ESLint's own types and those of typescript-eslint describe the same objects.
const rules = {
  "no-secrets": noSecrets,
  "no-hardcoded-credential": noHardcodedCredential,
  "no-secret-in-log": noSecretInLog,
} as unknown as VaultlintPlugin["rules"];

const plugins: Record<string, ESLint.Plugin> = {};

const plugin: VaultlintPlugin = {
  meta: { name: "vaultlint", version, namespace: "vaultlint" },
  rules,
  configs: {
    recommended: {
      name: "vaultlint/recommended",
      plugins,
      rules: {
        "vaultlint/no-secrets": "error",
        "vaultlint/no-hardcoded-credential": "error",
        "vaultlint/no-secret-in-log": "error",
      },
    },
  },
};
plugins["vaultlint"] = plugin;

export default plugin;
