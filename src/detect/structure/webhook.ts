import type { RuleInfo } from "../../model/rule.ts";
import type { Span } from "../../model/text.ts";
import { isJoinedWords } from "../judge/identifier.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, type Window, windowAt } from "./window.ts";

/** Addresses that take messages from whoever knows them: `https://host/hooks/x`. */
export const webhookRules: readonly RuleInfo[] = [
  {
    id: "url/webhook",
    title: "Webhook address",
    kind: "structural",
    severity: "medium",
    opens: "whatever the webhook starts or writes to, in the name of whoever set it up",
    rotate: "Make a new webhook and delete this one, then read its address from the vault.",
    cwe: [798],
    source: "https://developers.mattermost.com/integrate/webhooks/incoming/",
  },
];

const reachBefore = 200;
const reachAfter = 400;
const leastLength = 20;
const url = /https?:\/\/(?<host>[\w.-]{1,200})(?::\d{1,5})?\/[^\s"'<>`\\?#]{0,160}$/iu;
const path = /hooks?\/(?<path>[\w/-]{20,300})(?=[\s"'<>`\\?#,;)]|$)/iuy;
const drawn = /^(?=(?:\D*\d){2})(?=(?:[^A-Za-z]*[A-Za-z]){2})[\w-]{20,200}$/u;
// Those of a resource that an API is asked about.
const id = /^(?:[\da-f]{20,31}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/iu;
const sampleHost = /^(?:.{0,100}\.)?(?:example\.(?:com|org|net)|example|test|invalid)$|^(?:your|my)/iu;

/** The piece of the path behind `at` that nobody guesses. */
function drawnPiece({ text, at }: Window): Span | undefined {
  path.lastIndex = at;
  const found = path.exec(text)?.groups?.["path"];
  if (found === undefined) return undefined;
  let start = path.lastIndex - found.length;
  for (const piece of found.split("/")) {
    if (drawn.test(piece) && !id.test(piece) && !isJoinedWords(piece)) return { start, end: start + piece.length };
    start += piece.length + 1;
  }
  return undefined;
}

export const webhookDetector: TextDetector = judged(
  webhookRules,
  ["hook/", "hooks/"],
  (text, at, context) => {
    const window = windowAt(text, at, reachBefore, reachAfter);
    const match = url.exec(window.text.slice(0, window.at));
    if (!match || sampleHost.test(match.groups?.["host"] ?? "")) return undefined;
    const piece = drawnPiece(window);
    const sighting =
      piece &&
      sightingOf(
        window,
        {
          ruleId: "url/webhook",
          ...piece,
          name: "webhook",
          nameKind: "token",
          syntax: "url",
          quoted: true,
          reason: "the path of a webhook that nobody guesses",
        },
        context,
      );
    if (!sighting) return undefined;
    return { ...sighting, span: { start: window.from + match.index, end: window.from + path.lastIndex } };
  },
  { where: { what: "behind", least: leastLength, of: "09afgzAFGZ_/" }, reach: reachAfter },
);
