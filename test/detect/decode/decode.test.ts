import { randomBytes, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../generate.ts";
import { found } from "./found.ts";
import { azureKey, base64, gzip, password, pem, token, wrapped } from "./samples.ts";

const githubToken = "github/personal-access-token";
const random = seeded("decode");
const json = JSON.stringify;
const random32 = fill("${alnum:32}", random);
const webLogin = `https://app:${fill("${upper:2}${alnum:8}${digit:2}", random)}@db.internal.corp/x`;
const urlPassword = webLogin.slice(12, webLogin.indexOf("@"));
const accountKey = `DefaultEndpointsProtocol=https;AccountName=orders;AccountKey=${azureKey};EndpointSuffix=core.windows.net`;
const hexEscaped = (text: string): string => text.replaceAll(/./gsu, (c) => `\\x${c.charCodeAt(0).toString(16)}`);
const octal = (text: string): string =>
  text.replaceAll(/./gsu, (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`);
const net = (text: string): string => text.replaceAll("+", "\\u002B").replaceAll("=", "\\u003D");

describe("a secret is found in", () => {
  it.each<[what: string, path: string, content: string, expected: (string | undefined)[]]>([
    [
      "a Kubernetes Secret, under its key's name",
      "k8s/secret.yaml",
      `apiVersion: v1\nkind: Secret\ndata:\n  DB_PASSWORD: ${base64(password)}\n`,
      ["generic/password", "base64", base64(password), password],
    ],
    [
      "a Kubernetes Secret, whatever its key",
      "k8s/secret.yaml",
      `apiVersion: v1\nkind: Secret\ndata:\n  config: ${base64(random32)}\n  user: ${base64(random32)}\n`,
      ["kubernetes/secret-value", "base64", base64(random32), random32],
    ],
    [
      "a Kubernetes Secret in JSON, with the line end of echo",
      "secret.json",
      `{"kind":"Secret","data":{"db-password":"${base64(`${password}\n`)}"}}`,
      ["generic/password", "base64", base64(`${password}\n`), password],
    ],
    [
      "a base64url variable",
      ".env",
      `SETTINGS=${Buffer.from(`{"a":"??>>~~","github_token":"${token}"}`).toString("base64url")}\n`,
      [githubToken, "base64url", undefined, token],
    ],
    [
      "base64 that is wrapped",
      "ci.yml",
      `variables:\n  CONFIG: |\n    ${wrapped(`# settings of the deployment\n# and more of them\nexport A=1\nGITHUB_TOKEN=${token}\n`, 76, "    ")}\n`,
      [githubToken, "base64", undefined, token],
    ],
    [
      "a service account in a CI variable",
      "ci.yml",
      `GCP_KEY: ${base64(json({ type: "service_account", private_key: pem }))}\n`,
      ["private-key/pem", "base64"],
    ],
    [
      "hex behind 0x",
      "a.txt",
      `blob 0x${Buffer.from(`token ${token} end`).toString("hex")}`,
      [githubToken, "hex", Buffer.from(token).toString("hex"), token],
    ],
    [
      "hex as PostgreSQL writes bytes",
      "dump.sql",
      `INSERT INTO files VALUES (1, '\\x${Buffer.from(`token ${token} end`).toString("hex")}');`,
      [githubToken, "hex", Buffer.from(token).toString("hex"), token],
    ],
    [
      "hex behind a sign",
      "a.txt",
      `blob: ${Buffer.from(`token=${token}`).toString("hex")}`,
      [githubToken, "hex", Buffer.from(token).toString("hex"), token],
    ],
    [
      "gzip in base64",
      "user-data.yml",
      `content: ${base64(gzip(`#!/bin/sh\nexport GITHUB_TOKEN=${token}\n`))}\n`,
      [githubToken, "gzip in base64", base64(gzip(`#!/bin/sh\nexport GITHUB_TOKEN=${token}\n`)), token],
    ],
    [
      "a Helm release: JSON with a Secret, gzip, base64, base64",
      "release.yaml",
      `kind: Secret\ndata:\n  release: ${base64(base64(gzip(json({ manifest: `kind: Secret\ndata:\n  password: ${base64(password)}\n` }))))}\n`,
      ["generic/password", "base64 in gzip in base64 in base64", undefined, password],
    ],
    [
      "PowerShell's encoded command",
      "run.ps1",
      `powershell.exe -NoProfile -EncodedCommand ${Buffer.from(`$env:GITHUB_TOKEN = "${token}"`, "utf16le").toString("base64")}`,
      [githubToken, "UTF-16 in base64", undefined, token],
    ],
    [
      "JSON in a JSON string, with Unicode escapes",
      "a.json",
      `{"body":"{\\u0022password\\u0022:\\u0022${password}\\u0022}"}`,
      ["generic/password", "JSON escapes", password, password],
    ],
    [
      "a key as .NET writes it into JSON",
      "appsettings.json",
      `{"Storage":"${net(accountKey)}"}`,
      ["azure/legacy-account-key", "JSON escapes", net(azureKey), azureKey],
    ],
    [
      "a URL in a URL",
      "a.yml",
      `callback: https://x.corp/login?next=${encodeURIComponent(webLogin)}\n`,
      ["url/credentials", "percent-encoding", urlPassword, urlPassword],
    ],
    [
      "a string whose characters are written by their numbers",
      "a.py",
      `password = "${hexEscaped(password)}"\n`,
      ["generic/password", "string escapes", hexEscaped(password), password],
    ],
    [
      "the same in octal",
      "a.c",
      `char *token = "${octal(token)}";\n`,
      [githubToken, "string escapes", octal(token), token],
    ],
    [
      "a URL as PHP writes it into JSON",
      "a.json",
      `{"url":"${webLogin.replaceAll("/", "\\/")}"}`,
      ["url/credentials", "JSON escapes", urlPassword, urlPassword],
    ],
    ...(
      [
        ["percent-encoding", (char: string): string => `%${Buffer.from(char).toString("hex")}`],
        ["JSON escapes", (char: string): string => `\\u00${Buffer.from(char).toString("hex")}`],
        ["JSON escapes", (char: string): string => `\\u{${Buffer.from(char).toString("hex")}}`],
        ["HTML entities", (char: string): string => `&#${String(char.charCodeAt(0))};`],
        ["HTML entities", (char: string): string => `&#x${Buffer.from(char).toString("hex")};`],
      ] as const
    ).flatMap(([encoding, escaped]): [string, string, string, string[]][] => {
      const all = token.replaceAll(/./gsu, escaped);
      const separator = token.replaceAll("_", escaped);
      const named = `${encoding} such as ${escaped("_")}`;
      return [
        ...(escaped("_").includes("{")
          ? []
          : [
              [
                `a token whose separator is in ${named}`,
                "a.txt",
                `see ${separator} there`,
                [githubToken, encoding, separator, token],
              ] as [string, string, string, string[]],
            ]),
        [`a token all in ${named}`, "a.txt", `see ${all} there`, [githubToken, encoding, all, token]],
      ];
    }),
    [
      "HTML",
      "page.html",
      `<pre>{&quot;password&quot;: &quot;${password}&quot;}</pre>`,
      ["generic/password", "HTML entities", password, password],
    ],
    [
      "a quoted-printable mail, under a name that seems to be given the sign as well",
      "mail.eml",
      `Content-Transfer-Encoding: quoted-printable\n\napi_key=3D${token}\n`,
      [githubToken, "quoted-printable", token, token],
    ],
    [
      "a quoted-printable mail, over a soft line break",
      "mail.eml",
      `Content-Transfer-Encoding: quoted-printable\n\nthe key: GITHUB_TOKEN=3D${token.slice(0, 20)}=\n${token.slice(20)}\n`,
      [githubToken, "quoted-printable", `${token.slice(0, 20)}=\n${token.slice(20)}`, token],
    ],
    [
      "a data: URI",
      "a.html",
      `<a href="data:text/plain;base64,${base64(`the token is ${token}`)}">`,
      [githubToken, "base64", undefined, token],
    ],
    [
      "two encodings",
      ".env",
      `A=${base64(`B=${base64(`GITHUB_TOKEN=${token}`)}`)}`,
      [githubToken, "base64 in base64", undefined, token],
    ],
  ])("%s", async (what, path, content, expected) => {
    const all = await found(path, content);
    if (expected.length === 0) expect(all, what).toEqual([]);
    else {
      expect(all, what).toHaveLength(1);
      for (const [index, part] of expected.entries()) if (part !== undefined) expect(all[0]?.[index]).toBe(part);
    }
  });

  it("each of several places of one blob, at the characters that encode it", async () => {
    const other = fill("${upper:2}${alnum:9}${digit:2}-${lower:4}", random);
    const content = `config: ${base64(json({ db: { password }, mail: { password: other }, note: "end of it" }))}`;
    const all = await found("a.yml", content);
    expect(all.map(([, , , value]) => value)).toEqual([password, other]);
    for (const [, , written = "", value = ""] of all) {
      const at = content.indexOf(written) - "config: ".length;
      const decoded = Buffer.from(`${"A".repeat(at % 4)}${written}`, "base64").toString("latin1");
      expect(decoded).toContain(value.slice(1, -1));
      expect(written.length).toBeLessThan(value.length * 2);
    }
  });
});

describe("nothing is reported for", () => {
  const certificate = `-----BEGIN CERTIFICATE-----\n${base64(randomBytes(700))}\n-----END CERTIFICATE-----\n`;
  const { publicKey } = generateKeyPairSync("ed25519", {
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const image = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), randomBytes(2000)]);
  const sources = {
    version: 3,
    sources: ["a.ts"],
    sourcesContent: [`const password = "${password}";`],
    mappings: "AAAA",
  };
  it.each<[string, string, string]>([
    ["an image", "a.css", `a { background: url(data:image/png;base64,${base64(image)}) }`],
    [
      "a font",
      "a.css",
      `@font-face { src: url(data:font/woff2;base64,${base64(Buffer.concat([Buffer.from("wOF2"), Buffer.alloc(4), randomBytes(3000)]))}) }`,
    ],
    [
      "a drawing",
      "a.css",
      `a { background: url(data:image/svg+xml;base64,${base64(`<svg xmlns="x"><text password="${password}"/></svg>`)}) }`,
    ],
    ["a source map", "a.js", `f();\n//# sourceMappingURL=data:application/json;base64,${base64(json(sources))}\n`],
    ["hashes of a lock file", "package-lock.json", `{"integrity": "sha512-${base64(randomBytes(64))}"}`],
    ["a certificate, encoded twice", "kubeconfig", `certificate-authority-data: ${base64(certificate)}\n`],
    ["a public key under the name of a key", "a.yml", `signing_key: ${base64(publicKey)}\n`],
    [
      "a placeholder in a Kubernetes Secret",
      "secret.yaml",
      `kind: Secret\ndata:\n  password: ${base64("changeme")}\n  token: ${base64("your-token-here")}\n`,
    ],
    [
      "a text under the name of a secret",
      "secret.yaml",
      `kind: Secret\ndata:\n  tokenText: ${base64("Welcome to the service.\nPlease read the manual.\n")}\n`,
    ],
    [
      "minified code",
      "a.min.js",
      `!function(e,t){${"var a=e.someLongPropertyName/t.anotherLongPropertyName;".repeat(50)}}()`,
    ],
    [
      "words and paths",
      "a.go",
      `import "k8s.io/kubernetes/pkg/apis/core/validation"\nfunc TestThatAVeryLongNameIsNoBase64AtAll() {}\n`,
    ],
    [
      "claims of a token without its signature",
      "a.md",
      `\`${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(`{"password":"${password}"}`).toString("base64url")}.\``,
    ],
    [
      "bytes by their numbers",
      "a.py",
      `token = "${hexEscaped("change")}${hexEscaped("me")}\\x00\\xff"\nB = b"\\x41\\x42\\x43\\x44\\x45"\n`,
    ],
    ["hashes in hex", "sums.txt", `${randomBytes(32).toString("hex")}  a.tar.gz\n`],
  ])("%s", async (_, path, content) => {
    expect(await found(path, content)).toEqual([]);
  });
});
