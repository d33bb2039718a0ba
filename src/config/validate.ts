// Checks a config file's data against its JSON schema and says each mistake in one sentence. ajv's own messages are not used:
// they can quote the value, and a value that stands in the wrong place may be a secret.
import { Ajv, type DefinedError } from "ajv";
import schema from "../../schema/config.schema.json" with { type: "json" };
import type { Config } from "./config.ts";
import { pointerPart, type DataDocument, type Mistake } from "./document.ts";
import { patternMistake } from "./ignore.ts";
import { nearest } from "./nearest.ts";

/** What a valid file holds: any part of a Config. */
export type ConfigData = Partial<Omit<Config, "limits" | "baselinePolicy">> & {
  readonly limits?: Partial<Config["limits"]>;
  readonly baselinePolicy?: Partial<Config["baselinePolicy"]>;
};

/** True for a key that a message may show: short, and of the characters that our names are made of. */
function isShowable(name: string): boolean {
  return /^[\w$*/.-]{1,24}$/u.test(name);
}

/** `unknown key 'ingore': did you mean 'ignore'?` */
function unknown(what: string, name: string, known: Iterable<string>, otherwise: string): string {
  const meant = nearest(name, known);
  if (meant !== undefined) return `unknown ${what} '${name}': did you mean '${meant}'?`;
  return `unknown ${what}${isShowable(name) ? ` '${name}'` : ""}: ${otherwise}`;
}

/** A JSON pointer as people write it: `files[0].rules['azure/*']`. */
function pathOf(pointer: string): string {
  const parts = pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return parts
    .map((part, i) => {
      if (/^\d+$/u.test(part)) return `[${part}]`;
      if (/^\w{1,24}$/u.test(part)) return i === 0 ? part : `.${part}`;
      return `[${isShowable(part) ? `'${part}'` : "..."}]`;
    })
    .join("");
}

const kinds: Readonly<Record<string, string>> = {
  object: "a mapping (key: value)",
  array: "a list",
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
};

/** A mistake that is placed by its JSON pointer, not yet by its offset. */
interface Pointed {
  readonly pointer: string;
  readonly message: () => string;
}

/** The sentence for one error. The allowed values and bounds come from the schema, so they are safe to show. */
function explain(error: DefinedError): Pointed | undefined {
  const pointer = error.instancePath;
  const name = pathOf(pointer) || "the file";
  const say = (text: string): Pointed => ({ pointer, message: () => `${name} ${text}` });
  if (error.data === null) return say("has no value: give it one or remove the line");
  switch (error.keyword) {
    case "additionalProperties": {
      const key = error.params.additionalProperty;
      const { properties } = error.parentSchema as { readonly properties: object };
      const known = Object.keys(properties).filter((each) => each !== "$schema");
      const message = (): string => unknown("key", key, known, `here are known: ${known.join(", ")}`);
      return { pointer: pointer + pointerPart(key), message };
    }
    case "type":
      return say(`must be ${kinds[error.params.type] ?? "of another type"}`);
    case "enum":
      return say(`must be one of ${(error.params.allowedValues as readonly string[]).join(", ")}`);
    case "required":
      return say(`needs the key '${error.params.missingProperty}'`);
    case "exclusiveMinimum":
      return say(`must be more than ${String(error.params.limit)}`);
    case "minimum":
      return say(`must be at least ${String(error.params.limit)}`);
    case "maximum":
      return say(`must be at most ${String(error.params.limit)}`);
    case "minLength":
    case "minItems":
      return say("must not be empty");
    case "maxLength":
      return say(`must have at most ${String(error.params.limit)} characters`);
    case "maxItems":
    case "maxProperties":
      return say(`must have at most ${String(error.params.limit)} entries`);
    case "pattern":
      return say((error.parentSchema as { readonly $comment: string }).$comment);
    default:
      // A keyword that only gathers what the errors inside it say already.
      return undefined;
  }
}

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

let validator: (((data: unknown) => data is ConfigData) & { errors?: unknown }) | undefined;

/** The file's settings, or what is wrong with them, in file order. */
export function validate(
  document: DataDocument,
  knownRules: ReadonlySet<string>,
): { data: ConfigData; mistakes: Mistake[] } {
  const { data, offsets } = document;
  const placed = (found: readonly Pointed[]): Mistake[] =>
    found
      .map(({ pointer, message }) => ({ offset: offsets.get(pointer) ?? 0, message }))
      .sort((a, b) => a.offset - b.offset);
  validator ??= new Ajv({ allErrors: true, verbose: true }).compile<ConfigData>(schema);
  if (!validator(data)) {
    const errors = (validator.errors ?? []) as readonly DefinedError[];
    return { data: {}, mistakes: placed(errors.flatMap((error) => explain(error) ?? [])) };
  }
  const wildcards = [...knownRules].filter((id) => id.includes("/")).map((id) => `${id.slice(0, id.indexOf("/"))}/*`);
  const known = new Set([...knownRules, ...wildcards]);
  const mistakes = [
    ...ruleMistakes(data.rules, "/rules", known),
    ...patternMistakes(data.ignore, "/ignore"),
    ...(data.files ?? []).flatMap((entry, i) => [
      ...ruleMistakes(entry.rules, `/files/${String(i)}/rules`, known),
      ...patternMistakes(entry.patterns, `/files/${String(i)}/patterns`),
    ]),
  ];
  return { data, mistakes: placed(mistakes) };
}
