/**
 * Base64 of a message of short fields, as Protocol Buffers write it: lengths and tags, which are control characters, among text. Servers
 * give such to go on at a place (`page_token`), and it opens nothing. Of drawn bytes half are beyond ASCII.
 */
const base64 = /^(?:[\w+/-]{4}){2,200}(?:[\w+/-]{2}==|[\w+/-]{3}=)?$/u;
const fewestBytes = 6;

function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0d;
}

/** True for such a message. */
export function isMessage(value: string): boolean {
  if (!base64.test(value)) return false;
  const bytes = Buffer.from(value, "base64");
  if (bytes.length < fewestBytes || bytes.some((byte) => byte > 0x7e)) return false;
  // The last one may be the end of a line.
  return bytes.subarray(0, -1).filter((byte) => isControl(byte)).length >= 2;
}
