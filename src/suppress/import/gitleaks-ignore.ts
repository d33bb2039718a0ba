// .gitleaksignore: one fingerprint a line, `file:rule:line` or `commit:file:rule:line`.
import { reportedPath, type Accepted } from "./accepted.ts";

const fingerprint = /^(?:(?<commit>[0-9a-f]{40}|[0-9a-f]{64}):)?(?<path>[^\0]+):(?<rule>[^:\s]+):(?<line>\d{1,9})$/u;

/** True when the text looks like such a file: its first line that is no comment is a fingerprint. */
export function isGitleaksIgnore(text: string): boolean {
  const first = text.split(/\r\n?|\n/u).find((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  return first !== undefined && fingerprint.test(first.trim());
}

/** What the file accepts. A line that is no fingerprint is refused by name, not skipped. */
export function gitleaksIgnore(text: string): Accepted[] {
  return text.split(/\r\n?|\n/u).flatMap((written, index): Accepted[] => {
    const line = written.trim();
    if (line === "" || line.startsWith("#")) return [];
    const at = `line ${String(index + 1)}`;
    const { path = "", line: number = "0" } = fingerprint.exec(line)?.groups ?? {};
    const refused = path === "" ? { refused: "is no fingerprint (file:rule:line)" } : {};
    return [{ at, path: reportedPath(path), line: Number(number), ...refused }];
  });
}
