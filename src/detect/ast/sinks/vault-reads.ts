// What reads a secret out of a vault, and where in the result the value is.

export interface VaultRead {
  /** Package of the client; `*` at the end stands for the rest of the name. */
  readonly from: string;
  /** As the resolver writes the call: `SecretClient().getSecret()`. */
  readonly call: RegExp;
  /** Last property on the way to the value. */
  readonly value: readonly string[];
  /** What the result is called. */
  readonly result: string;
}

export const vaultReads: readonly VaultRead[] = [
  { from: "@azure/keyvault-secrets", call: /(?:^|\.)getSecret\(\)$/u, value: ["value"], result: "Key Vault secret" },
  {
    from: "@aws-sdk/client-secrets-manager",
    call: /(?:^|\.)(?:send|getSecretValue)\(\)$/u,
    value: ["SecretString", "SecretBinary"],
    result: "Secrets Manager answer",
  },
  {
    from: "@google-cloud/secret-manager",
    call: /(?:^|\.)accessSecretVersion\(\)$/u,
    value: ["payload", "data"],
    result: "Secret Manager version",
  },
  { from: "node-vault", call: /(?:^|\.)read\(\)$/u, value: ["data"], result: "Vault answer" },
];
