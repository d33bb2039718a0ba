import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { Finding, Report } from "../../src/model/finding.ts";
import { Secret } from "../../src/model/secret.ts";
import { text } from "../../src/reports/text.ts";
import { azureReference, finding, randomValue, region, report, richReport, states } from "./sample.ts";

function lines(of: Report | readonly Finding[], width = 80): string[] {
  const written = text.write("stats" in of ? of : report(of), { color: false, width });
  return written === "" ? [] : written.replace(/\n$/u, "").split("\n");
}

const vaults = [{ uri: "https://prod-kv.vault.azure.net", label: "prod-kv", mode: "value", entries: 3 }];
const current = states["current"] ?? { state: "not-in-vault" };
const suggestion = {
  syntax: "javascript",
  use: "process.env.STORAGE_KEY",
  fedBy: azureReference,
  edits: [],
  then: ["rotate it: readable since commit 3fe12ab (2026-03-02)"],
};

describe("the text report", () => {
  it("is empty without findings and notices", () => {
    expect(lines([])).toEqual([]);
  });

  it("says on a wide terminal what a finding is, what stands there instead and what to do", () => {
    expect(lines([finding({ verification: current, suggestion })], 200)).toEqual([
      "src/config/database.ts",
      '  12:20  critical  Azure Storage account key, in vault prod-kv as "storage-key" (current version)   azure/storage-key',
      `         use    process.env.STORAGE_KEY   fed by  ${azureReference}`,
      "         then   rotate it: readable since commit 3fe12ab (2026-03-02)",
    ]);
  });

  it("says why it was found, where that is asked", () => {
    const judged = {
      score: 0.874,
      bias: 0.64,
      signals: [
        { name: "drawn-key", phrase: "letters in no order", weight: 1.721, contribution: 2.58 },
        { name: "file-code", phrase: "program code", weight: -0.731, contribution: -0.73 },
      ],
    };
    const found = [
      finding({ foundBy: "assignment", judged, reasons: ["letters in no order"] }),
      finding({ foundBy: "provider pattern", region: region("src/config/database.ts", 90, 1) }),
    ];
    expect(lines(found, 200)).toEqual([
      "src/config/database.ts",
      "  12:20  critical  Azure Storage account key   azure/storage-key",
      "         why    assignment, score 0.87",
      "                +0.64  start",
      "                +2.58  letters in no order",
      "                -0.73  program code",
      "  90:1   critical  Azure Storage account key   azure/storage-key",
      "         why    provider pattern, valid checksum",
    ]);
  });

  it("wraps under the title on 80 columns, but never breaks a reference", () => {
    expect(lines([finding({ verification: current, suggestion })])).toEqual([
      "src/config/database.ts",
      '  12:20  critical  Azure Storage account key, in vault prod-kv as "storage-key"',
      "                   (current version)   azure/storage-key",
      "         use    process.env.STORAGE_KEY",
      `         fed by ${azureReference}`,
      "         then   rotate it: readable since commit 3fe12ab (2026-03-02)",
    ]);
  });

  it("names the other parts of a credential that stand on other lines", () => {
    const [first] = richReport().findings;
    expect(lines([finding({ related: first?.related ?? [], region: region(".env", 3, 7) })])).toEqual([
      ".env",
      "  3:7  critical  Azure Storage account key   azure/storage-key",
      "       with   account 1:9, id 4:10",
    ]);
  });

  it("puts a rule id that does not fit on its own line", () => {
    const title = "Azure Storage account key that is said in so many words";
    expect(lines([finding({ title })]).slice(1)).toEqual([
      `  12:20  critical  ${title}`,
      "                   azure/storage-key",
    ]);
  });

  it("aligns the columns of a file", () => {
    const found = [
      finding({ region: region("a.ts", 3, 7) }),
      finding({ region: region("a.ts", 100, 12), severity: "low" }),
      finding({ region: region("b.ts", 1, 1), severity: "info" }),
    ];
    expect(lines(found)).toEqual([
      "a.ts",
      "  3:7     critical  Azure Storage account key   azure/storage-key",
      "  100:12  low       Azure Storage account key   azure/storage-key",
      "",
      "b.ts",
      "  1:1  info      Azure Storage account key   azure/storage-key",
    ]);
  });

  it.each([
    ["current", 'in vault prod-kv as "storage-key" (current version)'],
    ["older", 'in vault dev.vault.json as "db-password" (older version), written as base64'],
    ["key", 'in vault prod-kv as key "signing" (expired version)'],
    ["sameName", 'vault prod-kv has a secret of that name, "api-key"'],
    ["notInVault", "not in any compared vault"],
    ["unverified", "not compared with a vault: no vault named"],
  ])("says what the vaults say: %s", (state, expected) => {
    const verification = states[state] ?? { state: "not-in-vault" };
    const [, line] = lines(report([finding({ verification })], { vaults }), 200);
    expect(line).toBe(`  12:20  critical  Azure Storage account key, ${expected}   azure/storage-key`);
  });

  it("does not repeat on every finding that no vault was named", () => {
    expect(lines([finding()])[1]).toBe("  12:20  critical  Azure Storage account key   azure/storage-key");
  });

  it("prefers the message of a check to the rule's title", () => {
    const [, line] = lines([finding({ message: "The key is passed to BlobServiceClient." })], 120);
    expect(line).toContain("critical  The key is passed to BlobServiceClient   azure/storage-key");
  });

  it("keeps the lines of a reference that has several", () => {
    const use = "valueFrom:\n  secretKeyRef:\n    name: app";
    const [, , ...rest] = lines([finding({ suggestion: { ...suggestion, use, then: [] } })], 200);
    expect(rest).toEqual([
      "         use    valueFrom:",
      "                  secretKeyRef:",
      "                    name: app",
      `         fed by ${azureReference}`,
    ]);
  });

  it("lists what else to do, one step under the other", () => {
    const then = ["store it: vaultlint vault set file:./dev.vault.json storage-key", "rotate it"];
    const [, , , , ...rest] = lines([finding({ suggestion: { ...suggestion, then } })]);
    expect(rest).toEqual([
      "         then   store it: vaultlint vault set file:./dev.vault.json storage-key",
      "                rotate it",
    ]);
  });

  it("keeps to the width, but for words that are longer", () => {
    for (const width of [40, 60, 80, 100]) {
      for (const line of lines(richReport(), width)) {
        if (line.length > width) expect(line.trim().split(/ +/u).length, line).toBeLessThanOrEqual(4);
      }
    }
  });
});

describe("the same value at many places", () => {
  const shared = randomValue();
  function at(...paths: string[]): Finding[] {
    return paths.map((path) => finding({ secret: new Secret(shared), region: region(path, 4, 2) }));
  }

  it("is told once, with the other places", () => {
    expect(lines(at("a.ts", "b.ts", "c.ts"))).toEqual([
      "a.ts",
      "  4:2  critical  Azure Storage account key   azure/storage-key",
      "       also   b.ts:4:2, c.ts:4:2",
    ]);
  });

  it("names the first few and counts the rest", () => {
    const paths = Array.from({ length: 16 }, (_, i) => `src/f${String(i)}.ts`);
    expect(lines(at(...paths)).slice(2)).toEqual([
      "       also   src/f1.ts:4:2, src/f2.ts:4:2, src/f3.ts:4:2 and 12 more places",
    ]);
    expect(lines(at("a", "b", "c", "d", "e")).at(-1)).toContain("and 1 more place");
    expect(lines(at("a", "b", "c", "d", "e")).at(-1)).not.toContain("places");
  });

  it.each<[string, Partial<Finding>]>([
    ["another value", { secret: new Secret(randomValue()) }],
    ["another rule", { ruleId: "generic/secret" }],
    ["another severity", { severity: "low" }],
    ["another suggestion", { suggestion }],
    ["another vault entry", { verification: current }],
  ])("is told again with %s", (_name, changes) => {
    const [first, second] = at("a.ts", "b.ts");
    if (!first || !second) throw new Error("two findings expected");
    expect(lines([first, { ...second, ...changes }])).toContain("b.ts");
  });
});

describe("steps that most findings ask for", () => {
  function asking(...steps: readonly (readonly string[])[]): Finding[] {
    return steps.map((then, index) =>
      finding({ region: region(`f${String(index)}.ts`, index + 1, 7), suggestion: { ...suggestion, then } }),
    );
  }
  function ends(findings: readonly Finding[]): string[] {
    const written = lines(findings);
    return written.slice(written.indexOf("Then, for each finding:"));
  }

  it("are told once, at the end, and what is special at its finding", () => {
    const written = lines(asking(["store a", "rotate it"], ["store b", "rotate it"]));
    expect(written).toEqual([
      "f0.ts",
      "  1:7  critical  Azure Storage account key   azure/storage-key",
      "       use    process.env.STORAGE_KEY",
      `       fed by ${azureReference}`,
      "       then   store a",
      "",
      "f1.ts",
      "  2:7  critical  Azure Storage account key   azure/storage-key",
      "       use    process.env.STORAGE_KEY",
      `       fed by ${azureReference}`,
      "       then   store b",
      "",
      "Then, for each finding:",
      "  - rotate it",
    ]);
  });

  it("name the findings that they are not for", () => {
    expect(ends([...asking(["grant", "rotate it"], ["rotate it"], ["grant", "rotate it"]), finding()])).toEqual([
      "Then, for each finding:",
      "  - grant",
      "    not for f1.ts:2:7",
      "  - rotate it",
    ]);
    const most = Array.from({ length: 6 }, () => ["rotate it"]);
    const others = Array.from({ length: 5 }, () => ["delete it"]);
    expect(ends(asking(...most, ...others)).at(-1)).toBe(
      "    not for f6.ts:7:7, f7.ts:8:7, f8.ts:9:7 and 2 more places",
    );
  });

  it("that name one secret stay where it stands", () => {
    const step = "store it: vaultlint vault set file:./dev.vault.json password";
    expect(lines(asking([step], [step])).filter((line) => line.includes("store it"))).toHaveLength(2);
  });

  it("stay at their findings where fewer ask for them", () => {
    const written = lines(asking(["store a"], ["store b"], ["rotate it", "store c"], ["rotate it", "store d"]));
    expect(written).not.toContain("Then, for each finding:");
    expect(written.filter((line) => line.includes("rotate it"))).toHaveLength(2);
  });

  it("stand before the notices, keep to the width and pass no control character", () => {
    const step = `\u001b[31m${"word ".repeat(30)}end`;
    const written = lines(report(asking([step], [step]), { notices: [{ kind: "warning", message: "late" }] }));
    const from = written.indexOf("Then, for each finding:");
    expect(written.slice(from + 1).join(" ")).toMatch(/^ {2}- \\x1b\[31mword .*end {2}warning {6}late$/u);
    expect(Math.max(...written.slice(from).map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("notices in the text report", () => {
  it("are told by reason, what stops a gate first", () => {
    const { notices } = richReport();
    expect(lines(report([], { notices }), 120)).toEqual([
      "incomplete   src/locked.ts: it could not be read (EACCES)",
      "not scanned  larger than 100 MB: 5 files (assets/a.bin, assets/b.bin, assets/c\\x1b[2J.bin and 2 more)",
      "warning      The vault dev.vault.json is older than the one last seen here",
    ]);
  });

  it("follow the findings after an empty line", () => {
    const written = lines(report([finding()], { notices: [{ kind: "not-scanned", path: "a", message: "too large" }] }));
    expect(written.slice(2)).toEqual(["", "not scanned  a: too large"]);
  });

  it("count reasons beyond the tenth", () => {
    const notices = Array.from({ length: 14 }, (_, i) => ({
      kind: "warning" as const,
      message: `reason ${String(i).padStart(2, "0")}`,
    }));
    const written = lines(report([], { notices }));
    expect(written).toHaveLength(11);
    expect(written.at(-1)).toBe("warning      and for 4 other reasons");
  });
});

describe("what the text report prints", () => {
  it("has no control characters and no workflow command", () => {
    const written = lines(richReport()).join("\n");
    expect(written).toMatch(/^(?:\n|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+$/u);
    expect(written).not.toMatch(/^\s*::|##\[/mu);
    expect(written).toContain("test/\\x1b[31mred\\n::error::x\\u202e\\x23#[group]\\xff.ts");
  });

  it("is coloured only when asked, and says the same then", () => {
    const plain = text.write(richReport(), { color: false, width: 80 });
    const coloured = text.write(richReport(), { color: true, width: 80 });
    expect(coloured).toContain("\u001b[31m");
    expect(plain).not.toContain("\u001b");
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });
});
