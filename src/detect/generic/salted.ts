/** Hashes of passwords, as lists of users keep them beside their salt. */
import type { Given } from "./place.ts";

// The digests of SHA-1, SHA-256, SHA-384 and SHA-512: 20, 32, 48 and 64 bytes, as hexadecimal digits or base64.
const digest =
  /^(?:[\da-f]{40}|[\da-f]{96}|[\da-f]{128}|[\w+/-]{27}=?|[\w+/-]{43}=?|[\w+/-]{64}|[\w+/-]{86}(?:==)?)$/iu;
// A salt that was drawn, where `"salt": "app-v1"` says no more than that the value is used with one.
const saltBeside =
  /^\\?["'],\s{0,60}\\?["'](?:password_?)?salt\\?["']\s{0,4}:\s{0,4}\\?["'](?:[\da-f]{16}|[\dA-F]{16}|(?=[^"'\\]{0,60}\d)(?=[^"'\\]{0,60}[a-z])(?=[^"'\\]{0,60}[A-Z])[A-Za-z\d+/]{16})/u;
const saltReach = 160;

/** True for what may be the hash of a password, whose salt is the next member: `"password": "<base64>", "salt": "<base64>"`. */
export function isSalted({ window, found, nameKind }: Given): boolean {
  if (nameKind !== "password" || !found.quoted || !digest.test(window.slice(found.start, found.end))) return false;
  return saltBeside.test(window.slice(found.end, found.end + saltReach));
}
