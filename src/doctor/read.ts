// Reads what the checks look at: bounded, never more than regular files, nothing executed.
import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { readDocument } from "../config/document.ts";
import { fileReader } from "../sources/read.ts";

const maxBytes = 1_000_000;

/** The text of a file; nothing where it is not there, too large or no file. A link is followed: what stands there is only looked at. */
export type Look = (file: string) => string | undefined;

export function looker(): Look {
  const reader = fileReader(maxBytes);
  return (file) => {
    try {
      const bytes = reader.read(realpathSync(file), { followLink: true });
      return Buffer.isBuffer(bytes) ? bytes.toString("utf8") : undefined;
    } catch {
      return undefined;
    }
  };
}

/** The names in a directory with one of these endings, sorted. */
export function namesIn(directory: string, ending: RegExp): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => ending.test(name))
      .sort()
      .map((name) => join(directory, name));
  } catch {
    return [];
  }
}

/** A part of parsed data, as a mapping; empty where it is none. */
export function mapping(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? { ...data } : {};
}

/** A part of parsed data as text: what it says where it is a plain value, else its JSON; nothing where it is not there. */
export function said(data: unknown): string {
  return typeof data === "string" ? data : data === undefined ? "" : JSON.stringify(data);
}

/** A part of parsed data, as a list; empty where it is none. */
export function list(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}

/** Brackets within brackets; the settings of hook tools need five. */
const deepestToml = 32;

/** The data of a YAML, JSON or TOML file; nothing where it is broken, or uses aliases or tags. */
export function dataOf(file: string, text: string): { readonly data: unknown } | undefined {
  if (!file.endsWith(".toml")) {
    const { data, mistakes } = readDocument(text);
    return mistakes.length > 0 ? undefined : { data };
  }
  try {
    return { data: parseToml(text, { maxDepth: deepestToml, unsafeKeyBehaviour: "throw" }) };
  } catch {
    return undefined;
  }
}
