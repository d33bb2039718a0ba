import { describe, expect, it } from "vitest";
import { ignoreMatcher } from "../../src/config/ignore.ts";
import { ignorePatterns } from "../../src/rule-import/ignore-pattern.ts";

describe("a path of gitleaks is patterns of `ignore`:", () => {
  it.each<[string, string[]]>([
    ["^vendor/", ["/vendor/"]],
    ["^vendor/.*", ["/vendor/"]],
    ["^vendor", ["/vendor*"]],
    ["(^|/)node_modules/", ["node_modules/"]],
    ["(?:^|/)third_party/js/", ["**/third_party/js/"]],
    ["(^|/)cmd/config/rules", ["**/cmd/config/rules*"]],
    ["(^|/)package-lock\\.json$", ["package-lock.json"]],
    ["(^|/)go\\.(mod|sum|work(?:\\.sum)?)$", ["go.mod", "go.sum", "go.work", "go.work.sum"]],
    ["^config/keys\\.yml$", ["/config/keys.yml"]],
    [".*\\.min\\.js$", ["*.min.js"]],
    ["(.*?)\\.(png|jpe?g)$", ["*.png", "*.jpg", "*.jpeg"]],
    ["\\.pem$", ["*.pem"]],
    ["testdata", ["*testdata*"]],
    [".*test\\.go", ["*test.go*"]],
    ["docs/examples", ["**/*docs/examples*"]],
    ["tests?/fixtures/", ["**/*test/fixtures/", "**/*tests/fixtures/"]],
    ["tests/*", ["*tests*"]],
    ["man/smb.1.xml", ["**/*man/smb?1?xml*"]],
    // Not the same: an ending of a name or a whole name, of either kind, or more than plain text.
    ["(^|/)secrets$", []],
    ["test$", []],
    ["(?i)\\.pem$", []],
    ["^a*/", []],
    // A sign that stands for any other in a pattern.
    ["what\\?/", []],
    [".*", []],
    ["(^|/)[a-z]{20}/", []],
    ["(", []],
  ])("%s", (path, patterns) => {
    expect(ignorePatterns(path)).toEqual(patterns);
  });

  it("which name the same files", () => {
    const files = ["vendor/a.go", "vendored.go", "a/vendor/b.go", "x/testdata/y", "mytestdata.txt", "src/a_test.go"];
    const others = ["docs/examples.md", "a/docs/examples/b", "docs/example", "src/docs.go", "img/a.jpeg", "jpeg/a.txt"];
    for (const path of [
      "^vendor",
      "^vendor/",
      "^vendor/*",
      "vendor/*",
      "testdata",
      ".*test\\.go",
      "docs/examples",
      "\\.(png|jpe?g)$",
    ]) {
      const isIgnored = ignoreMatcher(ignorePatterns(path));
      for (const file of [...files, ...others])
        expect([path, file, isIgnored(file)]).toEqual([path, file, new RegExp(path, "u").test(file)]);
    }
  });
});
