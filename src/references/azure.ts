// Azure Key Vault: App Service and Functions settings, azd, ARM, Bicep, Container Apps, App Configuration, akv2k8s, pipelines, Ansible.
// Grammars: https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
import { isChosenName } from "./credential.ts";
import type { ReferenceSyntax } from "./syntax.ts";

const vault = String.raw`[a-z](?![a-z\d-]{0,23}--)[a-z\d-]{1,22}[a-z\d]`;
const name = String.raw`[\da-z-]{1,127}`;
const version = String.raw`[\da-f]{32}`;
const secretHost = String.raw`(?:vault\.azure\.net|vault\.azure\.cn|vault\.usgovcloudapi\.net|vault\.microsoftazure\.de)`;
const keyHost = String.raw`(?:vault\.azure\.net|vault\.azure\.cn|vault\.usgovcloudapi\.net|vault\.microsoftazure\.de|managedhsm\.azure\.net|managedhsm\.azure\.cn|managedhsm\.usgovcloudapi\.net)`;
const secretUri = String.raw`https://${vault}\.${secretHost}(?::443)?/secrets/${name}(?:/${version})?/?`;

const isVault = new RegExp(`^${vault}$`, "iu");
const isName = new RegExp(`^${name}$`, "iu");
const vaultAddress = new RegExp(String.raw`^https://(?<host>${vault}\.${secretHost})(?::443)?/?$`, "iu");
const isVersion = new RegExp(`^${version}$`, "iu");

/** The parameters of `@Microsoft.KeyVault(VaultName=...;SecretName=...)`: any order, each once, an empty version means the newest. */
function namesSecret(parameters: string): boolean {
  const given = new Map<string, string>();
  for (const parameter of parameters.split(";")) {
    if (parameter.trim() === "") continue;
    const [key = "", value = ""] = parameter.split(/=(.*)/su);
    const folded = key.trim().toLowerCase();
    if (given.has(folded)) return false;
    given.set(folded, value.trim());
  }
  const secretVersion = given.get("secretversion") ?? "";
  return (
    given.size === (given.has("secretversion") ? 3 : 2) &&
    isVault.test(given.get("vaultname") ?? "") &&
    isName.test(given.get("secretname") ?? "") &&
    (secretVersion === "" || isVersion.test(secretVersion))
  );
}

export const azureSyntaxes: readonly ReferenceSyntax[] = [
  {
    id: "azure-secret-uri",
    extent: "whole",
    literal: "/secrets/",
    pattern: new RegExp(`^${secretUri}$`, "iu"),
  },
  {
    id: "azure-key-uri",
    extent: "whole",
    literal: "https://",
    pattern: new RegExp(
      String.raw`^https://${vault}\.${keyHost}/(?:keys|certificates)/${name}(?:/${version})?/?$`,
      "iu",
    ),
  },
  {
    id: "appservice-uri",
    extent: "whole",
    literal: "@microsoft.keyvault(",
    pattern: new RegExp(String.raw`^@Microsoft\.KeyVault\(\s{0,9}SecretUri=${secretUri}\s{0,9}\)$`, "iu"),
  },
  {
    id: "appservice-names",
    extent: "whole",
    literal: "@microsoft.keyvault(",
    pattern: /^@Microsoft\.KeyVault\((?<parameters>[^()]{1,400})\)$/iu,
    accepts: ({ parameters = "" }) => namesSecret(parameters),
  },
  {
    id: "azd-env",
    extent: "whole",
    literal: "akvs://",
    // The scheme is the one part whose case matters.
    pattern: new RegExp(String.raw`^(?<scheme>akvs)://[^/\s]{1,100}/${vault}/${name}$`, "iu"),
    accepts: ({ scheme }) => scheme === "akvs",
  },
  {
    id: "arm-vault-id",
    extent: "whole",
    literal: "/providers/microsoft.keyvault/vaults/",
    pattern: new RegExp(
      String.raw`^/subscriptions/[^/\s]{1,100}/resourceGroups/[^/\s]{1,100}/providers/Microsoft\.KeyVault/vaults/${vault}$`,
      "iu",
    ),
  },
  {
    id: "bicep-getsecret",
    extent: "inside",
    literal: ".getsecret(",
    // The vault's symbol with name and version; `az` with subscription, group, vault, name and version.
    pattern:
      /\b(?:(?!az\.)[A-Z_]\w{0,100}\.getSecret\(\s{0,9}'[^'$\n]{1,200}'(?:\s{0,9},\s{0,9}'[^'$\n]{1,200}')?|az\.getSecret\(\s{0,9}'[^'$\n]{1,200}'(?:\s{0,9},\s{0,9}'[^'$\n]{1,200}'){3,4})\s{0,9}\)/giu,
  },
  {
    id: "containerapp-cli",
    extent: "inside",
    literal: "=keyvaultref:",
    pattern: /\b[a-z\d][a-z\d.-]{0,100}=keyvaultref:https:\/\/[^,\s"']{1,300},identityref:[^\s"',]{1,300}/giu,
  },
  {
    id: "containerapp-env",
    extent: "whole",
    literal: "secretref:",
    pattern: /^secretref:[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?$/u,
  },
  {
    id: "appconfig",
    extent: "whole",
    literal: '"uri"',
    pattern: new RegExp(String.raw`^\{\s{0,9}"uri"\s{0,9}:\s{0,9}"${secretUri}"\s{0,9}\}$`, "iu"),
  },
  {
    id: "akv2k8s",
    extent: "whole",
    literal: "@azurekeyvault",
    pattern: /^[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?@azurekeyvault(?:\?\S{1,200})?$/u,
  },
  {
    id: "pipelines-variable",
    extent: "inside",
    literal: "$(",
    pattern: /\$\((?<name>[A-Z_][\w.-]{0,100})\)/giu,
    accepts: ({ name: variable = "" }) => isChosenName(variable),
  },
  {
    id: "ansible-lookup",
    extent: "inside",
    literal: "azure_keyvault_secret",
    pattern:
      /\b(?:lookup|query)\(\s{0,9}'azure\.azcollection\.azure_keyvault_secret'\s{0,9},\s{0,9}'[^']{1,200}'(?<rest>[^()]{0,400})\)/giu,
    accepts: ({ rest = "" }) => !/\b(?:secret|client_id|tenant_id)\s{0,9}=\s{0,9}'/iu.test(rest),
  },
];

/** What an App Service setting holds so that the platform puts the secret's newest version there. */
export function appServiceReference(vaultUri: string, secret: string): string {
  return `@Microsoft.KeyVault(SecretUri=${vaultUri}/secrets/${secret})`;
}

/** The vault's address from its name (`prod-kv`), its URI (`azure:prod-kv`) or address; nothing where it is no Azure vault. */
export function azureVaultUri(named: string): string | undefined {
  const bare = named.replace(/^azure:/iu, "");
  if (isVault.test(bare)) return `https://${bare.toLowerCase()}.vault.azure.net`;
  const host = vaultAddress.exec(bare)?.groups?.["host"];
  return host === undefined ? undefined : `https://${host.toLowerCase()}`;
}
