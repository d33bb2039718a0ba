// A JSON Web Token proves its format by its first part: Base64url of a JSON object that names an algorithm (RFC 7515).
import type { Validator } from "./verdict.ts";

const longestHeader = 8192;

function header(value: string): unknown {
  const end = value.indexOf(".");
  if (end < 2 || end > longestHeader || !/^[\w-]+$/u.test(value.slice(0, end))) return undefined;
  try {
    return JSON.parse(Buffer.from(value.slice(0, end), "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/** No parameters. */
export const jwt: Validator = (value) => {
  const parsed = header(value);
  if (typeof parsed !== "object" || parsed === null || !Object.hasOwn(parsed, "alg")) return "invalid";
  return typeof (parsed as { alg: unknown }).alg === "string" ? "valid" : "invalid";
};
