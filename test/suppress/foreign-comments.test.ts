import { describe, expect, it } from "vitest";
import type { ForeignComment } from "../../src/model/suppression.ts";
import { foreignLines } from "../../src/suppress/foreign-comments.ts";
import { fill, seeded } from "../detect/generate.ts";
import { treeOf } from "./scanned.ts";

// Assembled, so that no scanner takes a comment in this file for its own.
const gitleaks = ["gitleaks", "allow"].join(":");
const pragma = ["pragma:", "allowlist"].join(" ");
const nosec = ["no", "sec"].join("");

function lines(content: string, ...kinds: ForeignComment[]): number[] {
  const text = { path: "a.py", bytes: Buffer.from(content), binary: false, encoding: "utf-8" } as const;
  return [...foreignLines(text, kinds).keys()];
}

describe("comments of other scanners", () => {
  it.each<[ForeignComment, string, number[]]>([
    ["gitleaks", `a\nx = 1 # ${gitleaks}`, [2]],
    ["gitleaks", `x = 1 // ${gitleaks} demo`, [1]],
    ["gitleaks", `x = 1 # ${gitleaks.replace("allow", "deny")}`, []],
    ["detect-secrets", `x = 1  # ${pragma} secret`, [1]],
    ["detect-secrets", `x = 1;  // ${pragma} secret`, [1]],
    ["detect-secrets", `x = 1;  /* ${pragma} secret */`, [1]],
    ["detect-secrets", `<a/> <!-- ${pragma} secret -->`, [1]],
    ["detect-secrets", `x  # ${pragma.replace("allow", "white")} secret`, [1]],
    ["detect-secrets", `a\n# ${pragma} nextline secret\nx = 1\n`, [3]],
    ["detect-secrets", `x = "${pragma} secret"`, []],
    ["detect-secrets", `x  # ${pragma} names`, []],
    ["nosec", `x = 1  # ${nosec}`, [1]],
    ["nosec", `x = 1  #${nosec}`, [1]],
    ["nosec", `x := 1 // #${nosec} G101 -- demo`, [1]],
    ["nosec", `x = 1  # ${nosec} B105`, [1]],
    ["nosec", `x = 1  # ${nosec}: B101, B106`, [1]],
    ["nosec", `x = 1  # ${nosec}: B101`, []],
    ["nosec", `x := 1 // #${nosec} G204`, []],
    ["nosec", `x = 1  # ${nosec} because it is a demo`, [1]],
    ["nosec", `x = "${nosec}"`, []],
    ["nosec", `x = 1  # ${nosec}urity`, []],
  ])("%s: %j", (kind, content, expected) => {
    expect(lines(content, kind)).toEqual(expected);
  });

  it("count only where they are asked for", () => {
    expect(lines(`x # ${gitleaks}`)).toEqual([]);
    expect(lines(`x # ${gitleaks}`, "nosec", "detect-secrets")).toEqual([]);
  });

  it("are bounded in a file of nothing else", () => {
    expect(lines(`# ${gitleaks}\n`.repeat(30_000), "gitleaks")).toHaveLength(10_000);
    expect(lines(`# ${nosec}: ${"B101, ".repeat(200_000)}`, "nosec")).toEqual([]);
  });

  it.each<[ForeignComment, string]>([
    ["gitleaks", gitleaks],
    ["detect-secrets", `${pragma} secret`],
    ["nosec", `${nosec} B105`],
  ])("are switched on by the config, each by its name: %s", async (kind, comment) => {
    const value = fill("${alnum:16}!${alnum:15}", seeded("foreign"));
    const tree = treeOf({ "a.py": `db_password = "${value}"  # ${comment}\n` });
    const others = (["gitleaks", "detect-secrets", "nosec"] as const).filter((other) => other !== kind);
    expect((await tree.scan()).exitCode).toBe(1);
    tree.write({ "vaultlint.config.yml": `inline: [${others.join(", ")}]\n` });
    expect((await tree.scan()).exitCode).toBe(1);
    tree.write({ "vaultlint.config.yml": `inline: [${others.join(", ")}, ${kind}]\n` });
    const { exitCode, report } = await tree.scan();
    expect(exitCode).toBe(0);
    expect(report.stats.suppressed).toBe(1);
  });
});
