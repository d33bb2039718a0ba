import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { writeReport } from "../../src/reports/write.ts";
import { temporaryDirectory } from "../cli/run-cli.ts";

const base = temporaryDirectory();

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a report that is being written", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("leaves nothing beside the old one at %s", async (signal) => {
    const kill = vi.spyOn(process, "kill").mockReturnValue(true);
    const file = join(base, `${signal}.json`);
    writeFileSync(file, "old");
    const written = writeReport(file, "new".repeat(10_000_000)).catch((error: unknown) => error);
    const beside = (): string[] => readdirSync(base).filter((name) => name.endsWith(".tmp"));
    while (beside().length === 0) await turn();
    process.emit(signal, signal);
    expect(beside()).toEqual([]);
    expect(kill.mock.calls).toEqual([[process.pid, signal]]);
    // A real signal would have ended the program.
    await written;
    expect(beside()).toEqual([]);
    expect(readFileSync(file, "utf8")).toBe("old");
  });

  it("listens to signals no longer than it takes", async () => {
    const listeners = (): number => process.listenerCount("SIGINT") + process.listenerCount("SIGTERM");
    const before = listeners();
    await writeReport(join(base, "report.json"), "{}");
    expect(listeners()).toBe(before);
  });
});
