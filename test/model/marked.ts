import type { Span } from "../../src/model/text.ts";

/** The text without its brackets, and the spans that stood in them. */
export function marked(text: string): { bytes: Buffer; spans: Span[] } {
  const spans: Span[] = [];
  let plain = "";
  for (const [index, piece] of text.split(/[[\]]/u).entries()) {
    const start = Buffer.byteLength(plain);
    plain += piece;
    if (index % 2 === 1) spans.push({ start, end: Buffer.byteLength(plain) });
  }
  return { bytes: Buffer.from(plain), spans };
}
