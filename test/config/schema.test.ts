import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import schema from "../../schema/config.schema.json" with { type: "json" };
import { defaultConfig } from "../../src/config/config.ts";

interface Property {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly items?: { readonly type?: string; readonly properties?: Readonly<Record<string, Property>> };
}

/** Every key a config can hold, with its path as the documentation writes it. */
function keys(properties: Readonly<Record<string, Property>>, prefix = ""): [string, Property][] {
  return Object.entries(properties).flatMap(([name, property]): [string, Property][] => [
    [prefix + name, property],
    ...keys(property.properties ?? {}, `${prefix}${name}.`),
    ...keys(property.items?.properties ?? {}, `${prefix}${name}[].`),
  ]);
}

const all = keys(schema.properties);

describe("the config's schema", () => {
  it("gives the defaults that hold without a file", () => {
    const data = {};
    new Ajv({ useDefaults: true, strict: true }).validate(schema, data);
    expect(data).toEqual(defaultConfig);
  });

  it("describes every key", () => {
    for (const [name, { description }] of all) expect(description, name).toMatch(/\.$/u);
  });

  it("compiles without a warning", () => {
    const warnings: unknown[] = [];
    const keep = (...warning: unknown[]): void => void warnings.push(warning);
    new Ajv({ strict: true, logger: { log: keep, warn: keep, error: keep } }).compile(schema);
    expect(warnings).toEqual([]);
  });
});

describe("docs/configuration.md", () => {
  it.each(all.filter(([name]) => name !== "$schema"))("has a row for %s with its default", async (name, property) => {
    const text = await readFile(new URL("../../docs/configuration.md", import.meta.url), "utf8");
    const row = text.split("\n").find((line) => line.startsWith(`| \`${name}\` `));
    expect(row, name).toBeDefined();
    const cell = row?.split("|")[2]?.trim();
    if (property.default !== undefined)
      expect(cell).toBe(`\`${JSON.stringify(property.default).replaceAll('"', "")}\``);
  });
});
