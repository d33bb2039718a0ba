import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

/** User and password in front of a host without a scheme: Go's `user:x@tcp(host)`, Oracle's `user/x@host:1521/service`. */
export const dsnRules: readonly RuleInfo[] = [
  {
    id: "connection-string/user-password",
    title: "Data source name with a password",
    kind: "structural",
    severity: "high",
    opens: "the database that the name points to, as that user",
    rotate: "Change that user's password in the database, then read the new one from the vault.",
    cwe: [798],
    source: "https://github.com/go-sql-driver/mysql#dsn-data-source-name",
  },
];

// Each read backwards from its anchor: what ends there.
const forms: readonly { readonly anchor: string; readonly pattern: RegExp }[] = [
  { anchor: "@tcp(", pattern: /(?<![\w/])(?<user>[\w.-]{1,60}):(?<value>[^\s"'`/:@]{1,160})$/u },
  { anchor: "@unix(", pattern: /(?<![\w/])(?<user>[\w.-]{1,60}):(?<value>[^\s"'`/:@]{1,160})$/u },
  {
    anchor: ":1521",
    pattern: /(?<![\w/])(?<user>[\w.-]{1,60})\/(?<value>[^\s"'`/:@]{1,100})(?<host>@(?:\/\/)?[\w.-]{1,100})$/u,
  },
];
const farthest = 300;

export const dsnDetector: TextDetector = judged(
  dsnRules,
  forms.map(({ anchor }) => anchor),
  (text, at, context) => {
    const window = windowAt(text, at, farthest, 100);
    const pattern = forms.find(({ anchor }) => window.text.startsWith(anchor, window.at))?.pattern;
    const lineStart = window.text.lastIndexOf("\n", window.at) + 1;
    const match = pattern?.exec(window.text.slice(lineStart, window.at));
    const { value, user = "", host = "" } = match?.groups ?? {};
    if (!match || value === undefined || /^[$%{]/u.test(value)) return undefined;
    const end = window.at - host.length;
    const userStart = window.from + lineStart + match.index;
    const sighting = sightingOf(
      window,
      {
        ruleId: "connection-string/user-password",
        start: end - value.length,
        end,
        name: "password",
        nameKind: "password",
        syntax: "url",
        quoted: true,
        reason: "user and password in a data source name",
        related: [{ role: "user", span: { start: userStart, end: userStart + user.length } }],
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
);
