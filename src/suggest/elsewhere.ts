// Kinds of files for which no edit is written: the reference that belongs there, for a person to put in.
import { appServiceReference } from "../references/azure.ts";
import { vaultName } from "../references/names.ts";
import type { Answer, Place, Wanted } from "./place.ts";
import { isCommented, isOfWhole, isPiece } from "./within.ts";

type Told = Omit<Answer, "edits">;

interface Advice {
  readonly path: RegExp;
  /** Only where this stands in the file's first bytes. */
  readonly content?: RegExp;
  readonly answer: (wanted: Wanted) => Told | undefined;
}

const vault = ({ azure }: Wanted): string => azure?.name ?? "VAULT";
const address = ({ azure }: Wanted): string => azure?.uri ?? "https://VAULT.vault.azure.net";

/** Name under which the file already knows the value, where the vault takes that name. */
function ownName({ finding, secretName, verification }: Wanted): string {
  const isFound = verification.state === "in-vault" || verification.state === "same-name";
  const { name } = finding;
  return !isFound && name !== undefined && /^[\dA-Za-z-]{1,127}$/u.test(name) ? name : secretName;
}

/** Languages whose programs read the variable that App Service sets. */
function variableOf(read: (variable: string) => string): (wanted: Wanted) => Told | undefined {
  return (wanted) => {
    const { variable, azure, secretName } = wanted;
    if (isCommented(wanted)) return undefined;
    const isInPieces = isPiece(wanted);
    const isWhole = isInPieces && isOfWhole(wanted);
    const storeAs = isWhole ? vaultName(variable) : secretName;
    return {
      use: read(variable),
      ...(azure && { fedBy: appServiceReference(azure.uri, storeAs) }),
      then: [
        azure
          ? `set ${variable} to that reference in the app's settings`
          : `set ${variable} from the vault where the program is started`,
        ...(isInPieces && !isWhole ? ["put it together with the text around it in the program"] : []),
      ],
      ...(isWhole && { storeAs, wholeValue: true }),
    };
  };
}

function terraform({ secretName }: Wanted): Told {
  const label = secretName
    .toLowerCase()
    .replaceAll("-", "_")
    .replace(/^(?=\d)/u, "_");
  return {
    use: `ephemeral.azurerm_key_vault_secret.${label}.value`,
    fedBy: `ephemeral "azurerm_key_vault_secret" "${label}" with name = "${secretName}" and the vault's key_vault_id`,
    then: ["give it to a write-only argument (..._wo, Terraform 1.10); a data source would keep it in the state"],
    reader: "Terraform",
  };
}

function tfvars({ finding, variable }: Wanted): Told {
  const { name } = finding;
  const own = name !== undefined && /^[A-Za-z_]\w{0,100}$/u.test(name) ? name : variable.toLowerCase();
  return { use: `TF_VAR_${own} in the environment`, then: [`declare variable "${own}" as sensitive, delete it here`] };
}

/** The first that matches answers. */
const kinds: readonly Advice[] = [
  {
    path: /(?:^|\/)local\.settings\.json$/u,
    // Core Tools resolves only references with a version: https://github.com/Azure/azure-functions-core-tools
    answer: (wanted) => ({
      use: `@Microsoft.KeyVault(SecretUri=${address(wanted)}/secrets/${wanted.secretName}/VERSION)`,
      then: ["keep this file out of git: it is for your machine"],
    }),
  },
  {
    path: /\.bicepparam$/u,
    answer: (wanted) => ({ use: `az.getSecret('SUBSCRIPTION', 'GROUP', '${vault(wanted)}', '${wanted.secretName}')` }),
  },
  {
    path: /\.bicep$/u,
    answer: (wanted) => ({
      use: `keyVault.getSecret('${wanted.secretName}')`,
      fedBy: `resource keyVault 'Microsoft.KeyVault/vaults@2023-07-01' existing = { name: '${vault(wanted)}' }`,
      then: [
        "pass it to a @secure() parameter of a module: it may stand nowhere else",
        `let ${vault(wanted)} be read by deployments: enabledForTemplateDeployment`,
      ],
      reader: null,
    }),
  },
  {
    path: /\.json$/u,
    content: /deployment(?:Parameters|Template)\.json#/u,
    answer: (wanted) => ({
      use: `"reference": { "keyVault": { "id": "RESOURCE-ID-OF-${vault(wanted)}" }, "secretName": "${wanted.secretName}" }`,
      then: ['put it in the parameter file, in place of "value"; the template\'s parameter is a securestring'],
    }),
  },
  {
    path: /\.(?:ya?ml|json|template)$/u,
    content: /AWSTemplateFormatVersion|\bType["']?:\s{0,9}["']?AWS::/u,
    answer: ({ secretName }) => ({
      use: `{{resolve:secretsmanager:${secretName}}}`,
      storeWith: `aws secretsmanager create-secret --name ${secretName} --secret-string file://FILE`,
    }),
  },
  {
    path: /(?:^|\/)serverless\.ya?ml$/u,
    answer: ({ secretName }) => ({
      use: `\${ssm:/${secretName}}`,
      storeWith: `aws ssm put-parameter --type SecureString --name /${secretName} --value file://FILE`,
    }),
  },
  {
    path: /(?:^|\/)(?:azure-pipelines[\w.-]{0,60}|\.azure-pipelines\/[\w./-]{1,200})\.ya?ml$/u,
    answer: (wanted) => ({
      // The task sets a variable of the secret's own name.
      use: `$(${ownName(wanted)})`,
      storeAs: ownName(wanted),
      fedBy: `task AzureKeyVault@2 with KeyVaultName: ${vault(wanted)}, SecretsFilter: ${ownName(wanted)}`,
      then: ["delete the variable here: the task sets it"],
      reader: "the service connection",
    }),
  },
  {
    path: /(?:^|\/)\.gitlab-ci\.ya?ml$/u,
    answer: ({ secretName, variable, azure }) => ({
      use: `secrets: { ${variable}: { token: $AZURE_JWT, azure_key_vault: { name: ${secretName} }, file: false } }`,
      ...(azure && { fedBy: `CI variable AZURE_KEY_VAULT_SERVER_URL: ${azure.uri}` }),
      then: ["give the job id_tokens: AZURE_JWT, and the project AZURE_CLIENT_ID and AZURE_TENANT_ID"],
      reader: "the job's identity",
    }),
  },
  {
    path: /(?:^|\/)application[\w.-]{0,60}\.(?:ya?ml|properties)$/u,
    answer: (wanted) => ({
      use: `\${${wanted.secretName}}`,
      fedBy: `spring.cloud.azure.keyvault.secret.property-sources[0].endpoint=${address(wanted)}/`,
    }),
  },
  { path: /\.tf$/u, answer: terraform },
  { path: /\.tfvars$/u, answer: tfvars },
  {
    path: /(?:^|\/)(?:docker-)?compose[\w.-]{0,60}\.ya?ml$/u,
    answer: ({ secretName, variable }) => ({
      use: `secrets: { ${secretName}: { environment: ${variable} } }`,
      then: [
        `name it in the service's secrets; the app reads /run/secrets/${secretName}`,
        `set ${variable} from the vault where compose is run`,
      ],
    }),
  },
  {
    path: /(?:^|\/)values[\w.-]{0,60}\.ya?ml$/u,
    answer: (wanted) => ({
      use: `ref+azurekeyvault://${vault(wanted)}/${wanted.secretName}`,
      then: ["render the chart with helmfile or helm-secrets, which put the value there"],
    }),
  },
  {
    path: /(?:^|\/)Pulumi\.[\w.-]{1,60}\.ya?ml$/u,
    answer: ({ finding, variable }) => ({
      use: `pulumi config set --secret ${/^[\w.:-]{1,200}$/u.test(finding.name ?? "") ? (finding.name ?? "") : variable}`,
      then: ["delete it here first: the command writes the encrypted value"],
    }),
  },
  { path: /\.py$/u, answer: variableOf((variable) => `os.environ["${variable}"]`) },
  { path: /\.cs$/u, answer: variableOf((variable) => `Environment.GetEnvironmentVariable("${variable}")`) },
  { path: /\.(?:java|kt)$/u, answer: variableOf((variable) => `System.getenv("${variable}")`) },
  { path: /\.go$/u, answer: variableOf((variable) => `os.Getenv("${variable}")`) },
  { path: /\.rb$/u, answer: variableOf((variable) => `ENV.fetch("${variable}")`) },
  { path: /\.php$/u, answer: variableOf((variable) => `getenv("${variable}")`) },
  { path: /(?:\.(?:sh|bash|zsh)|\.envrc)$/u, answer: variableOf((variable) => `"$${variable}"`) },
];

/** Each kind of file is a place of its own. */
export const elsewhere: readonly Place[] = kinds.map(({ path, content, answer }) => ({
  syntax: "advice",
  matches: (text) => path.test(text.path) && (!content || content.test(text.bytes.toString("latin1", 0, 65_536))),
  suggest: (wanted) => {
    const told = answer(wanted);
    return told && { ...told, edits: [] };
  },
}));
