// Findings and reports as a scan makes them, for the tests of the formats. Values are random, so that no scanner alarms over this file.
import { randomBytes } from "node:crypto";
import type { Finding, Report, Verification } from "../../src/model/finding.ts";
import type { RuleInfo } from "../../src/model/rule.ts";
import { Secret } from "../../src/model/secret.ts";
import type { Region } from "../../src/model/text.ts";

export const azureReference = "@Microsoft.KeyVault(SecretUri=https://prod-kv.vault.azure.net/secrets/storage-key)";

export const rules: readonly RuleInfo[] = [
  {
    id: "azure/storage-key",
    title: "Azure Storage account key",
    kind: "provider",
    severity: "critical",
    confidence: "medium",
    opens: "reads, changes and deletes every blob, file, queue and table of the storage account",
    rotate: "Point clients to the other key, then run az storage account keys renew --key primary.",
    cwe: [798, 321],
    source: "https://github.com/microsoft/security-utilities",
  },
  {
    id: "generic/secret",
    title: "Secret in an assignment",
    kind: "generic",
    severity: "medium",
    opens: "whatever the value protects",
    rotate: "Make a new one where it was made",
    cwe: [798],
  },
  {
    id: "no-secret-in-log",
    title: "Secret in a log message",
    kind: "ast",
    severity: "low",
    opens: "what the log's readers should not see",
    rotate: "Log the name in place of the value.",
    cwe: [532],
  },
  {
    id: "vault/value",
    title: "Value of a vault entry",
    kind: "vault",
    severity: "critical",
    opens: "what the vault protects",
    rotate: "Rotate the entry.",
    cwe: [798],
  },
];

export const states: Readonly<Record<string, Verification>> = {
  current: {
    state: "in-vault",
    vault: "prod-kv",
    uri: "https://prod-kv.vault.azure.net",
    kind: "secret",
    name: "storage-key",
    version: "v2",
    standing: "current",
  },
  older: {
    state: "in-vault",
    vault: "dev.vault.json",
    uri: "file:/home/someone/dev.vault.json",
    kind: "secret",
    name: "db-password",
    version: "v1",
    standing: "older",
    encoding: "base64",
  },
  key: {
    state: "in-vault",
    vault: "prod-kv",
    uri: "https://prod-kv.vault.azure.net",
    kind: "key",
    name: "signing",
    version: "v1",
    standing: "expired",
  },
  sameName: {
    state: "same-name",
    vault: "prod-kv",
    uri: "https://prod-kv.vault.azure.net",
    kind: "secret",
    name: "api-key",
    version: "v3",
  },
  notInVault: { state: "not-in-vault" },
  unverified: { state: "unverified", reason: "no vault named" },
};

/** A value nobody has seen. */
export function randomValue(): string {
  return randomBytes(30).toString("base64url");
}

/** A region of one line. */
export function region(path: string, line: number, column: number, length = 40): Region {
  return { path, line, column, endLine: line, endColumn: column + length, offset: line * 100 + column, length };
}

/** A finding of `azure/storage-key` in src/config/database.ts, but for what `changes` says. */
export function finding(changes: Partial<Finding> = {}): Finding {
  const at = changes.region ?? region("src/config/database.ts", 12, 20);
  return {
    ruleId: "azure/storage-key",
    kind: "provider",
    span: { start: at.offset, end: at.offset + at.length },
    severity: "critical",
    confidence: "high",
    reasons: ["valid checksum"],
    also: [],
    title: "Azure Storage account key",
    region: at,
    secret: new Secret(randomValue()),
    maskedLine: "constkey=*",
    verification: { state: "unverified", reason: "no vault named" },
    fingerprint: "0123456789abcdef0123456789abcdef",
    lineHash: "39fa2ee980eb94b0:1",
    ...changes,
  };
}

/** A report of these findings, but for what `changes` says. */
export function report(findings: readonly Finding[], changes: Partial<Report> = {}): Report {
  return {
    version: "1.2.3",
    findings,
    notices: [],
    rules,
    vaults: [],
    stats: { files: 12, bytes: 3456, suppressed: 0, belowConfidence: 0 },
    ...changes,
  };
}

/** A report with every state, every optional part and names that mean harm. */
export function richReport(): Report {
  const env = region(".env", 3, 7);
  const shared = new Secret(randomValue());
  const findings = [
    finding({
      region: env,
      name: "STORAGE_KEY",
      checksum: "valid",
      also: ["generic/secret"],
      foundBy: "assignment",
      judged: {
        score: 0.97,
        bias: 0.64,
        signals: [{ name: "token", phrase: "named like a token", weight: 0.367, contribution: 0.37 }],
      },
      related: [
        { role: "account", span: { start: 110, end: 118 }, region: region(".env", 1, 9, 8) },
        { role: "host", span: { start: 300, end: 304 }, region: region(".env", 3, 2, 4) },
        { role: "id", span: { start: 410, end: 430 }, ruleId: "generic/secret", region: region(".env", 4, 10, 20) },
      ],
      history: { commit: "3fe12ab".padEnd(40, "0"), date: "2026-03-02T10:00:00+01:00", inHead: true },
      verification: states["current"] ?? { state: "not-in-vault" },
      suggestion: {
        syntax: "env",
        use: azureReference,
        edits: [
          { span: { start: env.offset, end: env.offset + env.length }, newText: azureReference, region: env },
          { span: { start: 0, end: 0 }, newText: "# from the vault\n", region: region(".env", 1, 1, 0) },
        ],
        then: ["rotate it", "grant the app the role Key Vault Secrets User"],
      },
    }),
    ...Object.values(states).map((verification, index) =>
      finding({
        ruleId: "generic/secret",
        kind: "generic",
        title: "Secret in an assignment",
        severity: (["medium", "low", "info", "high"] as const)[index % 4] ?? "medium",
        region: region("src/app settings/100%/#1/\u00e9[x](http\u003a//evil).ts", index + 1, 5),
        verification,
        suggestion: {
          syntax: "javascript",
          use: "process.env.STORAGE_KEY",
          fedBy: azureReference,
          edits: [{ span: { start: 5, end: 45 }, newText: "process.env.STORAGE_KEY" }],
          then: index % 2 === 0 ? [] : ["store it: vaultlint vault set file:./dev.vault.json storage-key"],
        },
      }),
    ),
    finding({
      ruleId: "no-secret-in-log",
      kind: "ast",
      title: "Secret in a log message",
      message: "The password is written to the log.",
      severity: "low",
      confidence: "medium",
      region: {
        ...region("test/\u001b[31mred\n::error::x\u202e##[group]\\xff.ts", 2, 1),
        endLine: 4,
        endColumn: 3,
      },
      verification: { state: "unverified", reason: "3 entries could not be read" },
    }),
    ...["a", "b", "c", "d", "e", "f"].map((name) =>
      finding({ secret: shared, region: region(`zz/${name}.ts`, 1, 1), verification: { state: "not-in-vault" } }),
    ),
  ];
  return report(findings, {
    notices: [
      { kind: "incomplete", path: "src/locked.ts", message: "it could not be read (EACCES)" },
      ...["a.bin", "b.bin", "c\u001b[2J.bin", "d.bin", "e.bin"].map((path) => ({
        kind: "not-scanned" as const,
        path: `assets/${path}`,
        message: "larger than 100 MB",
      })),
      { kind: "warning", message: "The vault dev.vault.json is older than the one last seen here" },
    ],
    vaults: [
      { uri: "file:/home/someone/dev.vault.json", label: "dev.vault.json", mode: "value", entries: 1 },
      { uri: "https://prod-kv.vault.azure.net", label: "prod-kv", mode: "metadata", entries: 1300 },
    ],
    stats: { files: 1234, bytes: 5_678_901, suppressed: 1, belowConfidence: 2 },
  });
}
