import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const random = seeded("fix");
const password = plant(fill("${alnum:12}!${alnum:12}", random));
const stranger = plant(fill("${alnum:12}!${alnum:12}", random));
/** No detector sees it: a reader of the preview must not either. */
const unseen = plant(fill("${alnum:24}", random));
const env = { VAULTLINT_PASSPHRASE: plant("correct horse battery") };
const vault = "file:./dev.vault.json";

const files: Record<string, string> = {
  ".env": `# local\r\nDB_PASSWORD=${password}\r\nNOTE=x\r\n`,
  "appsettings.json": `{\n  // kept\n  "Smtp": { "Password": "${password}" },\n}\n`,
  "src/a.ts": `export const url = "postgres://app:${password}@db.internal/x";\nexport const dbPassword = '${password}';\n`,
  ".github/workflows/ci.yml": `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    env:\n      DB_PASSWORD: ${password}\n    steps: []\n`,
  "k8s/app.yaml": `apiVersion: v1\nkind: Pod\nmetadata:\n  name: orders\nspec:\n  containers:\n    - name: a\n      env:\n        - name: DB_PASSWORD\n          value: "${password}" # now\n`,
  "other.env": `API_SECRET=${stranger}\n`,
  "near.env": `${unseen}\nDB_PASSWORD=${password}\n${unseen}\n`,
};

const base = temporaryDirectory();
let count = 0;
let made: Record<string, string> = {};

beforeAll(async () => {
  const cwd = tree(base, "vault", {});
  for (const args of [
    ["init", vault],
    ["set", vault, "db-password", "--stdin"],
  ]) {
    const { code, stderr } = await cli(["vault", ...args], { cwd, env, input: password });
    expect(code, stderr).toBe(0);
  }
  made = Object.fromEntries(
    ["dev.vault.json", "dev.vault.log.jsonl"].map((name) => [name, readFileSync(join(cwd, name), "utf8")]),
  );
});

const fresh = (): string => tree(base, `tree-${String(count++)}`, { ...files, ...made });
const read = (cwd: string, name: string): string => readFileSync(join(cwd, name), "utf8");

describe("fix without --write", () => {
  it("shows what would change, redacted, and changes nothing", async () => {
    const cwd = fresh();
    const { code, stdout, stderr } = await cli(["fix", "--vault", vault], { cwd, env });
    expect(code).toBe(1);
    expect(stdout).toContain("-DB_PASSWORD=[redacted: 25 bytes]");
    expect(stdout).toContain("+DB_PASSWORD=");
    expect(stdout).toContain("process.env.DB_PASSWORD");
    expect(stdout).toContain("${{ secrets.DB_PASSWORD }}");
    expect(stdout).toContain("secretKeyRef");
    expect(stderr).toMatch(/--write does it/u);
    for (const [name, content] of Object.entries(files)) expect(read(cwd, name)).toBe(content);
  });

  it("ends with 0 where there is nothing to replace", async () => {
    const cwd = tree(base, "clean", { "a.txt": "hello\n", ...made });
    expect((await cli(["fix", "--vault", vault], { cwd, env })).code).toBe(0);
  });
});

describe("fix --write", () => {
  it("replaces what the vault holds, keeps everything else, and leaves files that parse", async () => {
    const cwd = fresh();
    const { code, stderr } = await cli(["fix", "--write", "--vault", vault], { cwd, env });
    expect(code, stderr).toBe(0);
    expect(read(cwd, ".env")).toBe("# local\r\nDB_PASSWORD=\r\nNOTE=x\r\n");
    expect(read(cwd, "appsettings.json")).toBe('{\n  // kept\n  "Smtp": { "Password": "" },\n}\n');
    expect(read(cwd, "src/a.ts")).toBe(
      "export const url = `postgres://app:${process.env.DB_PASSWORD}@db.internal/x`;\nexport const dbPassword = process.env.DB_PASSWORD;\n",
    );
    expect(parse(read(cwd, ".github/workflows/ci.yml"))).toMatchObject({
      jobs: { a: { env: { DB_PASSWORD: "${{ secrets.DB_PASSWORD }}" } } },
    });
    expect(parse(read(cwd, "k8s/app.yaml"))).toMatchObject({
      spec: { containers: [{ env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { key: "db-password" } } }] }] },
    });
    expect(read(cwd, "k8s/app.yaml")).toContain("# now");
    const again = await cli(["fix", "--vault", vault], { cwd, env });
    expect(again.code).toBe(0);
  });

  it("says what is left to do, each thing once", async () => {
    const cwd = fresh();
    const { stderr } = await cli(["fix", "--write", "--vault", vault], { cwd, env });
    const steps = stderr.slice(stderr.indexOf("What is left to do:")).split("\n");
    expect(steps).toContain("  - feed ${{ secrets.DB_PASSWORD }} by gh secret set DB_PASSWORD");
    expect(steps).toContain("  - set DB_PASSWORD where the app is started; dotenv leaves it as it is");
    expect(steps).toContain(
      "  - store it under that name too: vaultlint vault set file:./dev.vault.json Smtp--Password",
    );
    expect(new Set(steps).size).toBe(steps.length);
  });

  it("repairs every file of a value that stands in so many that a report names one", async () => {
    const line = `note ${password} end\n`;
    const many = Array.from({ length: 25 }, (_, i) => [
      `src/n${String(i)}.js`,
      `export default "x ${password} y";\n// ${String(i)}\n`,
    ]);
    const cwd = tree(base, "many", {
      ...(Object.fromEntries(many) as Record<string, string>),
      "notes.txt": line,
      ...made,
    });
    const { code, stderr } = await cli(["fix", "--write", "--vault", vault], { cwd, env });
    expect(code, stderr).toBe(0);
    for (const [name = ""] of many)
      expect(read(cwd, name)).toMatch(/^export default `x \$\{process\.env\.DB_PASSWORD\} y`;\n/u);
    expect(stderr).toContain("25 values replaced in 25 files");
    expect(stderr).toContain("1 finding without a safe edit");
    expect(read(cwd, "notes.txt")).toBe(line);
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)(
    "names the file that it may not write, and ends with 2",
    async () => {
      const cwd = tree(base, "readonly", {
        "a/.env": `DB_PASSWORD=${password}\n`,
        ".env": `DB_PASSWORD=${password}\n`,
        ...made,
      });
      chmodSync(join(cwd, "a"), 0o500);
      const { code, stderr } = await cli(["fix", "--write", "--vault", vault], { cwd, env });
      chmodSync(join(cwd, "a"), 0o700);
      expect(code).toBe(2);
      expect(stderr).toContain("vaultlint: a/.env was left as it is: it cannot be written (EACCES)");
      expect(stderr).toContain("1 value replaced in 1 file");
      expect(read(cwd, "a/.env")).toBe(`DB_PASSWORD=${password}\n`);
    },
  );

  it("leaves values that would get one name, with --all too", async () => {
    const line = (value: string): string => `const c = connect({ user: "a", password: "${value}" });\n`;
    const [one, two] = ["q8ZrT2vL!x9", "Wm4Kp7!Yb3N"] as const;
    const cwd = tree(base, "clash", { "a.ts": line(one), "b.ts": line(two) + line(one) });
    const { stderr } = await cli(["fix", "--write", "--all"], { cwd });
    expect(stderr).toContain("3 values left, since one reference would stand for several of them");
    expect(read(cwd, "a.ts")).toBe(line(one));
    expect(read(cwd, "b.ts")).toBe(line(two) + line(one));
  });

  it("leaves a value that no vault holds, and says so; --all replaces it", async () => {
    const cwd = fresh();
    const { stderr } = await cli(["fix", "--write", "--vault", vault], { cwd, env });
    expect(stderr).toMatch(/1 value left: in no named vault/u);
    expect(read(cwd, "other.env")).toBe(files["other.env"]);
    await cli(["fix", "--write", "--all", "--vault", vault], { cwd, env });
    expect(read(cwd, "other.env")).toBe("API_SECRET=\n");
  });

  it.skipIf(process.platform === "win32")("keeps a file's mode and encoding", async () => {
    const cwd = fresh();
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`DB_PASSWORD=${password}\n`, "utf16le")]);
    writeFileSync(join(cwd, "wide.env"), utf16);
    writeFileSync(join(cwd, "marked.env"), `\ufeffDB_PASSWORD=${password}\n`);
    chmodSync(join(cwd, "marked.env"), 0o640);
    await cli(["fix", "--write", "--vault", vault], { cwd, env });
    expect(readFileSync(join(cwd, "wide.env")).toString("utf16le")).toBe("\ufeffDB_PASSWORD=\n");
    expect(read(cwd, "marked.env")).toBe("\ufeffDB_PASSWORD=\n");
    expect(statSync(join(cwd, "marked.env")).mode & 0o777).toBe(0o640);
  });
});
