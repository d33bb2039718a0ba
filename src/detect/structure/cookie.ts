import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, sightingOf, windowAt } from "./window.ts";

/** Sessions in recorded cookies: `Cookie: theme=dark; sessionid=x`. Whoever has one is signed in until it ends. */
export const cookieRules: readonly RuleInfo[] = [
  {
    id: "cookie/session",
    title: "Session in a cookie",
    kind: "structural",
    severity: "medium",
    opens: "the account that was signed in, while the session lasts",
    rotate: "End the session on the server and leave cookies out of recordings.",
    cwe: [798, 539],
    source: "https://www.rfc-editor.org/rfc/rfc6265#section-4.2",
  },
];

// Of curl: `-b 'session=x'`.
const option = /curl(?:\s(?:[^\n|;\\]|\\\r?\n){0,200}?)?\s(?:-b|--cookie)[ \t=]{0,3}\\?["']?/uy;
const header =
  /(?:set-)?cookies?\\?["'\])]{0,3}\s{0,3}[:=,][ \t]{0,3}(?:\r?\n[ \t]{1,40}-[ \t]{1,3})?[[({]?\s{0,3}(?:"value":\s?)?\\?["'`]?/iuy;
const pair = /(?<name>[\w.-]{1,60})=(?<value>[^\s;,"'`\\]{1,800})(?:;\s{0,2})?/uy;
const session =
  /^(?:[\w.-]{0,40}[_.-])?(?:session|sess|sid|sessid|sessionid|session[_-]id|phpsessid|jsessionid|auth|jwt|login|remember_me)$|sessionid$|sessid$|^aspxauth$/iu;
const shortest = 16;
const mostPairs = 20;

export const cookieDetector: TextDetector = judged(
  cookieRules,
  ["cookie", "curl "],
  (text, at, context) => {
    const window = windowAt(text, at, 60, 1200);
    const isCommand = window.text.startsWith("curl", window.at);
    if (isCommand && isWordAt(window.text, window.at - 1)) return undefined;
    const lead = isCommand ? option : header;
    lead.lastIndex = window.at;
    if (!lead.test(window.text)) return undefined;
    let next = lead.lastIndex;
    for (let count = 0; count < mostPairs; count++) {
      pair.lastIndex = next;
      const match = pair.exec(window.text);
      const { name = "", value = "" } = match?.groups ?? {};
      if (!match) return undefined;
      next = pair.lastIndex;
      if (value.length < shortest || !/\d/u.test(value) || !session.test(name.replace(/^\./u, ""))) continue;
      const start = match.index + name.length + 1;
      return sightingOf(
        window,
        {
          ruleId: "cookie/session",
          start,
          end: start + value.length,
          name,
          nameKind: "token",
          syntax: "header",
          quoted: true,
          reason: "a session in a cookie",
        },
        context,
      );
    }
    return undefined;
  },
  {
    begins: (anchor) => (anchor === "cookie" ? "anywhere" : "word"),
    reach: 1200,
    where: (anchor) => (anchor === "cookie" ? { what: "look", look: "cookie" } : undefined),
  },
);
