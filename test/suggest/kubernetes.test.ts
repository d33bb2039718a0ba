import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { fill, seeded } from "../detect/generate.ts";
import { ask, askAll, entry } from "./answer.ts";

const value = fill("${alnum:12}!${alnum:11}", seeded("kubernetes"));
const path = "k8s/app.yaml";
const head = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: orders\nspec:\n  containers:\n    - name: a\n";
const pod = (variables: string): string => `${head}      env:\n${variables}`;
const valueFrom = { secretKeyRef: { name: "orders-secrets", key: "db-password" } };

interface Pod {
  spec: { containers: { env: unknown[] }[] };
}
const variables = (text: string | undefined): unknown[] => (parse(text ?? "") as Pod).spec.containers[0]?.env ?? [];

describe("a container's variable", () => {
  it.each([
    ["plain", pod(`        - name: A\n          value: «${value}»\n`)],
    ["double quotes and a comment", pod(`        - name: A\n          value: "«${value}»" # now\n`)],
    ["single quotes", pod(`        - name: A\n          value: '«${value}»'\n`)],
    ["value first", pod(`        - value: «${value}»\n          name: A\n`)],
    ["braces", pod(`        - { name: A, value: "«${value}»" }\n`)],
    ["CRLF", pod(`        - name: A\n          value: «${value}»\n`).replaceAll("\n", "\r\n")],
    ["no ASCII before it", `# 🔑 ключ\n${pod(`        - name: A\n          value: «${value}»\n`)}`],
    ["no line end at the end", pod(`        - name: A\n          value: «${value}»`)],
  ])("%s: reads the Secret", async (_, text) => {
    const { suggestion, after } = await ask({ path, text });
    expect(variables(after)).toEqual([{ name: "A", valueFrom }]);
    expect(suggestion).toMatchObject({
      syntax: "kubernetes",
      use: "valueFrom: { secretKeyRef: { name: orders-secrets, key: db-password } }",
      fedBy: "ExternalSecret orders-secrets: remoteRef.key db-password",
    });
    if (text.includes("# now")) expect(after).toContain("# now");
    if (text.includes("\r\n")) expect(after?.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/u);
  });

  it("in one of many documents takes the name of its own", async () => {
    const other = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: other\n";
    const text = `${other}---\n${pod(`        - name: A\n          value: «${value}»\n`)}`;
    const { after } = await ask({ path, text });
    const documents = parseAllDocuments(after ?? "").map((document) => document.toJS() as unknown);
    expect(documents[0]).toEqual(parse(other));
    expect(documents[1]).toMatchObject({ spec: { containers: [{ env: [{ name: "A", valueFrom }] }] } });
  });

  it("takes two, one after the other", async () => {
    const text = pod(
      `        - name: A\n          value: «${value}»\n        - name: B\n          value: «${value}»\n`,
    );
    expect(variables((await askAll({ path, text })).after)).toEqual([
      { name: "A", valueFrom },
      { name: "B", valueFrom },
    ]);
  });

  it.each(["123", "true", "no", "0x1f", "1e3"])("keeps %s, the name of an entry, a text", async (name) => {
    const text = pod(`        - name: A\n          value: «${value}»\n`);
    const { after } = await ask({ path, text, verification: { ...entry, name } as typeof entry });
    expect(variables(after)).toEqual([
      { name: "A", valueFrom: { secretKeyRef: { name: "orders-secrets", key: name } } },
    ]);
  });

  it("of which the value is a part gets no edit, and the whole a name of its own", async () => {
    const text = pod(`        - name: DB_URL\n          value: postgres://app:«${value}»@db/x\n`);
    const { suggestion, after } = await ask({ path, text, azureVault: "prod-kv" });
    expect(after).toBeUndefined();
    expect(suggestion?.use).toContain("key: db-url");
    expect(suggestion?.fedBy).toBe("ExternalSecret orders-secrets: remoteRef.key db-url in prod-kv");
    expect(suggestion?.then[0]).toMatch(/^store the whole value, .* --name db-url /u);
    expect(suggestion?.then).toContain("grant the External Secrets operator Key Vault Secrets User on prod-kv");
  });

  it.each([
    ["a block of lines", pod(`        - name: A\n          value: |\n            «${value}»\n`)],
    ["an anchor", pod(`        - name: A\n          value: &a «${value}»\n`)],
    ["a variable without a name", pod(`        - value: «${value}»\n`)],
    ["an argument", `${head}      args: ["--password", "«${value}»"]\n`],
    ["an annotation", head.replace("name: orders", `name: orders\n  annotations:\n    a: «${value}»`)],
    ["a broken file", pod(`        - name: A\n          value: "«${value}»\n`)],
    [
      "Cloud Run, where the key is a version",
      pod(`        - name: A\n          value: «${value}»\n`).replace("v1", "serving.knative.dev/v1"),
    ],
  ])("%s: no edit", async (_, text) => {
    expect((await ask({ path, text })).after).toBeUndefined();
  });
});

describe("a Secret in the tree", () => {
  it("gives way to an ExternalSecret with the same key", async () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: orders\nstringData:\n  password: «${value}»\n`;
    const { suggestion, after } = await ask({ path, text, azureVault: "prod-kv" });
    expect(after).toBeUndefined();
    expect(suggestion).toMatchObject({
      use: "ExternalSecret with data: [{ secretKey: password, remoteRef: { key: db-password } }]",
      fedBy: "SecretStore with provider.azurekv.vaultUrl: https://prod-kv.vault.azure.net",
    });
    expect(suggestion?.then).toContain("put an ExternalSecret (or SecretProviderClass) in place of this Secret");
  });
});
