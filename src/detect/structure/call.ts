import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

/** Positional user and password: `new Credential("user", "x")`, `.auth("user", "x")`, `getConnection(url, "user", "x")`. */
export const callRules: readonly RuleInfo[] = [
  {
    id: "call/password",
    title: "Password given to a sign-in call",
    kind: "structural",
    severity: "high",
    opens: "the account that the call signs in with",
    rotate: "Change the password, then let the code read it from the vault or the environment.",
    cwe: [798, 259],
  },
];

const name =
  /(?:[\w.]{0,40}credentials?|basic_?auth\w{0,12}|getconnection|auth|authenticate|sign_?in|login|logon|passwordauthentication)\s?\(\s{0,40}/iuy;
const literals =
  /(?:[A-Za-z_][\w.()[\]]{0,60}\s{0,4},\s{0,40})?[bBrRuUfF@]?(?<first>["'`])(?<user>[^"'`\n]{0,160})\k<first>\s{0,4}(?:,|=>)\s{0,40}(?:[A-Za-z_][\w.]{0,20}\()?[bBrRuUfF@]?(?<second>["'`])(?<value>[^"'`\n]{1,160})\k<second>/uy;

export const callDetector: TextDetector = judged(
  callRules,
  [
    "credential",
    "basicauth",
    "basic_auth",
    "getconnection(",
    ".auth(",
    "auth=(",
    "authenticate(",
    "login(",
    "logon(",
    "passwordauthentication(",
  ],
  (text, at, context) => {
    const window = windowAt(text, at, 120, 480);
    const start = window.text[window.at] === "." ? window.at + 1 : window.at;
    let next = start;
    if (/^auth=\(/iu.test(window.text.slice(start, start + 6))) next += 6;
    else {
      name.lastIndex = start;
      if (!name.test(window.text)) return undefined;
      next = name.lastIndex;
    }
    literals.lastIndex = next;
    const match = literals.exec(window.text);
    const { value, user = "" } = match?.groups ?? {};
    if (!match || value === undefined || value === user) return undefined;
    const end = next + match[0].length - 1;
    const sighting = sightingOf(
      window,
      {
        ruleId: "call/password",
        start: end - value.length,
        end,
        name: "password",
        nameKind: "password",
        syntax: "sign-in",
        quoted: true,
        reason: "the second of user and password",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
);
