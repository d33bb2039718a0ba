// Thousands of files can be left out for one reason: notices are told by reason, with the first few places.
import type { Notice } from "../model/finding.ts";
import { escapeText } from "./escape.ts";
import { wrap } from "./wrap.ts";
import { counted, grouped } from "./wording.ts";

const labels: Readonly<Record<Notice["kind"], string>> = {
  incomplete: "incomplete",
  "not-scanned": "not scanned",
  warning: "warning",
};
/** What stops a gate comes first. */
const order: readonly Notice["kind"][] = ["incomplete", "not-scanned", "warning"];

const labelWidth = Math.max(...Object.values(labels).map((label) => label.length)) + 2;

/** More reasons of one kind than this are counted only. */
const mostReasons = 10;

interface Reason {
  readonly message: string;
  /** Sorted. Empty where the notice is about no file. */
  readonly paths: readonly string[];
}

/** The reasons of one kind, the most frequent first. */
function reasons(notices: readonly Notice[], kind: Notice["kind"]): Reason[] {
  const byMessage = new Map<string, Set<string>>();
  for (const notice of notices) {
    if (notice.kind !== kind) continue;
    const paths = byMessage.get(notice.message) ?? new Set();
    if (notice.path !== undefined) paths.add(notice.path);
    byMessage.set(notice.message, paths);
  }
  return [...byMessage]
    .map(([message, paths]) => ({ message, paths: [...paths].sort() }))
    .sort((a, b) => b.paths.length - a.paths.length || (a.message < b.message ? -1 : 1));
}

/** `a.bin, b.bin and 12 more`. */
function pathList(paths: readonly string[], most: number): string {
  const shown = paths
    .slice(0, most)
    .map((path) => escapeText(path))
    .join(", ");
  const more = paths.length - most;
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown;
}

function reasonText({ message, paths }: Reason, most: number): string {
  const sentence = escapeText(message);
  if (paths.length === 0) return sentence;
  if (paths.length === 1) return `${pathList(paths, most)}: ${sentence}`;
  return `${sentence}: ${counted(paths.length, "file")} (${pathList(paths, most)})`;
}

/** The notices as lines: `not scanned  larger than 100 MB: 3 files (a.bin, b.bin, c.bin)`. */
export function noticeLines(
  notices: readonly Notice[],
  options: { width: number; mostPaths: number; label: (text: string, kind: Notice["kind"]) => string },
): string[] {
  return order.flatMap((kind) => {
    const all = reasons(notices, kind);
    const texts = all.slice(0, mostReasons).map((reason) => reasonText(reason, options.mostPaths));
    if (all.length > mostReasons) texts.push(`and for ${counted(all.length - mostReasons, "other reason")}`);
    return texts.flatMap((text) =>
      wrap(text, options.width - labelWidth).map((line, index) =>
        index === 0
          ? `${options.label(labels[kind].padEnd(labelWidth), kind)}${line}`
          : `${" ".repeat(labelWidth)}${line}`,
      ),
    );
  });
}
