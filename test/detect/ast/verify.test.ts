import { describe, expect, it } from "vitest";
import { createDetectStage } from "../../../src/detect/detect.ts";
import { Secret } from "../../../src/model/secret.ts";
import type { Vault, VaultEntry } from "../../../src/model/vault.ts";
import { createVerifier } from "../../../src/verify/verifier.ts";
import { fill, seeded } from "../generate.ts";
import { sourceText } from "../source-text.ts";

const value = fill("${alnum:32}", seeded(41));

const entry: VaultEntry = {
  kind: "secret",
  name: "signing-key",
  version: "1",
  enabled: true,
  created: "2026-01-01T00:00:00Z",
  updated: "2026-01-01T00:00:00Z",
  tags: {},
  current: true,
};

const vault: Vault = {
  uri: "file:./test.vault.json",
  label: "test.vault.json",
  warnings: [],
  async *entries() {
    yield await Promise.resolve(entry);
  },
  find: () => Promise.resolve(entry),
  value: () => Promise.resolve(new Secret(value)),
};

async function states(code: string): Promise<string[]> {
  const text = sourceText("src/a.ts", code);
  const { candidates } = await createDetectStage({ ast: "auto" }).detect(text);
  const verifier = await createVerifier([{ vault, mode: "value" }]);
  try {
    return verifier
      .verify(text, candidates)
      .map(({ candidate, verification }) => `${candidate.ruleId} ${verification.state}`);
  } finally {
    verifier.close();
  }
}

describe("what the checks find is compared with the vault", () => {
  it("as the value that its parts build", async () => {
    const parts = `"${value.slice(0, 12)}" + "${value.slice(12)}"`;
    expect(await states(`import jwt from "jsonwebtoken"; jwt.sign({}, ${parts});`)).toEqual([
      "no-hardcoded-credential in-vault",
    ]);
  });

  it("not at all where it is an expression", async () => {
    expect(await states("console.log(password);")).toEqual(["no-secret-in-log unverified"]);
  });
});
