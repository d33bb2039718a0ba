// Where a repository keeps its objects, and what their ids are.
import { resolve } from "node:path";
import type { Repository } from "./blobs.ts";
import { git, namesMoreObjects } from "./git.ts";

export interface ObjectStore {
  /** Of an id: 20 of SHA-1, 32 of SHA-256. */
  readonly idBytes: number;
  /** The directory of its packs; nothing where they are not all that git would look into. */
  readonly packs: string | undefined;
}

/** Asks git, which knows of work trees, links and variables of the environment. */
export async function objectStore({ directory }: Repository): Promise<ObjectStore> {
  const args = ["--show-object-format", "--git-path", "objects/pack"];
  const answer = (await git(directory, "rev-parse", args, { inherit: true })).toString("utf8");
  const lineEnd = answer.indexOf("\n");
  const path = answer.slice(lineEnd + 1).replace(/\n$/u, "");
  return {
    idBytes: answer.slice(0, lineEnd) === "sha256" ? 32 : 20,
    packs: path === "" || namesMoreObjects() ? undefined : resolve(directory, path),
  };
}
