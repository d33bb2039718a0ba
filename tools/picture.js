// Writes docs/scan.svg, the README's picture of a terminal: a real scan of the example app, drawn from the text report's own colours.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formats, scan } from "../dist/index.js";
import { demoPassphrase, leakyApp, makeLeakyApp } from "./leaky-app.js";

const columns = 110;
const cellWidth = 8.4;
const lineHeight = 19;
const margin = 16;

/** SGR codes that the report uses, as SVG attributes on a dark ground. @type {Record<string, string>} */
const styles = {
  1: 'font-weight="bold"',
  2: 'fill="#8b949e"',
  4: 'text-decoration="underline"',
  31: 'fill="#ff7b72"',
  32: 'fill="#7ee787"',
  33: 'fill="#e3b341"',
  36: 'fill="#79c0ff"',
};
/** What ends a style. @type {Record<string, string[]>} */
const ends = { 22: ["1", "2"], 24: ["4"], 39: ["31", "32", "33", "36"] };

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** One line of the terminal as a text element. @param {string} line @param {number} row */
function drawn(line, row) {
  const open = new Set();
  let spans = "";
  // eslint-disable-next-line no-control-regex -- the escape sequences are what is read
  for (const [, code, text] of `\u001b[0m${line}`.matchAll(/\u001b\[(\d+)m([^\u001b]*)/gu)) {
    for (const ended of ends[String(code)] ?? []) open.delete(ended);
    if (styles[String(code)] !== undefined) open.add(code);
    else if (code !== "0" && ends[String(code)] === undefined) throw new Error(`No style for SGR ${String(code)}.`);
    const attributes = [...open].map((style) => ` ${styles[String(style)] ?? ""}`).join("");
    if (text !== "") spans += `<tspan${attributes}>${escaped(String(text))}</tspan>`;
  }
  return `<text x="${String(margin)}" y="${String(margin + lineHeight * (row + 0.75))}" xml:space="preserve">${spans}</text>`;
}

// A state of its own: what other scans of the example saw on this machine must not show in the picture.
const state = mkdtempSync(join(tmpdir(), "vaultlint-picture-"));
Object.assign(process.env, makeLeakyApp(), { VAULTLINT_STATE_DIR: state });
const { report } = await scan({
  paths: ["src"],
  workingDirectory: leakyApp,
  config: join(leakyApp, "vaultlint.config.yml"),
  vaults: ["file:./dev.vault.json"],
  passphrase: () => Promise.resolve(demoPassphrase),
});
rmSync(state, { recursive: true });
const text = formats["text"]?.write(report, { color: true, width: columns }) ?? "";
const lines = ["$ vaultlint scan src --vault file:./dev.vault.json", "", ...text.trimEnd().split("\n")];
const width = Math.ceil(margin * 2 + columns * cellWidth);
const height = margin * 2 + lines.length * lineHeight;
writeFileSync(
  new URL("../docs/scan.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="A scan in a terminal">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e6edf3">
${lines.map(drawn).join("\n")}
</g>
</svg>
`,
);
