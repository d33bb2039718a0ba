import { describe, expect, it } from "vitest";
import { counts } from "../../bench/peer-reports.js";
import { scanners } from "../../bench/peers.js";

/** How the scanners write two findings, and none. @type {Record<keyof typeof counts, { two: string, none: string }>} */
const reports = {
  sarif: {
    two: '{"version":"2.1.0","runs":[{"tool":{},"results":[{"ruleId":"a/b"}]},{"tool":{},"results":[{"ruleId":"a/b"}]}]}',
    none: '{"version":"2.1.0","runs":[{"tool":{},"results":[]}]}',
  },
  findings: {
    two: '{"schema_version":"1","findings":[{"rule_id":"a"},{"rule_id":"b"}],"scan":{"state":"complete"}}',
    none: '{"findings":[],"audit":{"summary":{"discovered":1}}}',
  },
  array: { two: '[{"RuleID":"a"},{"RuleID":"b"}]\n', none: "[]\n" },
  lines: { two: "a.py:api_key = 1\nb.py:api_key = 2\n", none: "" },
  messages: {
    two: '[{"filePath":"a","messages":[{"ruleId":"x"}]},{"filePath":"b","messages":[{"ruleId":"x"}]}]',
    none: "[]",
  },
};

describe.each(Object.entries(reports))("a report as %s", (name, { two, none }) => {
  const count = counts[/** @type {keyof typeof counts} */ (name)];

  it("holds two findings, or none", () => {
    expect(count(two)).toBe(2);
    expect(count(none)).toBe(0);
  });
});

describe.each(["sarif", "findings", "array", "messages"])("a report of another shape, read as %s", (name) => {
  const count = counts[/** @type {keyof typeof counts} */ (name)];

  it.each(["null", "{}", '{"results":[]}', '"none"'])("is an error: %s", (report) => {
    expect(() => count(report)).toThrow("holds no list");
  });

  it("is an error where it ends early", () => {
    expect(() => count('{"findings":[')).toThrow();
  });
});

it("secretlint writes nothing where it found nothing", () => {
  expect(counts.messages("")).toBe(0);
});

describe.each(scanners)("$name", ({ command, history, codes }) => {
  it("is told what to scan, and where a report goes if it writes one", () => {
    const told = command("/tree", "/report.json").join(" ");
    expect(told).toContain("/tree");
    expect(codes).toContain(0);
  });

  it("reads histories into the same report, where it reads any", () => {
    const told = history?.("/repository", "/report.json").join(" ") ?? "/report.json";
    expect(told).toContain("/report.json");
  });
});
