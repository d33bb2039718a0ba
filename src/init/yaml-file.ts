// Changes a YAML file that people wrote: comments, blank lines and quotes stay as they are.
import { isCollection, parseDocument, stringify, type Document } from "yaml";
import { hostile } from "../config/document.ts";
import { UserError } from "../model/error.ts";

/** The parsed file. Its syntax errors are ours to tell: the parser's quote the file. */
export function yamlDocument(path: string, text: string): Document.Parsed {
  const refused = hostile(text);
  const document = refused ? undefined : parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  const offset = refused?.offset ?? document?.errors[0]?.pos[0];
  if (document && offset === undefined && (document.contents === null || isCollection(document.contents))) {
    return document;
  }
  const line = text.slice(0, offset ?? 0).split("\n").length;
  throw new UserError(`${path}:${String(line)}: is no valid YAML here: repair it, then run init again.`);
}

/** The changed document as text, in the layout of the file as it was. */
export function yamlText(before: string, document: Document): string {
  const layouts = [true, false].map((indentSeq) => ({ indentSeq, lineWidth: 0, flowCollectionPadding: false }));
  const padded = layouts.map((layout) => ({ ...layout, flowCollectionPadding: true }));
  const same = [...layouts, ...padded].find((layout) => parseDocument(before).toString(layout) === before);
  const text = document.toString(same ?? layouts[0]);
  return before.includes("\r\n") ? text.replaceAll(/\r?\n/gu, "\r\n") : text;
}

/** What is added, as it is shown: never a line of the file, in which a secret may stand. */
export function shownEntry(entry: object): string[] {
  return stringify(entry, { lineWidth: 0 }).trimEnd().split("\n");
}
