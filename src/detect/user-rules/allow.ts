// Which matches of a rule its allow lists take out.
import type { SourceText, Span } from "../../model/text.ts";
import type { Allow } from "./user-rule.ts";

/** A match: what the patterns of an allow list are held against. */
export interface AllowInput {
  readonly text: SourceText;
  readonly value: Span;
  readonly match: Span;
}

/** Lines longer than this are cut around the match. */
const longestLine = 4000;

function lineOf({ bytes }: SourceText, { start, end }: Span): string {
  const from = Math.max(bytes.lastIndexOf(10, Math.max(0, start - 1)) + 1, start - longestLine, 0);
  const newline = bytes.indexOf(10, end);
  return bytes.toString(
    "latin1",
    Math.min(from, start),
    Math.min(newline < 0 ? bytes.length : newline, end + longestLine),
  );
}

/** Builds the check of one entry. */
function entryCheck({ paths, values, matches, lines, words, when = "any" }: Allow): (input: AllowInput) => boolean {
  const lists: ((input: AllowInput) => boolean)[] = [];
  const add = (sources: readonly string[] | undefined, read: (input: AllowInput) => string): void => {
    if (!sources) return;
    const regexes = sources.map((source) => new RegExp(source));
    lists.push((input) => {
      const text = read(input);
      return regexes.some((regex) => regex.test(text));
    });
  };
  const slice = ({ bytes }: SourceText, { start, end }: Span): string => bytes.toString("latin1", start, end);
  add(paths, ({ text }) => text.path);
  add(values, ({ text, value }) => slice(text, value));
  add(matches, ({ text, match }) => slice(text, match));
  add(lines, ({ text, match }) => lineOf(text, match));
  if (words) {
    const folded = words.map((word) => word.toLowerCase());
    lists.push(({ text, value }) => {
      const held = text.bytes.toString("utf8", value.start, value.end).toLowerCase();
      return folded.some((word) => held.includes(word));
    });
  }
  if (lists.length === 0) return () => false;
  return (input) => (when === "all" ? lists.every((check) => check(input)) : lists.some((check) => check(input)));
}

/** True for a match that one of the entries allows. Regexes are made on first use. */
export function allowCheck(entries: readonly Allow[]): (input: AllowInput) => boolean {
  let checks: ((input: AllowInput) => boolean)[] | undefined;
  return (input) => {
    checks ??= entries.map(entryCheck);
    return checks.some((check) => check(input));
  };
}
