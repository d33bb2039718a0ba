// What `scan --explain` says: how each finding was found and what the judge weighed, and nothing of a value.
import { describe, expect, it } from "vitest";
import weights from "../../src/detect/judge/weights.json" with { type: "json" };
import { fill, seeded } from "../detect/generate.ts";
import { plant } from "./planted.ts";
import { cli, temporaryDirectory, tree } from "./run-cli.ts";

interface Explained {
  readonly ruleId: string;
  readonly explanation?: {
    readonly foundBy: string;
    readonly judge?: {
      readonly score: number;
      readonly bias: number;
      readonly signals: readonly { readonly name: string; readonly weight: number; readonly contribution: number }[];
    };
  };
}

const base = temporaryDirectory();
const random = seeded("explain");
const draw = (template: string): string => plant(fill(template, random));
const files = {
  "vaultlint.config.yml": "rulesFiles: [own.yml]\n",
  "own.yml": `provider: acme
rules:
  - { id: acme/key, title: Acme key, pattern: "acmq_[A-Za-z0-9]{20}" }
`,
  "a.yml": `client_secret: "${draw("${alnum:30}")}"\n`,
  "b.txt": `deploy with ${draw("acmq_${alnum:20}")}\n`,
  "c.txt": `${["gh", "p_"].join("")}${draw("${alnum:36}")}\n`,
  "d.yml": `url: postgres://app:${draw("${alnum:16}")}@db.internal/app\n`,
  "e.js": `const { Client } = require("pg");\nnew Client({ user: "app", password: "${draw("${alnum:18}")}" });\n`,
};
const cwd = tree(base, "project", files);

async function explained(...args: readonly string[]): Promise<Explained[]> {
  const { stdout } = await cli(["scan", "--format", "json", ...args], { cwd });
  return (JSON.parse(stdout) as { findings: Explained[] }).findings;
}

describe("scan --explain", () => {
  it("says of each finding what found it", async () => {
    const found = await explained("--explain");
    expect(found.map(({ ruleId, explanation }) => [ruleId, explanation?.foundBy])).toEqual([
      ["generic/secret", "assignment"],
      ["acme/key", "own rule"],
      ["github/personal-access-token", "provider pattern"],
      ["url/credentials", "structure"],
      ["no-hardcoded-credential", "syntax tree"],
    ]);
  });

  it("says what the judge weighed, which adds up to about its score", async () => {
    const judged = (await explained("--explain")).flatMap(({ explanation }) => explanation?.judge ?? []);
    expect(judged.length).toBeGreaterThanOrEqual(2);
    for (const { score, bias, signals } of judged) {
      const sum = signals.reduce((all, { contribution }) => all + contribution, bias);
      expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(score, 0);
      expect(signals.map(({ name }) => name)).toContain("file-lines");
      for (const { weight, contribution } of signals) {
        const quarters = Math.round((4 * contribution) / weight);
        expect(Math.abs(contribution - (weight * quarters) / 4)).toBeLessThan(0.006);
      }
    }
  });

  it("says it to people, too", async () => {
    const { code, stdout } = await cli(["scan", "--explain", "a.yml", "c.txt"], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^ +why {4}assignment, score [01]\.\d\d$/mu);
    expect(stdout).toMatch(new RegExp(`^ +\\+${weights.token.toFixed(2)} {2}named like a token$`, "mu"));
    expect(stdout).toMatch(/^ +why {4}provider pattern, format of GitHub personal access token/mu);
  });

  it("is not said unasked", async () => {
    expect((await explained()).filter(({ explanation }) => explanation !== undefined)).toEqual([]);
    expect((await cli(["scan"], { cwd })).stdout).not.toContain("why");
  });
});
