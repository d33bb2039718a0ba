import type { Span } from "../../model/text.ts";
import type { ArchiveLimits, LeftOut, Meter } from "./limits.ts";

/** What a reader of archives hands over: an entry, a part of the archive that is read, or what is to be said of something else. */
export type Part =
  | { readonly kind: "entry"; readonly name: string; readonly bytes: Buffer }
  /** Bytes of the archive itself that are an entry's, and so need no search of their own. */
  | { readonly kind: "read"; readonly span: Span }
  /** Of the entry `name`, or of the archive. */
  | { readonly kind: "left-out"; readonly name?: string; readonly why: LeftOut };

/** What readers are given besides the bytes. */
export interface Reading {
  readonly limits: ArchiveLimits;
  readonly meter: Meter;
  /** Says which entries are to be read. */
  readonly isWanted: (name: string) => boolean;
}

/** Something that could not be read: the scan is incomplete. */
export function unread(message: string, name?: string): Part {
  return { kind: "left-out", ...(name !== undefined && { name }), why: { kind: "incomplete", message } };
}
