import { describe, expect, it } from "vitest";
import { appServiceReference, azureVaultUri } from "../../src/references/azure.ts";
import { isReference, referenceSyntax } from "../../src/references/recognise.ts";
import { testFamily } from "./examples.ts";

const version = "0123456789abcdef0123456789abcdef";
const uri = "https://prod-kv.vault.azure.net/secrets/db-password";
const group = "/subscriptions/0000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults";

testFamily("Azure Key Vault", {
  references: [
    [uri, "azure-secret-uri"],
    [`${uri}/`, "azure-secret-uri"],
    [`${uri}/${version}`, "azure-secret-uri"],
    ["https://PROD-KV.Vault.Azure.Net:443/secrets/a", "azure-secret-uri"],
    ["https://prod-kv.vault.usgovcloudapi.net/secrets/a", "azure-secret-uri"],
    ["https://prod-kv.vault.azure.cn/secrets/a", "azure-secret-uri"],
    [`https://prod-kv.vault.azure.net/keys/signing/${version}`, "azure-key-uri"],
    ["https://prod-kv.vault.azure.net/certificates/web", "azure-key-uri"],
    ["https://hsm-one.managedhsm.azure.net/keys/signing", "azure-key-uri"],
    [`@Microsoft.KeyVault(SecretUri=${uri})`, "appservice-uri"],
    [`@microsoft.keyvault(SecretUri=${uri}/${version})`, "appservice-uri"],
    ["@Microsoft.KeyVault(VaultName=prod-kv;SecretName=db)", "appservice-names"],
    ["@Microsoft.KeyVault(SecretName=db;VaultName=prod-kv)", "appservice-names"],
    [`@Microsoft.KeyVault(VaultName=prod-kv;SecretName=db;SecretVersion=${version})`, "appservice-names"],
    ["@Microsoft.KeyVault(VaultName=prod-kv; SecretName=db; SecretVersion=)", "appservice-names"],
    ["akvs://faa080af-c1d8-40ad-9cce-000000000000/prod-kv/DB-PASSWORD", "azd-env"],
    [`${group}/prod-kv`, "arm-vault-id"],
    ["kv.getSecret('db')", "bicep-getsecret"],
    [`keyVault.getSecret('db', '${version}')`, "bicep-getsecret"],
    ["az.getSecret('sub', 'rg', 'prod-kv', 'db')", "bicep-getsecret"],
    [`az.getSecret('sub', 'rg', 'prod-kv', 'db', '${version}')`, "bicep-getsecret"],
    [`queue=keyvaultref:${uri},identityref:system`, "containerapp-cli"],
    ["secretref:queue-connection", "containerapp-env"],
    [`{"uri":"${uri}"}`, "appconfig"],
    [`{ "uri" : "${uri}/${version}" }`, "appconfig"],
    ["db-certificate@azurekeyvault?tls.crt", "akv2k8s"],
    ["db@azurekeyvault", "akv2k8s"],
    ["$(SQLPassword)", "pipelines-variable"],
    ["Server=db;User=app;Password=$(sql-password);", "pipelines-variable"],
    [
      "{{ lookup('azure.azcollection.azure_keyvault_secret', 'db', vault_url='https://prod-kv.vault.azure.net') }}",
      "ansible-lookup",
    ],
  ],
  others: [
    [uri.replace("https", "http"), "no TLS"],
    ["https://evil.example/secrets/db", "another host"],
    ["https://prod-kv.vault.azure.net.evil.example/secrets/db", "a host that only begins like it"],
    ["https://my--kv.vault.azure.net/secrets/db", "no vault has two hyphens in a row"],
    ["https://kv.vault.azure.net/secrets/db", "no vault has two letters"],
    ["https://prod-kv.vault.azure.net/secrets/under_score", "no secret has an underscore"],
    [`${uri}/latest`, "no version"],
    ["https://hsm-one.managedhsm.azure.net/secrets/db", "managed HSMs hold no secrets"],
    [`@Microsoft.KeyVault(SecretUri=${uri}`, "no end"],
    ["@Microsoft.KeyVault(", "no end"],
    ["@Microsoft.KeyVault(SecretUri=)", "no address"],
    ["@Microsoft.KeyVault(VaultName=prod-kv)", "no secret"],
    ["@Microsoft.KeyVault(VaultName=prod-kv;SecretName=a;SecretName=b)", "a parameter twice"],
    ["@Microsoft.KeyVault(VaultName=prod-kv;SecretName=bad_name)", "no secret's name"],
    ["@Microsoft.KeyVault(VaultName=prod-kv;SecretName=a;SecretVersion=latest)", "no version"],
    ["@Microsoft.KeyVault(VaultName=prod-kv;SecretName=a;Other=b)", "an unknown parameter"],
    ["akvs://sub/prod-kv", "no secret"],
    ["akvs://sub/prod-kv/db/extra", "a fourth part"],
    ["AKVS://sub/prod-kv/db", "azd's scheme has small letters"],
    ["/subscriptions/x/providers/Microsoft.KeyVault/vaults/prod-kv", "no resource group"],
    ["kv.getSecret(secretName)", "the name is a variable"],
    ["az.getSecret('sub', 'rg', 'prod-kv')", "no secret"],
    [`queue=keyvaultref:${uri}`, "no identity"],
    ["secretref:", "no name"],
    ['{"url":"x"}', "another key"],
    ["@azurekeyvault", "no name"],
    ["UPPER@azurekeyvault", "resources have small letters"],
    ["$(cat file)", "a command"],
    ["$(Xk92mLq8Zz01kd83)", "no name that anybody chose"],
    [
      "{{ lookup('azure.azcollection.azure_keyvault_secret', 'db', client_id='a', secret='Xk92mLq8Zz01kd83') }}",
      "the credential stands in it",
    ],
  ],
});

describe("what is written for Azure", () => {
  it("names the vault by its address, whatever the user named it by", () => {
    const given = ["prod-kv", "azure:prod-kv", "azure:Prod-KV", "https://prod-kv.vault.azure.net/"];
    expect(given.map(azureVaultUri)).toEqual(given.map(() => "https://prod-kv.vault.azure.net"));
    expect(azureVaultUri("https://prod-kv.vault.azure.cn")).toBe("https://prod-kv.vault.azure.cn");
  });

  it.each(["", "kv", "1-kv", "a--b", "file:./dev.vault.json", "https://evil.example", "aws:eu-west-1"])(
    "takes %j for no Azure vault",
    (named) => {
      expect(azureVaultUri(named)).toBeUndefined();
    },
  );

  it("is recognised, and has no version so that rotation reaches the app", () => {
    const reference = appServiceReference("https://prod-kv.vault.azure.net", "db-password");
    expect(reference).toBe(`@Microsoft.KeyVault(SecretUri=${uri})`);
    expect(referenceSyntax(reference)).toBe("appservice-uri");
    expect(isReference(reference.slice(0, -1))).toBe(false);
  });
});
