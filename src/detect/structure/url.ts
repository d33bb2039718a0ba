import { isMadeOfUser, madeOfUser } from "../judge/stand-in.ts";
import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { partsOfMatch, sightingOf, windowAt } from "./window.ts";

/** URLs that carry a password: `postgres://app:secret@db/x`, also where the host is a template. */
export const urlRules: readonly RuleInfo[] = [
  {
    id: "url/credentials",
    title: "URL with a password",
    kind: "structural",
    severity: "high",
    opens: "the server that the URL names, as the user that it names",
    rotate: "Change that user's password on the server, then put the whole URL or its password into the vault.",
    cwe: [798],
    source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
  },
];

const authority =
  /:\/\/(?<user>[^\s:/?#"'<>`\\{}]{0,128}):(?<password>[^\s/"'<>`]{1,256})@(?<host>[\w.\-[\]:%${}*<>]{1,253})/duy;
// A token in the place of the user, with nothing or a word that stands for nothing behind it: `https://x@host/repository.git`,
// `https://x:@host`, `https://x:x-oauth-basic@github.com`.
const bareUser = /:\/\/(?<password>[\w.~-]{20,256})(?::(?:x-oauth-basic|x)?)?@(?<host>[\w.-]{1,253})/duy;
// The public half of a Sentry DSN.
const publicUser = /^[\da-f]{32}$/u;
// A host in the place of the user: labels `https://db.example.com@east` after it.
const hostAsUser = /^(?:[a-z\d-]{1,63}\.){1,6}[a-z]{2,24}$/iu;
// Neither user nor password, and a host: `https://:@example.com\@example.org` leads to the first, as browsers read it.
const hostBehindNobody = /^@(?:[a-z\d-]{1,63}\.){1,6}[a-z]{2,24}(?:\\|$)/iu;
// What documentation and its translations write: `dialect+driver://user:password@host:port`.
const sampleScheme = /(?:dialect\+driver|driver|scheme|protocol)$/iu;
const portInWords = /:[^\d[\]${}%*<>]/u;
const scheme = /[a-z][a-z0-9+.-]{1,30}$/iu;
const localHost =
  /^(?:example\.|host(?:name)?$|localhost$|127\.0\.0\.1$|your|my-?host|server$|.*\bexample\.(?:com|org|net)$)/iu;
// Whoever signs in so gives no password, but an address by custom.
const nobody = /^anonymous$/iu;
const port = /:\d{1,5}$/u;
const defaults = /^(?:token|credentials?|postgres|mysql|redis|rabbitmq|mongo|minio|[up])$/iu;

export const urlDetector: TextDetector = judged(
  urlRules,
  ["://"],
  (text, at, context) => {
    const { bytes } = text;
    // Most URLs have no user: an `@` must come before the path begins.
    let i = at + 3;
    const limit = Math.min(bytes.length, i + 390);
    let colon = false;
    for (; i < limit; i++) {
      const byte = bytes[i] ?? 0;
      if (byte === 64 && (colon || i - at > 22)) break;
      if (byte === 58) colon = true;
      else if (byte <= 32 || byte === 47 || byte === 34 || byte === 39 || byte === 60 || byte === 62 || byte === 96)
        return undefined;
    }
    if (i >= limit) return undefined;
    const window = windowAt(text, at, 160, 700);
    const lead = window.text.slice(Math.max(0, window.at - 32), window.at);
    if (!scheme.test(lead) || sampleScheme.test(lead)) return undefined;
    bareUser.lastIndex = window.at;
    const bare = bareUser.exec(window.text);
    authority.lastIndex = window.at;
    const match = bare ?? (colon ? authority.exec(window.text) : null);
    if (!match?.groups) return undefined;
    const { user = "", password = "", host = "" } = match.groups;
    // A port, and an `@` that belongs to the path.
    if (/^\d{2,5}[?#\\:]/u.test(password) || /^[$%{]/u.test(password)) return undefined;
    if (password.toLowerCase() === user.toLowerCase() || defaults.test(password) || nobody.test(user)) return undefined;
    if (user === "" && hostBehindNobody.test(password)) return undefined;
    if (!host.startsWith("[") && portInWords.test(host) && !/\d/u.test(password)) return undefined;
    if (bare && hostAsUser.test(password)) return undefined;
    if (bare && (publicUser.test(password) || !/\d/u.test(password) || !/[a-z]/iu.test(password))) return undefined;
    const start = window.at + 3 + (bare ? 0 : user.length + 1);
    const sighting = sightingOf(
      window,
      {
        ruleId: "url/credentials",
        start,
        end: start + password.length,
        name: "password",
        nameKind: bare ? "token" : "password",
        syntax: "url",
        quoted: true,
        related: partsOfMatch(window, match),
        reason: bare ? "a token in a URL" : "user and password in a URL",
      },
      context,
    );
    if (sighting && !bare && isMadeOfUser(user, password)) return { ...sighting, doubt: madeOfUser };
    return sighting && localHost.test(host.replace(port, ""))
      ? { ...sighting, severity: "medium", reason: "user and password in a URL of a local or example host" }
      : sighting && { ...sighting, sure: true };
  },
  { where: { what: "user-info" }, reach: 700 },
);
