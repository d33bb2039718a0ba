let loaded: typeof import("node:crypto") | undefined;

/**
 * Node's cryptography. It takes a tenth of the start of a scan to load, and a commit hook that finds nothing needs none of it. Node
 * brings all exports of a module up to date each time it is asked for it, which costs more than a hash.
 */
export function crypto(): typeof import("node:crypto") {
  return (loaded ??= process.getBuiltinModule("node:crypto"));
}
