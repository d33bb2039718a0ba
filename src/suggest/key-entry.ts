// A private key that the vault holds as a key or certificate object is never read back: programs let the vault sign and decrypt.
import type { Suggestion, Verification } from "../model/finding.ts";
import type { Wanted } from "./place.ts";

/** The answer for a value that is a key or certificate of a vault. */
export function keySuggestion(
  { verification }: Wanted,
  entry: Extract<Verification, { state: "in-vault" | "same-name" }>,
): Suggestion {
  const { kind, name, vault, uri } = entry;
  const address = uri.startsWith("https://")
    ? `${uri.replace(/\/$/u, "")}/${kind}s/${name}`
    : `${kind} ${name} in ${vault}`;
  return {
    syntax: "key-object",
    use: kind === "key" ? `CryptographyClient on ${address}` : address,
    edits: [],
    then: [
      kind === "key"
        ? "sign and decrypt with the vault's key, then delete the private key here"
        : "let the platform load the certificate from the vault, then delete it here",
      ...(verification.state === "in-vault" ? ["make a new key: everyone who can read this file has this one"] : []),
    ],
  };
}
