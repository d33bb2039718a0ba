// A reference token of JFrog is Base64 of `reftkn:`, a version, when it ends (0 if never) and a random text.
// https://jfrog.com/help/r/jfrog-platform-administration-documentation/reference-token
import type { Validator } from "./verdict.ts";

const length = 64;

/** No parameters. The right head proves little: never more than `unknown`. */
export const jfrogReference: Validator = (value) => {
  if (value.length !== length) return "unknown";
  return /^reftkn:\d{2}:\d{10}:[A-Za-z0-9]{20,40}$/u.test(Buffer.from(value, "base64").toString("latin1"))
    ? "unknown"
    : "invalid";
};
