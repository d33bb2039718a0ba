// Tells a vault reference from a secret, so that the one is never reported as the other. Called for every generic candidate, so most
// values are turned away by their characters alone, and every pattern runs on a bounded text.
import { estimateStrength } from "../model/strength.ts";
import { awsSyntaxes } from "./aws.ts";
import { azureSyntaxes } from "./azure.ts";
import { encryptedSyntaxes } from "./encrypted.ts";
import { environmentSyntaxes } from "./environment.ts";
import { gcpSyntaxes } from "./gcp.ts";
import { githubSyntaxes } from "./github.ts";
import { hashicorpSyntaxes } from "./hashicorp.ts";
import { kubernetesSyntaxes } from "./kubernetes.ts";
import { onepasswordSyntaxes } from "./onepassword.ts";
import type { ReferenceSyntax } from "./syntax.ts";

// Not here are the forms that mean a reference only in the field where they stand (GitLab's `path/field`, the key of an
// ExternalSecret, a line of vault-action): as plain text they look like any token.
const syntaxes: readonly ReferenceSyntax[] = [
  ...azureSyntaxes,
  ...awsSyntaxes,
  ...gcpSyntaxes,
  ...hashicorpSyntaxes,
  ...kubernetesSyntaxes,
  ...onepasswordSyntaxes,
  ...githubSyntaxes,
  ...encryptedSyntaxes,
  ...environmentSyntaxes,
];
const whole = syntaxes.filter(({ extent }) => extent === "whole");
const inside = syntaxes.filter(({ extent }) => extent === "inside");

const longest = 4096;
const deepest = 3;
/** Every syntax has one of these; most passwords and all tokens of letters and digits have none. */
const telling = /[:${<%(@]|!\[|^(?:!kms |AQICAH)|\.env\b|\/(?:secrets|vaults)\//u;

/** Stands where a reference was; no text of a file holds it. */
const mark = "\0";
const credentialsInUrl = /:\/\/[^\s:@/?#\0]{0,200}:(?<password>[^\s@/?#]{1,200})@/u;
const credentialsInPairs =
  /(?:password|pwd|passphrase|secret|token|key|sig)["']?\s{0,9}[=:]\s{0,9}["']?(?<password>[^\s;&"',]{4,200})/giu;
/** Text around a reference is harmless below this: words, hosts and paths, but no key. */
const secretBits = 28;
/** What a connection string calls its parts. */
const settingName = /(?:^|;)\s{0,3}[A-Za-z][A-Za-z ]{1,40}=/gu;
/** Of a word, be it as long as it will. */
const wordBitsPerCharacter = 2.6;

/** True when what stands around the references (each a mark) holds no secret of its own. */
function harmlessRest(rest: string): boolean {
  const password = credentialsInUrl.exec(rest)?.groups?.["password"];
  if (password !== undefined && !password.includes(mark)) return false;
  for (const { groups } of rest.matchAll(credentialsInPairs)) {
    if (groups?.["password"]?.includes(mark) === false) return false;
  }
  const isStructured = /:\/\/|[;=\s]/u.test(rest);
  const pieces = isStructured
    ? new Set(rest.replaceAll(settingName, ";").split(/[^\dA-Za-z]+/u))
    : [rest.replaceAll(mark, "")];
  return [...pieces].every((piece) => {
    if (piece.length < 4) return true;
    const bits = estimateStrength(piece);
    return bits < secretBits || (isStructured && bits < wordBitsPerCharacter * piece.length);
  });
}

function accepted({ accepts }: ReferenceSyntax, groups: Record<string, string | undefined> | undefined): boolean {
  return accepts?.(groups ?? {}) ?? true;
}

/** Which syntax the value is written in, nothing where it is no reference: `appservice-uri`, `github-secret`, ... */
export function referenceSyntax(value: string): string | undefined {
  if (value.length > longest || value.length < 2 || !telling.test(value)) return undefined;
  const trimmed = value.trim();
  const folded = trimmed.toLowerCase();
  for (const syntax of whole) {
    if (!folded.includes(syntax.literal)) continue;
    const match = syntax.pattern.exec(trimmed);
    if (match && accepted(syntax, match.groups)) return syntax.id;
  }
  let rest = trimmed;
  let found: string | undefined;
  // A reference may stand in another: `${A:-${B}}`.
  for (let depth = 0; depth < deepest; depth++) {
    const before = rest;
    for (const syntax of inside) {
      if (!folded.includes(syntax.literal)) continue;
      const refused: string[] = [];
      rest = rest.replaceAll(syntax.pattern, (...match: unknown[]) => {
        const groups = match.at(-1);
        if (!accepted(syntax, typeof groups === "object" ? (groups as Record<string, string>) : undefined)) {
          refused.push(syntax.id);
          return String(match[0]);
        }
        found ??= syntax.id;
        return mark;
      });
      if (refused.length > 0) return undefined;
    }
    if (rest === before) break;
  }
  return found !== undefined && harmlessRest(rest) ? found : undefined;
}

/** True for a vault reference or placeholder that a platform, a tool or a shell fills in. */
export function isReference(value: string): boolean {
  return referenceSyntax(value) !== undefined;
}
