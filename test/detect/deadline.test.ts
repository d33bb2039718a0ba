import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../src/detect/detect.ts";
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
});
