import type { RuleInfo } from "../model/rule.ts";

export const vaultValueRule = "vault/value";
export const weakVaultValueRule = "vault/weak-value";

/** What the vaults themselves make a finding of, where no detector saw anything. */
export const vaultRules: readonly RuleInfo[] = [
  {
    id: vaultValueRule,
    title: "Value of a vault entry",
    kind: "vault",
    severity: "critical",
    confidence: "high",
    opens: "whatever the vault entry protects",
    rotate: "Store a new value in the vault and where it is used, then read it from the vault instead of the file.",
    cwe: [798],
  },
  {
    id: weakVaultValueRule,
    title: "Weak vault value, which stands in many files",
    kind: "vault",
    severity: "medium",
    confidence: "medium",
    opens: "whatever the vault entry protects, to anyone who guesses a text as common as this one",
    rotate:
      "If the value is secret, store a random one in the vault. If it is not, tag the entry vaultlint=ignore, so that it is not looked for.",
    cwe: [521],
  },
];
