// The words that all reports for people share.
import type { Finding, Related, Verification } from "../model/finding.ts";
import type { PartRole } from "../model/rule.ts";
import type { InArchive } from "../model/text.ts";
import { escapeText } from "./escape.ts";

/** `1,234,567`. By hand, since `toLocaleString` loads its language data first: 12 ms of every scan. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ",");
}

/** `1 file`, `2 files`, `1,234 files`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** Text from elsewhere, in quotes. */
export function quoted(text: string): string {
  return `"${escapeText(text)}"`;
}

/** What was found, without full stop. */
export function headline(finding: Finding): string {
  const { verification, encoding } = finding;
  // Where the vault's value stands encoded, that is said of the vault's value.
  const isSaid = verification.state === "in-vault" && verification.encoding !== undefined;
  const written = encoding === undefined || isSaid ? "" : ` in ${escapeText(encoding)}`;
  return `${escapeText(finding.message ?? finding.title).replace(/\.$/u, "")}${written}`;
}

/** `in "app.yml", line 12, column 3`: where in its archive a finding stands. */
export function placeInArchive({ entries }: InArchive, { region }: Pick<Finding, "region">): string {
  return `in ${quoted(entries.join("!/"))}, line ${String(region.line)}, column ${String(region.column)}`;
}

/** Parts of a credential that a reader of the secret's own line does not see. */
export function partsElsewhere({ region, related = [] }: Finding): readonly Related[] {
  return related.filter((part) => part.region.line !== region.line || part.region.endLine !== region.endLine);
}

/** `, with its id on line 3 and its tenant on line 4`: the second half of a sentence that starts with the headline. */
export function partsPhrase(finding: Finding): string {
  return linesPhrase(partsElsewhere(finding).map(({ role, region: { line } }) => ({ role, line })));
}

/** The same for parts of which the lines are known. */
export function linesPhrase(parts: readonly { readonly role: PartRole; readonly line: number }[]): string {
  const phrases = parts.map(({ role, line }) => `its ${role} on line ${String(line)}`);
  const last = phrases.pop();
  if (last === undefined) return "";
  return `, with ${phrases.length === 0 ? last : `${phrases.join(", ")} and ${last}`}`;
}

/** What the vaults say of it, as the second half of a sentence that starts with the headline. */
export function vaultPhrase(verification: Verification, vaultName: (label: string) => string = escapeText): string {
  switch (verification.state) {
    case "in-vault": {
      if (verification.undisclosed) return "known to a vault";
      const { vault, kind, name, standing, encoding } = verification;
      const entry = `${kind === "secret" ? "" : `${kind} `}${quoted(name)}`;
      const written = encoding === undefined ? "" : `, written as ${escapeText(encoding)}`;
      return `in vault ${vaultName(vault)} as ${entry} (${standing} version)${written}`;
    }
    case "same-name":
      return `vault ${vaultName(verification.vault)} has a ${verification.kind} of that name, ${quoted(verification.name)}`;
    case "not-in-vault":
      return "not in any compared vault";
    case "unverified":
      return `not compared with a vault: ${escapeText(verification.reason)}`;
  }
}
