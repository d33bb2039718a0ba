import { describe, expect, it } from "vitest";
import { everything } from "../../src/collect/collector.ts";
import { defaultConfig } from "../../src/config/config.ts";
import { createDetectStage, type Detected, type DetectOptions } from "../../src/detect/detect.ts";
import { createDetector } from "../../src/detect/detector.ts";
import { createSearch } from "../../src/detect/search.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { SourceText } from "../../src/model/text.ts";
import { searchOptions } from "../../src/search-options.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";
import { userRule } from "./user-rules/user-rule.ts";

const random = seeded("bounds");
const passwords = (count: number): string =>
  Array.from({ length: count }, (_, n) => `DB${String(n)}_PASSWORD="${fill("${alnum:20}", random)}"\n`).join("");
const message = (most: number): string =>
  `more than ${String(most)} findings, unsure ones included: the rest of it was not searched (limits.findingsPerFile)`;
const incomplete = (path: string, most: number): object[] => [{ kind: "incomplete", path, message: message(most) }];

async function detected(text: SourceText, options: Partial<DetectOptions>): Promise<Detected> {
  const stage = createDetectStage({ ast: "off", ...options });
  try {
    return await stage.detect(text);
  } finally {
    await stage.close();
  }
}

describe("a text with more candidates than it may have", () => {
  it("is left there with a notice that makes the scan incomplete, but not one with just as many", async () => {
    const text = sourceText(".env", passwords(5));
    expect(await detected(text, { mostCandidates: 5 })).toMatchObject({ candidates: { length: 5 }, notices: [] });
    const { candidates, notices } = await detected(text, { mostCandidates: 3 });
    expect(candidates.map(({ name }) => name)).toEqual(["DB0_PASSWORD", "DB1_PASSWORD", "DB2_PASSWORD"]);
    expect(notices).toEqual(incomplete(".env", 3));
  });

  it("is not read to its end", () => {
    // Behind the bound nothing is looked at: no reference is asked about.
    let asked = 0;
    const isReference = (): boolean => asked++ < 0;
    createSearch({ isReference, mostCandidates: 3 })(sourceText(".env", passwords(500)));
    expect(asked).toBeLessThan(6);
  });

  it("counts those of its encoded parts", async () => {
    const inside = Buffer.from(`x: 1\n${passwords(3)}`).toString("base64");
    const text = sourceText("a.yml", `${passwords(2)}data: ${inside}\n`);
    expect(await detected(text, { mostCandidates: 5 })).toMatchObject({ candidates: { length: 5 }, notices: [] });
    const { candidates, notices } = await detected(text, { mostCandidates: 4 });
    expect(candidates).toHaveLength(4);
    expect(notices).toEqual(incomplete("a.yml", 4));
  });

  it("counts those of the checks of programs", async () => {
    const call = (): string => `new Client({ user: "app", password: "${fill("${lower:4}${digit:5}", random)}" });\n`;
    const text = sourceText("a.ts", `import { Client } from "pg";\n${Array.from({ length: 4 }, call).join("")}`);
    expect(await detected(text, { ast: "all", mostCandidates: 3 })).toMatchObject({
      candidates: { length: 3 },
      notices: incomplete("a.ts", 3),
    });
  });

  it("counts those of rules of the user", async () => {
    const tokens = Array.from({ length: 3 }, () => fill("acmq_${lower:8}${digit:12}", random)).join("\n");
    const options = { userRules: [userRule({ pattern: "acmq_[a-z0-9]{20}" })] };
    const text = sourceText("a.txt", tokens);
    expect(await detected(text, { ...options, mostCandidates: 3 })).toMatchObject({ notices: [] });
    const { candidates, notices } = await detected(text, { ...options, mostCandidates: 2 });
    expect(candidates).toHaveLength(2);
    expect(notices).toEqual(incomplete("a.txt", 2));
  });

  it("is bounded by the config in every thread, and not at all where a detector stands alone", () => {
    const config = { ...defaultConfig, limits: { ...defaultConfig.limits, findingsPerFile: 2 } };
    const text = sourceText(".env", passwords(4));
    expect(createSearch(searchOptions(config, false))(text)).toMatchObject({
      candidates: { length: 2 },
      notices: incomplete(".env", 2),
    });
    expect(createDetector().detect(text)).toHaveLength(4);
  });
});

it("as many findings as there may be are gathered", async () => {
  const findings = new Array<Finding>(300_000);
  const collector = everything();
  collector.add(sourceText("a.txt", ""), findings);
  expect(await collector.findings()).toHaveLength(findings.length);
});
