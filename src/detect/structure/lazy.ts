/** Properties that Kotlin computes at their first use: `val password by lazy { "x" }`. */
import { genericRules } from "../generic/generic.ts";
import { secretName } from "../judge/names.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

const property = /\bva[lr]\s{1,4}(?<name>\w{1,60})\s{0,4}(?::\s{0,4}[\w.]{1,40}\??\s{1,4})?$/u;
const computed = /by\s{1,4}lazy\s{0,4}(?:\([^()\n]{0,60}\)\s{0,4})?\{\s{0,40}"(?<value>(?:[^"\\\n$]|\\.){3,300})"/uy;

export const lazyDetector: TextDetector = judged(
  genericRules,
  ["by lazy"],
  (source, at, context) => {
    const window = windowAt(source, at, 120, 440);
    computed.lastIndex = window.at;
    const value = computed.exec(window.text)?.groups?.["value"];
    const name = property.exec(window.text.slice(0, window.at))?.groups?.["name"];
    const nameKind = name === undefined ? undefined : secretName(name);
    if (value === undefined || name === undefined || !nameKind) return undefined;
    const end = computed.lastIndex - 1;
    return sightingOf(
      window,
      {
        ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
        start: end - value.length,
        end,
        name,
        nameKind,
        syntax: "equals",
        quoted: true,
      },
      context,
    );
  },
  { begins: "word", reach: 440 },
);
