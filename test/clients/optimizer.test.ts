// Flags of V8 on the Nodes that this one is not: compiled code is taken back only under those that it was kept under.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { nodeBinary } from "./install.ts";

const optimizer = pathToFileURL(join(import.meta.dirname, "../../src/cli/optimizer.ts")).href;

/** Says whether code that was kept before is taken: before the flags are set, under them, and once they are given back. */
const program = `
import { Script } from "node:vm";
import { tuneOptimizer, untuneOptimizer } from ${JSON.stringify(optimizer)};
const source = "(function () { return 1; })";
const cachedData = new Script(source).createCachedData();
const isTaken = (filename) => new Script(source, { cachedData, filename }).cachedDataRejected === false;
const taken = [isTaken("before.js")];
tuneOptimizer();
taken.push(isTaken("tuned.js"));
untuneOptimizer();
taken.push(isTaken("after.js"));
process.stdout.write(JSON.stringify(taken));
`;

describe.each(["24.21.0", "26.12.1"])("the flags of the optimizer on Node %s", (version) => {
  it("are set, and given back as they came", () => {
    const args = ["--input-type=module", "--eval", program];
    const taken: unknown = JSON.parse(execFileSync(nodeBinary(version), args, { encoding: "utf8" }));
    expect(taken).toEqual([true, false, true]);
  });
});
