import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/finding.ts";
import { summary } from "../../src/reports/summary.ts";
import { finding, report, richReport, states } from "./sample.ts";

function lines(of: Report, elapsed = 812): string[] {
  return summary(of, elapsed, { color: false, width: 120 }).replace(/\n$/u, "").split("\n");
}

function stats(files: number, bytes: number): Partial<Report> {
  return { stats: { files, bytes, suppressed: 0, belowConfidence: 0 } };
}

describe("the summary", () => {
  it("says that nothing was found", () => {
    expect(lines(report([]))).toEqual(["No secrets found in 12 files", "Scanned 12 files, 3.5 kB, in 812 ms"]);
  });

  it("does not call an incomplete scan clean", () => {
    const notices = [{ kind: "incomplete" as const, path: "a.ts", message: "it could not be read (EACCES)" }];
    expect(lines(report([], { notices }))).toEqual([
      "No secrets found in 12 files, but the scan is incomplete",
      "Scanned 12 files, 3.5 kB, in 812 ms",
      "incomplete   a.ts: it could not be read (EACCES)",
    ]);
  });

  it("says that nothing was looked at", () => {
    expect(lines(report([], stats(0, 0)))).toEqual(["No files scanned", "Scanned 0 files, 0 bytes, in 812 ms"]);
  });

  it("counts findings by severity, worst first, and those in a vault", () => {
    const found = [
      finding({ severity: "low" }),
      finding({ severity: "critical", verification: states["current"] ?? { state: "not-in-vault" } }),
      finding({ severity: "low" }),
    ];
    expect(lines(report(found))[1]).toBe("3 findings in 12 files: 1 critical, 2 low; 1 in a vault");
    expect(lines(report([finding()], stats(1, 1)))[1]).toBe("1 finding in 1 file: 1 critical");
  });

  it("says that no vault was compared, where there is something to compare", () => {
    expect(lines(report([finding()]))).toContain(
      "Not compared with a vault: name one with --vault to see what lives there",
    );
  });

  it("says everything that is known", () => {
    expect(lines(richReport(), 125_000)).toEqual([
      "",
      "14 findings in 1,234 files: 7 critical, 1 high, 2 medium, 3 low, 1 info; 4 in a vault",
      "Scanned 1,234 files, 5.7 MB, in 2 min 5 s",
      "Left out: 1 finding suppressed, 2 findings below the minimum confidence",
      "Vault dev.vault.json: 1 entry compared by value",
      "Vault prod-kv: 1,300 entries compared by name only",
      "incomplete   src/locked.ts: it could not be read (EACCES)",
      "not scanned  larger than 100 MB: 5 files (assets/a.bin, assets/b.bin, assets/c\\x1b[2J.bin, assets/d.bin, assets/e.bin)",
      "warning      The vault dev.vault.json is older than the one last seen here",
    ]);
  });

  it("names ten files of a reason", () => {
    const notices = Array.from({ length: 25 }, (_, i) => ({
      kind: "not-scanned" as const,
      path: `f${String(i).padStart(2, "0")}`,
      message: "too large",
    }));
    expect(lines(report([], { notices })).at(-1)).toBe(
      "not scanned  too large: 25 files (f00, f01, f02, f03, f04, f05, f06, f07, f08, f09 and 15 more)",
    );
  });

  it.each([
    [0, 0, "0 bytes, in 0 ms"],
    [1, 999, "1 byte, in 999 ms"],
    [999, 999.6, "999 bytes, in 1.0 s"],
    [1000, 4200, "1.0 kB, in 4.2 s"],
    [9949, 59_949, "9.9 kB, in 59.9 s"],
    [9951, 59_951, "10 kB, in 1 min 0 s"],
    [999_600, 61_000, "1.0 MB, in 1 min 1 s"],
    [123_456_789, 3_600_000, "123 MB, in 60 min 0 s"],
    [5_000_000_000_000_000, 1, "5000 TB, in 1 ms"],
  ])("says %d bytes and %d ms as people do", (bytes, elapsed, expected) => {
    expect(lines(report([], stats(1, bytes)), elapsed)[1]).toBe(`Scanned 1 file, ${expected}`);
  });

  it("is coloured only when asked, and says the same then", () => {
    const coloured = summary(richReport(), 5, { color: true, width: 80 });
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe(summary(richReport(), 5, { color: false, width: 80 }));
  });

  it("has no control characters", () => {
    expect(summary(richReport(), 5, { color: false, width: 80 })).toMatch(/^(?:\n|[^\p{Cc}\p{Cf}])+$/u);
  });
});
