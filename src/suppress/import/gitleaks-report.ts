// gitleaks' JSON report, which it also takes as its baseline: a list of findings with file, line and, unless redacted, the value.
import { Secret } from "../../model/secret.ts";
import { reportedPath, type Accepted } from "./accepted.ts";

/** True for parsed JSON that looks like such a report. */
export function isGitleaksReport(data: unknown): data is readonly unknown[] {
  return Array.isArray(data) && data.every((each) => typeof each === "object" && each !== null && "File" in each);
}

/** The value, unless `gitleaks --redact` has hidden it or a part of it. */
function valueOf(written: unknown): Secret | undefined {
  if (typeof written !== "string" || written === "" || /^REDACTED$|\.{3}$/u.test(written)) return undefined;
  return new Secret(written);
}

/** What the report accepts. Where it holds the value, another value on the line is not accepted. */
export function gitleaksReport(data: readonly unknown[]): Accepted[] {
  return data.map((each, index) => {
    const { File: path, StartLine: line, Secret: written } = each as Readonly<Record<string, unknown>>;
    const at = `finding ${String(index + 1)}`;
    if (typeof path !== "string" || typeof line !== "number")
      return { at, path: "", line: 0, refused: "has no File or StartLine" };
    const value = valueOf(written);
    return {
      at,
      path: reportedPath(path),
      line,
      // The two scanners may cut the value differently, but only on its own line.
      ...(value && {
        isValue: ({ secret }, isSameLine) => (isSameLine ? secret.overlaps(value) : secret.equals(value)),
      }),
    };
  });
}
