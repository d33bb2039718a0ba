// From what a tool is about to write to texts to scan: an edit is made, in memory, in the file as it stands, so that the new text is
// seen where it will stand, and what stood there before is known.
import { realpathSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { UserError } from "../model/error.ts";
import { escapeText } from "../reports/escape.ts";
import type { ProposedText } from "../sources/proposed.ts";
import { fileReader } from "../sources/read.ts";
import { topLevelOf } from "../sources/repository.ts";
import { mostBytes } from "./input.ts";
import type { Replacement, Write } from "./writes.ts";

/** Where the agent stands, and where the scan does. */
export interface Places {
  /** Absolute; what the agent calls by a relative path is below it. */
  readonly from: string;
  readonly workingDirectory: string;
}

/** The file that a path leads to: agents follow links when they write. */
function located(path: string, from: string): string {
  const absolute = resolve(from, path);
  try {
    return realpathSync(absolute);
  } catch {
    return absolute;
  }
}

/** As a scan of the file reports it. */
function reported(file: string, workingDirectory: string): string {
  return relative(topLevelOf(dirname(file)) ?? workingDirectory, file)
    .split(sep)
    .join("/");
}

/** What stands in the file now; nothing where there is none. */
function readBefore(file: string, shown: string): Buffer | undefined {
  const bytes = fileReader(mostBytes).read(file, { followLink: true });
  if (Buffer.isBuffer(bytes)) return bytes;
  if (bytes.failure === "vanished") return undefined;
  const why = {
    "not-regular": "is no regular file",
    "too-large": `is larger than ${String(mostBytes / 1_000_000)} MB`,
    error: `cannot be read (${bytes.failure === "error" ? bytes.code : ""})`,
  }[bytes.failure];
  throw new UserError(`${escapeText(shown)}, which it changes, ${why}`);
}

/** The text with the replacement made; nothing where its old part does not stand there. */
function replaced(text: string, { old, new: next, all }: Replacement): string | undefined {
  if (old === "") return text === "" ? next : undefined;
  if (!text.includes(old)) return undefined;
  if (!all) return text.replace(old, () => next);
  const parts = text.split(old);
  if (text.length + parts.length * next.length > mostBytes) throw new UserError("what it writes is too large");
  return parts.join(next);
}

/** The text with all replacements made that can be, and the new parts of those that cannot: the agent may know better where. */
function edited(text: string, replacements: readonly Replacement[]): string[] {
  let whole = text;
  const loose: string[] = [];
  for (const replacement of replacements) {
    const next = replaced(whole, replacement);
    if (next === undefined) loose.push(replacement.new);
    else whole = next;
  }
  return [whole, ...loose];
}

/** The texts that these writes leave behind. */
export function proposedTexts(writes: readonly Write[], { from, workingDirectory }: Places): ProposedText[] {
  return writes.flatMap((write): ProposedText[] => {
    if (write.kind === "text") return [{ path: write.path, content: Buffer.from(write.content), isFile: false }];
    const file = located(write.path, from);
    const before = readBefore(file, write.path);
    const target = write.kind === "edit" && write.to !== undefined ? located(write.to, from) : file;
    const path = reported(target, workingDirectory);
    const texts = write.kind === "file" ? [write.content] : edited(before?.toString("utf8") ?? "", write.replacements);
    return texts.map((text) => ({ path, content: Buffer.from(text), isFile: true, ...(before && { before }) }));
  });
}
