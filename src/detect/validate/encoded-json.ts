// Tokens that carry a JSON object in Base64: one that does not decode to the issuer's fields was cut or made up. The fields are
// public, so that an example may have them too.
import type { Validator } from "./verdict.ts";

const longest = 4096;
const shape = /^[a-z]{0,8}[._]?(?<json>eyJ[\w+/-]{8,4000})/u;

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Parameter `fields`: what the object must hold. Having them proves little: never more than `unknown`. */
export const encodedJson: Validator = (value, parameters) => {
  const { json } = (value.length > longest ? undefined : shape.exec(value)?.groups) ?? {};
  if (json === undefined) return "unknown";
  // A signature may follow behind `_`, which is a digit of Base64url as well.
  const parsed = parse(json) ?? parse(json.slice(0, json.lastIndexOf("_")));
  if (typeof parsed !== "object" || parsed === null) return "invalid";
  return (parameters["fields"] ?? []).every((field) => Object.hasOwn(parsed, field)) ? "unknown" : "invalid";
};
