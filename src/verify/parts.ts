/** The secrets inside a composite value: a URL's password, the key of a connection string, the fields of a JSON document. */
import { secretName } from "../detect/judge/names.ts";

export interface ValuePart {
  readonly value: string;
  /** Its name promises a secret, so that it counts as one even if it is weak. */
  readonly named: boolean;
}

const longestComposite = 100_000;
const mostParts = 1000;
const deepest = 8;

const userinfo = /^[a-z][a-z\d+.-]{0,30}:\/\/[^/?#@:\s]{0,1000}:(?<password>[^/?#\s]{1,1000})@/iu;
const setting = /^\s*(?:export\s+)?["']?(?<name>[A-Za-z_][\w .-]{0,60}?)["']?\s*=\s*(?<value>\S[^\n]*)$/u;
// Names of connection strings that promise a secret only there.
const keyOfService = /^(?:accountkey|sharedaccesskey|sharedaccesssignature|accesskey|sharedsecretvalue|authkey|sig)$/iu;

function isSecretName(name: string): boolean {
  return secretName(name) !== undefined || keyOfService.test(name.replaceAll(/[\s_-]/gu, ""));
}

function unquoted(text: string): string {
  const trimmed = text.trim();
  return /^(?:"[^"]*"|'[^']*')$/u.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function settings(value: string): ValuePart[] {
  const parts: ValuePart[] = [];
  for (const separator of [/[;\n]/u, /[&?\s]+/u]) {
    for (const piece of value.split(separator, mostParts)) {
      const { name = "", value: assigned = "" } = setting.exec(piece)?.groups ?? {};
      if (isSecretName(name)) parts.push({ value: unquoted(assigned), named: true });
    }
  }
  return parts;
}

function fields(document: unknown, name: string, depth: number, parts: ValuePart[]): void {
  if (parts.length >= mostParts || depth > deepest) return;
  if (typeof document === "string") {
    parts.push({ value: document, named: isSecretName(name) });
    parts.push(...flatParts(document));
  } else if (Array.isArray(document)) for (const item of document) fields(item, name, depth + 1, parts);
  else if (typeof document === "object" && document !== null)
    for (const [key, member] of Object.entries(document)) fields(member, key, depth + 1, parts);
}

function flatParts(value: string): ValuePart[] {
  const password = userinfo.exec(value)?.groups?.["password"];
  const parts = value.includes("=") ? settings(value) : [];
  if (password !== undefined)
    for (const text of new Set([password, decoded(password)])) parts.push({ value: text, named: true });
  return parts;
}

/** The parts of a value, without the value itself. None for a value that is one secret. */
export function partsOf(value: string): ValuePart[] {
  if (value.length > longestComposite) return [];
  const parts: ValuePart[] = [];
  if (/^\s*[[{]/u.test(value)) {
    try {
      fields(JSON.parse(value), "", 0, parts);
    } catch {
      // No JSON after all.
    }
  }
  if (parts.length === 0) parts.push(...flatParts(value));
  return parts.filter((part) => part.value !== "" && part.value !== value);
}
