// Texts in which the reading thread saw nothing: they are counted without being handed over, unless somebody looks at them for more.
import { expect, it } from "vitest";
import { defaultConfig } from "../../src/config/config.ts";
import type { SilentText, SourceItems } from "../../src/model/source-item.ts";
import { asksEveryText } from "../../src/reading-ahead.ts";
import { run } from "../../src/run.ts";
import { scan } from "../../src/scan.ts";
import { temporaryDirectory, tree } from "../cli/run-cli.ts";
import { fill, seeded } from "../detect/generate.ts";
import { bouncyCastleStore } from "../detect/key-files.ts";
import { memoryVault } from "../verify/vaults.ts";

const base = temporaryDirectory();
const token = fill("acmq_${alnum:20}", seeded("silent"));
const rules = `provider: acme
rules:
  - id: acme/key
    title: Acme deploy key
    severity: critical
    pattern: acmq_[A-Za-z0-9]{20}
`;

it("of many files all are counted, and rules of a user look at each", async () => {
  const plain = Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`${String(index)}.txt`, "plain\n"]));
  const files = { ...plain, "a/last.txt": `deploy with ${token}\n` };
  const of = async (cwd: string): Promise<unknown> => {
    let hasThread = false;
    const onThread = (): void => void (hasThread = true);
    const { report, isScanned } = await run({ paths: [], workingDirectory: cwd, onThread });
    expect(hasThread).toBe(true);
    expect(isScanned("1234.txt") && isScanned("a/last.txt")).toBe(true);
    const { stats, findings } = report;
    return { files: stats.files, bytes: stats.bytes, found: findings.map(({ ruleId }) => ruleId) };
  };
  const all = { files: 2101, bytes: 2100 * 6 + 13 + token.length };
  expect(await of(tree(base, "shipped", files))).toEqual({ ...all, found: [] });
  const config = 'rulesFiles: [own.yml]\nignore: ["*.yml"]\n';
  const own = tree(base, "own", { ...files, "vaultlint.config.yml": config, "own.yml": rules });
  expect(await of(own)).toEqual({ ...all, found: ["acme/key"] });
});

it("of many files those are handed over whose names say what they hold", async () => {
  const plain = Object.fromEntries(Array.from({ length: 2100 }, (_, index) => [`${String(index)}.txt`, "plain\n"]));
  const store = bouncyCastleStore([4]);
  const files = { ...plain, "z/app.bks": store, "z/.vault-token": `${fill("hx${alnum:22}", seeded("token"))}\n` };
  const cwd = tree(base, "named", files);
  let hasThread = false;
  const { report } = await run({ paths: [], workingDirectory: cwd, onThread: () => void (hasThread = true) });
  expect(hasThread).toBe(true);
  expect(report.stats).toMatchObject({ files: 2102, bytes: 2100 * 6 + store.length + 25 });
  const found = report.findings.map(({ ruleId, region }) => `${region.path} ${ruleId}`);
  expect(found).toEqual(["z/.vault-token generic/secret", "z/app.bks private-key/java-key-store"]);
});

it("every text is asked for where vaults, rules of a user or all programs are looked at", () => {
  const nobody = { ast: "auto", vaults: 0, rulesFiles: 0 } as const;
  expect(asksEveryText(nobody)).toBe(false);
  expect(asksEveryText({ ...nobody, ast: "off" })).toBe(false);
  expect(asksEveryText({ ...nobody, ast: "all" })).toBe(true);
  expect(asksEveryText({ ...nobody, vaults: 1 })).toBe(true);
  expect(asksEveryText({ ...nobody, rulesFiles: 1 })).toBe(true);
});

it("a scan fails that is not handed a text which it looks at", async () => {
  const silent: SilentText = { kind: "silent", path: "a.txt", size: 5 };
  async function* items(): SourceItems {
    yield await Promise.resolve([silent]);
  }
  const options = { config: defaultConfig, vaults: [], ast: "auto" } as const;
  const { stats } = await scan({ ...options, source: items() });
  expect(stats).toMatchObject({ files: 1, bytes: 5 });
  const vaults = [{ vault: memoryVault([]), mode: "value" }] as const;
  for (const asked of [{ vaults }, { ast: "all" }] as const)
    await expect(scan({ ...options, ...asked, source: items() })).rejects.toThrow("not handed over");
});
