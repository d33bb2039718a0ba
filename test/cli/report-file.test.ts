import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { bin, cli, temporaryDirectory, tree } from "./run-cli.ts";
import { line } from "./repository.ts";

const base = temporaryDirectory();
let count = 0;
const fresh = (): string => tree(base, `f${String(count++)}`, { "a.py": line("reported") });
const scan = ["scan", "a.py", "--fail-on", "none", "--quiet"];

function isWhole(file: string): boolean {
  return (JSON.parse(readFileSync(file, "utf8")) as { findings: unknown[] }).findings.length === 1;
}

describe("--output", () => {
  it("makes the file, or replaces it and keeps its mode", async () => {
    const cwd = fresh();
    const args = [...scan, "--output", "json=r.json"];
    expect((await cli(args, { cwd })).code).toBe(0);
    expect(isWhole(join(cwd, "r.json"))).toBe(true);
    chmodSync(join(cwd, "r.json"), 0o640);
    writeFileSync(join(cwd, "r.json"), "old".repeat(10_000));
    expect((await cli(args, { cwd })).code).toBe(0);
    expect(isWhole(join(cwd, "r.json"))).toBe(true);
    if (process.platform !== "win32") expect(statSync(join(cwd, "r.json")).mode & 0o777).toBe(0o640);
    expect(readdirSync(cwd).sort()).toEqual(["a.py", "r.json"]);
  });

  it.skipIf(process.platform === "win32")("keeps a link, also one that leads nowhere yet", async () => {
    const cwd = fresh();
    mkdirSync(join(cwd, "to"));
    symlinkSync("to/r.json", join(cwd, "link"));
    for (let run = 0; run < 2; run++) {
      expect((await cli([...scan, "--output", "json=link"], { cwd })).code).toBe(0);
      expect(readlinkSync(join(cwd, "link"))).toBe("to/r.json");
      expect(isWhole(join(cwd, "to/r.json"))).toBe(true);
    }
    expect(lstatSync(join(cwd, "to/r.json")).isFile()).toBe(true);
    expect(readdirSync(join(cwd, "to"))).toEqual(["r.json"]);
  });

  it.skipIf(process.platform === "win32")("writes into /dev/stdout, a pipe or a file that it leads to", () => {
    const cwd = fresh();
    const command = `exec '${process.execPath}' '${bin}' ${scan.join(" ")} --format json --output json=/dev/stdout`;
    const piped = execFileSync("sh", ["-c", `${command} | cat`], { cwd, encoding: "utf8" });
    expect(piped.match(/"findings"/gu)).toHaveLength(2);
    execFileSync("sh", ["-c", `echo before > out; ${command} >> out`], { cwd });
    const text = readFileSync(join(cwd, "out"), "utf8");
    expect(text.startsWith("before\n{")).toBe(true);
    expect(text.match(/"findings"/gu)).toHaveLength(2);
    expect(readdirSync(cwd).sort()).toEqual(["a.py", "out"]);
  });

  it.skipIf(process.platform === "win32")("writes into a FIFO", async () => {
    const cwd = fresh();
    execFileSync("mkfifo", [join(cwd, "fifo")]);
    const reader = spawn("cat", ["fifo"], { cwd });
    let text = "";
    reader.stdout.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    const closed = once(reader, "close");
    // The watching cli() would read the FIFO.
    const result = spawnSync(process.execPath, [bin, ...scan, "--output", "json=fifo"], { cwd });
    expect(result.status).toBe(0);
    await closed;
    expect(JSON.parse(text)).toHaveProperty("findings");
    expect(lstatSync(join(cwd, "fifo")).isFIFO()).toBe(true);
  });

  it("says what cannot be written", async () => {
    const { code, stderr } = await cli([...scan, "--output", "json=no/where.json"], { cwd: fresh() });
    expect(code).toBe(2);
    expect(stderr).toContain("Cannot write the report to no/where.json (ENOENT)");
  });
});

describe.skipIf(process.platform === "win32")("a scan that is stopped", () => {
  it.each<NodeJS.Signals>(["SIGINT", "SIGTERM", "SIGKILL"])(
    "by %s leaves the old report or the new one",
    async (signal) => {
      const cwd = fresh();
      const report = join(cwd, "r.json");
      const args = [bin, ...scan, "--output", "json=r.json"];
      const started = performance.now();
      execFileSync(process.execPath, args, { cwd });
      const whole = performance.now() - started;
      const texts = new Set([readFileSync(report, "utf8"), '{"findings":["old"]}']);
      for (let at = 0.6; at <= 1; at += 0.2) {
        writeFileSync(report, '{"findings":["old"]}');
        const child = spawn(process.execPath, args, { cwd, stdio: "ignore" });
        const ended = once(child, "close");
        await delay(whole * at);
        child.kill(signal);
        await ended;
        expect(texts).toContain(readFileSync(report, "utf8"));
      }
    },
  );
});
