/** Credentials that Bundler keeps for a server of gems under its host: `BUNDLE_GEMS__EXAMPLE__COM: "user:x"`, also as a variable. */
import { genericRules } from "../generic/generic.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, partIn, sightingOf, windowAt } from "./window.ts";

// Two underscores stand for a dot. Under other names are flags of builds and paths: https://bundler.io/man/bundle-config.1.html
const setting =
  /BUNDLE_(?!BUILD__|LOCAL__|MIRROR__)[A-Z\d]{1,60}(?:_{2,3}[A-Z\d]{1,60}){0,5}__[A-Z]{2,12}["']?(?:[ \t]{0,4}[:=][ \t]{0,4}|[ \t])\\?["']?(?<user>[^\s:"'@/$\\-][^\s:"'@/$\\]{0,199})(?::(?<password>[^\s:"'@/$\\]{1,200}))?(?=\\?["']|\s|$)/duy;
// What stands in place of a password where the user is a token.
const noPassword = /^(?:x-oauth-basic|x)$/u;

export const bundlerDetector: TextDetector = judged(
  genericRules,
  [],
  (source, at, context) => {
    const window = windowAt(source, at, 80, 800);
    if (isWordAt(window.text, window.at - 1)) return undefined;
    setting.lastIndex = window.at;
    const match = setting.exec(window.text);
    const user = match?.indices?.groups?.["user"];
    if (!match || !user) return undefined;
    const { password } = match.groups ?? {};
    const isToken = password === undefined || noPassword.test(password);
    const end = isToken ? user[1] : user[1] + 1 + password.length;
    const start = isToken ? user[0] : user[1] + 1;
    const sighting = sightingOf(
      window,
      {
        ruleId: isToken ? "generic/secret" : "generic/password",
        start,
        end,
        name: isToken ? "token" : "password",
        nameKind: isToken ? "token" : "password",
        syntax: "colon",
        quoted: true,
        reason: "credentials of a server of gems",
        related: isToken ? [] : [partIn(window, "user", { start: user[0], end: user[1] })],
      },
      context,
    );
    return sighting && { ...sighting, sure: !isToken };
  },
  { cased: ["BUNDLE_"], where: { what: "sign", sign: "__", within: 64 }, reach: 800 },
);
