import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();
const random = seeded("provider named");

function found(template: string, path = "config.txt"): string[] {
  return detector.detect(sourceText(path, fill(template, random))).map(({ ruleId }) => ruleId);
}

const key = "${upper:2}${digit:2}${alnum:28}";

describe("a secret that its name alone tells", () => {
  it.each([
    ["in words apart", `scraper api token = "${key}"`, "scraperapi/api-key"],
    ["in words joined by other signs", `private-ai.apiKey: "${key}"`, "privateai/api-key"],
    ["in camel case", 'const alphaVantageSecret = "${digit:2}${upper:12}${digit:2}";', "alphavantage/api-key"],
    ["as the key around it", '{"rapidapi": {\n  "secret": "${digit:2}${alnum:48}"\n}}', "rapidapi/named-key"],
    [
      "as the key of a mapping with others",
      "rapidapi:\n  on: true\n  region: eu\n  key: ${digit:2}${alnum:48}",
      "rapidapi/named-key",
    ],
    [
      "as the host that it is sent to",
      "curl -H 'Authorization: Bearer ${digit:2}${alnum:48}' \\\n  https://api.rapidapi.com/v1",
      "rapidapi/named-key",
    ],
    ["as long, of other characters", 'datadog_app_secret = "${upper:2}.${digit:2}_${alnum:34}"', "datadog/app-key"],
    ["in no format known of it", 'pipedriveToken = "Q7${base64url:58}"', "pipedrive/api-key"],
    ["in no format known of it, in words apart", 'pipedrive secret = "Q7${base64url:58}"', "pipedrive/api-key"],
    ["in no format known of it, in a section", "[pipedrive]\ntoken = Q7${base64url:58}", "pipedrive/api-key"],
    [
      "in no format known of the host that it is sent to",
      "curl https://api.pipedrive.com/v1 -H 'Authorization: Bearer Q7${base64url:58}'",
      "pipedrive/api-key",
    ],
    ["in place of a user, of the host", "curl -u 'Q7${alnum:58}:' https://api.pipedrive.com/v1", "pipedrive/api-key"],
  ])("is its provider's: %s", (_, template, expected) => {
    expect(found(template)).toEqual([expected]);
  });

  it.each([
    ["a provider of another statement", `scraper.api(); token = "${key}"`],
    ["a mapping beside its own", `rapidapi:\n  on: true\nother:\n  secret: "rk.${key}"`],
    ["a provider inside another word", `unprivateaim_token = "${key}"`],
    ["a word that many names hold", `client_token = "Q7.${key}"`],
    ["a secret of another kind", 'pipedrive_webhook_secret = "Q7${base64url:58}"'],
    ["a name that many things have", 'storage_account_secret = "Q7${base64url:58}"'],
    ["the key of a mapping that was closed", `{"rapidapi": {}, "secret": "rk.${key}"}`],
  ])("is nobody's: %s", (_, template) => {
    expect(found(template)).toEqual(["generic/secret"]);
  });

  it.each([
    ["a name of its own", 'API_TOKEN="pat${alnum:14}.${hex:64}"', "airtable/personal-access-token"],
    ["a name of another provider", 'pipedriveToken = "st.${hex:24}.${hex:32}.${hex:32}"', "infisical/service-token"],
    [
      "a header",
      "curl -H 'Authorization: Bearer 0.${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}.${alnum:30}:${base64:22}==' https://a.internal/x",
      "bitwarden/access-token",
    ],
    ["a call", 'setSecretKey("re_${alnum:8}_${alnum:24}")', "resend/api-key"],
  ])("is its provider's by its form alone, behind %s", (_, template, expected) => {
    const [found] = detector.detect(sourceText("config.txt", fill(template, random)));
    expect(found).toMatchObject({ ruleId: expected, confidence: "high", kind: "provider" });
  });

  it("is nobody's where the checksum of its form is wrong", () => {
    // A bot token of Discord begins with the bot's id, in digits.
    expect(found('signing_secret="Mzqa1${alnum:20}.${alnum:6}.${alnum:27}"')).toEqual(["generic/secret"]);
  });

  it("stays low where its form is filled with signs of nothing", () => {
    const [found] = detector.detect(sourceText("config.txt", `API_TOKEN="pat${"x".repeat(14)}.${"0".repeat(64)}"\n`));
    expect(["low", undefined]).toContain(found?.confidence);
  });

  it("stays a password where it is one", () => {
    expect(found('datadog_password = "Zk9!mQ2vL7pR"')).toEqual(["generic/password"]);
  });
});
