import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { partsOfMatch, sightingOf, windowAt } from "./window.ts";

/** Lines of PostgreSQL's password file: `host:port:database:user:x`. */
export const pgpassRules: readonly RuleInfo[] = [
  {
    id: "pgpass/password",
    title: "Password in .pgpass",
    kind: "structural",
    severity: "high",
    opens: "the PostgreSQL databases that the line names, as that user",
    rotate: "Change the user's password and hand the new one over by PGPASSWORD from the vault.",
    cwe: [798, 522],
    source: "https://www.postgresql.org/docs/current/libpq-pgpass.html",
  },
];

// Of PostgreSQL and a second server beside it, of pools in front of it (PgBouncer, Supavisor), of CockroachDB, and any.
const ports = [":5432:", ":5433:", ":6432:", ":6543:", ":26257:", ":*:"];
const file = /(?:^|\/)(?:\.pgpass|pgpass\.conf)$/u;
const line =
  /(?<host>(?:[^:\\\n#]|\\.){1,120}):(?:\*|\d{1,5}):(?:[^:\\\n]|\\.){1,80}:(?<user>(?:[^:\\\n]|\\.){1,80}):(?<value>(?:[^:\\\s]|\\.){1,160})/duy;

export const pgpassDetector: TextDetector = judged(pgpassRules, ports, (text, at, context) => {
  if (!file.test(text.path)) return undefined;
  const window = windowAt(text, at, 140, 600);
  line.lastIndex = window.text.lastIndexOf("\n", window.at) + 1;
  const match = line.exec(window.text);
  const value = match?.groups?.["value"];
  if (!match || value === undefined) return undefined;
  const end = match.index + match[0].length;
  const sighting = sightingOf(
    window,
    {
      ruleId: "pgpass/password",
      start: end - value.length,
      end,
      name: "password",
      nameKind: "password",
      syntax: "command",
      quoted: false,
      reason: "a line of .pgpass",
      related: partsOfMatch(window, match),
    },
    context,
  );
  return sighting && { ...sighting, sure: true };
});
