// Rules of the user belong to the policy: one that a change weakens or takes away is a finding, one that it adds is none.
import { describe, expect, it } from "vitest";
import { changed, diff, type Files, found, messages } from "./change.ts";

describe("rules of the user", () => {
  const config = { "vaultlint.config.yml": "rulesFiles: [own.yml]\n" };
  const rule = (id: string, ...more: string[]): string =>
    [`  - id: acme/${id}`, "    title: Acme key", `    pattern: ${id}q_[a-z0-9]{20}`, ...more, ""].join("\n");
  const file = (...rules: string[]): string => `provider: acme\nrules:\n${rules.join("")}`;
  const allow = (...paths: string[]): string =>
    `    allow: [${paths.map((path) => `{ paths: ["${path}"] }`).join(", ")}]`;
  const both = file(rule("one"), rule("two"));

  it.each<[string, string, string, number, string]>([
    ["one is gone", both, file(rule("two")), 3, "1 rule is gone or changed: acme/one"],
    [
      "a pattern is another one",
      both,
      both.replace("twoq_[a-z0-9]{20}", "twoq_[a-z0-9]{21}"),
      8,
      "1 rule is gone or changed: acme/two",
    ],
    [
      "one is less severe",
      both,
      file(rule("one", "    severity: low"), rule("two")),
      6,
      "1 rule is gone or changed: acme/one",
    ],
    [
      "an allow list is new",
      both,
      file(rule("one"), rule("two", allow("^docs/"))),
      9,
      "1 rule is gone or changed: acme/two",
    ],
    [
      "a new one can take over what others find",
      both,
      file(rule("one"), rule("two"), rule("all", "    confidence: low")),
      9,
      "1 new rule can take findings over: acme/all",
    ],
  ])("%s: a finding in their file, at the first line that changed", async (_, before, after, at, message) => {
    const result = await diff(changed({ ...config, "own.yml": before }, { "own.yml": after }));
    expect(found(result)).toEqual([`policy/weaker own.yml:${String(at)}`]);
    expect(messages(result)).toEqual([`Weaker policy: ${message}`]);
  });

  it("their file is not named any more: a finding in the config", async () => {
    const result = await diff(
      changed({ ...config, "own.yml": both }, { "vaultlint.config.yml": "# none\nrulesFiles: []\n" }),
    );
    expect(found(result)).toEqual(["policy/weaker vaultlint.config.yml:2"]);
    expect(messages(result)).toEqual(["Weaker policy: 2 rules are gone or changed: acme/one, acme/two"]);
  });

  it.each<[string, string, Files]>([
    ["one is added", both, { "own.yml": file(rule("one"), rule("two"), rule("three")) }],
    [
      "they have other words, comments and another order",
      both,
      { "own.yml": `# new\n${file(rule("two"), rule("one", "    opens: a door"))}` },
    ],
    ["one is more severe", both, { "own.yml": file(rule("one", "    severity: critical"), rule("two")) }],
    ["keys have another order", both, { "own.yml": both.replace(/( {4}title.*\n)( {4}pattern.*\n)/u, "$2$1") }],
    [
      "an allow list is shorter",
      file(rule("one", allow("^a/", "^b/"))),
      { "own.yml": file(rule("one", allow("^b/"))) },
    ],
    [
      "one moves to another file",
      both,
      {
        "vaultlint.config.yml": "rulesFiles: [own.yml, other.yml]\n",
        "own.yml": file(rule("one")),
        "other.yml": file(rule("two")),
      },
    ],
  ])("%s: nothing is said", async (_, before, after) => {
    expect(await diff(changed({ ...config, "own.yml": before }, after))).toMatchObject({
      code: 0,
      places: [],
      said: [],
    });
  });
});
