// A bot token begins with the Base64 of the bot's id, a snowflake of 17 to 20 digits.
// https://discord.com/developers/docs/reference#snowflakes
import type { Validator } from "./verdict.ts";

const longest = 100;

/** No parameters. The id is public: never more than `unknown`. */
export const discord: Validator = (value) => {
  const end = value.indexOf(".");
  if (end < 0 || value.length > longest) return "unknown";
  return /^\d{17,20}$/u.test(Buffer.from(value.slice(0, end), "base64").toString("latin1")) ? "unknown" : "invalid";
};
