// detect-secrets' .secrets.baseline: by file, the kind, the line and the unsalted SHA-1 of each value.
import { reportedPath, type Accepted } from "./accepted.ts";

interface Results {
  readonly results: Readonly<Record<string, readonly unknown[]>>;
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** True for parsed JSON that looks like such a file. */
export function isSecretsBaseline(data: unknown): data is Results {
  return isRecord(data) && isRecord(data["results"]) && Object.values(data["results"]).every(Array.isArray);
}

/** What the file accepts: a value of that hash, wherever in the file it stands. */
export function secretsBaseline({ results }: Results): Accepted[] {
  let count = 0;
  return Object.entries(results).flatMap(([path, entries]) =>
    entries.map((entry): Accepted => {
      const at = `entry ${String(++count)}`;
      const { hashed_secret: hash, line_number: line, type, is_secret: isSecret } = isRecord(entry) ? entry : {};
      const accepted = { at, path: reportedPath(path), line: typeof line === "number" ? line : 0 };
      if (isSecret === true) return { ...accepted, refused: "was audited as a real secret: rotate it" };
      if (typeof hash !== "string" || !/^[0-9a-f]{40}$/u.test(hash)) return { ...accepted, refused: "has no hash" };
      // Of a private key that tool hashes the first line only, so its place is all there is.
      if (type === "Private Key") return accepted;
      return { ...accepted, isValue: ({ secret }) => secret.hasSha1(hash) };
    }),
  );
}
