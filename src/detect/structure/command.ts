import type { RuleInfo } from "../../model/rule.ts";
import { judged, type TextDetector } from "./text-detector.ts";
import { isWordByte, sightingOf, windowAt } from "./window.ts";

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

const argument = String.raw`(?:\\?"(?<double>[^"\n\\]{1,200})|\\?'(?<single>[^'\n\\]{1,200})|(?<bare>(?!-)[^\s"'|;&<>()\\]{1,200}))`;
const userPassword = String.raw`(?:\\?["'])?(?<user>[^\s:"'|;&<>$\\]{1,80})(?:\\?["'])?:(?:\\?"(?<double>[^\s"\\]{1,200})(?=\\?")|\\?'(?<single>[^\s'\\]{1,200})(?=\\?')|(?<bare>[^\s"'|;&<>()\\]{1,200}))`;
// The same in a list of arguments: `["mysql", "-u", "root", "-px"]`. What stands between the command and its option.
const listGap = String.raw`["'],\s{0,8}(?:["'][^"'\n]{0,80}["'],\s{0,8}){0,8}["']`;
const listed = String.raw`(?<bare>[^\s"'\\]{1,200})["']`;
const nextListed = String.raw`["'],\s{0,8}["']${listed}`;
// What stands between a command and its option, also on continued lines; it ends with a blank.
const gap = String.raw`\s(?:(?:[^\n|;\\]|\\[^\n]|\\\r?\n){0,200}?(?:\s|\\\r?\n))?`;

interface Command {
  readonly anchor: string;
  readonly pattern: RegExp;
}

// Of commands that stand in many texts, a sign that the pattern asks for.
const signs: Readonly<Record<string, string>> = { "echo ": "|", "docker login": "-p", "redis-cli ": "-a" };
// Of those that go on as others of their kind are called. Options of the other ones differ too much.
const families: Readonly<Record<string, string>> = {
  mongo: "-p",
  ldap: "-w",
  mosquitto_: "-P",
  ncftp: "-p",
  mysql: "",
  mariadb: "",
};

/** Options without case: names of commands are written `PSEXEC` on Windows. */
const anyCase = (anchor: string, source: string): Command => ({ anchor, pattern: new RegExp(source, "iuy") });
/** Options of one letter, where the other case means something else. */
const cased = (anchor: string, source: string): Command => ({ anchor, pattern: new RegExp(source, "uy") });

/** How each command takes its password, read from the anchor on. */
const commands: readonly Command[] = [
  cased("curl ", `curl${gap}(?:-u|--user|-U|--proxy-user)[ =]{0,2}${userPassword}`),
  ...["http -a ", "https -a "].map((anchor) => cased(anchor, String.raw`https?\s-a\s${userPassword}`)),
  cased("wget ", `wget${gap}--(?:http-|ftp-|proxy-)?password[ =]${argument}`),
  cased("sshpass ", String.raw`sshpass\s{1,4}(?:-(?:v|P\s{0,4}[^\s-]{1,40})\s{1,4}){0,3}-p\s{0,4}${argument}`),
  ...['"', "'"].flatMap((quote) => [
    cased(`curl${quote}`, `curl${listGap}(?:-u|--user)["'],\\s{0,8}["'](?<user>[^\\s:"'$\\\\]{1,80}):${listed}`),
    cased(`sshpass${quote}`, `sshpass${listGap}-p(?:${nextListed}|(?<single>[^\\s"'\\\\]{1,200})["'])`),
  ]),
  anyCase(
    "convertto-securestring",
    String.raw`convertto-securestring[ \t]{1,4}(?:-asplaintext[ \t]{1,4}|-force[ \t]{1,4}|-string[ \t]{1,4}){0,3}${argument}`,
  ),
  ...["docker login", "podman login", "oc login", "cf login", "az login", "registry login"].map((anchor) =>
    cased(anchor, `${anchor.replace(" ", String.raw`\s`)}${gap}-p[ =]{0,2}${argument}`),
  ),
  anyCase("psexec", String.raw`psexec(?:64)?(?:\.exe)?${gap}-p\s{1,4}${argument}`),
  cased("redis-cli ", String.raw`redis-cli${gap}-a\s{1,4}${argument}`),
  cased("requirepass ", String.raw`requirepass\s{1,4}${argument}`),
  // Lines of configuration files: of Mosquitto's bridges, of HAProxy.
  cased("remote_password ", String.raw`remote_password\s{1,4}${argument}`),
  cased("insecure-password ", String.raw`insecure-password\s{1,4}${argument}`),
  cased("stats auth ", String.raw`stats\sauth\s{1,4}${userPassword}`),
  cased("masterauth ", String.raw`masterauth\s{1,4}${argument}`),
  cased("mysql", String.raw`mysql(?:dump|admin|import|show|check)?${gap}(?:-p|password\s{1,4})${argument}`),
  cased("mysql", `mysql(?:dump|admin|import|show|check)?${listGap}-p${listed}`),
  cased("mariadb", `mariadb(?:-dump|-admin|-import)?${listGap}-p${listed}`),
  cased("mariadb", String.raw`mariadb(?:-dump|-admin|-import)?${gap}-p${argument}`),
  cased("mongo", String.raw`mongo(?:sh|dump|restore|import|export)?${gap}-p\s{1,4}${argument}`),
  cased("cqlsh ", String.raw`cqlsh${gap}-p\s{1,4}${argument}`),
  cased("sqlcmd ", String.raw`sqlcmd${gap}-P\s{0,4}${argument}`),
  cased("osql ", String.raw`osql${gap}-P\s{0,4}${argument}`),
  cased("bcp ", String.raw`bcp${gap}-P\s{0,4}${argument}`),
  cased(
    "sqlplus ",
    String.raw`sqlplus\s{1,4}(?:-\w{1,8}\s{1,4}){0,3}["']?[\w.$#-]{1,60}\/(?<bare>[^\s@"'/|;&<>()\\]{1,100})(?=@|["']?\s)`,
  ),
  cased("ldap", String.raw`ldap(?:search|add|modify|delete|passwd|whoami|compare)${gap}-w\s{0,4}${argument}`),
  cased("openssl ", String.raw`openssl\s{1,4}(?:enc|aes[\w-]{1,20}|des[\w-]{1,20})${gap}-k\s{1,4}${argument}`),
  cased(
    "openssl ",
    String.raw`openssl\s{1,4}passwd\s{1,4}(?:-salt\s{1,4}\S{1,40}\s{1,4}|-\w{1,12}\s{1,4}){0,4}(?!-)${argument}`,
  ),
  cased("ssh-keygen ", String.raw`ssh-keygen${gap}-[NP]\s{1,4}${argument}`),
  cased("zip ", String.raw`zip${gap}-P\s{0,4}${argument}`),
  cased("7z ", `7z${gap}-p${argument}`),
  cased("lftp ", String.raw`lftp${gap}-u\s{1,4}["']?[^\s,"']{1,80},(?<bare>[^\s"'|;&<>()\\]{1,200})`),
  cased("ncftp", String.raw`ncftp(?:get|put|ls)?${gap}-p\s{1,4}${argument}`),
  cased("mosquitto_", String.raw`mosquitto_(?:pub|sub|rr)${gap}-P\s{1,4}${argument}`),
  ...["unlock-keychain ", "create-keychain "].map((anchor) =>
    cased(anchor, String.raw`${anchor.trim()}${gap}-[pP]\s{1,4}${argument}`),
  ),
  cased(
    "rabbitmqctl ",
    String.raw`rabbitmqctl${gap}(?:add_user|change_password)\s{1,4}[^\s|;]{1,80}\s{1,4}${argument}`,
  ),
  cased(
    "htpasswd ",
    String.raw`htpasswd(?:[ \t]{1,4}-\w{1,8}){0,3}[ \t]{1,4}(?:-(?=\w{0,7}n)\w{0,4}b\w{0,4}|-\w{0,4}b\w{0,4}(?:[ \t]{1,4}-\w{1,8}){0,3}[ \t]{1,4}[^\s|;]{1,120})[ \t]{1,4}[\w.@-]{1,60}[ \t]{1,4}${argument}`,
  ),
  anyCase("net user ", String.raw`net\suser\s{1,4}[\w.-]{1,40}\s{1,4}(?!\/)${argument}`),
  anyCase(
    "net use ",
    String.raw`net\suse\s{1,4}(?:[\w*]:?\s{1,4})?\\{2,4}[^\s"']{1,160}\s{1,4}(?:\/user:\S{1,80}\s{1,4})?(?!\/)${argument}`,
  ),
  anyCase(
    "mapnetworkdrive",
    String.raw`mapnetworkdrive[ (]{1,2}"[^"\n]{1,20}",\s{0,4}"[^"\n]{1,160}",\s{0,4}(?:true|false)?,\s{0,4}"[^"\n]{1,80}",\s{0,4}"(?<double>[^"\n]{1,160})"`,
  ),
  anyCase("schtasks", String.raw`schtasks(?:\.exe)?${gap}\/rp\s{1,4}${argument}`),
  anyCase("xfreerdp", String.raw`xfreerdp${gap}\/p:${argument}`),
  cased("smbclient", String.raw`smbclient${gap}-U\s{0,3}(?:\\?["'])?[^\s%"']{1,60}%(?<bare>[^\s"'|;&<>()\\]{1,200})`),
  cased("db2 connect ", String.raw`db2\sconnect\sto\s\S{1,60}\suser\s\S{1,60}\susing\s${argument}`),
  // Piped into what reads a password.
  cased(
    "echo ",
    String.raw`echo\s{1,3}(?:-\w{1,3}\s{1,3})?${userPassword}["']?\s{0,3}\|\s{0,3}(?:sudo\s{1,3})?chpasswd`,
  ),
  cased(
    "echo ",
    String.raw`echo\s{1,3}(?:-\w{1,3}\s{1,3})?${argument}["']?\s{0,3}\|\s{0,3}(?:sudo\s{1,3}(?:-\w{1,8}\s{1,3}){0,3}?-\w{0,6}S|[^\n|]{1,120}?\s-{1,2}(?:password|passphrase|token)?-?(?:stdin|fd)\b)`,
  ),
];

/**
 * The patterns of all commands.
 * @public The test of their running time reads them, since they are no literals that the linter sees.
 */
export const commandPatterns: readonly RegExp[] = commands.map(({ pattern }) => pattern);

// PowerShell pipes the literal in: `"x" | ConvertTo-SecureString`.
const pipedLiteral = /(?<quote>["'])(?<value>[^"'\n]{1,200})\k<quote>\s{0,4}\|\s{0,4}$/u;

// Of `docker run -p 127.0.0.1:8080:80/tcp`, whose image or container is called as a command is.
const ports = /^(?:[\d.]{7,15}:)?\d{2,5}:\d{2,5}(?:\/(?:tcp|udp))?$/u;

interface Value {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Where the value of a match stands. */
function valueIn(text: string, match: RegExpExecArray): Value | undefined {
  const { double, single, bare, user = "" } = match.groups ?? {};
  const value = double ?? single ?? bare;
  // Whoever signs in as nobody gives an address, by custom.
  if (value === undefined || /^anonymous$/iu.test(user)) return undefined;
  if (bare !== undefined && ports.test(bare)) return undefined;
  const start = text.lastIndexOf(value, match.index + match[0].length - value.length);
  return { start, end: start + value.length, quoted: bare === undefined };
}

function readCommand(text: string, at: number): Value | undefined {
  const head = text.slice(at, at + 24).toLowerCase();
  for (const { anchor, pattern } of commands) {
    if (!head.startsWith(anchor)) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return valueIn(text, match);
  }
  if (!head.startsWith("convertto-")) return undefined;
  const lead = text.slice(Math.max(0, at - 220), at);
  const piped = pipedLiteral.exec(lead);
  const value = piped?.groups?.["value"];
  if (!piped || value === undefined) return undefined;
  const start = at - lead.length + piped.index + 1;
  return { start, end: start + value.length, quoted: true };
}

export const commandDetector: TextDetector = judged(
  commandRules,
  [...new Set(commands.map(({ anchor }) => anchor))],
  (text, at, context) => {
    if (isWordByte(text.bytes[at - 1]) && text.bytes.toString("latin1", at, at + 4) !== "zip ") return undefined;
    const window = windowAt(text, at, 240, 640);
    const value = readCommand(window.text, window.at);
    if (!value) return undefined;
    const sighting = sightingOf(
      window,
      {
        ruleId: "command/password",
        start: value.start,
        end: value.end,
        name: "password",
        nameKind: "password",
        syntax: "command",
        quoted: value.quoted,
        reason: "a password on a command line",
      },
      context,
    );
    return sighting && { ...sighting, sure: true };
  },
  {
    // `gzip `, `7zip ` and the like are called with the same options.
    begins: (anchor) => (anchor === "zip " ? "anywhere" : "word"),
    reach: 640,
    where: (anchor) => {
      const family = families[anchor];
      if (family !== undefined) return { what: "command", sign: family, within: 640 };
      const sign = signs[anchor];
      return sign === undefined ? undefined : { what: "sign", sign, within: 640 };
    },
  },
);
