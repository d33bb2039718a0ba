// Files that were made to fill the memory: what is held of a text must not grow with how much of it is of one kind.
import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

const base = temporaryDirectory();
const random = seeded("memory");

describe("the findings of a scan", () => {
  const passwords = (count: number): string =>
    Array.from({ length: count }, () => `PASSWORD=${fill("${alnum:9}!${alnum:8}", random)}\n`).join("");
  const files = Object.fromEntries(["a", "b", "c", "d"].map((name) => [`${name}.env`, passwords(3)]));
  const config = "limits: { findings: 5 }\n";

  it("are no more than a report may hold, which says so", async () => {
    const cwd = tree(base, "many", { ...files, "vaultlint.config.yml": config });
    const { code, stdout } = await cli(["scan", "--format", "json"], { cwd });
    const report = JSON.parse(stdout) as { findings: { path: string }[]; notices: object[] };
    expect(report.findings.map(({ path }) => path)).toEqual(
      ["a", "a", "a", "b", "b", "b"].map((name) => `${name}.env`),
    );
    expect(report.notices).toEqual([
      {
        kind: "incomplete",
        message: "5 findings are as many as a report holds: those of 2 more files are left out (limits.findings)",
      },
    ]);
    expect(code).toBe(2);
  });

  it("count only where they are reported", async () => {
    const cwd = tree(base, "known", { ...files, "vaultlint.config.yml": "limits: { findings: 12 }\n" });
    expect((await cli(["baseline", "create", "--reason", "old"], { cwd })).code).toBe(0);
    tree(base, "known", { "vaultlint.config.yml": config, "z.env": passwords(1) });
    const { code, stdout } = await cli(["scan", "--format", "json", "--baseline", "vaultlint.baseline.json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ path: "z.env" }], notices: [] });
    expect(code).toBe(1);
  });

  it("leave out no file of which nothing is reported", async () => {
    // Its checksum is wrong, so that nobody can be sure of it.
    const unsure = `TOKEN=${fill("gh" + "p_${alnum:36}", random)}\n`;
    const first = { "a.env": passwords(1), "vaultlint.config.yml": "limits: { findings: 1 }\n" };
    const cwd = tree(base, "unsure", { ...first, "b.env": unsure });
    expect((await cli(["baseline", "create", "--reason", "old", "vaultlint.config.yml"], { cwd })).code).toBe(0);
    const options = ["--format", "json", "--baseline", "vaultlint.baseline.json", "--min-confidence", "high"];
    const { code, stdout } = await cli(["scan", ...options], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{ path: "a.env" }],
      notices: [],
      stats: { belowConfidence: 1 },
    });
    expect(code).toBe(1);
  });
});

describe("little memory is enough for", () => {
  it("a Secret of Kubernetes with very many keys", async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => {
      const value = Buffer.from(fill("${alnum:12}", random)).toString("base64");
      return `  key${String(index)}: ${value}\n`;
    });
    const cwd = tree(base, "secret", { "secret.yaml": `kind: Secret\ndata:\n${lines.join("")}` });
    const { code, stderr } = await cli(["scan"], { cwd, env: { NODE_OPTIONS: "--max-old-space-size=80" } });
    expect(stderr).not.toMatch(/heap|FATAL/u);
    expect(code).toBe(1);
  }, 120_000);
});
