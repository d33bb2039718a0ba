import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import schema from "../../schema/report.schema.json" with { type: "json" };
import { json } from "../../src/reports/json.ts";
import { finding, report, richReport } from "./sample.ts";

interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

const definitions: Readonly<Record<string, Schema>> = schema.$defs;

/** Every property a report can hold, with its path as the documentation writes it. */
function properties(node: Schema, prefix: string): [string, Schema][] {
  if (node.$ref !== undefined) return properties(definitions[node.$ref.replace("#/$defs/", "")] ?? {}, prefix);
  const own = Object.entries(node.properties ?? {}).flatMap(([name, property]): [string, Schema][] => [
    [prefix + name, property],
    ...properties(property, `${prefix}${name}.`),
  ]);
  const below = [
    ...(node.items ? properties(node.items, `${prefix.slice(0, -1)}[].`) : []),
    ...(node.oneOf ?? []).flatMap((each) => properties(each, prefix)),
  ];
  return [...own, ...below];
}

const all = properties(schema, "");
const options = { color: false, width: 80 };
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

describe("the JSON report", () => {
  it.each([
    ["nothing found", report([])],
    ["a finding with only what must be there", report([finding()])],
    ["a finding in an archive", report([finding({ archive: { path: "a.zip", entries: ["b.tar", "c"] } })])],
    ["every part", richReport()],
  ])("follows its schema: %s", (_name, input) => {
    validate(JSON.parse(json.write(input, options)));
    expect(validate.errors).toBeNull();
  });

  it("can be read back, with exact paths", () => {
    const { findings } = JSON.parse(json.write(richReport(), options)) as { findings: { path: string }[] };
    expect(findings.map(({ path }) => path)).toEqual(richReport().findings.map(({ region }) => region.path));
  });

  it("names the rules of its findings only", () => {
    const input = report([finding({ also: ["no-secret-in-log"] })]);
    const { rules } = JSON.parse(json.write(input, options)) as { rules: { id: string }[] };
    expect(rules.map(({ id }) => id)).toEqual(["azure/storage-key", "no-secret-in-log"]);
  });

  it("is the same for the same report, also where only the value differs", () => {
    expect(json.write(richReport(), options)).toBe(json.write(richReport(), options));
  });

  it("holds neither the value nor the masked line, nor anything that was added to a finding", () => {
    const written = json.write(report([{ ...finding(), extra: "surplus" } as ReturnType<typeof finding>]), options);
    expect(written).not.toMatch(/secret"|redacted|maskedLine|constkey|surplus/u);
  });
});

describe("the report's schema", () => {
  it("describes every property", () => {
    for (const [name, { description }] of all) expect(description, name).toMatch(/(?:\.|\.\.\.)$/u);
  });

  it("refuses what it does not know", () => {
    const written = JSON.parse(json.write(richReport(), options)) as { findings: object[] };
    for (const changed of [
      { ...written, time: "2026-01-01" },
      { ...written, findings: [{ ...written.findings[0], value: "x" }] },
    ])
      expect(validate(changed)).toBe(false);
  });
});

describe("docs/report-json.md", () => {
  it.each(all)("has a row for %s that says what the schema says", async (name, property) => {
    const text = await readFile(new URL("../../docs/report-json.md", import.meta.url), "utf8");
    const rows = text.split("\n").filter((line) => line.startsWith(`| \`${name}\` `));
    expect(
      rows.some((row) => row.split("|")[2]?.includes(property.description ?? "-")),
      name,
    ).toBe(true);
  });
});
