import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fill, seeded } from "../detect/generate.ts";
import { ask, askAll } from "./answer.ts";

const value = fill("${alnum:12}!${alnum:11}", seeded("github-actions"));
const path = ".github/workflows/ci.yml";
const reference = "${{ secrets.DB_PASSWORD }}";

describe("a workflow", () => {
  it.each([
    ["plain", `env:\n  A: «${value}» # now\n`],
    ["double quotes", `env:\n  A: "«${value}»"\n`],
    ["single quotes", `env:\n  A: '«${value}»'\n`],
    ["a job's env", `jobs:\n  a:\n    env:\n      A: «${value}»\n`],
    ["a step's env", `jobs:\n  a:\n    steps:\n      - run: x\n        env:\n          A: «${value}»\n`],
    ["a step's input", `jobs:\n  a:\n    steps:\n      - uses: a/b@v1\n        with: { token: "«${value}»" }\n`],
    ["a script", `jobs:\n  a:\n    steps:\n      - run: |\n          x --password «${value}» \\\n            -v\n`],
    ["part of a text", `env:\n  A: postgres://app:«${value}»@db/x\n`],
    ["credentials of a container", `jobs:\n  a:\n    container:\n      credentials:\n        password: «${value}»\n`],
    ["env of a service", `jobs:\n  a:\n    services:\n      db:\n        env:\n          A: «${value}»\n`],
    ["a called workflow's secrets", `jobs:\n  a:\n    secrets:\n      A: «${value}»\n`],
    ["CRLF and no ASCII before it", `# 🔑\r\nenv:\r\n  A: «${value}»\r\n`],
    ["a job with a dot in its name", `jobs:\n  "a.b":\n    env:\n      A: «${value}»\n`],
  ])("%s: takes the expression, and nothing else changes", async (_, text) => {
    const { suggestion, after } = await ask({ path, text });
    expect(after).toBe(text.replace(/«.*»/u, () => reference));
    expect(JSON.stringify(parse(after ?? ""))).toContain(reference);
    expect(suggestion).toMatchObject({ syntax: "github-actions", use: reference, fedBy: "gh secret set DB_PASSWORD" });
  });

  it("quotes the expression where braces would end the value", async () => {
    const { after } = await ask({ path, text: `env: { A: «${value}», B: x }\n` });
    expect(after).toBe(`env: { A: "${reference}", B: x }\n`);
    expect(parse(after ?? "")).toEqual({ env: { A: reference, B: "x" } });
  });

  it.each([
    ["a part of a plain value in braces", `env: { A: x«${value}», B: x }\n`],
    ["a key where GitHub offers no secrets", `jobs:\n  a:\n    runs-on: «${value}»\n`],
    ["a condition", `jobs:\n  a:\n    steps:\n      - if: github.token == '«${value}»'\n`],
    ["a name", `name: «${value}»\n`],
    ["a comment", `env:\n  A: b # «${value}»\n`],
    ["a broken file", `env:\n  A: "«${value}»\n b: [\n`],
    ["a tab for indentation", `env:\n\tA: «${value}»\n`],
  ])("%s: no edit", async (_, text) => {
    const { suggestion, after } = await ask({ path, text });
    expect(after).toBeUndefined();
    expect(suggestion?.use).toBe(reference);
  });

  it("takes two values on one line", async () => {
    const text = `jobs:\n  a:\n    steps:\n      - run: x «${value}» y «${value}»\n`;
    expect((await askAll({ path, text })).after).toBe(text.replace(/«[^»]*»/gu, () => reference));
  });

  it("never names a secret GITHUB_...: GitHub refuses those", async () => {
    const question = { path, text: `env:\n  A: «${value}»\n`, verification: { state: "not-in-vault" } } as const;
    const { suggestion } = await ask({ ...question, name: "GITHUB_PAT" });
    expect(suggestion?.use).toBe("${{ secrets.PAT }}");
  });

  it("is fed from the Azure vault by whoever may read it: no role for the app", async () => {
    const { suggestion } = await ask({ path, text: `env:\n  A: «${value}»\n`, azureVault: "prod-kv" });
    expect(suggestion?.fedBy).toBe(
      "az keyvault secret show --vault-name prod-kv --name db-password --query value --output tsv | gh secret set DB_PASSWORD",
    );
    expect(suggestion?.then.join("\n")).not.toContain("grant");
  });
});
