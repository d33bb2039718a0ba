// Reads the rule files that a config names: rules of the user, each checked and compiled before anything is scanned.
import { dirname, resolve } from "node:path";
import schema from "../../schema/rules.schema.json" with { type: "json" };
import { checkAllow, checkTogether, compileUserRule, RuleMistake } from "../detect/user-rules/compile.ts";
import type { Allow, UserRule, UserRuleData } from "../detect/user-rules/user-rule.ts";
import { UserError } from "../model/error.ts";
import { type DataDocument, readDocument } from "./document.ts";
import type { TreeFiles } from "../sources/tree-files.ts";
import { shownPath } from "../suppress/read-file.ts";
import { readConfigText, refuse } from "./find.ts";
import { pathOf, placed, type Pointed, schemaCheck } from "./schema-mistakes.ts";

/** Rules of one file. */
export interface RuleFile {
  /** Absolute path. */
  readonly file: string;
  readonly rules: readonly UserRule[];
}

interface RuleFileData {
  readonly provider: string;
  readonly name?: string;
  readonly allow?: readonly Allow[];
  readonly rules: readonly (Partial<UserRuleData> &
    Pick<UserRuleData, "id" | "title" | "kind" | "severity" | "confidence" | "ignoreCase" | "boundary" | "cwe">)[];
}

const mistakesOf = schemaCheck(schema, true);

function completed(data: RuleFileData): UserRuleData[] {
  const { provider, name = provider, rules } = data;
  return rules.map((rule) => ({
    opens: `whatever ${name} guards with it`,
    rotate: `Revoke it where ${name} issued it and make a new one, then read that from the vault instead of the file.`,
    parameters: {},
    entropy: 0,
    allow: [],
    ...rule,
    provider,
  }));
}

/** Compiles the rules of one file, and gives what is wrong with them. `taken` maps the ids in use to where they stand. */
function compileAll(
  data: RuleFileData,
  taken: Map<string, string>,
  shown: string,
): { rules: UserRule[]; found: Pointed[] } {
  const rules: UserRule[] = [];
  const found: Pointed[] = [];
  const { allow = [] } = data;
  const attempt = (pointer: string, step: () => void): void => {
    try {
      step();
    } catch (error) {
      if (!(error instanceof RuleMistake)) throw error;
      const at = `${pointer}/${error.key}`;
      found.push({ pointer: at, message: () => `${pathOf(at)} ${error.message}` });
    }
  };
  attempt("", () => {
    checkAllow(allow);
  });
  for (const [i, rule] of completed(data).entries()) {
    attempt(`/rules/${String(i)}`, () => {
      if (!rule.id.startsWith(`${data.provider}/`))
        throw new RuleMistake("id", `must start with the file's provider, "${data.provider}/"`);
      const other = taken.get(rule.id);
      if (other !== undefined)
        throw new RuleMistake("id", `is taken: ${other} has a rule of that id, so choose another one`);
      taken.set(rule.id, shown);
      const compiled = compileUserRule(rule);
      rules.push({ ...compiled, allow: [...allow, ...compiled.allow] });
    });
  }
  return { rules, found: [...found, ...unknownParts(rules, taken)] };
}

/** What the rules of one file name as parts of credentials that no rule finds. */
function unknownParts(rules: readonly UserRule[], taken: ReadonlyMap<string, string>): Pointed[] {
  return rules.flatMap(({ with: parts = [] }, i) =>
    parts.flatMap(({ rules: named = [] }, j) =>
      named.flatMap((id, k): Pointed[] => {
        if (taken.has(id)) return [];
        const pointer = `/rules/${String(i)}/with/${String(j)}/rules/${String(k)}`;
        return [{ pointer, message: () => `${pathOf(pointer)} is the id of no rule: check its spelling` }];
      }),
    ),
  );
}

/** Reads one rule file's text. A UserError with file and line where it is wrong. */
export function parseRuleFile(text: string, shown: string, taken: Map<string, string>): UserRule[] {
  const document: DataDocument = readDocument(text);
  refuse(shown, text, document.mistakes);
  if (document.data === null) throw new UserError(`${shown} is empty: a rule file holds provider and rules.`);
  refuse(shown, text, mistakesOf(document));
  const data = document.data as RuleFileData;
  const { rules, found } = compileAll(data, taken, shown);
  refuse(shown, text, placed(document, found));
  return rules;
}

/** The rule files that the config file `configFile` names, in their order. Their ids must not be among `knownRules`. Where `tree` is given, files of its repository are read there. */
export async function readRuleFiles(
  names: readonly string[],
  configFile: string,
  knownRules: ReadonlySet<string>,
  tree?: TreeFiles,
): Promise<RuleFile[]> {
  const taken = new Map([...knownRules].map((id) => [id, "vaultlint"]));
  const files: RuleFile[] = [];
  for (const name of names) {
    const file = resolve(dirname(configFile), name);
    const shown = shownPath(file, tree);
    files.push({ file, rules: parseRuleFile(await readConfigText(file, shown, "rule", tree), shown, taken) });
  }
  try {
    checkTogether(files.flatMap(({ rules }) => rules));
  } catch (error) {
    throw new UserError(
      `The rules of ${names.join(", ")} are too many. ${error instanceof Error ? error.message : ""}`,
    );
  }
  return files;
}
