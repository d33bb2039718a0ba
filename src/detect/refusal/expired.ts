/** JSON Web Tokens that a test shows to be refused: their format proves that they are whole, not that anybody takes them. */
import { here, type Lines } from "./lines.ts";

const longestPayload = 8192;
const mostAbove = 7;
const closes = /^[\])}]{1,4}[,;]?$/u;
const saysSo = /(?:^|[^a-z])expired(?![a-z])/iu;

/** Seconds since 1970. Not the time of the scan: a report does not change with the day on which it is made. */
const longOver = Date.UTC(2026, 0) / 1000;

/** True for a token whose time was over long ago. */
export function isExpired(value: string): boolean {
  const payload = value.split(".", 2)[1] ?? "";
  if (payload === "" || payload.length > longestPayload) return false;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims !== "object" || claims === null || !("exp" in claims)) return false;
    return typeof claims.exp === "number" && claims.exp < longOver;
  } catch {
    return false;
  }
}

/** True where the lines above, as far as the entry or block goes that the token stands in, say that it is expired. */
export function isSaidAbove(lines: Lines, before: string): boolean {
  if (saysSo.test(before)) return true;
  for (let i = here - 1; i >= here - mostAbove && lines.has(i); i--) {
    const { text } = lines.line(i);
    if (closes.test(text)) return false;
    if (saysSo.test(text)) return true;
  }
  return false;
}
