import { describe, expect, it } from "vitest";
import { defaultConfig, settingsFor, type Config } from "../../src/config/config.ts";

const config: Config = {
  ...defaultConfig,
  rules: { "azure/*": "low", "azure/storage-key": "critical", "no-secret-in-log": "off" },
  files: [
    { patterns: ["test/**"], rules: { "azure/*": "info" }, minConfidence: "high", failOn: "none" },
    { patterns: ["*.spec.ts"], rules: { "azure/storage-key": "off" }, minConfidence: "low" },
  ],
};

describe("which settings hold for a file", () => {
  it.each([
    ["src/a.ts", "azure/storage-key", "critical"],
    ["src/a.ts", "azure/entra-secret", "low"],
    ["src/a.ts", "aws/access-key", "high"],
    ["src/a.ts", "no-secret-in-log", "off"],
    ["src/a.ts", "azure", "high"],
    ["src/a.ts", "constructor", "high"],
    ["test/a.ts", "azure/entra-secret", "info"],
    ["test/a.ts", "azure/storage-key", "info"],
    ["test/a.spec.ts", "azure/storage-key", "off"],
    ["test/a.spec.ts", "azure/entra-secret", "info"],
    ["", "azure/storage-key", "critical"],
    ["../outside/test/a.ts", "azure/storage-key", "critical"],
  ] as const)("%s, %s: %s", (path, rule, level) => {
    expect(settingsFor(config, path).severityOf(rule, "high")).toBe(level);
  });

  it.each([
    ["src/a.ts", "medium", "medium"],
    ["test/a.ts", "high", "none"],
    ["test/a.spec.ts", "low", "none"],
    ["src/a.spec.ts", "low", "medium"],
  ] as const)("%s: at least %s confidence, fails on %s", (path, minConfidence, failOn) => {
    expect(settingsFor(config, path)).toMatchObject({ minConfidence, failOn });
  });

  it("is one object for all files that the same entries match", () => {
    expect(settingsFor(config, "src/a.ts")).toBe(settingsFor(config, "lib/b.ts"));
    expect(settingsFor(config, "src/a.ts")).not.toBe(settingsFor(config, "test/b.ts"));
    expect(settingsFor({ ...config }, "src/a.ts")).not.toBe(settingsFor(config, "src/a.ts"));
  });
});
