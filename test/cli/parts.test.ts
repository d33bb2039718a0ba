// Credentials of several parts, through the command line: one finding, which says where the other parts stand.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { newRepository, scanned } from "./repository.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();

interface Part {
  readonly role: string;
  readonly region: { readonly offset: number; readonly length: number };
}

interface Found {
  readonly ruleId: string;
  readonly path: string;
  readonly region: { readonly line: number };
  readonly related?: readonly Part[];
}

const random = seeded("parts");
const secret = (template: string): string => plant(fill(template, random));
const text = (template: string): string => fill(template, random);
const password = (): string => secret("${alnum:9}x7Q${alnum:8}");
const accessKey = (): string => text("AKIA${base32:16}");
const uuid = (): string => text("${hex:8}-${hex:4}-${hex:4}-${hex:4}-${hex:12}");

const base64 = (content: string): string => Buffer.from(content).toString("base64");

/** The characters of the same that encode a part. */
function inBase64(content: string, part: string): string {
  const start = content.indexOf(part);
  return base64(content).slice(Math.floor((start * 4) / 3), Math.ceil(((start + part.length) * 4) / 3));
}

type Example = readonly [name: string, path: string, content: string, expected: readonly unknown[]];

/** Scans all examples at once, and gives what is told of each: `rule line`, and `role=what stands there` of each part. */
async function told(name: string, examples: readonly Example[]): Promise<Map<string, string[]>> {
  const files = Object.fromEntries(examples.map(([, path, content], index) => [`${String(index)}/${path}`, content]));
  const { findings } = (await scanned(tree(base, name, files), [])) as unknown as { findings: readonly Found[] };
  const tellings = new Map(examples.map(([each]) => [each, [] as string[]]));
  for (const { ruleId, path, region, related = [] } of findings) {
    const bytes = Buffer.from(files[path] ?? "");
    const parts = related.map(({ role, region: { offset, length } }) => {
      return `${role}=${bytes.toString("utf8", offset, offset + length)}`;
    });
    const [example = ""] = examples[Number(path.split("/")[0])] ?? [];
    tellings.get(example)?.push([`${ruleId} ${String(region.line)}`, ...parts].join(" "));
  }
  return tellings;
}

describe("one finding for a secret and what belongs to it", () => {
  const key = accessKey();
  const tenant = uuid();
  const client = uuid();
  const sid = text("AC${hex:32}");
  const google = text("${digit:12}-${lower:32}.apps.googleusercontent.com");
  const url = `postgres://svc:${password()}@db.acme.io/orders`;
  const file = `[default]\naws_access_key_id = ${key}\naws_secret_access_key = ${secret("${base64:40}")}\n`;
  const examples: readonly Example[] = [
    [
      ".env, Amazon",
      ".env",
      `AWS_ACCESS_KEY_ID=${key}\nAWS_SECRET_ACCESS_KEY=${secret("${base64:40}")}\n`,
      [`aws/secret-access-key 2 id=${key}`],
    ],
    [
      "JSON, Microsoft Entra",
      "app.json",
      `{\n  "tenantId": "${tenant}",\n  "clientId": "${client}",\n  "clientSecret": "${secret("${word:3}8Q~${word:34}")}"\n}\n`,
      [`azure/entra-client-secret 4 tenant=${tenant} id=${client}`],
    ],
    [
      "Kubernetes manifest, Twilio",
      "deploy.yaml",
      `env:\n  - name: TWILIO_ACCOUNT_SID\n    value: ${sid}\n  - name: TWILIO_AUTH_TOKEN\n    value: ${secret("${hex:32}")}\n`,
      [`twilio/auth-token 5 id=${sid}`],
    ],
    [
      "Terraform, Amazon",
      "main.tf",
      `provider "aws" {\n  access_key = "${key}"\n  secret_key = "${secret("${base64:40}")}"\n}\n`,
      [`aws/secret-access-key 3 id=${key}`],
    ],
    [
      "Python, Amazon",
      "app.py",
      `client = boto3.client("s3", aws_access_key_id="${key}",\n    aws_secret_access_key="${secret("${base64:40}")}")\n`,
      [`aws/secret-access-key 2 id=${key}`],
    ],
    [
      "JavaScript, OAuth of Google",
      "app.js",
      `export const oauth = {\n  client_id: "${google}",\n  client_secret: "${secret("GOCSPX-${alnum:28}")}",\n};\n`,
      [`google/oauth-client-secret 3 id=${google}`],
    ],
    [
      "properties, a database",
      "app.properties",
      `spring.datasource.username=svc_orders\nspring.datasource.password=${password()}\n`,
      ["generic/password 2 user=svc_orders"],
    ],
    [
      "XML, Maven",
      "settings.xml",
      `<servers>\n<server>\n <username>deployer</username>\n <password>${password()}</password>\n</server>\n</servers>\n`,
      ["generic/password 4 user=deployer"],
    ],
    [
      ".NET settings",
      "web.config",
      `<add key="MailUser" value="post"/>\n<add key="MailPassword" value="${password()}"/>\n`,
      ["generic/password 2 user=post"],
    ],
    [
      "PHP, OAuth of no known provider",
      "config.php",
      `$config['client_id'] = 'orders-web';\n$config['client_secret'] = '${secret("${alnum:32}")}';\n`,
      ["generic/secret 2 id=orders-web"],
    ],
    [
      "registry credentials",
      "registry.json",
      `{"auths": {"r.acme.io": {"username": "robot", "password": "${password()}"}}}\n`,
      ["generic/password 1 user=robot"],
    ],
    [
      "a URL",
      "notes.txt",
      `postgres://svc:${password()}@db.acme.io/orders\n`,
      ["url/credentials 1 user=svc host=db.acme.io"],
    ],
    [
      "a URL in base64",
      "hidden.txt",
      `DATABASE=${base64(url)}\n`,
      [`url/credentials 1 user=${inBase64(url, "svc")} host=${inBase64(url, "db.acme.io")}`],
    ],
    [
      "a connection string",
      "app.ini",
      `db = Server=db.acme.io;User Id=sa;Password=${password()};\n`,
      ["connection-string/password 1 host=db.acme.io user=sa"],
    ],
    [
      ".netrc",
      ".netrc",
      `machine git.acme.io login robot password ${password()}\n`,
      ["netrc/password 1 host=git.acme.io user=robot"],
    ],
    [
      ".pgpass",
      ".pgpass",
      `db.acme.io:5432:orders:svc:${password()}\n`,
      ["pgpass/password 1 host=db.acme.io user=svc"],
    ],
    [
      "a file in base64",
      "notes.txt",
      `file = ${base64(file)}\n`,
      [`aws/secret-access-key 1 id=${inBase64(file, key)}`],
    ],
    [
      "a secret before its id",
      ".env",
      `AWS_SECRET_ACCESS_KEY=${secret("${base64:40}")}\nAWS_ACCESS_KEY_ID=${key}\n`,
      [`aws/secret-access-key 1 id=${key}`],
    ],
  ];
  let tellings: ReadonlyMap<string, readonly string[]> = new Map();
  beforeAll(async () => {
    tellings = await told("one", examples);
  });
  it.each(examples)("%s", (name, _path, _content, expected) => {
    expect(tellings.get(name)).toEqual(expected);
  });

  it("a key that needs a second key stays two findings, and the first names the second", async () => {
    const content = `DD_API_KEY=${secret("${hex:32}")}\nDD_APP_KEY=${secret("${hex:40}")}\n`;
    const cwd = tree(base, "keys", { ".env": content });
    const { findings } = (await scanned(cwd, [])) as unknown as { findings: readonly Found[] };
    expect(findings.map(({ ruleId, related }) => [ruleId, related?.map(({ role }) => role)])).toEqual([
      ["datadog/api-key", undefined],
      ["datadog/app-key", ["key"]],
    ]);
  });
});

describe("parts of other credentials", () => {
  const keys = [accessKey(), accessKey()] as const;
  const secrets = [secret("${base64:40}"), secret("${base64:40}")] as const;
  const both = [`aws/secret-access-key 2 id=${keys[0]}`, expect.stringContaining(` id=${keys[1]}`) as string];
  const examples: readonly Example[] = [
    [
      "two accounts by their names",
      ".env",
      `PROD_AWS_ACCESS_KEY_ID=${keys[0]}\nPROD_AWS_SECRET_ACCESS_KEY=${secrets[0]}\nDEV_AWS_ACCESS_KEY_ID=${keys[1]}\nDEV_AWS_SECRET_ACCESS_KEY=${secrets[1]}\n`,
      both,
    ],
    [
      "two accounts by their names, ids first",
      ".env",
      `PROD_USER=alice\nDEV_USER=bob\nDEV_PASSWORD=${password()}\nPROD_PASSWORD=${password()}\n`,
      ["generic/password 3 user=bob", "generic/password 4 user=alice"],
    ],
    [
      "two profiles",
      "credentials",
      `[default]\naws_access_key_id = ${keys[0]}\naws_secret_access_key = ${secrets[0]}\n[other]\naws_access_key_id = ${keys[1]}\naws_secret_access_key = ${secrets[1]}\n`,
      [`aws/secret-access-key 3 id=${keys[0]}`, `aws/secret-access-key 6 id=${keys[1]}`],
    ],
    [
      "a list",
      "users.yml",
      `users:\n  - user: alice\n    password: ${password()}\n  - password: ${password()}\n    user: bob\n`,
      ["generic/password 3 user=alice", "generic/password 4 user=bob"],
    ],
    [
      "an id in another section",
      "credentials",
      `[default]\naws_access_key_id = ${keys[0]}\n[other]\naws_secret_access_key = ${secrets[0]}\n`,
      ["aws/access-key-id 2", "aws/secret-access-key 4"],
    ],
    [
      "an id in another object",
      "app.json",
      `[{ "accessKeyId": "${keys[0]}" }, { "secretAccessKey": "${secrets[0]}" }]\n`,
      ["aws/access-key-id 1", "aws/secret-access-key 1"],
    ],
    [
      "a user in another mapping",
      "app.yml",
      `mail:\n  user: post\ndatabase:\n  password: ${password()}\n`,
      ["generic/password 4"],
    ],
    [
      "a user in another element",
      "settings.xml",
      `<a>\n <server><username>u1</username></server>\n <server><password>${password()}</password></server>\n</a>\n`,
      ["generic/password 3"],
    ],
    [
      "a user in another function",
      "app.py",
      `def a():\n    user = "alice"\ndef b():\n    password = "${password()}"\n`,
      ["generic/password 4"],
    ],
    ["a user of something else", ".env", `MAIL_USER=post\nDB_PASSWORD=${password()}\n`, ["generic/password 2"]],
    [
      "an id that is far away",
      ".env",
      `AWS_ACCESS_KEY_ID=${keys[0]}\n${"#\n".repeat(40)}AWS_SECRET_ACCESS_KEY=${secrets[0]}\n`,
      ["aws/access-key-id 1", "aws/secret-access-key 42"],
    ],
    ["an id alone", ".env", `AWS_ACCESS_KEY_ID=${keys[0]}\n`, ["aws/access-key-id 1"]],
    ["a placeholder for the user", ".env", `DB_USER=\${USER}\nDB_PASSWORD=${password()}\n`, ["generic/password 2"]],
  ];
  let tellings: ReadonlyMap<string, readonly string[]> = new Map();
  beforeAll(async () => {
    tellings = await told("other", examples);
  });
  it.each(examples)("%s", (name, _path, _content, expected) => {
    expect(tellings.get(name)).toEqual(expected);
  });
});

describe("the gate", () => {
  const id = accessKey();
  const value = secret("${base64:40}");
  const pair = `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${value}\n`;
  /** Assembled, so that a scan of this file finds no comment of ours in it. */
  const ignore = ["vaultlint", "ignore"].join("-");

  it("passes with the baseline that accepts both parts, and none of its entries is idle", async () => {
    const cwd = tree(base, "baseline", {
      ".env": pair,
      "vaultlint.config.yml": "baseline: vaultlint.baseline.json\n",
    });
    await cli(["baseline", "create"], { cwd });
    const file = join(cwd, "vaultlint.baseline.json");
    const { entries } = JSON.parse(readFileSync(file, "utf8")) as { entries: { rule: string }[] };
    expect(entries.map(({ rule }) => rule).sort()).toEqual(["aws/access-key-id", "aws/secret-access-key"]);
    expect(await scanned(cwd, [])).toMatchObject({ code: 0, places: [], said: [] });
    // A new id beside the accepted secret is reported.
    writeFileSync(join(cwd, ".env"), pair.replace(id, accessKey()));
    expect(await scanned(cwd, [])).toMatchObject({ code: 1, places: [".env:1"] });
    await cli(["baseline", "update"], { cwd });
    expect(await scanned(cwd, [])).toMatchObject({ code: 0, places: [], said: [] });
  });

  it("reports the secret where only the id is accepted, and the id where only the secret is", async () => {
    const accepted = (rule: string): string => ` # ${ignore} ${rule} -- test`;
    const [first = "", second = ""] = pair.split("\n");
    const only = async (name: string, content: string): Promise<string[]> => [
      ...(await scanned(tree(base, name, { "a.sh": content }), [])).places,
    ];
    expect(await only("id", `${first}${accepted("aws/access-key-id")}\n${second}\n`)).toEqual(["a.sh:2"]);
    expect(await only("secret", `${first}\n${second}${accepted("aws/secret-access-key")}\n`)).toEqual(["a.sh:1"]);
    expect(await only("both", `${first}${accepted("aws/*")}\n${second}${accepted("aws/secret-access-key")}\n`)).toEqual(
      [],
    );
  });

  it("keeps a fingerprint for the secret that its neighbour has no part in", async () => {
    const alone = await scanned(tree(base, "alone", { ".env": `\n${pair.split("\n")[1] ?? ""}\n` }), []);
    const paired = await scanned(tree(base, "paired", { ".env": pair }), []);
    expect(paired.findings.map(({ fingerprint }) => fingerprint)).toEqual(
      alone.findings.map(({ fingerprint }) => fingerprint),
    );
  });

  it("is as strict as for the worse of the two", async () => {
    const config = "rules: { aws/secret-access-key: low }\n";
    const cwd = tree(base, "severity", { ".env": pair, "vaultlint.config.yml": config });
    expect(await scanned(cwd, [])).toMatchObject({ code: 1, findings: [{ severity: "high" }] });
  });

  it("reports in a change the part that is new", async () => {
    const repository = newRepository(base, "change");
    repository.commit({ ".env": pair });
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ ".env": pair.replace(id, accessKey()) });
    const { findings } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["aws/access-key-id"]);
  });

  it("reports one finding for both where a commit of a change brought them and another removed them", async () => {
    const repository = newRepository(base, "passing");
    repository.commit({ "a.txt": "x\n" });
    repository.git("branch", "-M", "main");
    repository.git("checkout", "-q", "-b", "topic");
    repository.commit({ ".env": pair });
    repository.commit({ ".env": "x=1\n" });
    const { findings } = await scanned(repository.cwd, ["--diff", "main"]);
    expect(findings.map(({ ruleId, history }) => [ruleId, history?.inHead])).toEqual([
      ["aws/secret-access-key", false],
    ]);
  });

  it("reports one finding for both where a commit brought them", async () => {
    const repository = newRepository(base, "history");
    repository.commit({ ".env": pair });
    repository.commit({ ".env": "x=1\n" });
    const { findings } = await scanned(repository.cwd, ["--history"]);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["aws/secret-access-key"]);
  });
});

describe("reports", () => {
  const id = accessKey();
  const content = `AWS_ACCESS_KEY_ID=${id}\n\nAWS_SECRET_ACCESS_KEY=${secret("${base64:40}")}\n`;

  it("text names the places in one line", async () => {
    const { stdout } = await cli(["scan"], { cwd: tree(base, "text", { ".env": content }) });
    expect(stdout).toMatch(/^ +with +id 1:19$/mu);
    expect(stdout).not.toContain(id);
  });

  it("SARIF has them as related locations, and in the message", async () => {
    const { stdout } = await cli(["scan", "--format", "sarif"], { cwd: tree(base, "sarif", { ".env": content }) });
    const { runs } = JSON.parse(stdout) as { runs: { results: object[] }[] };
    expect(runs[0]?.results).toMatchObject([
      {
        ruleId: "aws/secret-access-key",
        message: { text: expect.stringContaining("AWS secret access key, with its id on line 1, ") as string },
        relatedLocations: [
          {
            id: 1,
            message: { text: "The id that belongs to the secret." },
            physicalLocation: { region: { startLine: 1, startColumn: 19, endLine: 1, endColumn: 39 } },
          },
        ],
      },
    ]);
    expect(stdout).not.toContain(id);
  });
});
