// The patches of apply_patch, as Codex and Copilot write them: sections "*** Add File: PATH", "*** Update File: PATH" (with "*** Move
// to: PATH") and "*** Delete File: PATH", whose lines begin with "+", "-" or a blank. An update is a replacement of each of its hunks.
import type { Replacement, Write } from "./writes.ts";

const begin = "*** Begin Patch";

/** True for a text that is a patch. */
export function beginsPatch(text: string): boolean {
  return text.trimStart().startsWith(begin);
}

/** The patch in a command that hands one over; nothing where there is none. */
export function patchIn(command: string): string | undefined {
  const at = command.indexOf(`\n${begin}`);
  return at < 0 ? undefined : command.slice(at + 1);
}

interface Hunk {
  readonly old: string[];
  readonly new: string[];
}

/** A section of the patch while it is read. */
interface Section {
  readonly path: string;
  readonly added?: string[];
  readonly hunks: Hunk[];
  to?: string;
}

function written({ path, added, hunks, to }: Section): Write[] {
  if (added) return [{ kind: "file", path, content: added.join("\n") }];
  const replacements = hunks
    .filter((hunk) => hunk.new.length > 0)
    .map((hunk): Replacement => ({ old: hunk.old.join("\n"), new: hunk.new.join("\n"), all: false }));
  return replacements.length === 0 ? [] : [{ kind: "edit", path, replacements, ...(to !== undefined && { to }) }];
}

/** What the patch writes. */
export function patchWrites(patch: string): Write[] {
  const sections: Section[] = [];
  for (const line of patch.split(/\r?\n/u)) {
    const [, verb, path = ""] =
      /^\*\*\* (?<verb>Add File|Update File|Delete File|Move to): (?<path>.+)$/u.exec(line) ?? [];
    if (line === "*** End Patch") break;
    const section = sections.at(-1);
    if (verb === "Move to" && section) section.to = path;
    else if (verb !== undefined) sections.push({ path, hunks: [], ...(verb === "Add File" && { added: [] }) });
    else if (line.startsWith("*** ") || !section) continue;
    else if (section.added) section.added.push(line.replace(/^\+/u, ""));
    else if (line.startsWith("@@")) section.hunks.push({ old: [], new: [] });
    else {
      const hunk = section.hunks.at(-1) ?? section.hunks[section.hunks.push({ old: [], new: [] }) - 1];
      if (!line.startsWith("+")) hunk?.old.push(line.slice(1));
      if (!line.startsWith("-")) hunk?.new.push(line.slice(1));
    }
  }
  return sections.flatMap(written);
}
