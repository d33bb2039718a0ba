/** Tokens that say what they are: words of a product, and between underscores or hyphens that they are for use or that they are secret. */
import { genericRules } from "../generic/generic.ts";
import { bodyOf } from "../generic/prefixed.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, sightingOf, windowAt } from "./window.ts";

const longestPrefix = 40;
const longestBody = 200;
const leastBody = 24;
const prefix = /(?<![\w/.$@+-])[a-z][a-z\d]{0,14}(?:[_-][a-z\d]{1,14}){0,2}$/iu;
// What anybody may see, or is for tests.
const open = /^(?:pk|pub|public|publishable)[_-]|[_-](?:pk|pub|public|publishable|test|sandbox|demo)[_-]/iu;
const marked = new RegExp(`^[_-][a-z]+[_-][\\da-z]{${String(leastBody)}}[\\w-]*`, "iu");
const hex = /^[\da-f]+$/u;

const marks = ["live", "secret", "sk", "pat"];

const byMarks = judged(
  genericRules,
  marks.flatMap((mark) => [`_${mark}_`, `-${mark}-`]),
  (text, at, context) => {
    const window = windowAt(text, at, longestPrefix, longestBody + 16);
    const lead = prefix.exec(window.text.slice(0, window.at))?.[0];
    const rest = marked.exec(window.text.slice(window.at))?.[0];
    if (lead === undefined || rest === undefined) return undefined;
    const value = `${lead}${rest}`;
    const body = bodyOf(value);
    if (body === undefined || body.length < leastBody || open.test(value)) return undefined;
    // Letters of one case and digits may as well be a digest of something that is named so.
    if (hex.test(body) && body.length < 32) return undefined;
    const start = window.at - lead.length;
    const end = start + value.length;
    if (isWordAt(window.text, end) || /^[.(/@]/u.test(window.text.slice(end, end + 1))) return undefined;
    const sighting = sightingOf(
      window,
      {
        ruleId: "generic/secret",
        start,
        end,
        name: "token",
        nameKind: "token",
        syntax: "equals",
        quoted: true,
        reason: "a token that says what it is for",
      },
      context,
    );
    return sighting && { ...sighting, evidence: { ...sighting.evidence, value: body } };
  },
  { where: { what: "behind", least: leastBody, of: "09afgzAFGZ" }, reach: longestBody + 16 },
);

/** Nothing says whose such a token is, or that it is given to anything: it is never surer than medium. */
export const liveDetector: TextDetector = {
  ...byMarks,
  confirm(text, at, context) {
    const candidate = byMarks.confirm(text, at, context);
    return candidate?.confidence === "high" ? { ...candidate, confidence: "medium" } : candidate;
  },
};
