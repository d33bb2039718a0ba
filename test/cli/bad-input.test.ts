import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { chmodSync, closeSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
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
      // What lies in the tree is said; what the user named and is not read makes the scan incomplete.
      expect(result.code).toBe(2);
      expect(result.stderr).toMatch(/not scanned +pipe: is a FIFO/u);
      expect(result.stderr).toMatch(/not scanned +socket: is a socket/u);
      expect(result.stderr).toMatch(/incomplete +\S*dev\/zero: is no file or directory/u);
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

  // Its permissions stop nobody, but reading it fails, for root too.
  it.skipIf(process.platform !== "linux")("a file whose reading fails", async () => {
    const cwd = fresh({ ".env": leak });
    const result = await cli(["scan", "/proc/self/mem", "."], { cwd });
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/incomplete +\S*mem: cannot be read \(EIO\)/u);
    expect(result.stdout).toMatch(/generic\/password/u);
  });

  it("a link on the command line that leads nowhere", async () => {
    const cwd = fresh({ ".env": leak });
    symlinkSync("nowhere", join(cwd, "broken"));
    const result = await cli(["scan", "broken", ".env"], { cwd });
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/broken: is a link that leads nowhere/u);
    expect(result.stdout).toMatch(/generic\/password/u);
  });

  it("a file that shrinks and grows while it is read", async () => {
    const cwd = fresh({ ".env": leak, "moving.txt": "" });
    const file = join(cwd, "moving.txt");
    const script = `const fs = require("node:fs"); for (let i = 0; ; i++) fs.truncateSync(${JSON.stringify(file)}, i % 2 ? 0 : 3e7);`;
    const writer = spawn(process.execPath, ["-e", script], { stdio: "ignore" });
    const closed = new Promise((resolve) => writer.once("close", resolve));
    try {
      for (let i = 0; i < 3; i++) {
        const result = await cli(["scan"], { cwd });
        expectClean(result);
        expect(result.code).toBe(1);
        expect(result.stdout).toMatch(/generic\/password/u);
      }
    } finally {
      writer.kill("SIGKILL");
      await closed;
    }
  });

  it("a file that is nearly all hole", async () => {
    const cwd = fresh({});
    const handle = openSync(join(cwd, "sparse.env"), "w");
    writeSync(handle, leak, 50_000_000);
    closeSync(handle);
    const result = await cli(["scan"], { cwd });
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/generic\/password/u);
  });

  it("a file of 200 MB on one line", async () => {
    const cwd = fresh({ ".env": leak });
    const handle = openSync(join(cwd, "huge.txt"), "w");
    const block = Buffer.alloc(10_000_000, "abcdefgh ");
    for (let i = 0; i < 20; i++) writeSync(handle, block);
    closeSync(handle);
    const whole = await cli(["scan", "--strict"], { cwd });
    expectClean(whole);
    expect(whole.code).toBe(1);
    expect(whole.stderr).not.toMatch(/huge\.txt/u);
    writeFileSync(join(cwd, "vaultlint.config.yml"), "limits: { maxFileSizeMB: 100 }\n");
    const limited = await cli(["scan"], { cwd });
    expectClean(limited);
    expect(limited.code).toBe(1);
    expect(limited.stderr).toMatch(/huge\.txt/u);
    const strict = await cli(["scan", "--strict"], { cwd });
    expect(strict.code).toBe(2);
  });
});

describe("hostile content does no harm", () => {
  it.each<[string, Record<string, string | Buffer>]>([
    [
      "invalid UTF-8",
      { "a.txt": Buffer.concat([Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 10]), Buffer.from(leak)]) },
    ],
    [
      "NUL bytes in the middle",
      { "a.env": Buffer.concat([Buffer.from(leak), Buffer.alloc(9000, 32), Buffer.from([0, 0, 0])]) },
    ],
    ["JSON of 10,000 levels", { "a.json": `${"[".repeat(10_000)}${"]".repeat(10_000)}`, ".env": leak }],
    ["JSON of 10,000 levels that never end", { "appsettings.json": '{"a":'.repeat(10_000), ".env": leak }],
    ["YAML of 10,000 levels", { ".github/workflows/a.yml": `${"- ".repeat(10_000)}x`, ".env": leak }],
    [
      "code of 10,000 levels",
      {
        "a.ts": `import jwt from "jsonwebtoken";\njwt.sign({}, ${"(".repeat(10_000)}"x"${")".repeat(10_000)});`,
        ".env": leak,
      },
    ],
    ["a million quotes", { "a.ts": `const password = ${'"'.repeat(1_000_000)}`, ".env": leak }],
    ["a million assignments on one line", { "a.txt": "password=".repeat(200_000), ".env": leak }],
    [
      "three thousand secrets in one manifest",
      {
        "secret.yaml": `apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\nstringData:\n${Array.from({ length: 3000 }, (_, i) => `  K${String(i)}_PASSWORD: ${password}\n`).join("")}`,
        ".env": leak,
      },
    ],
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
    [
      "a vault that is no vault",
      ["scan", "--vault", "file:v.json"],
      { "v.json": `{"password":"${password}"}` },
      /v\.json/u,
    ],
    ["a config that is not there", ["scan", "--config", "none.yml"], {}, /none\.yml/u],
    ["a config that is no YAML", ["scan"], { "vaultlint.config.yml": `a: [${password}` }, /vaultlint\.config\.yml:1/u],
    [
      "an unknown config key",
      ["scan"],
      { "vaultlint.config.yml": "rules: {}\nignor: []\n" },
      /vaultlint\.config\.yml:2.*ignore/u,
    ],
    [
      "an unknown rule id",
      ["scan"],
      { "vaultlint.config.yml": "rules:\n  generic/pasword: off\n" },
      /vaultlint\.config\.yml:2.*generic\/password/u,
    ],
    ["a baseline that is not there", ["scan", "--baseline", "none.json"], {}, /none\.json/u],
    [
      "a baseline of another kind",
      ["scan", "--baseline", "b.json"],
      { "b.json": `{"version":"1.5.0","results":{"${password}":[]}}` },
      /b\.json/u,
    ],
    ["a report in place of a directory", ["scan", "--output", "json=."], {}, /report to \./u],
    [
      "a baseline that is no JSON",
      ["scan", "--baseline", "b.json"],
      { "b.json": `{"entries": [${password}` },
      /b\.json/u,
    ],
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

describe("a vault that was tampered with ends with 2 and one sentence", () => {
  const passphrase = plant(fill("${alnum:24}", seeded("bad input passphrase")));
  const stored = plant(fill("${alnum:24}", seeded("bad input vault")));
  const env = { VAULTLINT_PASSPHRASE: passphrase };
  const name = "v.vault.json";
  const vault = `file:./${name}`;
  let cwd = "";
  let older = "";
  let newest = "";

  beforeAll(async () => {
    cwd = fresh({ ".env": `DB_PASSWORD=${stored}\n` });
    for (const args of [
      ["init", vault],
      ["set", vault, "a", "--stdin"],
      ["set", vault, "b", "--stdin"],
    ]) {
      const { code, stderr } = await cli(["vault", ...args], { cwd, env, input: stored });
      expect(code, stderr).toBe(0);
      older = newest;
      newest = readFileSync(join(cwd, name), "utf8");
    }
  }, 60_000);

  const scanWith = (text: string, args: string[] = [], more = env): ReturnType<typeof cli> => {
    writeFileSync(join(cwd, name), text);
    return cli(["scan", "--vault", vault, ...args], { cwd, env: more });
  };

  it("but not the vault as it is", async () => {
    const result = await scanWith(newest);
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/in vault v\.vault\.json/u);
  });

  it("a wrong passphrase", async () => {
    const wrong = fill("${alnum:24}", seeded("bad input wrong passphrase"));
    const result = await scanWith(newest, [], { VAULTLINT_PASSPHRASE: wrong });
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/passphrase/iu);
    expect(result.stdout).toBe("");
  });

  /** Replaces the first character of the field's text by another that fits its alphabet. */
  const changed = (field: string): string =>
    newest.replace(
      new RegExp(`("${field}": ?")(.)`, "u"),
      (_, before: string, char: string) => before + (char === "0" ? "1" : "0"),
    );
  it.each<[string, () => string, RegExp]>([
    ["cut in the middle", () => newest.slice(0, newest.length / 2), /v\.vault\.json/u],
    ["empty", () => "", /v\.vault\.json/u],
    ["with another MAC", () => changed("mac"), /v\.vault\.json/u],
    ["with another id", () => changed("id"), /v\.vault\.json/u],
    ["with another sequence number", () => newest.replace(/("sequence": ?)\d+/u, "$1999"), /v\.vault\.json/u],
    ["with too few iterations", () => newest.replace(/("p2c": ?)\d+/gu, "$11000"), /iterations.*p2c/u],
    [
      "with iterations that would take for ever",
      () => newest.replace(/("p2c": ?)\d+/gu, "$12147483647"),
      /iterations.*p2c/u,
    ],
  ])("one %s", async (_, text, message) => {
    expect(text()).not.toBe(newest);
    const result = await scanWith(text());
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(message);
    expect(result.stderr.trim().split("\n").length).toBeLessThanOrEqual(3);
    expect(result.stdout).toBe("");
  });

  it("one that was rolled back: a warning, and refused with --strict", async () => {
    await scanWith(newest);
    const result = await scanWith(older);
    expectClean(result);
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/older than the copy last seen/u);
    const strict = await scanWith(older, ["--strict"]);
    expectClean(strict);
    expect(strict.code).toBe(2);
    expect(strict.stderr).toMatch(/older than the copy last seen/u);
  });

  it.skipIf(process.platform === "win32")("one that is a FIFO", async () => {
    rmSync(join(cwd, name));
    execFileSync("mkfifo", [join(cwd, name)]);
    const result = await cli(["scan", ".env", "--vault", vault], { cwd, env });
    rmSync(join(cwd, name));
    expectClean(result);
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/not a regular file/u);
  });
});
