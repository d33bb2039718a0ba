// Clients of AWS, Google Cloud and HashiCorp Vault. AWS: both SDK versions take `credentials`; version 2 also the bare names.
import { accessKey, clientSecret, password, privateKey, token, type Sink } from "./sink.ts";

const awsCredentials = {
  "0.credentials.secretAccessKey": accessKey,
  "0.credentials.sessionToken": token,
};

const vaultClients = ["default", "VaultClient"];

export const cloudSinks: readonly Sink[] = [
  { from: "@aws-sdk/*", calls: ["new *"], secrets: awsCredentials },
  {
    from: "aws-sdk",
    calls: ["new *", "config.update", "new Config"],
    secrets: { ...awsCredentials, "0.secretAccessKey": accessKey, "0.sessionToken": token },
  },
  { from: "aws-sdk", calls: ["new Credentials"], secrets: { "1": accessKey, "2": token } },
  { from: "aws-sdk/*", calls: ["new default"], secrets: { ...awsCredentials, "0.secretAccessKey": accessKey } },
  { from: "@google-cloud/*", calls: ["new *"], secrets: { "0.credentials.private_key": privateKey } },
  {
    from: "google-auth-library",
    calls: ["new GoogleAuth"],
    secrets: { "0.credentials.private_key": privateKey },
  },
  {
    from: "google-auth-library",
    calls: ["new OAuth2Client"],
    secrets: { "1": clientSecret, "0.clientSecret": clientSecret },
  },
  { from: "node-vault", calls: vaultClients, secrets: { "0.token": token } },
  {
    from: "node-vault",
    calls: ["default().userpassLogin", "default().ldapLogin"],
    secrets: { "0.password": password },
  },
  { from: "node-vault", calls: ["default().approleLogin"], secrets: { "0.secret_id": { noun: "secret id" } } },
];
