import { describe, expect, it } from "vitest";
import { section, verdict } from "../../bench/speed-report.js";

/** @param {string} name @param {number} cpu @param {number} wall */
const row = (name, cpu, wall) => ({ name, cpu, wall, memory: 100, runs: 3 });
const rows = [
  row("vaultlint", 2, 3),
  row("vaultlint --ast off", 1.5, 2.5),
  row("reading the files in Node", 0.5, 0.5),
  row("kingfisher", 4, 10),
  row("betterleaks", 8, 6),
  row("gitleaks", 0.1, 0.1),
];

describe("verdict", () => {
  it("compares with the better of the two rivals in each measure, and with reading", () => {
    expect(verdict(rows)).toBe(
      "vaultlint takes 0.50x the CPU time of kingfisher, 0.50x the wall clock of betterleaks, 4.00x the CPU time of reading the files in Node." +
        " Parsing programs (`--ast auto`) is 0.50 s of its CPU time, 25%.",
    );
  });

  it("says only what was measured", () => {
    expect(verdict(rows.slice(1))).toBe("");
    expect(verdict(rows.slice(0, 1))).toBe("");
    expect(verdict([row("vaultlint", 2, 3), row("kingfisher", 1, 1)])).toBe(
      "vaultlint takes 2.00x the CPU time of kingfisher, 3.00x the wall clock of kingfisher.",
    );
  });

  it("counts no less than nothing for parsing", () => {
    expect(verdict([row("vaultlint", 2, 3), row("vaultlint --ast off", 2.1, 3)])).toContain("is 0.00 s");
  });
});

describe("section", () => {
  const tree = { title: "a tree", files: 12_345, bytes: 67_800_000 };

  it("has a line for each, with ratios to vaultlint", () => {
    const text = section(tree, [
      { ...row("vaultlint", 2, 3), version: "0.1.0", findings: 1234 },
      row("gitleaks", 60, 45),
    ]);
    expect(text).toContain("### a tree (12,345 files, 68 MB)");
    expect(text).toContain("| vaultlint 0.1.0 | 2.00 | 1.00x | 3.00 | 1.00x | 100 | 1,234 |");
    expect(text).toContain("| gitleaks | 60.0 | 30.0x | 45.0 | 15.0x | 100 |  |");
  });

  it("says which was run once, and which was stopped", () => {
    const slow = [
      { ...row("a", 200, 200), runs: 1 },
      { ...row("b", 900, 900), runs: 1, isStopped: true },
    ];
    expect(section(tree, slow)).toMatch(/\| a \(one run\) \|[\s\S]*\| b \(stopped\) \|/u);
  });
});
