// Paths, names and messages come from the scanned tree, so they may hold anything: escape sequences that rewrite the terminal, line
// ends that fake a line of ours, bidirectional controls that swap what is read, workflow commands that the CI runner obeys.

const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function visible(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  if (code > 0x7f) return `\\u${code.toString(16).padStart(4, "0")}`;
  return short[char] ?? `\\x${code.toString(16).padStart(2, "0")}`;
}

/**
 * Controls, formatting characters (bidirectional ones, zero width ones), line and paragraph separators, lone surrogates. Each call makes
 * the pattern anew, which costs less than one at every start: V8 puts such sets together when it reads them.
 */
function unprintable(keepNewlines: boolean): RegExp {
  return keepNewlines ? /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu : /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
}

// Runners look for `::name::` at the start of a line, after white space too, and for `##[name]` or `##vso[name` anywhere. A word that
// starts with `::` may be wrapped to the start of a line.
const workflowCommand = /(?<!\S)::|##(?=[a-z]{0,20}\[)/giu;

/** Asked first: most texts have nothing of this, and a report of many findings has thousands. */
const suspicious = /[^\x20-\x7e]|##|::/u;

/** The text as it can be printed: what is not visible, or is obeyed, becomes a visible escape (`\x1b`, `\u202e`, `\n`). */
export function escapeText(text: string, options: { keepNewlines?: boolean } = {}): string {
  if (!suspicious.test(text)) return text;
  return text
    .replaceAll(unprintable(options.keepNewlines === true), visible)
    .replaceAll(workflowCommand, (command) => visible(command.slice(0, 1)) + command.slice(1));
}

// A JSON report may be printed on a terminal or in a CI log as well. Its strings keep their exact content: what is made visible above is
// written as a JSON escape here.
const obeyedInJson = (): RegExp => /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#[a-z]{0,20}\[)/giu;

/** True of most reports, and answered by native code in a tenth of the time. Controls below the space are escaped in JSON already. */
function isPlain(text: string): boolean {
  return Buffer.byteLength(text) === text.length && !text.includes("\x7f") && !text.includes("##");
}

function escapeUnits(char: string): string {
  return Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

/** JSON with a line end, indented or all on one line, in which every character is printable. */
export function jsonText(value: object, { indent = 2 }: { readonly indent?: 0 | 2 } = {}): string {
  const text = JSON.stringify(value, null, indent);
  return `${isPlain(text) ? text : text.replaceAll(obeyedInJson(), escapeUnits)}\n`;
}
