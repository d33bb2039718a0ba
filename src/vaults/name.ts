/** Entry names: Azure Key Vault's grammar for every vault, so that a name means the same wherever the entry lives. */
import { UserError } from "../model/error.ts";

const longestName = 127;
const grammar = /^[0-9A-Za-z-]{1,127}$/u;

/** What a name with other characters becomes: `db.password_old` is `db-password-old`. Empty when nothing usable is in it. */
export function mappedName(name: string): string {
  return name
    .replaceAll(/[^0-9A-Za-z-]+/gu, "-")
    .slice(0, longestName)
    .replace(/^-/u, "")
    .replace(/-$/u, "");
}

/** Throws UserError, with the mapped name as proposal, unless the name fits the grammar. */
export function checkName(name: string): void {
  if (grammar.test(name)) return;
  const proposal = mappedName(name);
  const use = proposal === "" ? "" : `; use "${proposal}"`;
  throw new UserError(
    `"${name}" cannot name an entry: 1 to ${String(longestName)} letters, digits and hyphens can${use}.`,
  );
}

/** The form in which names are compared. */
export function foldName(name: string): string {
  return name.toLowerCase();
}
