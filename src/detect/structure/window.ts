import type { Part } from "../../model/candidate.ts";
import type { PartRole } from "../../model/rule.ts";
import type { SourceText, Span } from "../../model/text.ts";
import { fileKind } from "../generic/file-kind.ts";
import { inComment, openQuote } from "../generic/line.ts";
import type { Evidence, Syntax } from "../judge/evidence.ts";
import type { NameKind } from "../judge/names.ts";
import { neverSecret } from "../judge/shape.ts";
import type { Sighting, TextContext } from "./text-detector.ts";
import { latin1 } from "../../model/slice.ts";

/** A piece of a text around a hit, as latin1: one character a byte. */
export interface Window {
  readonly source: SourceText;
  readonly text: string;
  /** Offset of its first byte in the source. */
  readonly from: number;
  /** The hit, as an index into `text`. */
  readonly at: number;
}

/** The window from `before` bytes in front of a hit to `after` bytes behind it. */
export function windowAt(source: SourceText, at: number, before: number, after: number): Window {
  const from = Math.max(0, at - before);
  const text = latin1(source.bytes, from, at + after);
  return { source, text, from, at: at - from };
}

/** True where a letter, digit or underscore stands at `at`. */
export function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

/** The same of bytes. */
export function isWordByte(byte: number | undefined): boolean {
  return byte !== undefined && isWordAt(String.fromCharCode(byte), 0);
}

/** True where no name goes on at `at`: no letter stands there, or one behind no letter, or a capital behind a lower-case one. */
export function beginsPart(text: string, at: number): boolean {
  return !/^(?:[A-Za-z][a-z]|[A-Z]{2})/u.test(text.slice(Math.max(0, at - 1), at + 1)) || at === 0;
}

/** A part by its offsets in the window. */
export function partIn({ from }: Window, role: PartRole, { start, end }: Span): Part {
  return { role, span: { start: from + start, end: from + end } };
}

/** The parts that the groups `host` and `user` of a match in the window hold. Its regex has the flag `d`. */
export function partsOfMatch(window: Window, { indices }: RegExpExecArray): Part[] {
  // Types say that every group took part.
  const groups: Readonly<Record<string, readonly [number, number] | undefined>> = indices?.groups ?? {};
  return (["host", "user"] as const)
    .flatMap((role) => {
      const [start, end] = groups[role] ?? [0, 0];
      return end > start ? [partIn(window, role, { start, end })] : [];
    })
    .sort((a, b) => a.span.start - b.span.start);
}

export interface Found {
  readonly ruleId: string;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly nameKind: NameKind;
  readonly syntax: Syntax;
  readonly quoted: boolean;
  readonly reason?: string;
  /** The user and the server, where the syntax names them. */
  readonly related?: readonly Part[];
}

/** What a structure found, as evidence for the judge; nothing where the value by its shape is no secret. */
export function sightingOf(window: Window, found: Found, context: TextContext): Sighting | undefined {
  const { text, from, at, source } = window;
  const span = { start: from + found.start, end: from + found.end };
  if (span.end <= span.start || context.seen.has(span.start)) return undefined;
  // The window ends, the value may not: a part of it is no value.
  if (found.end >= text.length && span.end < source.bytes.length) return undefined;
  const value = text.slice(found.start, found.end);
  if (neverSecret(value, found.name, found.nameKind, true) !== undefined || context.isReference(value))
    return undefined;
  context.seen.add(span.start);
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const lineEnd = text.indexOf("\n", found.end);
  const evidence: Evidence = {
    value,
    name: found.name,
    nameKind: found.nameKind,
    syntax: found.syntax,
    quoted: found.quoted,
    inString: openQuote(text, lineStart, at) !== undefined,
    inComment: inComment(text, lineStart, at),
    file: fileKind(source.path),
    before: text.slice(Math.max(lineStart, found.start - 240), found.start),
    after: text.slice(found.end, Math.min(found.end + 160, lineEnd < 0 ? text.length : lineEnd)),
  };
  return {
    ruleId: found.ruleId,
    span,
    evidence,
    ...(found.reason !== undefined && { reason: found.reason }),
    ...(found.related && { related: found.related }),
  };
}
