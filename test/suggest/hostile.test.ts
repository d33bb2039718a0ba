import { describe, expect, it } from "vitest";
import { fill, seeded } from "../detect/generate.ts";
import { ask, type Question } from "./answer.ts";

const value = fill("${alnum:24}", seeded("hostile suggestions"));
const deep = 10_000;
const nested = (open: string, close: string): string => open.repeat(deep) + `"«${value}»"` + close.repeat(deep);
const manifest = "apiVersion: v1\nkind: Pod\n";

describe("hostile files", () => {
  it.each<[string, Question]>([
    ["JSON, nested deeply", { path: "appsettings.json", text: nested('{"a":', "}") }],
    ["JSON lists, nested deeply", { path: "appsettings.json", text: nested("[", "]") }],
    ["JSON without an end", { path: "appsettings.json", text: nested("[", "") }],
    ["a workflow, nested deeply", { path: ".github/workflows/a.yml", text: `env: ${nested("[", "]")}\n` }],
    ["a workflow without an end", { path: ".github/workflows/a.yml", text: `env: ${nested("{a: ", "")}\n` }],
    ["a workflow of lists in lists", { path: ".github/workflows/a.yml", text: `${"- ".repeat(deep)}«${value}»\n` }],
    ["a manifest, nested deeply", { path: "a.yaml", text: `${manifest}spec: ${nested("{a: ", "}")}\n` }],
    ["a manifest of aliases", { path: "a.yaml", text: `${manifest}a: &a [${"*a,".repeat(deep)}]\nb: "«${value}»"\n` }],
    ["a manifest with a tag of its own", { path: "a.yaml", text: `${manifest}a: !!js/function "«${value}»"\n` }],
    ["a sum of many parts", { path: "a.ts", text: `const a = ${'"b" + '.repeat(deep)}"«${value}»";` }],
    [
      "JSX, nested deeply",
      { path: "a.tsx", text: `const a = ${"<a>".repeat(2000)}{"«${value}»"}${"</a>".repeat(2000)};` },
    ],
    ["TypeScript that is none", { path: "a.ts", text: `@@@ "«${value}»" \u0000 }{` }],
    [
      "an object nested in its own name",
      { path: "appsettings.json", text: `{"__proto__":{"constructor":"x«${value}»"}}` },
    ],
  ])("%s: no edit and no crash", async (_, question) => {
    const { suggestion, after } = await ask({ ...question, name: "DB_PASSWORD" });
    expect(after).toBeUndefined();
    expect(JSON.stringify(suggestion ?? {})).not.toContain(value.slice(0, 8));
  });

  it.each([
    [".env", `A=«${value}»`],
    ["appsettings.json", `{"A":"«${value}»"}`],
    [".github/workflows/a.yml", `env:\n  A: «${value}»\n`],
    ["a.ts", `const a = "«${value}»";`],
  ])("%s of more than a megabyte is not parsed", async (path, text) => {
    const { suggestion, after } = await ask({ path, text: `${text}\n${"#".repeat(1_000_001)}` });
    if (path !== ".env") expect(after).toBeUndefined();
    expect(suggestion?.use).toBeTruthy();
  });

  it.each([
    ["(", ")"],
    ["[", "]"],
  ])("%s nested deeply in TypeScript: an edit at most, and no crash", async (open, close) => {
    const { after } = await ask({ path: "a.ts", text: `const a = ${nested(open, close)};` });
    expect(after ?? "").not.toContain(value);
  });
});
