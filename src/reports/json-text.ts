// A JSON report may be printed on a terminal or in a CI log as well, so nothing in it may be obeyed there. Its strings keep their
// exact content: what escape.ts makes visible is written as a JSON escape here.

const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|#(?=#[a-z]{0,20}\[)/giu;

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
  return `${isPlain(text) ? text : text.replaceAll(unprintable, escapeUnits)}\n`;
}
