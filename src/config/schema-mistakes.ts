// Says each violation of a JSON schema in one sentence. ajv's own messages are not used: they can quote the value, and a value
// that stands in the wrong place may be a secret.
import { Ajv, type DefinedError } from "ajv";
import { pointerPart, type DataDocument, type Mistake } from "./document.ts";
import { nearest } from "./nearest.ts";

/** True for a key that a message may show: short, and of the characters that our names are made of. */
function isShowable(name: string): boolean {
  return /^[\w$*/.-]{1,24}$/u.test(name);
}

/** `unknown key 'ingore': did you mean 'ignore'?` */
export function unknown(what: string, name: string, known: Iterable<string>, otherwise: string): string {
  const meant = nearest(name, known);
  if (meant !== undefined) return `unknown ${what} '${name}': did you mean '${meant}'?`;
  return `unknown ${what}${isShowable(name) ? ` '${name}'` : ""}: ${otherwise}`;
}

/** A JSON pointer as people write it: `files[0].rules['azure/*']`. */
export function pathOf(pointer: string): string {
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
  "string,object": "a text, or a mapping of path and text",
};

/** A mistake that is placed by its JSON pointer, not yet by its offset. */
export interface Pointed {
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
      return say(
        error.params.limit === 1 ? "must not be empty" : `must have at least ${String(error.params.limit)} characters`,
      );
    case "minItems":
    case "minProperties":
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

/** Gives mistakes the offsets of their keys, in file order. */
export function placed({ offsets }: DataDocument, found: readonly Pointed[]): Mistake[] {
  return found
    .map(({ pointer, message }) => ({ offset: offsets.get(pointer) ?? 0, message }))
    .sort((a, b) => a.offset - b.offset);
}

/** Builds the check of a document against a schema, made on first use. It gives what is wrong, in file order; defaults are filled in on request. */
export function schemaCheck(schema: object, useDefaults: boolean = false): (document: DataDocument) => Mistake[] {
  let validator: (((data: unknown) => boolean) & { errors?: unknown }) | undefined;
  return (document) => {
    validator ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, useDefaults }).compile(schema);
    if (validator(document.data)) return [];
    const errors = (validator.errors ?? []) as readonly DefinedError[];
    return placed(
      document,
      errors.flatMap((error) => explain(error) ?? []),
    );
  };
}
