// Which names promise that what is logged under them is a secret.
import type { Confidence, Severity } from "../../model/severity.ts";
import { secretName, words } from "../judge/names.ts";

export interface Source {
  /** What is logged, for the message. */
  readonly what: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly name: string;
}

/** Words that say that the value was made harmless before. */
const harmless = new Set(
  "masked redacted censored obfuscated hashed hash encrypted encoded sanitized safe digest fingerprint hidden truncated count expired budget usage".split(
    " ",
  ),
);
/** Names that are a secret wherever they stand; others, such as `token`, have other meanings in other programs. */
const plainNames = new Set(
  "password passwd passphrase clientsecret apikey secretkey privatekey accesstoken refreshtoken".split(" "),
);

/** What gives a token rights. */
const tokenOwners = new Set(
  "access auth authorization refresh id bearer api app bot user session personal github gitlab slack npm deploy admin client security sas login jwt".split(
    " ",
  ),
);

/** Names that may mean something else: a parser's tokens, a page's token, the pass of a loop, a list of names, a constant with the name of a variable. */
function isVague(name: string, parts: readonly string[]): boolean {
  const last = parts.at(-1) ?? "";
  if (/^[A-Z][A-Z\d_]+$/u.test(name) || /^(?:secrets|tokens|keys|credentials)$/u.test(last)) return true;
  return parts.length === 1
    ? /^(?:tok|token|pass)$/u.test(last)
    : last === "token" && !tokenOwners.has(parts.at(-2) ?? "");
}

/** What a name says: nothing where it promises no secret, or one that was made harmless. */
export function byName(name: string): Source | undefined {
  const last = name.slice(name.lastIndexOf(".") + 1);
  const kind = secretName(last);
  const parts = words(last);
  if (!kind || kind === "some-key" || parts.some((part) => harmless.has(part))) return undefined;
  const plain = plainNames.has(parts.join(""));
  const vague = isVague(last, parts);
  return {
    what: `"${last}"`,
    severity: plain ? "high" : vague ? "low" : "medium",
    confidence: vague ? "low" : "medium",
    name: last,
  };
}
