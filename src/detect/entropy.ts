/** Shannon entropy of a latin1 string in bits per character. */
const counts = new Uint32Array(256);

export function shannon(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) & 255;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) & 255;
    const count = counts[code] ?? 0;
    // Each character counts where it stands first, and leaves its cell empty for the next text: few of all the cells are in use.
    if (count === 0) continue;
    counts[code] = 0;
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
