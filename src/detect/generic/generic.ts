import type { Candidate } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { SourceText } from "../../model/text.ts";
import { strictNames } from "../generated/rules.ts";
import { secretName, words } from "../judge/names.ts";
import { judgeValue } from "../judge/value.ts";
import { readAssignment } from "./assignment.ts";
import { fileKind } from "./file-kind.ts";

/** Secrets of no known format: a value given to a name that promises a secret. */
export const genericRules: readonly RuleInfo[] = [
  {
    id: "generic/password",
    title: "Password",
    kind: "generic",
    severity: "high",
    opens: "whatever account or service it was set for",
    rotate: "Change the password where it was set, then read it from the vault instead of the file.",
    cwe: [798, 259],
  },
  {
    id: "generic/secret",
    title: "Secret key or token",
    kind: "generic",
    severity: "high",
    opens: "whatever service issued it",
    rotate: "Revoke it where it was issued and make a new one, then read that from the vault instead of the file.",
    cwe: [798],
  },
];

/** Pieces of names that can promise a secret; the whole name is judged by `secretName`. */
export const genericAnchors: readonly string[] = [
  "pass",
  "pwd",
  "psw",
  "secret",
  "token",
  "key",
  "cred",
  "auth",
  "senha",
  "contrasena",
  "jwt",
  "bearer",
];

const strict = new Set(strictNames);

const windowBefore = 64;
const windowAfter = 420;
const namePart = /[\w$.-]/u;

/** Looks at one anchor hit; `seen` holds value offsets already judged in this text. */
export function genericCandidate(
  text: SourceText,
  at: number,
  seen: Set<number>,
  isReference: (value: string) => boolean,
): Candidate | undefined {
  const from = Math.max(0, at - windowBefore);
  const window = text.bytes.toString("latin1", from, Math.min(text.bytes.length, at + windowAfter));
  let nameStart = at - from;
  while (nameStart > 0 && namePart.test(window.charAt(nameStart - 1))) nameStart--;
  let nameEnd = at - from;
  while (nameEnd < window.length && namePart.test(window.charAt(nameEnd))) nameEnd++;
  const name = window.slice(nameStart, nameEnd).replace(/^[-.]{1,3}|[-.]$/gu, "");
  if (name.length > 60) return undefined;
  const nameKind = secretName(name);
  if (!nameKind) return undefined;
  const kind = fileKind(text.path);
  const found = readAssignment(window, nameStart, nameEnd, kind.unquoted);
  if (!found || seen.has(from + found.start)) return undefined;
  seen.add(from + found.start);
  const value = window.slice(found.start, found.end);
  const judgement = judgeValue(value, { nameKind, name, quoted: found.quoted, loose: kind.loose });
  if (!judgement || isReference(value)) return undefined;
  // A provider rule would have matched: its tokens have no other format.
  const foreign = words(name).some((word) => strict.has(word));
  return {
    ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
    kind: "generic",
    span: { start: from + found.start, end: from + found.end },
    severity: "high",
    confidence: foreign ? "low" : judgement.confidence,
    name,
    reasons: foreign ? [...judgement.reasons, "not in that provider's format"] : judgement.reasons,
    also: [],
  };
}
