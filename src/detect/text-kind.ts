import type { SourceText } from "../model/text.ts";
import { isProgram } from "./ast/program.ts";
import { fileKind, type UnquotedStyle } from "./generic/file-kind.ts";
import { IN_CODE, IN_LINES, IN_LOCALE, IN_PROGRAM, IN_TABLE, IN_TEXT } from "./kernel/layout.ts";
import { isTable } from "./structure/columns.ts";

const styles: Readonly<Record<UnquotedStyle, number>> = { code: IN_CODE, line: IN_LINES, word: 0 };

/** What the text is, for the search: IN_TEXT and the like. */
export function kindsOf({ path, binary }: Pick<SourceText, "path" | "binary">): number {
  if (binary) return 0;
  if (isTable(path)) return IN_TEXT | IN_TABLE;
  const kind = fileKind(path);
  // Of other endings few are: to ask costs as much as it spares.
  const isLocale = path.endsWith(".json") && kind.locale;
  return IN_TEXT | (isProgram(path) ? IN_PROGRAM : 0) | styles[kind.unquoted] | (isLocale ? IN_LOCALE : 0);
}
