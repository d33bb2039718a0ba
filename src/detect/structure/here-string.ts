/** What a shell hands to a command that reads a password: `docker login --password-stdin <<< "x"`, `read -r PASSWORD <<< x`. */
import { type NameKind, secretName } from "../judge/names.ts";
import { commandRules } from "./command.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { sightingOf, windowAt } from "./window.ts";

// Commands in front that read one, or an option of theirs that says so.
const readsPassword =
  /--?(?:password|passphrase|token)-?stdin\b|(?:passw|secret|token|credential|login)[^\n|;&]{0,100}\s--?stdin\b|--with-token\b|--passphrase-fd\b|\bsudo\s(?:[^\n|;&]{0,40}\s)?-\w{0,6}S\b|\b(?:passwd|smbpasswd|kinit|cryptsetup\s{1,4}\w+|kpasswd|vncpasswd)\b[^\n|;&]{0,120}$/u;
const readsLogins = /\bchpasswd\b[^\n|;&]{0,40}$/u;
const readsVariable = /\bread\s{1,4}(?:-\w{1,4}\s{1,4}){0,4}(?:\w{1,40}\s{1,4}){0,3}?(?<name>\w{1,60})\s{0,4}$/u;
// The same behind: `cat <<< "x" | sudo -S ls`.
const piped = /^["']?\s{0,4}\|\s{0,4}(?<command>[^\n]{1,120})/u;
const given =
  /<<<\s{0,4}(?:"(?<double>[^"\n\\]{1,200})"|'(?<single>[^'\n]{1,200})'|(?<bare>[^\s"'|;&<>()\\]{1,200}))/uy;

/** What the command in front or behind makes of the value; nothing where it may be any text. */
function promised(before: string, after: string): { name: string; nameKind: NameKind; isLogin?: true } | undefined {
  const name = readsVariable.exec(before)?.groups?.["name"];
  const nameKind = name === undefined ? undefined : secretName(name);
  if (name !== undefined) return nameKind && { name, nameKind };
  const command = piped.exec(after)?.groups?.["command"] ?? before;
  if (readsLogins.test(command)) return { name: "password", nameKind: "password", isLogin: true };
  return readsPassword.test(command) ? { name: "password", nameKind: "password" } : undefined;
}

export const hereStringDetector: TextDetector = judged(
  commandRules,
  ["<<<"],
  (text, at, context) => {
    const window = windowAt(text, at, 240, 420);
    given.lastIndex = window.at;
    const match = given.exec(window.text);
    const { double, single, bare } = match?.groups ?? {};
    const value = double ?? single ?? bare;
    if (!match || value === undefined) return undefined;
    const lineStart = window.text.lastIndexOf("\n", window.at) + 1;
    const read = promised(window.text.slice(lineStart, window.at), window.text.slice(given.lastIndex));
    if (!read) return undefined;
    const colon = read.isLogin ? value.indexOf(":") + 1 : 0;
    if (read.isLogin && colon === 0) return undefined;
    const end = given.lastIndex - (bare === undefined ? 1 : 0);
    const sighting = sightingOf(
      window,
      {
        ruleId: "command/password",
        start: end - value.length + colon,
        end,
        name: read.name,
        nameKind: read.nameKind,
        syntax: "command",
        quoted: bare === undefined,
        reason: "a password on a command line",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  { reach: 420 },
);
