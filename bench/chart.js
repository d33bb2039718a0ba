// Draws the bars of bench/speed.svg: CPU seconds, on a logarithmic scale since the slowest takes a hundred times the fastest.

const width = 760;
const labelWidth = 180;
const barHeight = 16;
const rowHeight = 22;
const titleHeight = 34;

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * @param {readonly { tree: { title: string }, rows: readonly { name: string, cpu: number }[] }[]} results
 * @param {string} caption
 * @returns {string} an SVG
 */
export function chart(results, caption) {
  const all = results.flatMap(({ rows }) => rows.map(({ cpu }) => cpu));
  const low = 10 ** Math.floor(Math.log10(Math.min(...all)));
  const high = 10 ** Math.ceil(Math.log10(Math.max(...all)));
  const scale = (/** @type {number} */ cpu) =>
    ((width - labelWidth - 80) * Math.log10(cpu / low)) / Math.log10(high / low);
  const parts = [];
  let y = 8;
  for (const { tree, rows } of results) {
    parts.push(`<text x="8" y="${String(y + 18)}" font-weight="bold">${escaped(tree.title)}</text>`);
    y += titleHeight;
    for (const { name, cpu } of rows) {
      const fill = name === "vaultlint" ? "#1a7f37" : "#8c959f";
      const length = Math.max(1, scale(cpu)).toFixed(1);
      const middle = String(y + 12);
      parts.push(
        `<text x="${String(labelWidth - 8)}" y="${middle}" text-anchor="end">${escaped(name)}</text>`,
        `<rect x="${String(labelWidth)}" y="${String(y)}" width="${length}" height="${String(barHeight)}" fill="${fill}"/>`,
        `<text x="${String(labelWidth + Number(length) + 6)}" y="${middle}">${cpu.toFixed(cpu < 10 ? 2 : 1)} s</text>`,
      );
      y += rowHeight;
    }
    for (let at = low; at <= high; at *= 10) {
      const x = (labelWidth + scale(at)).toFixed(1);
      const top = String(y - rowHeight * rows.length - 4);
      parts.push(`<line x1="${x}" y1="${top}" x2="${x}" y2="${String(y)}" stroke="#d0d7de"/>`);
      parts.push(`<text x="${x}" y="${String(y + 12)}" text-anchor="middle" fill="#57606a">${String(at)}</text>`);
    }
    y += 24;
  }
  parts.push(`<text x="8" y="${String(y + 12)}" fill="#57606a">CPU seconds (logarithmic). ${escaped(caption)}</text>`);
  const height = String(y + 24);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${height}" font-family="sans-serif" font-size="12">\n<rect width="100%" height="100%" fill="#ffffff"/>\n${parts.join("\n")}\n</svg>\n`;
}
