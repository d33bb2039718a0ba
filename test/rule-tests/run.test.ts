import { describe, expect, it } from "vitest";
import type { Candidate } from "../../src/model/candidate.ts";
import { type Search, type TestedRule, testRules } from "../../src/rule-tests/run.ts";

const rule: TestedRule = { id: "acme/key", confidence: "high", generate: "acmq_${alnum:20}" };

function candidate(part: Partial<Candidate> = {}): Candidate {
  return {
    ruleId: "acme/key",
    kind: "provider",
    span: { start: 0, end: 1 },
    severity: "high",
    confidence: "high",
    reasons: [],
    also: [],
    ...part,
  };
}

/** Finds the rule in texts that hold its value. */
const search: Search = ({ bytes }) => Promise.resolve(bytes.includes("acmq_") ? [candidate()] : []);

async function reasons(
  tests: TestedRule["tests"],
  more: Partial<TestedRule> = {},
  by = search,
): Promise<readonly string[]> {
  const { failing } = await testRules([{ ...rule, ...more, ...(tests && { tests }) }], by);
  return failing.flatMap((each) => each.reasons);
}

describe("examples of a rule", () => {
  it("pass where the rule finds the positive ones and nothing of the negative ones", async () => {
    const tests = { positive: ["key = ${value}"], negative: ["key = ${alnum:9}"] };
    expect(await testRules([{ ...rule, tests }], search)).toEqual({
      failing: [],
      tested: 1,
      untested: 0,
      isIncomplete: false,
    });
  });

  it("are named by their place where they fail, and never shown", async () => {
    const tests = { positive: ["${value}", "nothing"], negative: ["acmq_secret", "nothing"] };
    expect(await reasons(tests)).toEqual(["positive[1] is not found", "negative[0] is found"]);
  });

  it("fail where it depends on the value", async () => {
    const lucky: Search = ({ bytes }) => Promise.resolve(/acmq_[a-m]/iu.test(bytes.toString()) ? [candidate()] : []);
    expect(await reasons({ positive: ["${value}"], negative: ["${value}"] }, {}, lucky)).toEqual([
      "positive[0] is found with some values only",
      "negative[0] is found with some values only",
    ]);
  });

  it("count what a rule saw beside a stronger one, and not what it is not sure of", async () => {
    const beside: Search = () => Promise.resolve([candidate({ ruleId: "zeta/key", also: ["acme/key"] })]);
    expect(await reasons({ positive: ["x"] }, {}, beside)).toEqual([]);
    const unsure: Search = () => Promise.resolve([candidate({ confidence: "low" })]);
    expect(await reasons({ positive: ["x"] }, {}, unsure)).toEqual(["positive[0] is not found"]);
    expect(await reasons({ positive: ["x"] }, { confidence: "low" }, unsure)).toEqual([]);
  });

  it("stand in the file that they name", async () => {
    const byPath: Search = ({ path }) => Promise.resolve(path === "src/a.env" ? [candidate()] : []);
    const tests = { positive: [{ path: "src/a.env", text: "x" }], negative: ["x"] };
    expect(await reasons(tests, {}, byPath)).toEqual([]);
  });

  it.each<[string, Partial<TestedRule>, string, string]>([
    ["an unknown class", {}, "${letters:4}", "no character class is called letters: use"],
    ["too many characters", {}, "${alnum:99999999}", "more than 20000 characters are asked for"],
    [
      "a checksum that none is made for",
      { generate: "x${checksum}", checksum: "jwt" },
      "${value}",
      "no value can be made for the checksum jwt",
    ],
  ])("with %s fail in a sentence", async (_, more, example, sentence) => {
    const [first = ""] = await reasons({ positive: [example] }, more);
    expect(first).toContain(`positive[0] cannot be filled: ${sentence}`);
  });

  it("ask for no value that the rule does not make", async () => {
    const { failing } = await testRules(
      [{ id: "acme/key", confidence: "high", tests: { positive: ["${value}"] } }],
      search,
    );
    expect(failing).toMatchObject([
      { reasons: ["positive[0] cannot be filled: it asks for a value, and the rule has no generate"] },
    ]);
  });

  it("whose search does not end are not passed over", async () => {
    const never: Search = () => Promise.resolve(undefined);
    const tested = await testRules([{ ...rule, tests: { negative: ["x"] } }], never);
    expect(tested).toMatchObject({ failing: [{ reasons: ["negative[0] takes too long"] }], isIncomplete: true });
  });

  it("need not be there", async () => {
    expect(await testRules([rule], search)).toEqual({ failing: [], tested: 0, untested: 1, isIncomplete: false });
  });
});
