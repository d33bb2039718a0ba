// Kinds of files for which no edit is written: the reference that belongs there, for a person to put in.
import type { Place, Wanted } from "./place.ts";

interface Advice {
  readonly path: RegExp;
  /** Only where this stands in the file's first bytes. */
  readonly content?: RegExp;
  readonly use: (wanted: Wanted) => string;
}

const vault = ({ azure }: Wanted): string => azure?.name ?? "VAULT";
const address = ({ azure }: Wanted): string => azure?.uri ?? "https://VAULT.vault.azure.net";

/** The first that fits answers. */
const kinds: readonly Advice[] = [
  {
    path: /(?:^|\/)local\.settings\.json$/u,
    // Core Tools resolves only references with a version: https://github.com/Azure/azure-functions-core-tools
    use: (wanted) => `@Microsoft.KeyVault(SecretUri=${address(wanted)}/secrets/${wanted.secretName}/VERSION)`,
  },
  {
    path: /\.bicepparam$/u,
    use: (wanted) => `az.getSecret('SUBSCRIPTION', 'GROUP', '${vault(wanted)}', '${wanted.secretName}')`,
  },
  { path: /\.bicep$/u, use: ({ secretName }) => `keyVault.getSecret('${secretName}')` },
  {
    path: /\.json$/u,
    content: /deploymentParameters\.json#/u,
    use: (wanted) =>
      `"reference": { "keyVault": { "id": "RESOURCE-ID-OF-${vault(wanted)}" }, "secretName": "${wanted.secretName}" }`,
  },
  {
    path: /\.(?:ya?ml|json|template)$/u,
    content: /AWSTemplateFormatVersion|\bType["']?:\s{0,9}["']?AWS::/u,
    use: ({ secretName }) => `{{resolve:secretsmanager:${secretName}}}`,
  },
  { path: /(?:^|\/)serverless\.ya?ml$/u, use: ({ secretName }) => `\${ssm:/${secretName}}` },
  {
    path: /(?:^|\/)(?:azure-pipelines[\w.-]{0,60}|\.azure-pipelines\/[\w./-]{1,200})\.ya?ml$/u,
    use: ({ secretName }) => `$(${secretName})`,
  },
  {
    path: /(?:^|\/)\.gitlab-ci\.ya?ml$/u,
    use: ({ secretName }) => `azure_key_vault: { name: ${secretName} }`,
  },
  { path: /(?:^|\/)application[\w.-]{0,60}\.(?:ya?ml|properties)$/u, use: ({ secretName }) => `\${${secretName}}` },
  { path: /\.tf$/u, use: ({ secretName }) => `ephemeral "azurerm_key_vault_secret" with name = "${secretName}"` },
  { path: /\.tfvars$/u, use: ({ variable }) => `TF_VAR_${variable.toLowerCase()} in the environment` },
  {
    path: /(?:^|\/)(?:docker-)?compose[\w.-]{0,60}\.ya?ml$/u,
    use: ({ secretName, variable }) => `secrets: { ${secretName}: { environment: ${variable} } }`,
  },
  { path: /\.py$/u, use: ({ variable }) => `os.environ["${variable}"]` },
  { path: /\.cs$/u, use: ({ variable }) => `Environment.GetEnvironmentVariable("${variable}")` },
  { path: /\.(?:java|kt)$/u, use: ({ variable }) => `System.getenv("${variable}")` },
  { path: /\.go$/u, use: ({ variable }) => `os.Getenv("${variable}")` },
  { path: /\.rb$/u, use: ({ variable }) => `ENV.fetch("${variable}")` },
  { path: /\.php$/u, use: ({ variable }) => `getenv("${variable}")` },
  { path: /(?:\.(?:sh|bash|zsh)|\.envrc)$/u, use: ({ variable }) => `"$${variable}"` },
];

function adviceFor({ path, bytes }: Wanted["text"]): Advice | undefined {
  return kinds.find(
    (kind) => kind.path.test(path) && (!kind.content || kind.content.test(bytes.toString("latin1", 0, 65_536))),
  );
}

export const elsewhere: Place = {
  syntax: "advice",
  matches: (text) => adviceFor(text) !== undefined,
  suggest: (wanted) => {
    const advice = adviceFor(wanted.text);
    return advice && { use: advice.use(wanted), edits: [] };
  },
};
