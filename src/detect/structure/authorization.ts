import type { RuleInfo } from "../../model/rule.ts";
import { judged, type Sighting, type TextContext, type TextDetector } from "./text-detector.ts";
import { isWordByte, sightingOf, type Window, windowAt } from "./window.ts";

/** Credentials behind an HTTP scheme, wherever they stand: in a header, a YAML list of a recording, a string: `Bearer x`, `Basic x`. */
export const authorizationRules: readonly RuleInfo[] = [
  {
    id: "authorization/bearer",
    title: "Bearer token",
    kind: "structural",
    severity: "high",
    opens: "the HTTP service, with the rights of the token",
    rotate: "Revoke the token at its issuer, then read the new one from the vault at run time.",
    cwe: [798],
    source: "https://www.rfc-editor.org/rfc/rfc6750",
  },
  {
    id: "authorization/basic",
    title: "User and password of HTTP Basic authentication",
    kind: "structural",
    severity: "high",
    opens: "the HTTP service, as that user",
    rotate: "Change that user's password, then build the header at run time from the vault.",
    cwe: [798],
    source: "https://www.rfc-editor.org/rfc/rfc7617",
  },
];

const bearer =
  /(?:bearer|token|oauth|apikey|sso-key)(?:\\?\s|%20|\+){1,3}(?:\\?["'])?(?<value>[\w.~+/:-]{6,1000}={0,2})/iuy;
const basic = /basic(?:\\?\s|%20|\+){1,3}\\?["']?(?<value>[\w+/-]{4,1000}={0,2})/iuy;
// What people write who forget to encode it: `Authorization: Basic user:x`.
const plain = /basic(?:\\?\s){1,3}[^\s:"'`\\<>(){}$%]{1,80}:(?<value>[^\s"'`\\<>]{3,200})(?=\\?["'`]|\s|$)/iuy;
const behindHeader =
  /(?:authorization\w{0,16}|\bauth)\\?["'`\])]{0,3}(?:\s{0,3}(?:[:=,(]{1,2}|,\s{0,4}\\?["']?value\\?["']?\s{0,3}[:=])\s{0,4}(?:\s{0,40}-\s{1,4})?[\w.]{0,20}\(?|\\?\s)["'`\\]{0,3}\s{0,2}$/iu;
// A scheme that is joined to what follows: `"Bearer " + "x"`, `'Basic ' + btoa("user:x")`.
const joined =
  /(?<scheme>bearer|basic|token)\s{0,2}["']\s{0,3}(?:[+.,]|<>|\.\.)\s{0,3}(?:[\w.:]{1,40}\(\s?){0,3}[bu]?["'](?<value>[^"'\s\\]{6,400})["']/iuy;
const header = /auth\w{0,16}["'`\])]{0,3}\s{0,3}[:=,(]{1,2}\s{0,3}[\w.]{0,20}\(?["'`\\]{0,3}\s{0,2}$/iu;

// Schemes of one service alone: `Authorization: acmev1 x`. Not so those whose token serves one request.
const ownScheme =
  /authorization["']?[:,] ["']?(?!bearer|basic|token|oauth|apikey|sso-key|digest|negotiate|ntlm|aws|hmac|signature|sharedkey|hawk|mac |vapid)[a-z][\w-]{1,20} (?<value>(?=(?:[^\d\s]*\d){3})[\w.~+/:-]{20,1000}={0,2})(?=["'\s\\]|$)/iuy;

const longestHeader = 60;

/** True for `token x` and `oauth x` without a header's name before them or a quote behind: asked before a window is read, since they are words of every text. */
function isProse(bytes: Buffer, at: number): boolean {
  const first = (bytes[at] ?? 0) | 32;
  if (first === 98) return false;
  const word = bytes.toString("latin1", at, at + 10);
  return !/^\w+\s{0,2}["']/u.test(word) && !header.test(bytes.toString("latin1", Math.max(0, at - longestHeader), at));
}

const login = /^(?<user>[\x20-\x7e]{0,200}?):(?<password>[\x20-\x7e\x80-\xff]{0,200})$/u;

/** The password in what Basic authentication encodes; nothing where it decodes to no `user:password`. */
function basicPassword(encoded: string): string | undefined {
  const text = Buffer.from(encoded, "base64").toString("latin1");
  const { user, password } = login.exec(text)?.groups ?? {};
  // A word behind `basic` that happens to decode: nobody's name, and bytes.
  return user === "" && /[\x80-\xff]/u.test(password ?? "") ? undefined : password;
}

/** The token, or the password of `user:password`, in a string that is joined to its scheme. */
function joinedSighting(window: Window, context: TextContext): Sighting | undefined {
  joined.lastIndex = window.at;
  const match = joined.exec(window.text);
  const { scheme = "", value } = match?.groups ?? {};
  if (!match || value === undefined) return undefined;
  const isBasic = /basic/iu.test(scheme);
  const colon = isBasic ? value.indexOf(":") + 1 : 0;
  if (isBasic && colon === 0) return undefined;
  const end = window.at + match[0].length - 1;
  return sightingOf(
    window,
    {
      ruleId: isBasic ? "authorization/basic" : "authorization/bearer",
      start: end - value.length + colon,
      end,
      name: "authorization",
      nameKind: isBasic ? "password" : "token",
      syntax: "header",
      quoted: true,
      reason: isBasic ? "HTTP Basic authentication" : "a bearer token",
    },
    context,
  );
}

/** The password of `user:password` that was not encoded, behind a header's name. */
function plainSighting(window: Window, context: TextContext): Sighting | undefined {
  plain.lastIndex = window.at;
  const value = plain.exec(window.text)?.groups?.["value"];
  if (value === undefined || !behindHeader.test(window.text.slice(0, window.at))) return undefined;
  const end = plain.lastIndex;
  return sightingOf(
    window,
    {
      ruleId: "authorization/basic",
      start: end - value.length,
      end,
      name: "authorization",
      nameKind: "password",
      syntax: "header",
      quoted: true,
      reason: "HTTP Basic authentication, not encoded",
    },
    context,
  );
}

/** The token behind a scheme that only its service knows. */
function ofOwnScheme(window: Window, context: TextContext): Sighting | undefined {
  ownScheme.lastIndex = window.at;
  const value = ownScheme.exec(window.text)?.groups?.["value"];
  if (value === undefined) return undefined;
  const end = ownScheme.lastIndex;
  return sightingOf(
    window,
    {
      ruleId: "authorization/bearer",
      start: end - value.length,
      end,
      name: "authorization",
      nameKind: "token",
      syntax: "header",
      quoted: true,
      reason: "a token in an authorization header",
    },
    context,
  );
}

// Of shells also with their blank escaped: `-H Authorization:\\ Bearer\\ x`.
const schemes = ["bearer ", "basic ", "token ", "oauth ", "apikey ", "bearer%20", "bearer\\ ", "basic\\ "];
const headers = [": ", '": "', "': '", '", "', "', '"].map((sign) => `authorization${sign}`);

export const authorizationDetector: TextDetector = judged(
  authorizationRules,
  [...schemes, ...headers],
  (text, at, context) => {
    if (!isWordByte(text.bytes[at - 1]) && ((text.bytes[at + 1] ?? 0) | 32) === 117)
      return ofOwnScheme(windowAt(text, at, 120, 1100), context);
    if (isWordByte(text.bytes[at - 1]) || isProse(text.bytes, at)) return undefined;
    const window = windowAt(text, at, 120, 1100);
    const fromParts = joinedSighting(window, context);
    if (fromParts) return fromParts;
    const isBasic = /^basic/iu.test(window.text.slice(window.at, window.at + 5));
    const unencoded = isBasic ? plainSighting(window, context) : undefined;
    if (unencoded) return unencoded;
    const pattern = isBasic ? basic : bearer;
    pattern.lastIndex = window.at;
    const match = pattern.exec(window.text);
    const value = match?.groups?.["value"];
    if (!match || value === undefined) return undefined;
    const lead = window.text.slice(0, window.at);
    const isBearer = /^bearer/iu.test(match[0]);
    // `token x` and `oauth x` are words of every text: only a header's name makes them a scheme.
    if (!isBearer && !isBasic && !header.test(lead)) return undefined;
    if (!isBasic && !/\d/u.test(value) && !(isBearer && header.test(lead))) return undefined;
    const end = window.at + match[0].length;
    const password = isBasic ? basicPassword(value) : undefined;
    if (isBasic && (password === undefined || password === "")) return undefined;
    const sighting = sightingOf(
      window,
      {
        ruleId: isBasic ? "authorization/basic" : "authorization/bearer",
        start: end - value.length,
        end,
        name: "authorization",
        nameKind: isBasic ? "password" : "token",
        syntax: "header",
        quoted: true,
        reason: isBasic ? "HTTP Basic authentication" : "a bearer token",
      },
      context,
    );
    // The judge looks at the password itself, not at its encoding.
    return sighting && password !== undefined
      ? { ...sighting, evidence: { ...sighting.evidence, value: password } }
      : sighting;
  },
  {
    begins: "word",
    reach: 1100,
    where: (anchor) => {
      if (headers.includes(anchor)) return { what: "behind", least: 2, of: "afgzAFGZ" };
      return anchor.startsWith("bearer") || anchor.includes("\\") ? undefined : { what: "scheme" };
    },
  },
);
