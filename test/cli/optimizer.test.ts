// Flags of V8: compiled code is taken back only under those that it was kept under.
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import { tuneOptimizer, untuneOptimizer } from "../../src/cli/optimizer.ts";

describe("the flags of the optimizer", () => {
  it("are set, and given back as they came", () => {
    const source = "(function () { return 1; })";
    const cachedData = new Script(source).createCachedData();
    let count = 0;
    // Under a name of its own, since V8 remembers what it compiled.
    const isTaken = (): boolean =>
      new Script(source, { cachedData, filename: `${String(++count)}.js` }).cachedDataRejected === false;
    expect(isTaken()).toBe(true);
    tuneOptimizer();
    const isTakenTuned = isTaken();
    untuneOptimizer();
    expect({ isTakenTuned, isTakenUntuned: isTaken() }).toEqual({ isTakenTuned: false, isTakenUntuned: true });
  });
});
