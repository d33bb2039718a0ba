/** Elements of XML that have attributes and a secret for their content: `<wsse:Password Type="x">y</wsse:Password>`. */
import { genericRules } from "../generic/generic.ts";
import { secretName } from "../judge/names.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

const element =
  /(?<name>[A-Za-z][\w.-]{0,60})(?:\s{1,20}[\w:.-]{1,40}\s?=\s?(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')){1,6}\s{0,4}>\s{0,40}(?:<!\[CDATA\[)?(?<value>[^\s<>\]]{3,300})(?:\]\]>)?\s{0,40}<\/(?:[\w-]{1,40}:)?\k<name>>/uy;
const names = ["password", "passwd", "passphrase", "secret", "token", "apikey"];

export const xmlElementDetector: TextDetector = judged(
  genericRules,
  names.flatMap((name) => [`<${name} `, `:${name} `]),
  (source, at, context) => {
    const window = windowAt(source, at, 60, 900);
    const lead = window.text.slice(0, window.at + 1);
    if (!/<(?:[\w-]{1,40}:)?$/u.test(lead)) return undefined;
    element.lastIndex = window.at + 1;
    const match = element.exec(window.text);
    const { name, value } = match?.groups ?? {};
    const nameKind = name === undefined ? undefined : secretName(name);
    if (!match || name === undefined || value === undefined || !nameKind) return undefined;
    const start = match.index + match[0].lastIndexOf(value);
    return sightingOf(
      window,
      {
        ruleId: nameKind === "password" ? "generic/password" : "generic/secret",
        start,
        end: start + value.length,
        name,
        nameKind,
        syntax: "element",
        quoted: true,
      },
      context,
    );
  },
  { reach: 900, where: { what: "sign", sign: "=", within: 60 } },
);
