/** Node's cryptography. It takes a tenth of the start of a scan to load, and a commit hook that finds nothing needs none of it. */
export function crypto(): typeof import("node:crypto") {
  return process.getBuiltinModule("node:crypto");
}
