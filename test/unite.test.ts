import { describe, expect, it } from "vitest";
import type { Finding, Related } from "../src/model/finding.ts";
import { Secret } from "../src/model/secret.ts";
import { apart, unite } from "../src/unite.ts";
import { finding, region, states } from "./reports/sample.ts";

const id = finding({ ruleId: "aws/access-key-id", severity: "high", region: region(".env", 1, 5) });
const part: Related = { role: "id", span: id.span, ruleId: id.ruleId, region: id.region, secret: id.secret };

function secretWith(related: readonly Related[], changes: Partial<Finding> = {}): Finding {
  return finding({ ruleId: "aws/secret-access-key", region: region(".env", 2, 5), related, ...changes });
}

describe("findings that are united", () => {
  it("have the severity of the worse, and can be taken apart again", () => {
    const secret = secretWith([part], { severity: "low" });
    const united = unite([id, secret]);
    expect(united).toMatchObject([{ ruleId: secret.ruleId, fingerprint: secret.fingerprint, severity: "high" }]);
    expect(apart(united).map(({ ruleId }) => ruleId)).toEqual([secret.ruleId, id.ruleId]);
  });

  it("lose no part that two secrets name", () => {
    const united = unite([id, secretWith([part]), secretWith([part], { region: region(".env", 3, 5) })]);
    expect(united.map(({ related }) => related?.map((each) => each.finding?.ruleId))).toEqual([
      [id.ruleId],
      [undefined],
    ]);
  });

  it.each<[string, readonly Finding[]]>([
    ["the part is a key of its own", [id, secretWith([{ ...part, role: "key" }])]],
    [
      "another value stands there in the version that is reported",
      [id, secretWith([{ ...part, secret: new Secret("x") }])],
    ],
    [
      "a vault holds the part",
      [{ ...id, verification: states["current"] ?? { state: "not-in-vault" } }, secretWith([part])],
    ],
    ["the secret is not reported", [id]],
    ["no rule finds the part", [id, secretWith([{ role: "user", span: id.span, region: id.region }])]],
  ])("are not where %s", (_, findings) => {
    expect(unite(findings)).toEqual(findings);
  });
});
