// HTTP clients, mail and the SDKs of web services.
import { apiKey, authorization, clientSecret, password, token, url, type Role, type Sink } from "./sink.ts";

const keyHeaders = [
  "x-api-key",
  "X-API-Key",
  "api-key",
  "Ocp-Apim-Subscription-Key",
  "x-functions-key",
  "PRIVATE-TOKEN",
  "X-Vault-Token",
];

/** Headers that authenticate, in an argument's property. */
function headers(at: string): Record<string, Role> {
  const secrets: Record<string, Role> = {};
  for (const name of ["Authorization", "authorization", "Proxy-Authorization"])
    secrets[`${at}.${name}`] = authorization;
  for (const name of keyHeaders) {
    secrets[`${at}.${name}`] = apiKey;
    secrets[`${at}.${name.toLowerCase()}`] = apiKey;
  }
  return secrets;
}

const basic = (at: string): Record<string, Role> => ({ [`${at}.auth.password`]: password });

export const serviceSinks: readonly Sink[] = [
  { from: "", calls: ["fetch"], secrets: headers("1.headers") },
  { from: "", calls: ["new Headers"], secrets: headers("0") },
  { from: "", calls: ["new Request"], secrets: headers("1.headers") },
  { from: "node-fetch", calls: ["default"], secrets: headers("1.headers") },
  { from: "undici", calls: ["fetch", "request"], secrets: headers("1.headers") },
  {
    from: "axios",
    calls: ["get", "delete", "head", "options"],
    secrets: { ...headers("1.headers"), ...basic("1") },
  },
  { from: "axios", calls: ["post", "put", "patch"], secrets: { ...headers("2.headers"), ...basic("2") } },
  {
    from: "axios",
    calls: ["default", "create", "request"],
    secrets: {
      ...headers("0.headers"),
      ...headers("0.headers.common"),
      ...headers("1.headers"),
      ...basic("0"),
      ...basic("1"),
    },
  },
  {
    from: "got",
    calls: ["default", "get", "post", "put", "patch", "delete", "extend"],
    secrets: { ...headers("0.headers"), ...headers("1.headers"), "0.password": password, "1.password": password },
  },
  {
    from: "request",
    calls: ["default", "get", "post", "put", "defaults"],
    secrets: { "0.auth.pass": password, "0.auth.password": password, "0.auth.bearer": token, ...headers("0.headers") },
  },
  ...["http", "https"].map((from) => ({
    from,
    calls: ["request", "get"],
    secrets: { ...headers("0.headers"), ...headers("1.headers") },
  })),
  {
    from: "nodemailer",
    calls: ["createTransport"],
    secrets: {
      "0": url,
      "0.auth.pass": password,
      "0.auth.clientSecret": clientSecret,
      "0.auth.refreshToken": { noun: "refresh token" },
    },
  },
  { from: "stripe", calls: ["new default", "new Stripe", "default"], secrets: { "0": apiKey } },
  { from: "openai", calls: ["new default", "new OpenAI"], secrets: { "0.apiKey": apiKey } },
  { from: "openai", calls: ["new AzureOpenAI"], secrets: { "0.apiKey": apiKey } },
  { from: "@anthropic-ai/sdk", calls: ["new default", "new Anthropic"], secrets: { "0.apiKey": apiKey } },
  { from: "@octokit/rest", calls: ["new Octokit"], secrets: { "0.auth": token } },
  { from: "@octokit/core", calls: ["new Octokit"], secrets: { "0.auth": token } },
  { from: "octokit", calls: ["new Octokit"], secrets: { "0.auth": token } },
  { from: "@actions/github", calls: ["getOctokit"], secrets: { "0": token } },
  { from: "@slack/web-api", calls: ["new WebClient"], secrets: { "0": token } },
  {
    from: "@slack/bolt",
    calls: ["new App"],
    secrets: { "0.token": token, "0.signingSecret": { noun: "signing secret" }, "0.appToken": token },
  },
  { from: "twilio", calls: ["default", "new default", "new Twilio"], secrets: { "1": { noun: "auth token" } } },
  { from: "@sendgrid/mail", calls: ["setApiKey"], secrets: { "0": apiKey } },
  { from: "telegraf", calls: ["new Telegraf"], secrets: { "0": token } },
  { from: "node-telegram-bot-api", calls: ["new default"], secrets: { "0": token } },
  { from: "discord.js", calls: ["new Client().login"], secrets: { "0": token } },
];
