import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordAt, sightingOf, windowAt } from "./window.ts";

/** Passwords on command lines whose option does not say so: `curl -u name:x`, `sshpass -p x`, `ConvertTo-SecureString 'x'`. */
export const commandRules: readonly RuleInfo[] = [
  {
    id: "command/password",
    title: "Password on a command line",
    kind: "structural",
    severity: "high",
    opens: "the account that the command signs in with",
    rotate:
      "Change the password, then hand the new one over by standard input, a file descriptor or an environment variable.",
    cwe: [798, 214],
  },
];

const argument = String.raw`(?:\\?"(?<double>[^"\n\\]{1,200})|\\?'(?<single>[^'\n\\]{1,200})|(?<bare>[^\s"'|;&<>()\\]{1,200}))`;
const userPassword = String.raw`(?:\\?["'])?(?<user>[^\s:"'|;&<>$\\]{1,80}):(?<bare>[^\s"'|;&<>()\\]{1,200})`;
const sticky = (source: string): RegExp => new RegExp(source, "iuy");

/** How each command takes its password, read from the command's name on. */
const commands: readonly { readonly anchor: string; readonly pattern: RegExp }[] = [
  {
    anchor: "curl ",
    pattern: sticky(String.raw`curl\s[^\n|;]{0,160}?\s(?:-u|--user|-U|--proxy-user)[ =]{0,2}${userPassword}`),
  },
  {
    anchor: "wget ",
    pattern: sticky(String.raw`wget\s[^\n|;]{0,160}?\s--(?:http-|ftp-|proxy-)?password[ =]${argument}`),
  },
  { anchor: "sshpass ", pattern: sticky(String.raw`sshpass\s{1,4}-p\s{0,4}${argument}`) },
  {
    anchor: "convertto-securestring",
    pattern: sticky(
      String.raw`convertto-securestring\s{1,4}(?:-asplaintext\s{1,4}|-force\s{1,4}|-string\s{1,4}){0,3}${argument}`,
    ),
  },
  { anchor: "docker login", pattern: sticky(String.raw`docker\slogin\s[^\n|;]{0,120}?-p[ =]{0,2}${argument}`) },
  { anchor: "psexec", pattern: sticky(String.raw`psexec(?:64)?(?:\.exe)?\s[^\n|;]{0,120}?\s-p\s{1,4}${argument}`) },
  { anchor: "redis-cli ", pattern: sticky(String.raw`redis-cli\s[^\n|;]{0,80}?-a\s{1,4}${argument}`) },
  { anchor: "mysql", pattern: sticky(String.raw`mysql(?:dump|admin)?\s[^\n|;]{0,120}?\s-p${argument}`) },
  {
    anchor: "htpasswd ",
    pattern: sticky(String.raw`htpasswd\s{1,4}-\w{0,4}b\w{0,4}\s[^\n|;]{0,80}?\s\w{1,40}\s${argument}`),
  },
  { anchor: "net user ", pattern: sticky(String.raw`net\suser\s{1,4}[\w.-]{1,40}\s{1,4}(?!\/)${argument}`) },
  {
    anchor: "smbclient",
    pattern: sticky(
      String.raw`smbclient\s[^\n|;]{0,120}?-U\s{0,3}(?:\\?["'])?[^\s%"']{1,60}%(?<bare>[^\s"'|;&<>()\\]{1,200})`,
    ),
  },
];

export const commandDetector: TextDetector = judged(
  commandRules,
  commands.map(({ anchor }) => anchor),
  (text, at, context) => {
    const window = windowAt(text, at, 120, 440);
    if (isWordAt(window.text, window.at - 1)) return undefined;
    const head = window.text.slice(window.at, window.at + 24).toLowerCase();
    const pattern = commands.find(({ anchor }) => head.startsWith(anchor))?.pattern;
    if (!pattern) return undefined;
    pattern.lastIndex = window.at;
    const match = pattern.exec(window.text);
    const { double, single, bare } = match?.groups ?? {};
    const value = double ?? single ?? bare;
    if (!match || value === undefined) return undefined;
    const end = window.at + match[0].length;
    const sighting = sightingOf(
      window,
      {
        ruleId: "command/password",
        start: end - value.length,
        end,
        name: "password",
        nameKind: "password",
        syntax: "command",
        quoted: bare === undefined,
        reason: "a password on a command line",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  "word",
);
