import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();
const password = ["Wint3r", "!", "Storm"].join("");
const key = ["mJ4v", "Q8xT2b", "L6wZ9", "rK3pN7cY5hD1fG0s=="].join("");
const { privateKey: rsa, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const { privateKey: encrypted } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const pem = rsa.trim();

function found(path: string, content: string): { rule: string; value: string; confidence: string }[] {
  const text = sourceText(path, content);
  return detector.detect(text).map(({ ruleId, span, confidence }) => ({
    rule: ruleId,
    value: text.bytes.toString("utf8", span.start, span.end),
    confidence,
  }));
}

describe("private keys", () => {
  it("are found as they stand", () => {
    expect(found("server.key", `${pem}\n`)).toEqual([{ rule: "private-key/pem", value: pem, confidence: "high" }]);
  });

  it.each([
    ["on one line with \\n", `{"private_key": "${pem.replaceAll("\n", "\\n")}"}`],
    ["indented in YAML", `key: |\n${pem.replaceAll(/^/gmu, "    ")}\n`],
    [
      "as string pieces",
      pem
        .split("\n")
        .map((line) => `"${line}\\n"`)
        .join(" +\n"),
    ],
    ["without its end line", pem.slice(0, 400)],
    ...["# ", " * ", "> ", "-- ", "2026-03-01 10:00:00,123 [main] "].map((lead) => [
      `behind ${JSON.stringify(lead)} on each line`,
      pem.replaceAll(/^/gmu, lead),
    ]),
    ["as pieces of Visual Basic", `k = "${pem.replaceAll("\n", '" & vbCrLf & _\n    "')}"`],
    ["as pieces that are joined alone", `k = "${pem.replaceAll("\n", '" & _\n  "')}"`],
    ["line for line in commands", pem.replaceAll(/^.+$/gmu, 'echo "$&" >> /etc/ssl/private/k.pem')],
    ["with the line ends of HTML", pem.replaceAll("\n", "<br>\n")],
  ])("are found %s", (_, content) => {
    expect(found("a.txt", content).map(({ rule }) => rule)).toContain("private-key/pem");
  });

  it("encrypted with a passphrase are told apart", () => {
    expect(found("a.pem", encrypted).map(({ rule }) => rule)).toEqual(["private-key/encrypted-pem"]);
  });

  it.each([
    ["a public key", publicKey],
    ["an empty body", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"],
    [
      "a placeholder body",
      "-----BEGIN PRIVATE KEY-----\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n-----END PRIVATE KEY-----\n",
    ],
    [
      "a comment on the format",
      `# -----BEGIN PRIVATE KEY-----\n# the PrivateKeyInfo structure of PKCS8 in base64, 64 characters a line\n# -----END PRIVATE KEY-----\n`,
    ],
  ])("are not seen in %s", (_, content) => {
    expect(found("a.pem", content)).toEqual([]);
  });
});

describe("URLs with a password", () => {
  it.each([
    ["postgres", `postgres://orders:${password}@db.internal:5432/orders`],
    ["a password with @", `amqp://svc:${password}@2@mq.internal/`],
    ["no user", `redis://:${password}@cache.internal:6379`],
    ["no user, and a path", `https://:${password}@mq.internal/a@b.com`],
  ])("are found: %s", (_, url) => {
    const [first] = found("app.ts", `connect("${url}")`);
    expect(first?.rule).toBe("url/credentials");
    expect(first?.confidence).toBe("high");
    expect(first?.value.startsWith(password)).toBe(true);
  });

  it.each([
    "postgres://${USER}:${PASSWORD}@db/x",
    "https://example.com:8080/path@2x.png",
    "postgres://user:{{ password }}@db/x",
    String.raw`https://:@google.com\@example.org and https://:@localdomain.pw\@www.example.org`,
    "see http://a.b/c and mail me: x@y.z",
  ])("are not seen in %s", (text) => {
    expect(found("a.txt", text)).toEqual([]);
  });

  it.each([
    ["on a host of its own", "redis://orders:password1@cache.acme.io:6379", "medium"],
    ["on a local host", "redis://orders:password1@localhost:6379", "low"],
    ["that numbers a name", "redis://orders:password_1@cache.acme.io:6379", "low"],
    ["that calls itself mine", "redis://orders:mypass12@cache.acme.io:6379", "low"],
    ["without a digit", "redis://orders:welcome@cache.acme.io:6379", "low"],
  ])("with a password that everybody tries %s", (_, url, confidence) => {
    expect(found("a.txt", url)[0]?.confidence).toBe(confidence);
  });

  it.each([
    ["a word that stands for nothing", "git+https://TOKEN:x-oauth-basic@github.com/orders/lib.git"],
    ["an empty password", "https://TOKEN:@api.orders.net/v1"],
    ["nothing", "https://TOKEN@git.internal/lib.git"],
  ])("have their token in the place of the user, with %s behind it", (_, url) => {
    const token = fill("${hex:40}", seeded(url));
    expect(found("package.json", url.replace("TOKEN", token))[0]).toEqual({
      rule: "url/credentials",
      value: token,
      confidence: "high",
    });
  });

  it("are none where anybody signs in", () => {
    expect(found("a.txt", `ftp://anonymous:${password}@ftp.acme.io/pub`)).toEqual([]);
  });
});

describe("connection strings", () => {
  it("give the password of a database", () => {
    const [first] = found(
      "a.txt",
      `Server=tcp:db.internal,1433;Database=x;User ID=app;Password=${password};Encrypt=True`,
    );
    expect(first).toEqual({ rule: "connection-string/password", value: password, confidence: "high" });
  });

  it("give the key of an account", () => {
    const [first] = found(
      "a.txt",
      `Endpoint=sb://orders.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${key}`,
    );
    expect(first?.value).toBe(key);
    expect(first?.confidence).toBe("high");
  });

  it.each([
    "Server=db;User ID=app;Password=${PASSWORD};",
    "Server=db;User ID=app;Password=<password>;",
    "Password=;Server=db;",
    `Server=db;Password='${password};`,
  ])("without a value are quiet: %s", (text) => {
    expect(found("app.ts", `"${text}"`)).toEqual([]);
  });

  it("are none where a program sets a member", () => {
    expect(found("a.js", "this.user=r[3]||n;this.password=r[4]||n;this.host=r[6]||r[7];")).toEqual([]);
  });
});

describe("one finding a value", () => {
  it("names the strongest rule and keeps the others in also", () => {
    const text = sourceText(
      ".env",
      `API_PASSWORD=postgres://app:${password}@db.internal/x\nGITHUB_TOKEN=ghp_${fill("${alnum:36}", seeded("token"))}\n`,
    );
    const [url, token] = detector.detect(text);
    expect(url?.ruleId).toBe("url/credentials");
    expect(token?.ruleId).toBe("github/personal-access-token");
    expect(token?.also).toEqual(["generic/secret"]);
    expect(token?.name).toBe("GITHUB_TOKEN");
  });

  it("is a private key, whatever its letters look like", () => {
    const id = `AKIA${fill("${base32:16}", seeded("id"))}`;
    const body = [fill("${base64:60}", seeded("a")), id, fill("${base64:60}", seeded("b"))].join("/");
    const pem = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----\n`;
    const [first, ...rest] = detector.detect(sourceText("a.key", pem));
    expect(first?.ruleId).toBe("private-key/pem");
    expect(first?.also).toEqual([]);
    expect(rest).toEqual([]);
  });

  it("keeps the confidence of a provider's rule, whatever the name suggests", () => {
    const id = `mercury_sandbox_rma_${fill("${alnum:50}", seeded("id"))}_yrucrem`;
    const [candidate] = detector.detect(sourceText(".env", `ATLAS_API_TOKEN=${id}\n`));
    expect(candidate).toMatchObject({ ruleId: "mercury/sandbox-api-token", confidence: "low" });
  });

  it("in a test path is one step less severe, never below medium for a provider's format", () => {
    const line = `token = "ghp_${fill("${alnum:36}", seeded("token"))}"`;
    const severity = (path: string): string | undefined => detector.detect(sourceText(path, line))[0]?.severity;
    expect(severity("src/app.py")).toBe("critical");
    expect(severity("tests/app.py")).toBe("high");
  });

  it("in a binary file counts for formats only", () => {
    const content = `\0DB_PASSWORD=${password}\0ghp_${fill("${alnum:36}", seeded("token"))}\0`;
    const text = { ...sourceText("a.bin", content), binary: true };
    expect(detector.detect(text).map(({ ruleId }) => ruleId)).toEqual(["github/personal-access-token"]);
  });
});
