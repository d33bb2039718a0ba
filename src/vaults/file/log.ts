/**
 * The access log beside a vault: one JSON line a command, each with a MAC that covers the line before it. The vault's body
 * records how long the log is and how it ends, so that lines cannot be changed, moved or cut off unseen.
 */
import { createHmac, type KeyObject } from "node:crypto";
import { sameMac } from "./crypto.ts";
import type { LogHead } from "./format.ts";
import { canonical } from "./layout.ts";

/** What a line tells. Entries stand as their ids, since their names are no more public than in the vault itself. */
export interface LogRecord {
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly user: string;
  readonly command: string;
  readonly entries?: readonly string[];
  /** In place of `entries`, where a command touched many. */
  readonly count?: number;
}

export interface LogLine extends LogRecord {
  readonly n: number;
  readonly previous: string;
  readonly mac: string;
}

/** What reading a log found out. */
export interface LogCheck {
  readonly lines: readonly LogLine[];
  /** Where the chain breaks, as the end of a sentence; undefined when it fits the vault. */
  readonly problem?: string;
  /** Where the next line attaches: the vault's head, or the last of the valid lines that a killed command left after it. */
  readonly next: LogHead;
  /** Bytes to keep when appending: without the half line that a killed command left. */
  readonly keep: number;
}

/** The head of an empty log. */
export const emptyLog: LogHead = { length: 0, head: "0".repeat(64) };

const mostEntries = 20;

/** The `entries` or `count` of a record. */
export function touchedEntries(ids: readonly string[]): Pick<LogRecord, "entries" | "count"> {
  return ids.length > mostEntries ? { count: ids.length } : { entries: ids };
}

function lineMac(line: Omit<LogLine, "mac">, vault: string, key: KeyObject): string {
  const { n, time, user, command, entries, count, previous } = line;
  return createHmac("sha256", key)
    .update(canonical({ vault, n, time, user, command, entries, count, previous }))
    .digest("hex");
}

/** The line that follows `after`. */
export function nextLine(record: LogRecord, after: LogHead, vault: string, key: KeyObject): LogLine {
  const line = { n: after.length + 1, ...record, previous: after.head };
  return { ...line, mac: lineMac(line, vault, key) };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function parseLine(text: string): LogLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const { n, time, user, command, entries, count, previous, mac, ...more } = value as Readonly<Record<string, unknown>>;
  const texts = [time, user, command, previous, mac];
  if (!isTexts(texts) || typeof n !== "number" || Object.keys(more).length > 0) return undefined;
  const [timeText = "", userText = "", commandText = "", previousText = "", macText = ""] = texts;
  if ((entries !== undefined && !isTexts(entries)) || (count !== undefined && typeof count !== "number"))
    return undefined;
  return {
    n,
    time: timeText,
    user: userText,
    command: commandText,
    ...(entries && { entries }),
    ...(count !== undefined && { count }),
    previous: previousText,
    mac: macText,
  };
}

interface RawLine {
  readonly text: string;
  readonly start: number;
  readonly ended: boolean;
}

function rawLines(bytes: Buffer): RawLine[] {
  const lines: RawLine[] = [];
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    lines.push({ text: bytes.toString("utf8", start, end), start, ended: newline !== -1 });
    start = end + 1;
  }
  return lines.filter(({ text }) => text.trim() !== "");
}

/** Checks a log against the head that the vault records. Lines after the head count if they continue the chain: a killed command leaves such. */
export function checkLog(bytes: Buffer, head: LogHead, vault: string, key: KeyObject): LogCheck {
  const raw = rawLines(bytes);
  const parsed = raw.map(({ text }) => parseLine(text));
  const last = raw.at(-1);
  const torn = last && !last.ended && !parsed.at(-1) ? last : undefined;
  if (torn) parsed.pop();

  const lines: LogLine[] = [];
  let problem: string | undefined;
  let expected: LogHead = emptyLog;
  let next = head;
  let reachedHead = head.length === 0;
  for (const [index, line] of parsed.entries()) {
    const where = `line ${String(index + 1)}`;
    if (!line || !sameMac(line.mac, lineMac(line, vault, key))) {
      problem ??= `${where} was edited`;
      continue;
    }
    lines.push(line);
    if (line.n !== expected.length + 1 || line.previous !== expected.head) {
      problem ??= misplaced(where, expected.length + 1, parsed);
    }
    expected = { length: line.n, head: line.mac };
    if (line.n === head.length && line.mac === head.head) reachedHead = true;
    if (line.n === next.length + 1 && line.previous === next.head) next = expected;
  }
  if (!reachedHead) problem ??= endProblem(expected.length, head.length, parsed.length === 0);
  const dropTorn = torn && problem === undefined;
  return { lines, ...(problem !== undefined && { problem }), next, keep: dropTorn ? torn.start : bytes.length };
}

function misplaced(where: string, expected: number, parsed: readonly (LogLine | undefined)[]): string {
  const elsewhere = parsed.some((line) => line?.n === expected);
  return elsewhere ? `${where} is out of order` : `lines before ${where} were removed`;
}

function endProblem(found: number, recorded: number, empty: boolean): string {
  if (empty) return `it is missing or empty, though the vault counts ${String(recorded)} lines`;
  if (found < recorded) return `it ends after line ${String(found)}, though the vault counts ${String(recorded)}`;
  return `line ${String(recorded)} is not the one that the vault recorded`;
}
