import type { Log, ReportingDescriptor, Result, Run } from "sarif";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/model/finding.ts";
import type { RuleInfo } from "../../src/model/rule.ts";
import { sarif } from "../../src/reports/sarif.ts";
import {
  azureReference,
  finding,
  randomValue,
  region,
  report,
  richReport,
  rules as allRules,
  states,
} from "./sample.ts";
import { Secret } from "../../src/model/secret.ts";

const options = { color: false, width: 80 };

function runOf(input: Report): Run {
  const log = JSON.parse(sarif.write(input, options)) as Log;
  expect(log.version).toBe("2.1.0");
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (!run) throw new Error("The log has no run.");
  return run;
}

function resultOf(input: Report): Result {
  const [result] = runOf(input).results ?? [];
  if (!result) throw new Error("The run has no result.");
  return result;
}

const current = states["current"] ?? { state: "not-in-vault" };
const at = region("src/app.ts", 12, 20);
const suggestion = {
  syntax: "javascript",
  use: "process.env.STORAGE_KEY",
  fedBy: azureReference,
  edits: [{ span: { start: 5, end: 45 }, newText: "process.env.STORAGE_KEY", region: at }],
  then: ["rotate it", "grant the app the role Key Vault Secrets User"],
};

describe("a run", () => {
  it("names the tool with its version, as GitHub shows it", () => {
    expect(runOf(report([])).tool.driver).toMatchObject({
      name: "vaultlint",
      version: "1.2.3",
      semanticVersion: "1.2.3",
    });
  });

  it("has a category of its own, so that a second upload of another tool does not replace it", () => {
    expect(runOf(report([])).automationDetails?.id).toBe("vaultlint/");
  });

  it("says when the scan is incomplete, with what was left out and why", () => {
    const [invocation] = runOf(richReport()).invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications?.map(({ level }) => level)).toEqual(
      richReport().notices.map(
        ({ kind }) => ({ incomplete: "error", "not-scanned": "warning", warning: "note" })[kind],
      ),
    );
    expect(runOf(report([])).invocations?.[0]?.executionSuccessful).toBe(true);
  });

  it("holds at most 25,000 results, the least severe left out and counted", () => {
    const many = Array.from({ length: 25_001 }, (_, i) =>
      finding({ severity: i === 3 ? "low" : "high", region: region("a.ts", i + 1, 1) }),
    );
    const { results, invocations } = runOf(report(many));
    expect(results).toHaveLength(25_000);
    expect(results?.filter(({ level }) => level === "note")).toEqual([]);
    expect(JSON.stringify(invocations)).toMatch(/1 finding of the lowest severity left out/u);
  });
});

/** The descriptors of these rules, in a report where each of them found something. */
function describedRules(infos: readonly RuleInfo[]): ReportingDescriptor[] {
  const findings = infos.map(({ id }) => finding({ ruleId: id }));
  return runOf(report(findings, { rules: infos })).tool.driver.rules ?? [];
}

describe("a rule", () => {
  const rules = describedRules(allRules);

  it("that found nothing is left out: readers take a thousand at most", () => {
    const used = runOf(report([finding({ ruleId: "vault/value" })])).tool.driver.rules ?? [];
    expect(used.map(({ id }) => id)).toEqual(["vault/value"]);
  });

  it.each([
    ["azure/storage-key", "9.5", "error", "medium"],
    ["generic/secret", "5.5", "warning", "medium"],
    ["no-secret-in-log", "2.0", "note", "high"],
    ["vault/value", "9.5", "error", "high"],
  ])("%s has security-severity %s, level %s, precision %s", (id, score, level, precision) => {
    const rule = rules.find((each) => each.id === id);
    expect(rule?.properties).toMatchObject({ "security-severity": score, precision });
    expect(rule?.defaultConfiguration?.level).toBe(level);
  });

  it("explains in text and Markdown what is at stake, how to repair it and where to read on", () => {
    const help = rules.find(({ id }) => id === "azure/storage-key")?.help;
    expect(help?.text).toMatch(/What it opens: reads, changes and deletes every blob.*\nHow to rotate or repair it: /u);
    expect(help?.markdown).toMatch(/^\*\*What it opens:\*\* /u);
    expect(help?.markdown).toContain("[CWE-321](<https://cwe.mitre.org/data/definitions/321.html>)");
    expect(help?.markdown).toContain("<https://github.com/microsoft/security-utilities>");
  });

  it.each([
    ["azure/storage-key", "AzureStorageKey"],
    ["1password/secret-key", "Rule1passwordSecretKey"],
  ])("%s has a name that is a Pascal identifier: %s", (id, name) => {
    const info = { id, title: "x", kind: "provider", severity: "low", opens: "x", rotate: "x", cwe: [] } as const;
    expect(describedRules([info])[0]?.name).toBe(name);
  });

  it("has the tags by which GitHub filters", () => {
    const [rule] = rules;
    expect(rule?.properties?.tags).toEqual(["security", "external/cwe/cwe-798", "external/cwe/cwe-321"]);
  });

  it("cannot bring markup or links in by its texts", () => {
    const [hostile] = describedRules([
      {
        id: "acme/key",
        title: "[x](http://evil) <img src=x>",
        kind: "provider",
        severity: "high",
        opens: "**all** [y](javascript:alert(1)) <b>",
        rotate: "`run` | this #1",
        cwe: [],
      },
    ]);
    const markdown = hostile?.help?.markdown ?? "";
    expect(markdown).toContain("alert");
    // What is left of the texts has every mark escaped.
    expect(markdown.replaceAll(/\\[\\`*_[\]<>|#~]/gu, "").replaceAll(/\*\*[\w ]+:\*\*/gu, "")).not.toMatch(
      /[[\]<>`*|#]/u,
    );
  });
});

describe("a result", () => {
  const input = report([finding({ region: at, name: "STORAGE_KEY", verification: current, suggestion })]);
  const result = resultOf(input);

  it("says what it is, in which vault it lives, what to write and what to do", () => {
    expect(result.message.text).toBe(
      'Azure Storage account key, in vault "prod-kv" as "storage-key" (current version). ' +
        `Use "process.env.STORAGE_KEY", fed by "${azureReference}". ` +
        "Then: rotate it; grant the app the role Key Vault Secrets User.",
    );
  });

  it("says the same for programs", () => {
    expect(result.properties).toMatchObject({
      severity: "critical",
      confidence: "high",
      name: "STORAGE_KEY",
      verification: { state: "in-vault", vault: "prod-kv", name: "storage-key", standing: "current" },
      suggestion: { use: suggestion.use, fedBy: azureReference, then: suggestion.then },
    });
  });

  it.each(Object.entries(states))("tells the vault's answer: %s", (_, verification) => {
    const { message, properties } = resultOf(report([finding({ verification })]));
    expect(properties).toMatchObject({ verification: { state: verification.state } });
    if ("name" in verification) expect(message.text).toContain(`"${verification.name}"`);
    expect(JSON.stringify({ message, properties })).not.toContain("/home/someone");
  });

  it("stands at lines and columns, points to its rule and carries both fingerprints", () => {
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "src/app.ts", uriBaseId: "SRCROOT" },
          region: { startLine: 12, startColumn: 20, endLine: 12, endColumn: 60 },
        },
      },
    ]);
    expect(runOf(input).tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
    expect(result.partialFingerprints).toEqual({
      primaryLocationLineHash: "39fa2ee980eb94b0:1",
      "vaultlint/v1": "0123456789abcdef0123456789abcdef",
    });
  });

  it("has the severity of the finding, which may differ from the rule's", () => {
    expect(resultOf(report([finding({ severity: "medium" })])).level).toBe("warning");
  });

  it("has a fix that puts the reference there", () => {
    expect(result.fixes).toEqual([
      {
        description: { text: 'Replace the value by the reference "process.env.STORAGE_KEY".' },
        artifactChanges: [
          {
            artifactLocation: { uri: "src/app.ts", uriBaseId: "SRCROOT" },
            replacements: [
              {
                deletedRegion: { startLine: 12, startColumn: 20, endLine: 12, endColumn: 60 },
                insertedContent: { text: "process.env.STORAGE_KEY" },
              },
            ],
          },
        ],
      },
    ]);
  });

  it.each([
    ["there is no edit", []],
    ["an edit has no place yet", [{ span: { start: 5, end: 45 }, newText: "x" }]],
  ])("has no fix where %s", (_, edits) => {
    const { fixes } = resultOf(report([finding({ suggestion: { ...suggestion, edits } })]));
    expect(fixes).toBeUndefined();
  });
});

describe("paths are relative URIs, percent-encoded", () => {
  it.each([
    ["src/a.ts", "src/a.ts"],
    ["a b/100%.ts", "a%20b/100%25.ts"],
    ["#1/?x=[y].ts", "%231/%3Fx%3D%5By%5D.ts"],
    ["\u00e9/\u65e5.ts", "%C3%A9/%E6%97%A5.ts"],
    ["c:/x\\y.ts", "c%3A/x%5Cy.ts"],
    ["a\n::error::b\u001b[31m.ts", "a%0A%3A%3Aerror%3A%3Ab%1B%5B31m.ts"],
  ])("%j", (path, uri) => {
    const { locations } = resultOf(report([finding({ region: region(path, 1, 1) })]));
    expect(locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
    expect(decodeURIComponent(uri)).toBe(path);
  });
});

describe("nothing harmful leaves", () => {
  it("no value, no snippet, no masked line", () => {
    const value = randomValue();
    const written = sarif.write(report([finding({ secret: new Secret(value), suggestion })]), options);
    expect(written).not.toContain(value.slice(0, 8));
    expect(written).not.toMatch(/"snippet"|"contextRegion"|redacted|constkey/u);
  });

  it("no control character, no workflow command, no link that the scanned tree wrote", () => {
    const hostile = finding({
      message: "Secret of [here](http://evil) \u001b[31m\n::error::x \u202e",
      verification: { ...current, vault: "v](x)", name: "n\n##[group]" } as typeof current,
    });
    const written = sarif.write(report([hostile, ...richReport().findings]), options);
    expect(written).toMatch(/^[\n\x20-\x7e\u00a0-\uffff]+$/u);
    expect(written).not.toMatch(/^\s*::/mu);
    expect(written).not.toContain("##[");
    const texts = (JSON.parse(written) as Log).runs[0]?.results?.map(({ message }) => message.text ?? "") ?? [];
    for (const text of texts) expect(text).not.toMatch(/\]\(|\n/u);
  });

  it("the same report gives the same bytes", () => {
    expect(sarif.write(richReport(), options)).toBe(sarif.write(richReport(), options));
  });
});
