import { describe, expect, it } from "vitest";
import { referenceSyntax } from "../../src/references/recognise.ts";
import { fill, seeded } from "../detect/generate.ts";
import { ask, type Question } from "./answer.ts";

const value = fill("${alnum:12}!${alnum:11}", seeded("elsewhere"));
const schema = "https://schema.management.azure.com/schemas/2019-04-01";
const question = (path: string, head = ""): Question => ({
  path,
  text: `${head}x «${value}»\n`,
  name: "DB_PASSWORD",
  azureVault: "prod-kv",
  verification: { state: "not-in-vault" },
});
const unnamed = (path: string): Question => ({
  path,
  text: `x «${value}»\n`,
  azureVault: "prod-kv",
  verification: { state: "not-in-vault" },
});
const uri = "https://prod-kv.vault.azure.net";

describe("files for which no edit is written", () => {
  it.each([
    ["local.settings.json", "", `@Microsoft.KeyVault(SecretUri=${uri}/secrets/db-password/VERSION)`],
    ["main.bicepparam", "", "az.getSecret('SUBSCRIPTION', 'GROUP', 'prod-kv', 'db-password')"],
    ["main.bicep", "", "keyVault.getSecret('db-password')"],
    [
      "p.json",
      `{"$schema":"${schema}/deploymentParameters.json#"`,
      '"reference": { "keyVault": { "id": "RESOURCE-ID-OF-prod-kv" }, "secretName": "db-password" }',
    ],
    [
      "t.json",
      `{"$schema":"${schema}/deploymentTemplate.json#"`,
      '"reference": { "keyVault": { "id": "RESOURCE-ID-OF-prod-kv" }, "secretName": "db-password" }',
    ],
    ["stack.yml", "AWSTemplateFormatVersion: x\n", "{{resolve:secretsmanager:db-password}}"],
    ["stack.json", '{"A":{"Type":"AWS::RDS::DBInstance"}}', "{{resolve:secretsmanager:db-password}}"],
    ["serverless.yml", "", "${ssm:/db-password}"],
    ["azure-pipelines.yml", "", "$(db-password)"],
    [
      ".gitlab-ci.yml",
      "",
      "secrets: { DB_PASSWORD: { token: $AZURE_JWT, azure_key_vault: { name: db-password }, file: false } }",
    ],
    ["src/application-prod.yml", "", "${db-password}"],
    ["main.tf", "", "ephemeral.azurerm_key_vault_secret.db_password.value"],
    ["prod.tfvars", "", "TF_VAR_DB_PASSWORD in the environment"],
    ["docker-compose.yml", "", "secrets: { db-password: { environment: DB_PASSWORD } }"],
    ["chart/values-prod.yaml", "", "ref+azurekeyvault://prod-kv/db-password"],
    ["Pulumi.prod.yaml", "", "pulumi config set --secret DB_PASSWORD"],
    ["a.py", "", 'os.environ["DB_PASSWORD"]'],
    ["a.cs", "", 'Environment.GetEnvironmentVariable("DB_PASSWORD")'],
    ["A.java", "", 'System.getenv("DB_PASSWORD")'],
    ["a.go", "", 'os.Getenv("DB_PASSWORD")'],
    ["a.rb", "", 'ENV.fetch("DB_PASSWORD")'],
    ["a.php", "", 'getenv("DB_PASSWORD")'],
    ["run.sh", "", '"$DB_PASSWORD"'],
  ])("%s%s", async (path, head, use) => {
    const { suggestion } = await ask(question(path, head));
    expect(suggestion).toMatchObject({ syntax: "advice", use, edits: [] });
    expect(suggestion?.then.at(-1)).toBe("rotate it: everyone who can read this file has it");
  });

  it.each(["config.xml", "notes.txt", "config.json", "pod.yaml", "Dockerfile"])("%s: says nothing", async (path) => {
    expect((await ask(question(path))).suggestion).toBeUndefined();
  });

  it.each([
    "main.bicepparam",
    "main.bicep",
    "serverless.yml",
    "azure-pipelines.yml",
    "src/application.yml",
    "values.yaml",
  ])("%s: what is suggested is never reported in turn", async (path) => {
    expect(referenceSyntax((await ask(question(path))).suggestion?.use ?? "")).toBeDefined();
  });

  it("in a pipeline the name stays, so that what reads the variable still does", async () => {
    const { suggestion } = await ask({ ...question("azure-pipelines.yml"), name: "dbPassword" });
    expect(suggestion?.use).toBe("$(dbPassword)");
    expect(suggestion?.fedBy).toBe("task AzureKeyVault@2 with KeyVaultName: prod-kv, SecretsFilter: dbPassword");
    expect(suggestion?.then[0]).toContain("--name dbPassword ");
  });

  it("reads AWS's reference from AWS: it is stored there", async () => {
    const { suggestion } = await ask(question("stack.yml", "AWSTemplateFormatVersion: x\n"));
    expect(suggestion?.then[0]).toBe(
      "store it: aws secretsmanager create-secret --name db-password --secret-string file://FILE",
    );
  });

  it.each([`# password: «${value}»\n`, `x = 1  # password = "«${value}»"\n`])(
    "in a comment nothing is read: %s",
    async (text) => {
      expect((await ask({ ...question("a.py"), text })).suggestion).toBeUndefined();
    },
  );

  it.each([
    ["all of a string", `p = "«${value}»"\n`, []],
    ["a word of a shell", `P=«${value}»\n`, []],
    [
      "a piece of a string",
      `p = "user=a&secret=«${value}»&b=1"\n`,
      ["put it together with the text around it in the program"],
    ],
    [
      "a string in a string",
      `p = "{\\"secret\\": \\"«${value}»\\"}"\n`,
      ["put it together with the text around it in the program"],
    ],
  ])("tells %s from the others", async (_, text, steps) => {
    const { suggestion } = await ask({ ...question(text.startsWith("P") ? "a.sh" : "a.py"), text });
    expect(suggestion?.then.filter((step) => step.startsWith("put it together"))).toEqual(steps);
  });

  it("stores an address as a whole, under its name", async () => {
    const text = `fetch("https://app:«${value}»@db.internal/x")\n`;
    const { suggestion } = await ask({ ...unnamed("a.py"), text, ruleId: "url/credentials" });
    expect(suggestion?.use).toBe('os.environ["URL"]');
    expect(suggestion?.fedBy).toContain("/secrets/url)");
    expect(suggestion?.then[0]).toMatch(/^store the whole value, not the secret alone: .* --name url /u);
  });

  it.each([
    ["private-key/pem", "PRIVATE_KEY"],
    ["connection-string/user-password", "CONNECTION_STRING"],
    ["azure/storage-key", "STORAGE_KEY"],
  ])("without a name, %s says what it is", async (ruleId, variable) => {
    expect((await ask({ ...unnamed("a.go"), ruleId })).suggestion?.use).toBe(`os.Getenv("${variable}")`);
  });

  it("writes no command of a name that a shell would run", async () => {
    const { suggestion } = await ask({ ...question("Pulumi.prod.yaml"), name: "a$(touch x)" });
    expect(suggestion?.use).toBe("pulumi config set --secret A_TOUCH_X");
  });
});
