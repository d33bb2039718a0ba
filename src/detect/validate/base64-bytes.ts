// Keys that are so many random bytes in Base64: a value of another length was cut or made up.
import type { Validator } from "./verdict.ts";

const longest = 16_384;

function percentDecoded(value: string): string {
  return value.replace(/%(?:25)?([0-9a-f]{2})/giu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Parameter `bytes`: the lengths that the issuer makes. The right length proves little: never more than `unknown`. */
export const base64Bytes: Validator = (value, parameters) => {
  const sizes = (parameters["bytes"] ?? []).map(Number);
  if (sizes.length === 0 || value.length > longest) return "unknown";
  const text = percentDecoded(value);
  if (!/^[\w+/-]+={0,2}$/u.test(text)) return "invalid";
  return sizes.includes(Buffer.from(text, "base64").length) ? "unknown" : "invalid";
};
