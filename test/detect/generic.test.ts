import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { isReference } from "../../src/references/recognise.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

// Assembled, so that no other scanner takes these lines for leaks.
const token = ["q8Zr", "T2vLx9", "Wm4Kp7", "Yb3Nc6Hd"].join("");
const password = ["Wint3r", "!", "Storm"].join("");
// Of 32 bytes, and of twelve.
const digest = `${fill("${base64url:42}", seeded("digest"))}8=`;
const salt = fill("${alnum:16}", seeded("salt"));
const upperHex = ["4A3F", "09C7", "E1B2", "58D6"].join("");
// Drawn around what is a sign of a template, a mask or a sample elsewhere.
const around = (sign: string): string => ["xK9!", sign, "7qLm", "2W@zRt4"].join("");
const detector = createDetector({ isReference });

function found(path: string, content: string): string[] {
  const text = sourceText(path, content);
  return detector
    .detect(text)
    .filter(({ confidence }) => confidence !== "low")
    .map(({ ruleId, span, name }) => `${ruleId} ${name ?? "-"} ${text.bytes.toString("utf8", span.start, span.end)}`);
}

describe("generic detection finds the value of a secret-like name", () => {
  it.each([
    ["app.ts", `const apiToken = "${token}";`, `generic/secret apiToken ${token}`],
    ["app.ts", `const config = { dbPassword: '${password}' };`, `generic/password dbPassword ${password}`],
    ["app.ts", `const dbPassword: string = "${password}";`, `generic/password dbPassword ${password}`],
    ["app.py", `os.environ["API_SECRET"] = "${token}"`, `generic/secret API_SECRET ${token}`],
    ["app.py", `password = b"${password}"`, `generic/password password ${password}`],
    ["main.go", `var signingKey string = "${token}"`, `generic/secret signingKey ${token}`],
    ["Main.java", `System.setProperty("auth.token", "${token}");`, `generic/secret auth.token ${token}`],
    ["a.rb", `:secret_key => '${token}',`, `generic/secret secret_key ${token}`],
    [".env", `DB_PASSWORD=${password}`, `generic/password DB_PASSWORD ${password}`],
    [".env", `REGISTRY_PAT=${token}`, `generic/secret REGISTRY_PAT ${token}`],
    [".env", `export API_TOKEN='${token}' # comment`, `generic/secret API_TOKEN ${token}`],
    ["a.yml", `auth:\n  client_secret: ${token}\n`, `generic/secret client_secret ${token}`],
    ["a.yml", `- name: API_TOKEN\n  value: "${token}"\n`, `generic/secret API_TOKEN ${token}`],
    ["a.json", `{ "clientSecret": "${token}" }`, `generic/secret clientSecret ${token}`],
    ["a.json", `{ "name": "API_TOKEN", "value": "${token}" }`, `generic/secret API_TOKEN ${token}`],
    ["a.toml", `api_token = "${token}"`, `generic/secret api_token ${token}`],
    ["a.ini", `password = ${password}`, `generic/password password ${password}`],
    ["a.txt", `pw: ${password}`, `generic/password pw ${password}`],
    ["a.properties", `db.password=\\u0057${password}`, `generic/password db.password \\u0057${password}`],
    ["a.properties", `db.password=\\!${password}`, `generic/password db.password \\!${password}`],
    ["a.cs", `settings["Jwt:Key"] = "${token}";`, `generic/secret Key ${token}`],
    ["a.xml", `<meta-data android:name="x.API_KEY" android:value="${token}"/>`, `generic/secret x.API_KEY ${token}`],
    ["a.py", `token: str = Field(default="${token}")`, `generic/secret token ${token}`],
    ["a.md", `- **Token:** ${token}`, `generic/secret Token ${token}`],
    ["a.edn", `{:db 1 :api-key "${token}"}`, `generic/secret api-key ${token}`],
    ["httpd.conf", `SetEnv API_TOKEN ${token}`, `generic/secret API_TOKEN ${token}`],
    ["a.tcl", `set api_token "${token}"`, `generic/secret api_token ${token}`],
    ["a.groovy", `def token = System.getenv('TOKEN') ?: '${token}'`, `generic/secret token ${token}`],
    ["a.kt", `val token = config.token ?: "${token}"`, `generic/secret token ${token}`],
    ["a.swift", `let token = #"${token}"#`, `generic/secret token ${token}`],
    ["a.erl", `{api_token, <<"${token}">>}`, `generic/secret api_token ${token}`],
    ["parameters.json", `"adminPassword": { "value": "${password}" }`, `generic/password adminPassword ${password}`],
    ["web.config", `<add key="DbPassword" value="${password}" />`, `generic/password DbPassword ${password}`],
    ["settings.xml", `<password>${password}</password>`, `generic/password password ${password}`],
    ["settings.xml", `<apiToken>\n    ${token}\n</apiToken>`, `generic/secret apiToken ${token}`],
    ["run.sh", `mysql --password=${password} db`, `generic/password password ${password}`],
    ["run.sh", `mysql --password ${password} db`, `generic/password password ${password}`],
    ["Dockerfile", `ENV API_TOKEN=${token}`, `generic/secret API_TOKEN ${token}`],
    ["a.txt", `{"config.ini": "API_TOKEN=${token}\\nBACKUP=true"}`, `generic/secret API_TOKEN ${token}`],
    ["a.tf", `  acme_key = "${token}"`, `generic/secret acme_key ${token}`],
    ["a.env", `WTF_CSRF_SECRET_KEY=${token}`, `generic/secret WTF_CSRF_SECRET_KEY ${token}`],
    ["a.env", `ENCRYPTION_KEY=${upperHex}`, `generic/secret ENCRYPTION_KEY ${upperHex}`],
    ["a.ini", `[ftp]\nuser = anonymous\n\n[db]\npassword = ${password}`, `generic/password password ${password}`],
    ["a.ini", `password=${password}   ; the old one`, `generic/password password ${password}`],
    ["a.ini", `password = ${password}\t;old`, `generic/password password ${password}`],
    ...["%s", "%d", "...", "xxxx"].map((sign) => [
      "a.py",
      `password = "${around(sign)}"`,
      `generic/password password ${around(sign)}`,
    ]),
    ["a.py", `password = "%d${around("")}"`, `generic/password password %d${around("")}`],
    [".env", `DB_PASSWORD=Your${around("8")}`, `generic/password DB_PASSWORD Your${around("8")}`],
  ])("%s: %s", (path, content, expected) => {
    expect(found(path, content)).toEqual([expected]);
  });
});

describe("generic detection on one long line", () => {
  it.each([
    ["a.json", (value: string) => `{"client_id":"it's","client_secret":"${value}"},`],
    ["a.js", (value: string) => `{clientId:"a 'b",clientSecret:"${value}"},`],
    ["a.js", (value: string) => `f({note:'say "x"',dbPassword:'${value}!'});`],
  ])("of %s finds as many as on lines of their own", (path, make) => {
    const random = seeded(path);
    const pieces = Array.from({ length: 200 }, () => make(fill("${alnum:24}", random)));
    const all = found(path, pieces.join("\n")).length;
    expect(all).toBe(200);
    expect(found(path, pieces.join(""))).toHaveLength(all);
  });
});

describe("generic detection stays quiet", () => {
  it.each([
    ["an expression in code", "app.ts", "const token = getToken(request);"],
    ["a variable without quotes in code", "app.py", `password = user_password_value1`],
    ["a placeholder", ".env", "API_TOKEN=your-token-here"],
    ["a placeholder of many signs", ".env", "DB_PASSWORD=YourStrong!Passw0rd"],
    ["a token whose middle is left out", ".env", `API_TOKEN=${token.slice(0, 8)}...${token.slice(-6)}`],
    ["a masked token", ".env", `API_TOKEN=${token.slice(0, 8)}xxxxxxxx${token.slice(-6)}`],
    ["a format", "a.c", `token = "${token.slice(0, 4)}-%s-%d";`],
    ["ciphertext of Maven", "settings.xml", `<password>{${token}=}</password>`],
    ["ciphertext of Mule", "a.properties", `db.password=![${token}==]`],
    ["ciphertext of AWS KMS", "a.yml", `password: !kms AQICAH${token}`],
    ["a rate", "settings.py", `LIMITS = {"change_password": "5/m/ip"}`],
    ["the level of a message", "a.php", `$this->messages['userPassword'][0] = ['ERROR', _('Password')];`],
    ["what a user is looked up by", "a.c", `pwd = getpwnam("nobody1");`],
    ["a hash beside its salt", "users.json", `{"password": "${digest}", "salt": "${salt}"}`],
    ["a hash of LDAP", "lam.conf", `"Passwd": "{CRYPT-SHA512}$6$${token}${token}"`],
    ["a translation in a resource bundle", "messages_de.properties", "login.password=Kennwort"],
    ["a translation of Flutter", "intl_fr.arb", `{ "passwordAgain": "Confirmez" }`],
    ["a word for password", "a.yml", "password: Wachtwoord"],
    ["a template", "a.yml", "password: ${DB_PASSWORD}"],
    ["a Helm value", "a.yml", 'password: "{{ .Values.password }}"'],
    ["an environment read", "a.sh", 'export API_TOKEN="$TOKEN"'],
    [
      "a vault reference",
      "a.json",
      `{ "apiSecret": "@Microsoft.KeyVault(SecretUri=https://myvault.vault.azure.net/secrets/n1)" }`,
    ],
    ["a name about a secret", "a.ts", `const passwordPattern = "${password}";`],
    ["a question about a secret", "a.ts", `const isTokenValid = "${token}";`],
    ["a label", "a.ts", `usernameLabel:"Username",passwordLabel:"Password:",rememberMeLabel:"Remember me:"`],
    ["a type", "a.ts", "interface A { password: string; token: string }"],
    ["a public key", "a.ts", `const publicKey = "${token}";`],
    ["a cache key", "a.ts", `const cacheKey = "${token}";`],
    ["a path", "a.yml", "secret_key: /run/secrets/app-key"],
    ["a URL", "a.yml", "token: https://auth.example.org/oauth2/token"],
    ["a password hash", "a.yml", `password: $2b$12$${token}${token}`],
    ["SOPS ciphertext", "a.yml", `password: ENC[AES256_GCM,data:${token},iv:x,tag:y,type:str]`],
    ["a date", "a.yml", "token: 2026-11-24"],
    ["the alphabet", "a.yml", `api_token: abcdefghijklmnopqrstuvwxyz123456`],
    ["a translation", "locales/de.json", `{ "invalid_api_key": "Der Schlüssel 12 ist ungültig" }`],
    ["a translation in one word", "translations/nl.json", `{ "password": "Wachtwoord" }`],
    ["a translation in escapes", "a/ko.json", String.raw`{ "password": "\ube44\ubc00\ubc88\ud638" }`],
    ["a key of an object", "a.py", `update({"password": {"first": "", "second": ""}})`],
    ["a variable as an argument", "a.py", "connect(user, password=md5_pw)"],
    ["a regular expression", "a.py", `RE_API_KEY = re.compile(r"^[a-zA-Z0-9]{16}$")`],
    ["a key of known_hosts", "a.py", `host_key = "AAAAC3NzaC1lZDI1NTE5AAAAI${token}${token}"`],
    ["control characters", "a.go", String.raw`key: "\x00\x06${token}\x00"`],
    ["options of a command", "a.go", `argsKey: "--depth2 --count3"`],
    ["a bucket's key", "a.json", `{ "bucket_key": "SalesResults-1.2" }`],
    ["the name of a vault", "a.yml", "keyVaultToStoreSecrets: cmp2-qat-1208358310"],
    ["its own name", "a.ts", `const secretToken = "secret_token";`],
    ["a selector", "a.js", `const addPassword = "#add-password1";`],
    ["a sentence", "a.ts", `const password = "Enter the password that you chose at sign-up 1";`],
    ["a UUID under an id", "a.ts", `const tokenId = "086a7ffc-0225-11e8-ba89-0ed5f89f718b";`],
    ["a number with a fraction", "a.json", `{ "input_per_million_tokens": 1.1428571429 }`],
    ["the element of a list", "a.go", "token = parserTokens3[i+1]"],
    ["the id of a public key", "a.yml", "test_ppa_key: 'E1DF1F24'"],
    [
      "a user without a password",
      "a.py",
      `headers={"Authorization": "Basic ${Buffer.from("bob:").toString("base64")}"}`,
    ],
    ["a number in a program", "a.ps1", "$ADS_UF_DONT_EXPIRE_PASSWD = 65536"],
    ["a name that is compared", "a.yml", "- stored|unvault(data1_password) == data1_plaintext"],
    ["the name of an encoding", "a.py", `self._password = rotate(self._password.encode("utf-8"))`],
    ["the next pair of a list", "a.py", `("password", "password"), ("room_id", "#room42:example.org"),`],
    ["a remark about a password", "romy/strings.json", `{ "password": "(8 characters, see the QR code)." }`],
    [
      "a header's name in a text with escapes",
      "sv.json",
      String.raw`{ "token_unauthorized": "Token \u00e4r ogiltig" }`,
    ],
    [
      "what a call looks up by words",
      "a.go",
      `check.That(name).Key("public_network.0.access_policy_enabled").Exists()`,
    ],
    ["the long ids of public keys", "a.md", "argocd proj set app --signature-keys 4AEE18F83AFDEB23,07E34825A909B250"],
    ["letters and digits in order", "a.yml", "access_key: A1B2C3D4E5F6G7H8I9J0"],
    ["a list of objects", "a.go", 'secret.Data["accounts.tokens"] = []byte(`[{"id":"123","iat":1583789194}]`)'],
    ["a CSRF field of Django", "a.html", `<input type="hidden" name="csrfmiddlewaretoken" value="${token}">`],
    ["a CSRF field", "a.html", `<input type="hidden" name="authenticity_token" value="${token}">`],
  ])("%s", (_, path, content) => {
    expect(found(path, content)).toEqual([]);
  });

  it("does not take a guessable password for a sure one", () => {
    const candidates = detector.detect(sourceText(".env", "DB_PASSWORD=password123\n"));
    expect(candidates.map(({ confidence }) => confidence)).toEqual(["low"]);
  });
});

describe("a value that misses what it promises is doubted", () => {
  it.each([
    ["the format of the provider that its name says", `TELEGRAM_BOT_TOKEN=${token}`],
    ["also in several words", `my_deep_seek_api_key=${token}`],
    ["the format of its prefix", `AGENT_TOKEN=bkua_${token}-x`],
    ["to be more than a test", `ACME_TOKEN=acme_test_${token.slice(0, 20)}`],
    [
      "to be drawn: it tells time and machine",
      fill("ACME_TOKEN=${hex:8}-${hex:4}-1${hex:3}-a${hex:3}-${hex:12}", seeded("time")),
    ],
    ["a signature", `ACME_TOKEN=eyJhbGciOiJIUzI1NiJ9.${token}.short`],
  ])("%s: %s", (_, line) => {
    const [candidate] = detector.detect(sourceText("a.env", line));
    expect(candidate?.confidence).toBe("low");
  });

  it.each([
    ["a password of that provider", `TELEGRAM_PASSWORD=${password}`],
    ["another secret of that provider", `TELEGRAM_WEBHOOK_SIGNING_SECRET=${token}`],
    ["a provider whose secrets have many formats", `GOOGLE_API_TOKEN=${token}`],
  ])("but not %s: %s", (_, line) => {
    expect(found("a.env", line)).toHaveLength(1);
  });
});

describe("a token with words in front", () => {
  const body = fill("${hex:40}", seeded("body"));
  const uuid = fill("${hex:8}-${hex:4}-4${hex:3}-a${hex:3}-${hex:12}", seeded("uuid"));

  it.each([
    ["of an argument", "Main.java", `System.setProperty("ACME_TOKEN", "shipping_production_${body}");`],
    ["before a UUID", "a.yml", `acme_token: session-default-${uuid}`],
    ["of some key", ".env", `BRANCH_KEY=user_secret_live_${body}`],
  ])("is judged by what is drawn: %s", (_, path, line) => {
    const [candidate] = detector.detect(sourceText(path, line));
    expect(candidate).toMatchObject({ ruleId: "generic/secret", severity: "high", confidence: "medium" });
  });

  it("opens little where it is for tests", () => {
    const [candidate] = detector.detect(sourceText(".env", `ACME_TOKEN=acme_test_${body}`));
    expect(candidate).toMatchObject({ severity: "low", confidence: "medium" });
  });

  it("is doubted where words stand behind the words too", () => {
    const [candidate] = detector.detect(sourceText(".env", "ACME_TOKEN=acme_test_internalServiceAccount1"));
    expect(candidate?.confidence ?? "low").toBe("low");
  });
});

describe("what is called an API", () => {
  it("is a key where it is drawn", () => {
    expect(found(".env", `WEATHER_API=${upperHex.toLowerCase()}${upperHex.toLowerCase()}`)).toHaveLength(1);
  });

  it.each([
    "https://api.weather.io/v3/forecast",
    "v1beta1",
    "api-weather-internal-production-eu1",
    "WeatherApiClientV2Factory",
  ])("is none where it is an address, a version or a name: %s", (value) => {
    expect(detector.detect(sourceText(".env", `WEATHER_API=${value}`))).toEqual([]);
  });
});

describe("a provider's key of letters alone", () => {
  const letters = fill("${upper:4}${lower:20}", seeded("letters"));

  it.each([
    ["behind a name", `BETTERSTACK_TOKEN=${letters}`],
    ["behind a word for secrets", `betterstack SECRET=${letters}`],
    ["without a sign", `betterstack key ${letters}`],
    ["in quotes", `"betterstackToken": "${letters}"`],
  ])("is found %s", (_, line) => {
    const [candidate] = detector.detect(sourceText("a.txt", line));
    expect(candidate).toMatchObject({ ruleId: "betterstack/api-token", confidence: "medium" });
  });

  it.each([
    ["where words stand", "betterstackTokenProvider = AuthenticationManagerSet"],
    ["of another length", `BETTERSTACK_TOKEN=${letters.repeat(2)}`],
    ["behind the name of a hash", `betterstack key commit ${letters}`],
    ["far away", `betterstack ${"x ".repeat(60)} key ${letters}`],
  ])("is none %s", (_, line) => {
    const ids = detector.detect(sourceText("a.txt", line)).map(({ ruleId }) => ruleId);
    expect(ids).not.toContain("betterstack/api-token");
  });
});
