import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { chmodSync, closeSync, openSync, readFileSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { bin, cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const password = plant(fill("${alnum:9}!${alnum:9}", seeded("bad input")));
const leak = `DB_PASSWORD=${password}\n`;
let count = 0;
const fresh = (files: Record<string, string | Buffer>): string => tree(base, `tree-${String(count++)}`, files);

/** What must hold of every run, however bad its input: one sentence, no stack, no value, no control character. */
function expectClean({ stdout, stderr }: { stdout: string; stderr: string }): void {
  for (const output of [stdout, stderr]) {
    expect(output).not.toContain(password);
    expect(output).not.toMatch(/^ {4}at /mu);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/u);
    expect(output).not.toMatch(/^\s*::/mu);
  }
}

describe("what cannot be scanned is said, and the rest is scanned", () => {
  it("a missing path", async () => {
    const cwd = fresh({ ".env": leak });
    const result = await cli(["scan", "no-such-file", ".env"], { cwd });
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/no-such-file/u);
    expect(result.stdout).toMatch(/\.env/u);
  });

  it("broken links and link loops", async () => {
    const cwd = fresh({ ".env": leak });
    symlinkSync("nowhere", join(cwd, "broken"));
    symlinkSync(".", join(cwd, "loop"));
    const result = await cli(["scan"], { cwd });
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stdout.match(/generic\/password/gu)).toHaveLength(1);
  });

  it.skipIf(process.platform === "win32")("a FIFO, a socket and a device", async () => {
    const cwd = fresh({ ".env": leak });
    execFileSync("mkfifo", [join(cwd, "pipe")]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(cwd, "socket"), resolve));
    try {
      const result = await cli(["scan", ".", "/dev/zero"], { cwd });
      expectClean(result);
      expect(result.stderr).toMatch(/pipe/u);
      expect(result.stdout).toMatch(/generic\/password/u);
    } finally {
      server.close();
    }
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("a file that may not be read", async () => {
    const cwd = fresh({ ".env": leak, closed: leak });
    chmodSync(join(cwd, "closed"), 0);
    const result = await cli(["scan"], { cwd });
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/closed/u);
  });

  it("a file of 200 MB on one line", async () => {
    const cwd = fresh({ ".env": leak });
    const handle = openSync(join(cwd, "huge.txt"), "w");
    const block = Buffer.alloc(10_000_000, "abcdefgh ");
    for (let i = 0; i < 20; i++) writeSync(handle, block);
    closeSync(handle);
    const result = await cli(["scan"], { cwd });
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/huge\.txt/u);
    const strict = await cli(["scan", "--strict"], { cwd });
    expect(strict.code).toBe(2);
  });
});

describe("hostile content does no harm", () => {
  it.each<[string, Record<string, string | Buffer>]>([
    ["invalid UTF-8", { "a.txt": Buffer.concat([Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 10]), Buffer.from(leak)]) }],
    ["NUL bytes in the middle", { "a.env": Buffer.concat([Buffer.from(leak), Buffer.alloc(9000, 32), Buffer.from([0, 0, 0])]) }],
    ["JSON of 10,000 levels", { "a.json": `${"[".repeat(10_000)}${"]".repeat(10_000)}`, ".env": leak }],
    ["JSON of 10,000 levels that never end", { "appsettings.json": '{"a":'.repeat(10_000), ".env": leak }],
    ["YAML of 10,000 levels", { ".github/workflows/a.yml": `${"- ".repeat(10_000)}x`, ".env": leak }],
    ["code of 10,000 levels", { "a.ts": `import jwt from "jsonwebtoken";\njwt.sign({}, ${"(".repeat(10_000)}"x"${")".repeat(10_000)});`, ".env": leak }],
    ["a million quotes", { "a.ts": `const password = ${'"'.repeat(1_000_000)}`, ".env": leak }],
    ["a million assignments on one line", { "a.txt": "password=".repeat(200_000), ".env": leak }],
    ["ten thousand PEM headers", { "a.pem": "-----BEGIN RSA PRIVATE KEY-----\n".repeat(10_000), ".env": leak }],
  ])("%s", async (_, files) => {
    const result = await cli(["scan"], { cwd: fresh(files) });
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/generic\/password/u);
  });

  it.skipIf(process.platform === "win32").each([
    ["spaces", "a b c.env"],
    ["a newline and a workflow command", "a\n::error::pwned.env"],
    ["ANSI escapes", "a\u001b[31mred\u001b]0;title\u0007.env"],
    ["right-to-left override", "a\u202egpj.env"],
    ["percent and hash", "a%20#b?.env"],
  ])("a file name with %s", async (_, name) => {
    const cwd = fresh({ [name]: leak });
    const result = await cli(["scan", "--output", "sarif=../name.sarif", "--output", "json=../name.json"], { cwd });
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/generic\/password/u);
  });

  it.skipIf(process.platform !== "linux")("a file name that is no UTF-8", async () => {
    const cwd = fresh({});
    writeFileSync(Buffer.concat([Buffer.from(`${cwd}/a`), Buffer.from([0xff, 0xc3]), Buffer.from(".env")]), leak);
    const result = await cli(["scan"], { cwd });
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/a\\xff/iu);
  });
});

describe("bad words on the command line and bad files end with 2 and one sentence", () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ["an unknown flag", ["scan", "--no-such-flag"], {}, /unknown option.*no-such-flag/u],
    ["a flag close to a known one", ["scan", "--vualt", "x"], {}, /--vault/u],
    ["an unknown severity", ["scan", "--fail-on", "fatal"], {}, /critical/u],
    ["an unknown format", ["scan", "--output", "xml=a"], {}, /sarif/u],
    ["an unwritable report", ["scan", "--output", "json=no/such/dir/a.json"], {}, /no\/such\/dir/u],
    ["an unknown vault scheme", ["scan", "--vault", "s3://bucket"], {}, /file:/u],
    ["a vault that is not there", ["scan", "--vault", "file:none.json"], {}, /none\.json/u],
    ["a vault that is no vault", ["scan", "--vault", "file:v.json"], { "v.json": `{"password":"${password}"}` }, /v\.json/u],
    ["a config that is not there", ["scan", "--config", "none.yml"], {}, /none\.yml/u],
    ["a config that is no YAML", ["scan"], { "vaultlint.config.yml": `a: [${password}` }, /vaultlint\.config\.yml:1/u],
    ["an unknown config key", ["scan"], { "vaultlint.config.yml": "rules: {}\nignor: []\n" }, /vaultlint\.config\.yml:2.*ignore/u],
    ["an unknown rule id", ["scan"], { "vaultlint.config.yml": "rules:\n  generic/pasword: off\n" }, /vaultlint\.config\.yml:2.*generic\/password/u],
    ["a baseline that is no JSON", ["scan", "--baseline", "b.json"], { "b.json": `{"entries": [${password}` }, /b\.json/u],
    ["a rule that is not there", ["rules", "explain", "no/rule"], {}, /no\/rule/u],
  ])("%s", async (_, args, files, message) => {
    const result = await cli(args, { cwd: fresh({ "a.txt": "x", ...files }), env: { VAULTLINT_PASSPHRASE: "x" } });
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
  });

  it.skipIf(process.platform === "win32")("a reader that goes away is no error", () => {
    const cwd = fresh({ ".env": leak.repeat(2000) });
    const command = `"${process.execPath}" "${bin}" rules list 2>errors.txt | head -n 1`;
    expect(execFileSync("sh", ["-c", command], { cwd, encoding: "utf8" })).toMatch(/\S/u);
    expect(readFileSync(join(cwd, "errors.txt"), "utf8")).toBe("");
  });
});
