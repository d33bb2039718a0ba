// A checkout can hold links that lead out of it. What the action writes goes where the workflow says, never where a change points it.
import { lstatSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { UserError } from "../model/error.ts";

/** Throws where a link stands on the way from the workspace to a path in it; `input` is what named the path. */
export function refuseLinks(workspace: string, path: string, input: string): void {
  const inside = relative(workspace, path);
  if (inside.startsWith("..") || isAbsolute(inside)) return;
  let at = workspace;
  for (const name of inside.split(sep)) {
    at = join(at, name);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink() === true)
      throw new UserError(`The input "${input}" leads through a link in the checkout: name a place without one.`);
  }
}
