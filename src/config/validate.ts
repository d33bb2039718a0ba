// Checks a config file's data: by its JSON schema, then that the rules it names exist and its patterns can be used.
import schema from "../../schema/config.schema.json" with { type: "json" };
import type { Config } from "./config.ts";
import { pointerPart, type DataDocument, type Mistake } from "./document.ts";
import { patternMistake } from "./ignore.ts";
import { pathOf, placed, type Pointed, schemaCheck, unknown } from "./schema-mistakes.ts";

/** What a valid file holds: any part of a Config. */
export type ConfigData = Partial<Omit<Config, "limits" | "baselinePolicy" | "rulesFiles">> & {
  readonly limits?: Partial<Config["limits"]>;
  readonly baselinePolicy?: Partial<Config["baselinePolicy"]>;
  readonly rulesFiles?: readonly string[];
};

function ruleMistakes(rules: object | undefined, pointer: string, known: ReadonlySet<string>): Pointed[] {
  return Object.keys(rules ?? {})
    .filter((id) => !known.has(id))
    .map((id) => ({
      pointer: pointer + pointerPart(id),
      message: () => unknown("rule", id, known, '"vaultlint rules list" shows them all'),
    }));
}

function patternMistakes(patterns: readonly string[] | undefined, pointer: string): Pointed[] {
  return (patterns ?? []).flatMap((pattern, i) => {
    const mistake = patternMistake(pattern);
    const at = pointer + pointerPart(String(i));
    return mistake === undefined ? [] : [{ pointer: at, message: () => `${pathOf(at)} ${mistake}` }];
  });
}

/** What is wrong with the file's keys and values, in file order. Nothing is: its data is a `ConfigData`. */
export const configMistakes: (document: DataDocument) => Mistake[] = schemaCheck(schema);

/** What is wrong with the rules and patterns that the file names, in file order. `knownRules` holds those of the user too. */
export function nameMistakes(document: DataDocument, data: ConfigData, knownRules: ReadonlySet<string>): Mistake[] {
  const wildcards = [...knownRules].filter((id) => id.includes("/")).map((id) => `${id.slice(0, id.indexOf("/"))}/*`);
  const known = new Set([...knownRules, ...wildcards]);
  return placed(document, [
    ...ruleMistakes(data.rules, "/rules", known),
    ...patternMistakes(data.ignore, "/ignore"),
    ...(data.files ?? []).flatMap((entry, i) => [
      ...ruleMistakes(entry.rules, `/files/${String(i)}/rules`, known),
      ...patternMistakes(entry.patterns, `/files/${String(i)}/patterns`),
    ]),
  ]);
}
