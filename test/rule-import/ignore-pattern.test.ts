import { describe, expect, it } from "vitest";
import { ignorePattern } from "../../src/rule-import/ignore-pattern.ts";

describe("a path of gitleaks is a pattern of `ignore`:", () => {
  it.each<[string, string | undefined]>([
    ["^vendor/", "/vendor/"],
    ["^vendor/.*", "/vendor/"],
    ["(^|/)node_modules/", "node_modules/"],
    ["(?:^|/)third_party/js/", "**/third_party/js/"],
    ["(^|/)package-lock\\.json$", "package-lock.json"],
    ["^config/keys\\.yml$", "/config/keys.yml"],
    [".*\\.min\\.js$", "*.min.js"],
    ["\\.pem$", "*.pem"],
    // Not the same: a piece of a name, of either kind, or more than a plain name.
    ["test", undefined],
    ["(^|/)secrets$", undefined],
    ["^vendor", undefined],
    ["(?i)\\.pem$", undefined],
    ["\\.(png|jpg)$", undefined],
    ["^a*/", undefined],
    ["(", undefined],
  ])("%s", (path, pattern) => {
    expect(ignorePattern(path)).toBe(pattern);
  });
});
