import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createDetector } from "../../src/detect/detector.ts";
import { crc16 } from "../../src/detect/structure/nats.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const detector = createDetector();
const password = ["Wint3r", "!", "Storm"].join("");
const token = fill("${alnum:40}", seeded("structures"));
const hook = `https://chat.orders.net/hooks/${fill("${alnum:26}", seeded("hook"))}`;
const key = fill("${alnum:32}", seeded("key"));
const basic = Buffer.from(`app:${password}`).toString("base64");

function found(path: string, content: string): string[] {
  const text = sourceText(path, content);
  return detector
    .detect(text)
    .filter(({ confidence }) => confidence !== "low")
    .flatMap(({ ruleId, also, span }) =>
      [ruleId, ...also].map((id) => `${id} ${text.bytes.toString("utf8", span.start, span.end)}`),
    );
}

describe("structures tell the value from what stands around it", () => {
  it.each([
    ["a.sql", `CREATE USER app WITH PASSWORD '${password}';`, `sql/password ${password}`],
    ["a.sql", `CREATE USER 'app'@'%' IDENTIFIED BY '${password}';`, `sql/password ${password}`],
    ["a.sql", `ALTER USER app IDENTIFIED WITH mysql_native_password BY '${password}';`, `sql/password ${password}`],
    ["a.py", `db.execute("ALTER ROLE app PASSWORD '${password}'")`, `sql/password ${password}`],
    ["a.sh", `curl -s -u app:${password} https://api.internal/v1`, `command/password ${password}`],
    ["a.sh", `mongo -u app -p ${password} admin`, `command/password ${password}`],
    ["a.sh", `curl -k --user "app:${password}" https://api.internal/v1`, `command/password ${password}`],
    ["a.sh", `sshpass -p '${password}' ssh app@host`, `command/password ${password}`],
    ["a.sh", `mysqldump -u app -p${password} orders`, `command/password ${password}`],
    ["a.cmd", String.raw`PSEXEC \\10.0.0.1 -u Administrator -p ${password} cmd`, `command/password ${password}`],
    [".netrc", `machine api.internal login app password ${password}`, `netrc/password ${password}`],
    [".netrc", `machine api.internal\n  login app\n  password ${password}\n`, `netrc/password ${password}`],
    ["a.ps1", `$p = ConvertTo-SecureString '${password}' -AsPlainText -Force`, `command/password ${password}`],
    ["a.ps1", `$p = ConvertTo-SecureString -String "${password}" -AsPlainText`, `command/password ${password}`],
    ["a.yml", `Authorization:\n  - Bearer ${token}\n`, `authorization/bearer ${token}`],
    ["a.ts", `headers: { "X-Auth": "Bearer ${token}" }`, `authorization/bearer ${token}`],
    ["a.yml", `Authorization:\n  - Basic ${basic}\n`, `authorization/basic ${basic}`],
    ["a.java", `new UsernamePasswordCredentials("app", "${password}")`, `call/password ${password}`],
    ["a.py", `requests.get(url, auth=("app", "${password}"))`, `call/password ${password}`],
    ["A.java", `DriverManager.getConnection(url, "app", "${password}");`, `call/password ${password}`],
    ["a.yml", `notify: ${hook}`, `url/webhook ${hook}`],
    [
      "a.yml",
      `build: http://ci.internal:8080/webhook/deploy-orders/${token}`,
      `url/webhook http://ci.internal:8080/webhook/deploy-orders/${token}`,
    ],
    ["a.js", `orders.init("orders_live_${key}");`, `generic/secret orders_live_${key}`],
    ["a.md", `postgres://app:${password}@db.internal:PORT/x`, `url/credentials ${password}`],
    ["a.sh", `htpasswd -nb app ${password}`, `command/password ${password}`],
    ["a.py", `user.set_password("${password}")`, `generic/password ${password}`],
    ["a.go", `nats.Connect(fmt.Sprintf("nats://app:${password}@%s:%d", host, port))`, `url/credentials ${password}`],
  ])("%s: %s", (path, content, expected) => {
    expect(found(path, content)).toContain(expected);
  });

  it.each([
    ["a.md", `see https://example.com/hooks/${token}`],
    ["a.md", "see https://docs.orders.net/hooks/how-to-use-webhooks-in-2024"],
    [
      "a.md",
      `GET https://api.orders.net/v1/webhooks/${fill("${hex:8}-${hex:4}-4${hex:3}-a${hex:3}-${hex:12}", seeded("id"))}`,
    ],
    ["a.js", `orders.init("pk_live_${key}");`],
    ["a.sql", "CREATE USER app IDENTIFIED BY '${PASSWORD}';"],
    ["a.md", "CREATE USER app IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS7';"],
    ["a.md", "The old servers are identified as `server-1a`, the new ones as `server-2a`."],
    ["a.md", "Set the password 'as described' below."],
    ["a.sh", "curl -u $USER:$PASSWORD https://api.internal"],
    ["a.md", "docker run --link mongo --name app -p 1337:1337 -d app"],
    ["a.md", "docker run mongo -p 127.0.0.1:27018:27017/tcp"],
    ["a.sh", 'sshpass -p "$PASSWORD" ssh app@host'],
    ["a.ps1", "ConvertTo-SecureString $env:PASSWORD -AsPlainText"],
    ["a.md", "A bearer token is sent with each request; basic authentication is off."],
    ["a.yml", "- Basic dGVzdA=="],
    ["a.md", "It implements a basic OpenStack client and each `Basic Operation`_."],
    ["a.py", 'login("app", password)'],
    ["a.txt", "https://example.com:8080/path@2x.png"],
    ["a.txt", "http://127.0.0.1:80?@www.example.com/"],
    ["a.txt", "job=https://rpc-ws.eth2.example1.network@testedge2"],
    ["a.po", 'msgstr "dialect+driver://gebruikersnaam:wachtw00rd@host:5432/database"'],
    ["a.md", "postgres://gebruikersnaam:wachtwoord@host:poort/database"],
    ["a.md", "htpasswd -nb app changeme\\napp: next1Line2"],
  ])("nothing stands in %s: %s", (path, content) => {
    expect(found(path, content)).toEqual([]);
  });
});

describe("private keys without armour", () => {
  const random = seeded("keys");
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const der = privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  const pkcs1 = privateKey.export({ type: "pkcs1", format: "der" }).toString("base64");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

  it.each([
    ["PKCS#8", der],
    ["PKCS#1", pkcs1],
    ["a PEM file encoded once more", Buffer.from(pem).toString("base64")],
  ])("are found: %s", (_, value) => {
    expect(found("A.java", `String s = "${value}";`)).toContain(`private-key/base64 ${value}`);
  });

  it.each([
    ["nothing", "\n"],
    ["a word", "\ntest-key\n"],
  ])("are not seen in armour around %s", (_, body) => {
    const label = "PRIVATE KEY-----";
    const value = Buffer.from(`-----BEGIN ${label}${body}-----END ${label}\n`).toString("base64");
    expect(found("secret.yml", `data:\n  tls.key: ${value}\n`)).toEqual([]);
  });

  // Header of the packet, its version, a time in 2024, and the algorithm, then numbers of a key.
  const packet = (head: number[], algorithm: number, size: number): string =>
    Buffer.concat([Buffer.from([...head, 4, 0x66, 0x20, 0x30, 0x40, algorithm]), randomBytes(size)]).toString("base64");

  it.each([
    ["RSA of 1024 bits", packet([0x95, 0x01, 0xd8], 1, 466)],
    ["RSA of 1024 bits with a passphrase", packet([0x95, 0x02, 0x06], 1, 512)],
    ["RSA of 2048 bits", packet([0x95, 0x03, 0x98], 1, 914)],
    ["RSA of 2048 bits with a passphrase", packet([0x95, 0x03, 0xc6], 1, 960)],
    ["RSA of 3072 bits", packet([0x95, 0x05, 0x58], 1, 1362)],
    ["RSA of 3072 bits with a passphrase", packet([0x95, 0x05, 0x86], 1, 1408)],
    ["RSA of 4096 bits", packet([0x95, 0x07, 0x18], 1, 1810)],
    ["RSA of 4096 bits with a passphrase", packet([0x95, 0x07, 0x46], 1, 1856)],
    ["DSA", packet([0x95, 0x01, 0xbb], 17, 437)],
    ["Ed25519", packet([0x94, 0x58], 22, 83)],
    ["Ed25519 with a passphrase", packet([0x94, 0x86], 22, 129)],
  ])("of OpenPGP are found: %s", (_, value) => {
    expect(found("ci.env", `KEY=${value}\n`)).toContain(`private-key/base64 ${value}`);
  });

  it("of OpenPGP are not seen in a public key", () => {
    expect(found("ci.env", `PUBLIC=${packet([0x99, 0x01, 0x0d], 1, 260)}\n`)).toEqual([]);
  });

  it("are not seen in a public key or a certificate's beginning", () => {
    const value = publicKey.export({ type: "spki", format: "der" }).toString("base64");
    expect(found("A.java", `String s = "${value}";`)).toEqual([]);
  });

  it("in PEM armour are one finding, the whole block", () => {
    const [first, ...rest] = detector.detect(sourceText("a.key", pem));
    expect(first?.ruleId).toBe("private-key/pem");
    expect(first?.also).toEqual([]);
    expect(rest).toEqual([]);
  });

  it.each([
    ["RSA", privateKey.export({ format: "jwk" }), "d"],
    ["EC", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), "d"],
    ["oct", { kty: "oct", k: randomBytes(32).toString("base64url") }, "k"],
  ] as const)("are found as a JSON Web Key: %s", (_, key, member) => {
    const value = String(Object.entries(key).find(([name]) => name === member)?.[1]);
    expect(found("a.json", JSON.stringify({ keys: [key] }, null, 2))).toContain(`private-key/jwk ${value}`);
  });

  const lines = (letters: number): string =>
    fill(`\${base64:${String(letters)}}`, random).replaceAll(/.{64}(?=.)/gu, "$&\n");
  const putty = (encryption: string, body: string): string =>
    `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: ${encryption}\nComment: app\nPublic-Lines: 2\n${lines(68)}\nPrivate-Lines: 1\n${body}Private-MAC: ${fill("${hex:64}", random)}`;

  it.each([
    ["none", "private-key/putty", "critical"],
    ["aes256-cbc", "private-key/encrypted-putty", "medium"],
  ])("are found in files of PuTTY, with encryption %s as well", (encryption, rule, severity) => {
    const file = putty(encryption, `${lines(48)}\n`);
    expect(detector.detect(sourceText("id.ppk", file))).toMatchObject([{ ruleId: rule, severity, confidence: "high" }]);
    expect(found("id.ppk", `${file}\n`)).toEqual([`${rule} ${file}`]);
    expect(found("ci.yml", `key: |\n${file.replaceAll(/^/gmu, "  ")}\n`)).toHaveLength(1);
    expect(found("id.ppk", putty(encryption, ""))).toEqual([]);
  });

  it("are found in the XML of .NET, but not where the public parts stand alone", () => {
    const { n = "", e = "", d = "" } = privateKey.export({ format: "jwk" });
    const padded = (part: string): string => Buffer.from(part, "base64url").toString("base64");
    const open = `<RSAKeyValue><Modulus>${padded(n)}</Modulus><Exponent>${padded(e)}</Exponent>`;
    const whole = `${open}<D>${padded(d)}</D></RSAKeyValue>`;
    expect(found("key.xml", whole)).toEqual([`private-key/xml ${padded(d)}`]);
    expect(found("Web.config", whole.replaceAll("<", "&lt;").replaceAll(">", "&gt;"))).toContain(
      `private-key/xml ${padded(d)}`,
    );
    expect(found("key.xml", `${open}</RSAKeyValue>`)).toEqual([]);
  });

  it("are not seen in a public JSON Web Key", () => {
    expect(found("a.json", JSON.stringify(publicKey.export({ format: "jwk" })))).toEqual([]);
  });
});

describe("NATS seeds", () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  function seed(checksum: (body: Uint8Array) => number): string {
    const random = seeded("nats");
    const body = Uint8Array.from([149, 0, ...Array.from({ length: 32 }, () => Math.floor(random() * 256))]);
    const crc = checksum(body);
    let bits = "";
    for (const byte of [...body, crc & 255, crc >> 8]) bits += byte.toString(2).padStart(8, "0");
    return Array.from({ length: 58 }, (_, i) =>
      alphabet.charAt(Number.parseInt(bits.slice(5 * i, 5 * i + 5).padEnd(5, "0"), 2)),
    ).join("");
  }

  it("compute the checksum that XMODEM defines", () => {
    expect(crc16(Buffer.from("123456789"))).toBe(0x31_c3);
  });

  it("are sure where the checksum fits, without any name", () => {
    const [first] = detector.detect(sourceText("a.creds", `-----\n${seed(crc16)}\n-----\n`));
    expect(first).toMatchObject({ ruleId: "nats/seed", confidence: "high", checksum: "valid" });
  });

  it("are less sure where it does not", () => {
    const [first] = detector.detect(sourceText("a.go", `seed := "${seed((body) => crc16(body) ^ 1)}"`));
    expect(first).toMatchObject({ ruleId: "nats/seed", confidence: "medium", checksum: "invalid" });
  });
});
