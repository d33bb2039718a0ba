// What configuration files keep in Base64 to look at is still a password: the encoded text is judged, not its encoding.
import { guessable } from "../judge/guessable.ts";
import { placeholder } from "../judge/placeholder.ts";
import type { Validator } from "./verdict.ts";

const longest = 16_384;

/** No parameters. `invalid` for an encoded placeholder, or a password that everybody tries; with a user before it or without. */
export const base64Login: Validator = (value) => {
  if (value.length > longest) return "unknown";
  const text = Buffer.from(value, "base64").toString("latin1");
  if (!/^[\x20-\x7e]+$/u.test(text)) return "unknown";
  const password = text.slice(text.indexOf(":") + 1);
  return password.length < 3 || guessable(password) || placeholder(password) !== undefined ? "invalid" : "unknown";
};
