import { escapeText } from "../reports/escape.ts";

/** Text for one line of Markdown, also in a table: no markup, no mention, no line end, no control character. */
export function inline(text: string): string {
  return escapeText(text).replaceAll(/[\\`*_[\]<>|&#~@!]|:(?=\/\/)/gu, (char) => `&#${String(char.charCodeAt(0))};`);
}

/** The same, shown as code. */
export function code(text: string): string {
  return `<code>${inline(text)}</code>`;
}
