/** What is kept under a key, and opens nothing: the key stands before it as a variable or a name. */
import type { Given } from "./place.ts";

const anyKey = /^(?:[a-z]\w{0,40}\.)?key$/u;
const keeps = /(?<call>[\w.]{0,80}(?:put|set|store|save|write|add|cache)[A-Z]{0,20})\((?:[\w.]{1,60},\s{0,4})?$/iu;
const ofSecrets = /pass|secret|cred|auth|token|crypt|vault|key(?:s|ring|chain)/iu;
// A thing of a database by its id, beside the table it is of.
const inUnderscores = /^_[a-z][a-z_]*_$/u;

/** True for what a call keeps under a variable: `cache.put(path, key, "x")`, unless it says that it keeps secrets, and for an id of a table. */
export function isContent({ name, window, nameStart, found }: Given): boolean {
  if (found.syntax !== "argument" || !found.quoted) return false;
  if (/["']/u.test(window.charAt(nameStart - 1))) return inUnderscores.test(name);
  if (!anyKey.test(name)) return false;
  const call = keeps.exec(window.slice(Math.max(0, nameStart - 160), nameStart))?.groups?.["call"];
  return call !== undefined && !ofSecrets.test(call);
}
