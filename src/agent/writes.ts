// What a tool is about to write. Agents call the same things by few names, so the shape of the input tells, not the tool's name; what
// has no known shape is looked at as a whole.
import { UserError } from "../model/error.ts";
import { object } from "./input.ts";
import { beginsPatch, patchIn, patchWrites } from "./patch.ts";

/** A replacement in a file's text. */
export interface Replacement {
  readonly old: string;
  readonly new: string;
  /** At every place, not at the first alone. */
  readonly all: boolean;
}

export type Write =
  /** A whole file. */
  | { readonly kind: "file"; readonly path: string; readonly content: string }
  /** A part of a file, which can be moved by that. */
  | {
      readonly kind: "edit";
      readonly path: string;
      readonly replacements: readonly Replacement[];
      readonly to?: string;
    }
  /** What goes into no file. The path says what it is: `<command>.sh`. */
  | { readonly kind: "text"; readonly path: string; readonly content: string };

type Input = Readonly<Record<string, unknown>>;

const pathKeys = ["file_path", "path", "notebook_path"];
const contentKeys = ["content", "file_text", "new_source"];
const replacementKeys = [
  ["old_string", "new_string"],
  ["old_str", "new_str"],
] as const;

/** The first of these that is a string. */
function textOf(input: Input, keys: readonly string[]): string | undefined {
  return keys.map((key) => input[key]).find((value) => typeof value === "string");
}

function replacementOf(input: Input): Replacement | undefined {
  for (const [from, to] of replacementKeys) {
    const [old, next] = [input[from], input[to]];
    if (typeof old === "string" && typeof next === "string")
      return { old, new: next, all: input["replace_all"] === true };
  }
  return undefined;
}

/** The replacements of an edit; nothing where one of them has no known shape. */
function replacementsOf(input: Input): readonly Replacement[] | undefined {
  const { edits } = input;
  const all: readonly unknown[] = Array.isArray(edits) ? edits : [input];
  const known = all.flatMap((each) => replacementOf(object(each) ?? {}) ?? []);
  return known.length === all.length ? known : undefined;
}

function fileWrite(input: Input): Write | undefined {
  const path = textOf(input, pathKeys);
  if (path === undefined) return undefined;
  const content = textOf(input, contentKeys);
  if (content !== undefined) return { kind: "file", path, content };
  const replacements = replacementsOf(input);
  return replacements && { kind: "edit", path, replacements };
}

function commandWrites(command: string): Write[] {
  if (beginsPatch(command)) return patchWrites(command);
  const patch = patchIn(command);
  const text: Write = { kind: "text", path: "<command>.sh", content: command };
  return patch === undefined ? [text] : [text, ...patchWrites(patch)];
}

/** The input as it is, with its names. */
function wholeInput(input: Input): Write {
  try {
    return { kind: "text", path: "<input>.json", content: JSON.stringify(input, undefined, 1) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("the tool's input is nested too deeply, or too large");
  }
}

/** What the tool's input says will be written. */
export function writesOf(tool: string, toolInput: unknown): Write[] {
  if (typeof toolInput === "string") return commandWrites(toolInput);
  const input = object(toolInput);
  if (!input) throw new UserError("the tool's input is no object");
  // What a path means to a tool of an MCP server, only the server knows.
  if (/^mcp[_:]/iu.test(tool)) return [wholeInput(input)];
  const file = fileWrite(input);
  if (file) return [file];
  const { command } = input;
  if (typeof command === "string") return commandWrites(command);
  return [wholeInput(input)];
}
