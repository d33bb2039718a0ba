// Reads and writes the project's files. A delivered tree may hold links that lead elsewhere: none is followed.
import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync, type Stats } from "node:fs";
import { basename, dirname, isAbsolute, join, sep } from "node:path";
import { UserError } from "../model/error.ts";
import { fileReader } from "../sources/read.ts";
import type { Planned, ReadFile } from "./planned.ts";

const maxBytes = 1_000_000;

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    throw new UserError(`Cannot look at ${path} (${code}): check its permissions.`);
  }
}

/** The absolute path; throws where a link or something that is no directory stands on the way. */
function located(top: string, path: string): string {
  if (isAbsolute(path)) return path;
  let at = top;
  const names = path.split("/");
  for (const [index, name] of names.entries()) {
    at = join(at, name);
    const stats = statsOf(at);
    if (!stats) break;
    const fits = index === names.length - 1 ? stats.isFile() : stats.isDirectory();
    if (!fits) {
      throw new UserError(
        `${at} is a link or of another kind than expected: put a plain one in its place, or remove it.`,
      );
    }
  }
  return join(top, ...names);
}

/** Reads files below `top`. */
export function projectReader(top: string): ReadFile {
  const reader = fileReader(maxBytes);
  return (path) => {
    const file = located(top, path);
    const bytes = reader.read(file, { followLink: false });
    if (!Buffer.isBuffer(bytes)) {
      if (bytes.failure === "vanished" && !statsOf(file)) return undefined;
      throw new UserError(`${file} cannot be read, or is larger than 1 MB: check what it is.`);
    }
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new UserError(`${file} is not UTF-8 text: save it as UTF-8.`);
    }
  };
}

/** Writes one file; a reader sees the old or the new one, never a part. */
export function writePlanned(top: string, { path, content, executable }: Planned): void {
  const file = located(top, path);
  const mode = statsOf(file)?.mode ?? 0o644;
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}.tmp`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, content, { flag: "wx" });
    chmodSync(temporary, (mode & 0o777) | (executable === true ? 0o111 : 0));
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new UserError(`Cannot write ${file.replaceAll(sep, "/")} (${code}): check the directory's permissions.`);
  }
}
