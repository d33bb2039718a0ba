import { expect, it } from "vitest";
import { provesAnywhere } from "../../src/verify/provable.ts";
import { fill, seeded } from "../detect/generate.ts";

const random = seeded(3);
const make = (template: string): string => fill(template, random);

it.each([
  ["random token", make("${alnum:24}")],
  ["base64 key", `${make("${base64:86}")}==`],
  ["base64 that starts like a path", `/${make("${base64:42}")}=`],
  ["hex", make("${hex:32}")],
  ["dotted token", `SG.${make("${base64url:22}")}.${make("${base64url:43}")}`],
  ["URL with a strong password", `postgres://app:${make("${alnum:20}")}@db.internal/orders`],
  ["webhook URL", `https://hooks.example.com/services/T0000/${make("${alnum:24}")}`],
  ["URL with a signature", `https://x.blob.example.net/c?sv=2026&sig=${make("${alnum:43}")}`],
  ["connection string", `Server=db;Password=${make("${alnum:20}")}`],
  ["private key", `-----BEGIN PRIVATE KEY-----\n${make("${base64:64}")}\n-----END PRIVATE KEY-----`],
])("a %s proves something anywhere", (_, value) => {
  expect(provesAnywhere(value)).toBe(true);
});

it.each([
  ["weak password", "Summer2026!"],
  ["URL", "https://orders.internal.example.com/api/v2/invoices?page=1&size=100"],
  ["URL with a GUID", "https://login.example.com/0f6a4b1e-7a34-4c0f-9d5a-3f6f0c1d2b3a/oauth2/v2.0/token"],
  ["URL with a weak password", "postgres://app:hunter2@db.internal:5432/orders"],
  ["host", "orders-database-primary.westeurope.cloudapp.example.com:5432"],
  ["e-mail address", "accounts.payable.department@subsidiary.example.com"],
  ["path", "/usr/local/share/ca-certificates/company-root.pem"],
  ["Windows path", "C:\\ProgramData\\Company\\Certificates\\root.pem"],
  ["relative path", "certificates/company/intermediate/root.pem"],
  ["GUID", "0f6a4b1e-7a34-4c0f-9d5a-3f6f0c1d2b3a"],
  ["GUID in braces", "{0f6a4b1e-7a34-4c0f-9d5a-3f6f0c1d2b3a}"],
  ["date", "2026-06-30T12:34:56.789+02:00"],
  ["version", "v12.34.567-beta.20260630123456"],
  ["word", "Donaudampfschifffahrtsgesellschaft"],
  ["certificate", `-----BEGIN CERTIFICATE-----\n${make("${base64:64}")}\n-----END CERTIFICATE-----`],
  ["public key", `ssh-ed25519 ${make("${base64:68}")} someone@host`],
])("a %s does not", (_, value) => {
  expect(provesAnywhere(value)).toBe(false);
});
