// Names on Linux are bytes. Those that are no UTF-8 cannot be opened by their text, so their paths are kept as bytes.

import { sep } from "node:path";

/** A path as reports show it, whatever parts the names of paths here. As long as before. */
export function posixPath(path: string, separator: string = sep): string {
  return separator === "/" ? path : path.replaceAll(separator, "/");
}

/** An absolute path that can be opened. */
export type FilePath = string | Buffer;

const strict = new TextDecoder("utf-8", { fatal: true });

/** The path's text, with bytes that are no UTF-8 as `\xff`. */
export function shown(path: FilePath): string {
  if (typeof path === "string") return path;
  const whole = path.toString("utf8");
  // What is no UTF-8 leaves this character, which hardly any name holds itself.
  if (!whole.includes("\ufffd")) return whole;
  let text = "";
  for (let at = 0; at < path.length;) {
    const length = characterLength(path, at);
    text +=
      length === 0 ? `\\x${(path[at] ?? 0).toString(16).padStart(2, "0")}` : path.toString("utf8", at, at + length);
    at += Math.max(1, length);
  }
  return text;
}

/** Bytes of the UTF-8 character at `at`; 0 where none stands. */
function characterLength(bytes: Buffer, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    try {
      strict.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // Perhaps a longer one.
    }
  }
  return 0;
}

/** `name` inside `directory`. */
export function child(directory: FilePath, name: FilePath): FilePath {
  if (typeof directory === "string" && typeof name === "string")
    return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
  return Buffer.concat([Buffer.from(directory), Buffer.from("/"), Buffer.from(name)]);
}
