import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, partsOfMatch, sightingOf, windowAt } from "./window.ts";

/** Lines of .netrc, which need no sign between name and value: `machine host login user password x`. */
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

const entry =
  /machine\s{1,8}(?<host>[\w.:-]{1,120})\s{1,8}(?:login|user)\s{1,8}(?<user>\S{1,120})\s{1,8}password\s{1,8}["']?(?<value>[^\s"']{1,300})/diuy;

export const netrcDetector: TextDetector = judged(
  netrcRules,
  ["machine "],
  (text, at, context) => {
    const window = windowAt(text, at, 120, 740);
    if (isWordAt(window.text, window.at - 1)) return undefined;
    entry.lastIndex = window.at;
    const match = entry.exec(window.text);
    const value = match?.groups?.["value"];
    if (!match || value === undefined) return undefined;
    const end = window.at + match[0].length;
    const sighting = sightingOf(
      window,
      {
        ruleId: "netrc/password",
        start: end - value.length,
        end,
        name: "password",
        nameKind: "password",
        syntax: "command",
        quoted: false,
        reason: "an entry of .netrc",
        related: partsOfMatch(window, match),
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  { begins: "word" },
);
