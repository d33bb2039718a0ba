import { afterEach, describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { createUserRuleHost, type UserRuleHost } from "../../../src/detect/user-rules/host.ts";
import type { UserRule } from "../../../src/detect/user-rules/user-rule.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";
import { userRule } from "./user-rule.ts";

const token = fill("acmq_${lower:8}${digit:12}", seeded("host"));
const quick = userRule({ pattern: "acmq_[a-z0-9]{20}" });
// No rule file's check lets it pass: the branches begin alike, so that it takes exponential time.
const passed = userRule({ id: "acme/slow", pattern: "[ab]{1,60}c", keywords: ["zqxj"] });
const slow: UserRule = { ...passed, detector: { ...passed.detector, pattern: "(?:a|aa|aaa|b){1,60}c" } };
const hostile = sourceText("slow.txt", `${token} zqxj ${"a".repeat(3000)}`);
const harmless = sourceText("a.txt", `x = ${token}`);

let host: UserRuleHost | undefined;

function start(rules: readonly UserRule[], seconds: number): UserRuleHost {
  return (host = createUserRuleHost(rules, { seconds }));
}

afterEach(async () => {
  await host?.close();
});

describe("rules of a user in the worker", () => {
  it("give places, never a value or a name", async () => {
    const own = start([quick], 5);
    const { candidates, notices } = await own.search(sourceText("a.txt", `acmq_name = ${token}`));
    expect(notices).toEqual([]);
    expect(candidates).toMatchObject([{ ruleId: "acme/key", span: { start: 12, end: 12 + token.length } }]);
    expect(JSON.stringify(candidates)).not.toContain(token.slice(0, 8));
  });

  it("search text after text, also larger ones than before", async () => {
    const own = start([quick], 5);
    for (const size of [10, 6_000_000, 300_000, 10]) {
      const { candidates } = await own.search(sourceText("a.txt", `${" ".repeat(size)}${token}`));
      expect(candidates.map(({ span }) => span.start)).toEqual([size]);
    }
  });

  it("cost a file its rules when one takes too long, and the next file is searched again", async () => {
    const own = start([quick, slow], 0.2);
    const late = await own.search(hostile);
    expect(late.candidates).toEqual([]);
    expect(late.notices).toMatchObject([{ kind: "incomplete", path: "slow.txt" }]);
    expect(late.notices[0]?.message).toContain("the rule acme/slow did not finish within 0.2 s");
    expect((await own.search(harmless)).candidates).toHaveLength(1);
  });

  it("leave a rule out that failed on three files", async () => {
    const own = start([quick, slow], 0.3);
    const notices = [];
    for (let i = 0; i < 3; i++) notices.push(...(await own.search(hostile)).notices);
    expect(notices.at(-1)?.message).toContain("acme/slow failed on 3 files and was left out");
    expect(await own.search(hostile)).toMatchObject({ candidates: [{ ruleId: "acme/key" }], notices: [] });
  });

  it("say which rule the engine cannot run", async () => {
    // No rule file's check lets it pass; an engine may refuse more than they know.
    const detector = { ...quick.detector, pattern: "acmq_(" };
    const refused: UserRule = { ...quick, id: "acme/refused", detector };
    const { notices } = await start([refused], 20).search(harmless);
    expect(notices).toMatchObject([{ kind: "incomplete" }]);
    expect(notices[0]?.message).toContain("the rule acme/refused cannot be run");
  });
});

describe("a worker that runs out of memory", () => {
  it("ends alone: the file loses its rules, and the next one is searched again", async () => {
    // As many matches as a text may give are held.
    const greedy = userRule({ id: "acme/greedy", pattern: "[qx]", keywords: ["zqxj"], boundary: "none" });
    const own = (host = createUserRuleHost([quick, greedy], { seconds: 25, heapMB: 16 }));
    const file = sourceText("many.txt", `${token} zqxj ${"q".repeat(1_000_000)}`);
    const { candidates, notices } = await own.search(file);
    expect(candidates).toEqual([]);
    const message = "the rule acme/greedy needed more than 16 MB of memory: rules of your own did not search this file";
    expect(notices).toEqual([{ kind: "incomplete", path: "many.txt", message }]);
    expect((await own.search(harmless)).candidates).toHaveLength(1);
  });
});

describe("the detect stage", () => {
  it("joins what rules of a user and shipped rules see, and steps down in tests", async () => {
    const provider = `${["gh", "p_"].join("")}${fill("${alnum:36}", seeded(3))}`;
    const stage = createDetectStage({ ast: "off", userRules: [quick] });
    const text = sourceText("test/a.env", `API_TOKEN=${token}\nOTHER=${provider}\n`);
    const { candidates } = await stage.detect(text);
    await stage.close();
    expect(candidates).toMatchObject([
      { ruleId: "acme/key", severity: "medium", name: "API_TOKEN", also: ["generic/secret"] },
      { ruleId: "github/personal-access-token" },
    ]);
    expect(stage.titleOf("acme/key")).toBe(quick.title);
    expect(stage.titleOf("github/personal-access-token")).toContain("GitHub");
  });

  it("runs no rule that is off, and then no worker", async () => {
    const stage = createDetectStage({
      ast: "off",
      userRules: [slow],
      isOff: (id) => id === "acme/slow",
      deadline: 100,
    });
    expect((await stage.detect(hostile)).notices).toEqual([]);
    expect(stage.titleOf("acme/slow")).toBeUndefined();
    await stage.close();
  });
});
