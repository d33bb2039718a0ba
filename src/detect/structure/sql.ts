import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

/** Passwords in SQL: `IDENTIFIED BY 'x'`, `WITH PASSWORD 'x'`, `PASSWORD('x')`. */
export const sqlRules: readonly RuleInfo[] = [
  {
    id: "sql/password",
    title: "Password of a database user",
    kind: "structural",
    severity: "high",
    opens: "the database, as the user that the statement creates or changes",
    rotate: "Change the user's password in the database and give it to the statement as a parameter.",
    cwe: [798, 259],
  },
];

const identified =
  /identified\s{1,4}(?:with\s{1,4}['"`]?\w{1,40}['"`]?\s{1,4})?(?:by|as)\s{1,4}(?:values\s{1,4}|password\s{1,4})?\\?(?<quote>['"`])(?<value>[^'"`\n\\]{1,200})\\?\k<quote>/iuy;
const password =
  /password\s{0,4}(?:\(\s{0,4}|=\s{0,4}password\s{0,4}\(\s{0,4}|\s)\\?(?<quote>['"])(?<value>[^'"\n\\]{1,200})\\?\k<quote>/iuy;
const statement = /\b(?:create|alter|set|grant|with|login|for|user|role|update|encrypted|valid)\b/iu;

export const sqlDetector: TextDetector = judged(
  sqlRules,
  ["identified ", "password ", "password("],
  (text, at, context) => {
    const window = windowAt(text, at, 200, 360);
    const pattern = window.text[window.at] === "i" || window.text[window.at] === "I" ? identified : password;
    pattern.lastIndex = window.at;
    const match = pattern.exec(window.text);
    const value = match?.groups?.["value"];
    if (!match || value === undefined) return undefined;
    const lineStart = window.text.lastIndexOf("\n", window.at - 1) + 1;
    if (pattern === password && !statement.test(window.text.slice(lineStart, window.at))) return undefined;
    const start = window.text.indexOf(value, window.at + match[0].lastIndexOf(value));
    const sighting = sightingOf(
      window,
      {
        ruleId: "sql/password",
        start,
        end: start + value.length,
        name: "password",
        nameKind: "password",
        syntax: "sql",
        quoted: true,
        reason: "a password in SQL",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
);
