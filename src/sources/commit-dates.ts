// When commits were made, as their authors' clocks said.
import { UserError } from "../model/error.ts";
import type { Repository } from "./blobs.ts";
import { byteReader } from "./byte-reader.ts";
import { whyStopped } from "./clone.ts";
import { GitError, gitStream } from "./git.ts";

/** A commit may have to be unpacked out of a long chain. */
const timeout = 60_000;

/** Author dates. One call for all commits, and only for those in which something was found. */
export async function commitDates(
  { directory }: Repository,
  commits: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const args = ["--no-walk=unsorted", "--format=%H %aI", "--stdin"];
  const input = [[...commits, ""].join("\n")];
  const dates = new Map<string, string>();
  const reader = byteReader(gitStream(directory, "rev-list", args, input, { timeout, inherit: true }));
  try {
    for (let line = await reader.until(10); line; line = await reader.until(10)) {
      const [id = "", date = ""] = line.toString("latin1").split(" ");
      if (id !== "commit") dates.set(id, date);
    }
  } catch (error) {
    throw error instanceof GitError
      ? new UserError(`Cannot read this repository: ${whyStopped[error.reason]}.`)
      : error;
  }
  return dates;
}
