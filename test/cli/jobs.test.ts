// More threads change how long a scan takes, and nothing else.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { line, newRepository } from "./repository.ts";
import { bin, cli, temporaryDirectory } from "./run-cli.ts";

const base = temporaryDirectory();
const packages = fileURLToPath(new URL("../../node_modules", import.meta.url));
const library = join(packages, "typescript/lib");

describe("--jobs", () => {
  it.each(["0", "-1", "1.5", "two", "1000"])("refuses %s", async (jobs) => {
    const { code, stderr } = await cli(["--jobs", jobs], { cwd: base });
    expect(code).toBe(2);
    expect(stderr).toContain("Write a whole number from 1 to 64.");
  });

  it("reports the same of a tree and of a history", { timeout: 240_000 }, async () => {
    const repository = newRepository(base, "same");
    const names = readdirSync(library).filter((name) => /^_?ts\w*\.js$|^typescript\.js$/u.test(name));
    const content = names.map((name) => readFileSync(join(library, name), "utf8")).join("\n");
    const size = 1_000_000;
    const id = 'api_id = "orders-web"\n';
    expect(content.length).toBeGreaterThan(12 * size);
    for (let i = 0; i < 12; i++) {
      const piece = content.slice(i * size, (i + 1) * size);
      repository.commit({
        "piece.txt": piece,
        [`all/${String(i)}.txt`]: `${piece}\n${id}${line(`jobs ${String(i)}`)}`,
      });
    }
    for (const what of [["all"], ["--history"]]) {
      const reports = [];
      for (const jobs of ["1", "2"]) {
        const { code, stdout } = await cli(["scan", ...what, "--jobs", jobs, "--format", "json"], {
          cwd: repository.cwd,
        });
        expect(code).toBe(1);
        reports.push(stdout);
      }
      expect(reports[1]).toBe(reports[0]);
      const { findings } = JSON.parse(reports[0] ?? "") as { findings: { related?: { role: string }[] }[] };
      expect(findings.filter(({ related }) => related?.[0]?.role === "id").length).toBeGreaterThanOrEqual(12);
    }
  });

  it("leaves neither a report nor a process behind where it is interrupted", async () => {
    const file = join(base, "report.json");
    const args = [bin, "scan", packages, "--no-ignore", "--jobs", "2", "--output", `json=${file}`];
    const child = spawn(process.execPath, args, { cwd: base, stdio: "ignore" });
    await setTimeout(1500);
    child.kill("SIGINT");
    const [, signal] = (await once(child, "exit")) as [number | null, string | null];
    expect(signal).toBe("SIGINT");
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(base).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(() => process.kill(child.pid ?? 0, 0)).toThrow("ESRCH");
  });
});
