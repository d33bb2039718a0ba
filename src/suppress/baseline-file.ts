// The baseline's file: JSON with one entry a line, so that changes read well in a review and merge well. It is edited by hand and
// by merges, so every mistake in it is placed; parser messages, which quote the file, are not used.
import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { findNodeAtLocation, parse, parseTree, type ParseError } from "jsonc-parser";
import schema from "../../schema/baseline.schema.json" with { type: "json" };
import { UserError } from "../model/error.ts";
import type { TreeFiles } from "../sources/tree-files.ts";
import { isDate } from "./policy.ts";
import { codeOf, readSmallText, shownPath } from "./read-file.ts";

/** One known finding. Field meanings stand in schema/baseline.schema.json. */
export interface BaselineEntry {
  readonly rule: string;
  readonly path: string;
  readonly line: string;
  readonly value: string;
  readonly reason?: string;
  readonly owner?: string;
  /** The last day on which it covers, as YYYY-MM-DD. */
  readonly expires?: string;
}

/** What a baseline file holds. */
export interface BaselineData {
  readonly version: 1;
  readonly salt: string;
  readonly entries: readonly BaselineEntry[];
}

/** A baseline file as it was read. */
export interface BaselineFile extends BaselineData {
  /** 1-based line on which the entry of this index stands. */
  readonly lineOf: (index: number) => number;
}

const nothing = { type: "null", offset: 0, length: 0 } as const;

/** The line of what `locate` finds; the first where the file is nested too deeply to be searched. */
function lineOf(text: string, locate: () => number | undefined): number {
  let offset = 0;
  try {
    offset = locate() ?? 0;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return text.slice(0, offset).split(/\r\n?|\n/u).length;
}

function syntaxMistake(text: string): { line: number; message: string } {
  const conflict = /^(?:<{7}|={7}|>{7})/mu.exec(text);
  if (conflict) {
    return {
      line: lineOf(text, () => conflict.index),
      message: "a merge conflict stands here: keep the entries of both sides",
    };
  }
  const errors: ParseError[] = [];
  const line = lineOf(text, () => {
    parse(text, errors, { disallowComments: true });
    return errors[0]?.offset;
  });
  return { line, message: "is no valid JSON here: restore the line, or delete the file and create it anew" };
}

function schemaMistake(text: string, { instancePath, keyword }: ErrorObject): { line: number; message: string } {
  const path = instancePath
    .split("/")
    .slice(1)
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  const line = lineOf(text, () => findNodeAtLocation(parseTree(text) ?? nothing, path)?.offset);
  if (instancePath === "/version" && keyword === "const") {
    return { line, message: "is of a version that this vaultlint does not know: update vaultlint" };
  }
  if (path[2] === "expires") return { line, message: "expires is no day of the calendar: write it as YYYY-MM-DD" };
  const where = path.length === 0 ? "the file" : String(path[0] === "entries" ? (path[2] ?? "this entry") : path[0]);
  const then =
    path[0] === "entries" && path.length > 1
      ? "restore the line or delete the entry"
      : "restore it, or delete the file and create it anew";
  return { line, message: `${where} is not as vaultlint writes it: ${then}` };
}

/** The lines on which the entries stand, from one parse. */
function entryLines(text: string): (index: number) => number {
  let starts: readonly number[] | undefined;
  return (index) =>
    lineOf(text, () => {
      starts ??=
        findNodeAtLocation(parseTree(text) ?? nothing, ["entries"])?.children?.map(({ offset }) => offset) ?? [];
      return starts[index];
    });
}

/** Reads and checks a baseline file. Where `tree` is given, a file of its repository is read there. */
export async function readBaselineFile(file: string, tree?: TreeFiles): Promise<BaselineFile> {
  const missing = 'check its path, or make it with "vaultlint baseline create"';
  const text = await readSmallText(file, { what: "baseline", missing }, tree);
  const fail = ({ line, message }: { line: number; message: string }): never => {
    throw new UserError(`${shownPath(file, tree)}:${String(line)}: ${message}`);
  };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return fail(syntaxMistake(text));
  }
  const validate = new Ajv().compile<BaselineData>(schema);
  if (!validate(data)) {
    const [error] = validate.errors ?? [];
    return fail(error ? schemaMistake(text, error) : syntaxMistake(text));
  }
  const at = entryLines(text);
  const wrongDate = data.entries.findIndex(({ expires }) => expires !== undefined && !isDate(expires));
  if (wrongDate >= 0) {
    return fail({ line: at(wrongDate), message: "expires is no day of the calendar: write it as YYYY-MM-DD" });
  }
  return { ...data, lineOf: at };
}

function byPlace(a: BaselineEntry, b: BaselineEntry): number {
  for (const key of ["path", "rule", "line", "value"] as const) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}

function serialise({ version, salt, entries }: BaselineData): string {
  const lines = entries
    .toSorted(byPlace)
    .map(
      ({ path, rule, line, value, owner, reason, expires }) =>
        `    ${JSON.stringify({ path, rule, line, value, owner, reason, expires })}`,
    );
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "version": ${String(version)},\n  "salt": ${JSON.stringify(salt)},\n  "entries": ${list}\n}\n`;
}

/** Writes the file so that a reader sees the old or the new one, never a part. */
export async function writeBaselineFile(file: string, data: BaselineData): Promise<void> {
  try {
    // A link stays a link: what it points to is replaced.
    const target = await realpath(file).catch(() => file);
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
    try {
      const handle = await open(temporary, "wx");
      try {
        await handle.writeFile(serialise(data));
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new UserError(
      `Cannot write the baseline ${shownPath(file)} (${codeOf(error)}): name a file in a directory that exists and is writable.`,
    );
  }
}
