// Changes JSON files of the project in place: what stands in them, comments and indentation included, stays.
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  type JSONPath,
  type ParseError,
} from "jsonc-parser";
import { UserError } from "../model/error.ts";

/** The text with a value set at a place; `-1` as the last step puts it at the end of a list. */
export function withValue(text: string, path: JSONPath, value: unknown): string {
  const indent = /\n([ \t]+)"/u.exec(text)?.[1] ?? "  ";
  const formattingOptions = {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 1 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n",
  };
  return applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion: path.at(-1) === -1 }));
}

/** What stands at a place; nothing where there is nothing. Throws where the file is no object, or the value not of the type. */
export function valueAt(file: string, text: string, path: JSONPath, type?: "object" | "array"): unknown {
  const mistakes: ParseError[] = [];
  const root = parseTree(text, mistakes, { allowTrailingComma: true });
  const node = root && findNodeAtLocation(root, path);
  if (root?.type !== "object" || mistakes.length > 0) throw new UserError(`${file} is no JSON object: repair it.`);
  if (node && type !== undefined && node.type !== type)
    throw new UserError(`${file}: ${path.join(".")} is no ${type === "array" ? "list" : "object"}: repair it.`);
  return node && (getNodeValue(node) as unknown);
}
