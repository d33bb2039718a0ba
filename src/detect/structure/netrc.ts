import type { Part } from "../../model/candidate.ts";
import type { RuleInfo } from "../../model/rule.ts";
import type { Span } from "../../model/text.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, partIn, sightingOf, windowAt } from "./window.ts";

/** Entries of .netrc, which need no sign between name and value: `machine host login user password x`. */
export const netrcRules: readonly RuleInfo[] = [
  {
    id: "netrc/password",
    title: "Password in .netrc",
    kind: "structural",
    severity: "high",
    opens: "the account on that machine",
    rotate: "Change the password or revoke the token there, then let a credential helper hand it over.",
    cwe: [798, 522],
    source: "https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html",
  },
];

const token =
  /[ \t\r\n]{1,60}(?:"(?<quoted>[^"\n]{1,300})"|'(?<single>[^'\n]{1,300})'|(?<bare>[^\s"']{1,300}?(?=[\s"']|\\n["']|$)))/duy;
const keywords = new Set(["machine", "default", "macdef", "login", "user", "account", "password", "port"]);
const hostName = /^[\w.:-]{1,120}$/u;
const netrcFile = /(?:^|[\\/])[._]?(?:netrc|authinfo)$|\.netrc$/iu;
const mostPairs = 6;

interface Entry {
  /** What stands behind each of `login`, `user`, `account`, `port` and `password`, the first of each. */
  readonly given: ReadonlyMap<string, Span>;
  readonly host: Span | undefined;
}

/** The next token behind `at`, without its quotes. */
function tokenAt(text: string, at: number): { readonly span: Span; readonly end: number } | undefined {
  token.lastIndex = at;
  const { indices } = token.exec(text) ?? {};
  const groups: Readonly<Record<string, readonly [number, number] | undefined>> = indices?.groups ?? {};
  const [start, end] = groups["quoted"] ?? groups["single"] ?? groups["bare"] ?? [0, 0];
  return end > start ? { span: { start, end }, end: token.lastIndex } : undefined;
}

/** The entry whose word `machine` or `default` ends at `at`: pairs in any order, on any number of lines. */
function entryAt(text: string, at: number, named: boolean): Entry | undefined {
  let next = at;
  const host = named ? tokenAt(text, next) : undefined;
  if (named) {
    const name = host && text.slice(host.span.start, host.span.end);
    if (!host || name === undefined || keywords.has(name) || !hostName.test(name)) return undefined;
    next = host.end;
  }
  const given = new Map<string, Span>();
  for (let count = 0; count < mostPairs; count++) {
    const word = tokenAt(text, next);
    const key = word && text.slice(word.span.start, word.span.end);
    if (!word || key === undefined || !keywords.has(key) || ["machine", "default", "macdef"].includes(key)) break;
    const value = tokenAt(text, word.end);
    if (!value) break;
    if (!given.has(key)) given.set(key, value.span);
    next = value.end;
  }
  return { given, host: host?.span };
}

/** True where nothing but blanks, or a quote, stands between `at` and the beginning of its line. */
function beginsLine(text: string, at: number): boolean {
  return /(?:^|\n)[ \t]{0,40}["']?$/u.test(text.slice(Math.max(0, at - 42), at));
}

export const netrcDetector: TextDetector = judged(
  netrcRules,
  [
    ...[" ", "\t", "\n", "\r\n"].map((blank) => `machine${blank}`),
    ...["default login", "default user", "default account", "default password"],
    ...["default\tlogin", "default\tpassword", "default\n", "default\r\n"],
  ],
  (text, at, context) => {
    const window = windowAt(text, at, 120, 800);
    if (isWordAt(window.text, window.at - 1)) return undefined;
    const isMachine = (text.bytes[at] ?? 0) === 109;
    const entry = entryAt(window.text, window.at + 7, isMachine);
    const value = entry?.given.get("password");
    if (!entry || !value) return undefined;
    const user = entry.given.get("login") ?? entry.given.get("user");
    // Whoever signs in as nobody gives an address, by custom.
    if (user && window.text.slice(user.start, user.end) === "anonymous") return undefined;
    // Elsewhere than in the file itself the words of an entry are words of any text.
    const isFile = netrcFile.test(text.path);
    if (!isFile && (!user || (!isMachine && !beginsLine(window.text, window.at)))) return undefined;
    const related: Part[] = [
      ...(entry.host ? [partIn(window, "host", entry.host)] : []),
      ...(user ? [partIn(window, "user", user)] : []),
    ].sort((a, b) => a.span.start - b.span.start);
    const sighting = sightingOf(
      window,
      {
        ruleId: "netrc/password",
        ...value,
        name: "password",
        nameKind: "password",
        syntax: "command",
        quoted: false,
        reason: "an entry of .netrc",
        related,
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  {
    begins: "word",
    reach: 800,
    where: { what: "look", look: "entry-of-host" },
  },
);
