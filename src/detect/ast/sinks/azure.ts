// Clients of Azure. Positions: typings of @azure/identity 4.13, core-auth 1.10, storage-blob 12.32, cosmos 4.10, service-bus 7.9,
// event-hubs 6.0, app-configuration 1, data-tables 13.3, communication-email 1.1.
import {
  accountKey,
  apiKey,
  clientSecret,
  connectionString,
  password,
  privateKey,
  sas,
  sasUrl,
  token,
  type Sink,
} from "./sink.ts";

const keyCredentials = ["new AzureKeyCredential", "new KeyCredential"];

export const azureSinks: readonly Sink[] = [
  { from: "@azure/identity", calls: ["new ClientSecretCredential"], secrets: { "2": clientSecret } },
  { from: "@azure/identity", calls: ["new UsernamePasswordCredential"], secrets: { "3": password } },
  {
    from: "@azure/identity",
    calls: ["new AuthorizationCodeCredential"],
    secrets: { "2": clientSecret },
    minArguments: 5,
  },
  { from: "@azure/identity", calls: ["new AzurePipelinesCredential"], secrets: { "3": token } },
  {
    from: "@azure/identity",
    calls: ["new OnBehalfOfCredential"],
    secrets: { "0.clientSecret": clientSecret, "0.userAssertionToken": token },
  },
  {
    from: "@azure/identity",
    calls: ["new ClientCertificateCredential"],
    secrets: { "2.certificate": privateKey, "2.certificatePassword": password },
  },
  ...["@azure/core-auth", "@azure/ai-*", "@azure/search-documents", "@azure/eventgrid", "@azure/openai"].map(
    (from) => ({
      from,
      calls: keyCredentials,
      secrets: { "0": apiKey },
    }),
  ),
  { from: "@azure/core-auth", calls: ["new AzureNamedKeyCredential"], secrets: { "1": accountKey } },
  { from: "@azure/core-auth", calls: ["new AzureSASCredential"], secrets: { "0": sas } },
  { from: "@azure/data-tables", calls: ["new AzureNamedKeyCredential"], secrets: { "1": accountKey } },
  { from: "@azure/data-tables", calls: ["new AzureSASCredential"], secrets: { "0": sas } },
  { from: "@azure/data-tables", calls: ["*.fromConnectionString"], secrets: { "0": connectionString } },
  { from: "@azure/storage-*", calls: ["*.fromConnectionString"], secrets: { "0": connectionString } },
  { from: "@azure/storage-*", calls: ["new StorageSharedKeyCredential"], secrets: { "1": accountKey } },
  {
    from: "@azure/storage-*",
    calls: [
      "new BlobServiceClient",
      "new ContainerClient",
      "new BlobClient",
      "new BlockBlobClient",
      "new QueueServiceClient",
      "new QueueClient",
      "new ShareServiceClient",
      "new DataLakeServiceClient",
    ],
    secrets: { "0": sasUrl },
  },
  {
    from: "@azure/cosmos",
    calls: ["new CosmosClient"],
    secrets: { "0": connectionString, "0.key": accountKey, "0.connectionString": connectionString },
  },
  {
    from: "@azure/service-bus",
    calls: ["new ServiceBusClient", "new ServiceBusAdministrationClient"],
    secrets: { "0": connectionString },
  },
  {
    from: "@azure/event-hubs",
    calls: ["new EventHubProducerClient", "new EventHubBufferedProducerClient"],
    secrets: { "0": connectionString },
  },
  { from: "@azure/event-hubs", calls: ["new EventHubConsumerClient"], secrets: { "1": connectionString } },
  { from: "@azure/app-configuration", calls: ["new AppConfigurationClient"], secrets: { "0": connectionString } },
  {
    from: "@azure/communication-*",
    calls: ["new EmailClient", "new SmsClient", "new CommunicationIdentityClient", "new CallAutomationClient"],
    secrets: { "0": connectionString },
  },
  {
    from: "@azure/keyvault-secrets",
    calls: ["new SecretClient().setSecret"],
    secrets: { "1": { noun: "secret value" } },
  },
  {
    from: "@azure/msal-node",
    calls: ["new ConfidentialClientApplication"],
    secrets: { "0.auth.clientSecret": clientSecret, "0.auth.clientCertificate.privateKey": privateKey },
  },
];
