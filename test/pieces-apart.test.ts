// Files that come in pieces, one after the other: what is counted over the pieces of one says nothing of the next.
import { expect, it } from "vitest";
import { defaultConfig } from "../src/config/config.ts";
import type { SourceItem, SourceItems } from "../src/model/source-item.ts";
import { scan } from "../src/scan.ts";
import { fill, seeded } from "./detect/generate.ts";
import { sourceText } from "./detect/source-text.ts";

function pieceOf(path: string, content: string, offset: number): SourceItem {
  const own = { start: 0, end: Infinity };
  return { kind: "text", text: { ...sourceText(path, content), piece: { offset, line: 1 + offset, column: 1, own } } };
}

it("a finding's fingerprint does not depend on files before its own", async () => {
  const line = `password = "${fill("${alnum:16}", seeded("apart"))}"\n`;
  const last = [pieceOf("b.txt", "plain\n", 0), pieceOf("b.txt", line, 1)];
  const fingerprintsOf = async (all: readonly SourceItem[]): Promise<readonly string[]> => {
    async function* items(): SourceItems {
      yield await Promise.resolve(all);
    }
    const { findings } = await scan({ config: defaultConfig, vaults: [], ast: "auto", source: items() });
    return findings.filter(({ region }) => region.path === "b.txt").map(({ fingerprint }) => fingerprint);
  };
  const alone = await fingerprintsOf(last);
  expect(alone).toHaveLength(1);
  const again = pieceOf("b.txt", line, 0);
  expect(await fingerprintsOf([again, ...last])).toEqual([...(await fingerprintsOf([again])), ...alone]);
});
