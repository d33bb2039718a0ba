// Names of entries are whatever somebody wrote there. They are shown, and never used to open a file; programs that read a report
// might, so no name leads out of its archive.

/** Longer names than any file system has are shown by their end. */
const longest = 1000;

/** The name as reports show it: with `/` between its parts, no empty ones, `%2E%2E` for those that lead up. */
export function entryName(name: string): string {
  // Cut first: of a tar archive, one header can give a name of many kilobytes to every entry.
  const isLong = name.length > 4 * longest;
  const parts = (isLong ? name.slice(-4 * longest) : name)
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .map((part) => (part === ".." ? "%2E%2E" : part));
  const whole = parts.join("/");
  if (whole === "") return "(no name)";
  return isLong || whole.length > longest ? `\u2026${whole.slice(-longest)}` : whole;
}
