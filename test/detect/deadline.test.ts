import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../src/detect/detect.ts";
import type { Notice } from "../../src/model/finding.ts";
import { fill, seeded } from "./generate.ts";
import { sourceText } from "./source-text.ts";

const slow = "KEY=".repeat(200_000);
const secret = `DB_PASSWORD="${fill("${alnum:20}", seeded(7))}"\n`;

describe("a text that takes too long", () => {
  it("is left with a notice that makes the scan incomplete", async () => {
    const { notices } = await createDetectStage({ ast: "off", deadline: 1 }).detect(sourceText("slow.env", slow));
    const message = "took longer than 0.001 s: the rest of it was not searched (limits.secondsPerFile)";
    expect(notices).toEqual([{ kind: "incomplete", path: "slow.env", message }]);
  });

  it("keeps what was found before, and does not hurt the next one", async () => {
    const stage = createDetectStage({ ast: "off", deadline: 100 });
    const first = await stage.detect(sourceText("slow.env", secret + slow));
    expect(first.notices).toHaveLength(1);
    expect(first.candidates.length).toBeGreaterThan(0);
    const next = await stage.detect(sourceText("next.env", secret));
    expect(next.notices).toEqual([]);
    expect(next.candidates).toHaveLength(1);
  });

  it("says so too where the time is over in a part that is encoded", async () => {
    const encoded = `data: ${Buffer.from(`x\n${slow}`).toString("base64")}\n`;
    const noticesOf = async (depth: number): Promise<readonly Notice[]> => {
      const stage = createDetectStage({ ast: "off", deadline: 40, decode: { depth, bytes: 16_000_000 } });
      return (await stage.detect(sourceText("a.yml", encoded))).notices;
    };
    const message = "took longer than 0.04 s: the rest of it was not searched (limits.secondsPerFile)";
    expect(await noticesOf(3)).toEqual([{ kind: "incomplete", path: "a.yml", message }]);
    // The text itself is searched in time.
    expect(await noticesOf(0)).toEqual([]);
  });
});
