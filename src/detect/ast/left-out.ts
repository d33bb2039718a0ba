// Which programs are not parsed, whatever stands in them.

/** Parsing takes some two seconds a megabyte, and twice the memory of all else; generated bundles hold little that a person wrote. */
const largest = 500_000;

const leastMinified = 20_000;
const minifiedLine = 200;

/** True for what a minifier wrote: long, and nearly without line ends. */
function isMinified(bytes: Buffer): boolean {
  if (bytes.length < leastMinified) return false;
  const mostLines = bytes.length / minifiedLine;
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) if (++lines > mostLines) return false;
  // What a minifier wrote is full of signs; an image in Base64 has none.
  let signs = 0;
  for (const byte of bytes) if (byte === 59 || byte === 44) signs++;
  return signs > bytes.length / 100;
}

/** Why a program is not parsed; nothing for most. */
export function leftOut(bytes: Buffer): string | undefined {
  if (bytes.length > largest) return "larger than 500 kB";
  return isMinified(bytes) ? "minified" : undefined;
}
