import type { SourceText } from "../model/text.ts";
import { isProgram } from "./ast/program.ts";
import { fileKind, isOfLocale, type UnquotedStyle } from "./generic/file-kind.ts";
import { IN_CODE, IN_LINES, IN_LOCALE, IN_PROGRAM, IN_TABLE, IN_TEXT } from "./kernel/layout.ts";
import { isTable } from "./structure/columns.ts";

const styles: Readonly<Record<UnquotedStyle, number>> = { code: IN_CODE, line: IN_LINES, word: 0 };

/** Names of which more counts than their ending: what begins with a dot, what is called after env, and declarations. */
const tellsMore = /^\.|env|\.d\.[cm]?ts$/iu;
const ofEnding = new Map<string, number>();
const mostEndings = 1000;

function kindsOfPath(path: string): number {
  if (isTable(path)) return IN_TEXT | IN_TABLE;
  return IN_TEXT | (isProgram(path) ? IN_PROGRAM : 0) | styles[fileKind(path).unquoted];
}

function kindsOfEnding(path: string, name: string): number {
  const dot = name.lastIndexOf(".");
  const ending = dot < 0 ? "" : name.slice(dot);
  let kinds = ofEnding.get(ending);
  if (kinds === undefined) {
    kinds = kindsOfPath(path);
    if (ofEnding.size < mostEndings) ofEnding.set(ending, kinds);
  }
  return kinds;
}

/** What the text is, for the search: IN_TEXT and the like. A tree has thousands of files and a few dozens of endings. */
export function kindsOf({ path, binary }: Pick<SourceText, "path" | "binary">): number {
  if (binary) return 0;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const kinds = tellsMore.test(name) ? kindsOfPath(path) : kindsOfEnding(path, name);
  // Of other endings few are: to ask costs as much as it spares.
  return path.endsWith(".json") && isOfLocale(path, name.toLowerCase()) ? kinds | IN_LOCALE : kinds;
}
