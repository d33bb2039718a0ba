/** How commands take passwords whose option does not say so, as data: `curl -u name:x`, `sshpass -p x`. Another command is a line here. */

/** A value behind an option or name. */
export const argument: string = String.raw`(?:\\?"(?<double>[^"\n\\]{1,200})|\\?'(?<single>[^'\n\\]{1,200})|(?<bare>(?!-)[^\s"'|;&<>()\\]{1,200}))`;
/** The same of `user:password`. */
export const userPassword: string = String.raw`(?:\\?["'])?(?<user>[^\s:"'|;&<>$\\]{1,80})(?:\\?["'])?:(?:\\?"(?<double>[^\s"\\]{1,200})(?=\\?")|\\?'(?<single>[^\s'\\]{1,200})(?=\\?')|(?<bare>[^\s"'|;&<>()\\]{1,200}))`;
// A key in place of a user, with no password or one that says so.
const userKey = String.raw`(?:\\?["'])?(?<key>[\w.~-]{16,200}):(?:[xX]|unused|api_token|x-oauth-basic)?(?=\\?["']|\s|$)`;
// The same in a list of arguments: `["mysql", "-u", "root", "-px"]`. What stands between the command and its option.
const listGap = String.raw`["'],\s{0,8}(?:["'][^"'\n]{0,80}["'],\s{0,8}){0,8}["']`;
const listed = String.raw`(?<bare>[^\s"'\\]{1,200})["']`;
const nextListed = String.raw`["'],\s{0,8}["']${listed}`;
// What stands between a command and its option, also on continued lines; it ends with a blank.
const gap = String.raw`\s(?:(?:[^\n|;\\]|\\[^\n]|\\\r?\n){0,200}?(?:\s|\\\r?\n))?`;

// Part of a name that says what is stored under it.
const telling = "(?:[Pp]ass|PASS|[Pp]wd|[Ss]ecret|SECRET|[Tt]oken|TOKEN|[Kk]ey|KEY)";

// What is called or told so reads a password from its standard input.
const readers = ["sudo", "passwd", "kadmin", "adduser", "data-file=-", "-token", "stdin", "fd"];
// Part of a command whose standard input is a secret.
const readsSecret = String.raw`(?=[^\n|]{0,120}(?:passw|secret|token|credential|login))`;

/** A command by the literal that a search finds it by, and how it takes its password, read from there on. */
export interface Command {
  readonly anchor: string;
  readonly pattern: RegExp;
  /** One of these stands behind the anchor, where most commands called so have none: then the pattern is not even compiled. */
  readonly needs?: readonly string[];
}

/** Of commands that stand in many texts, a sign that the pattern asks for, by anchor. */
export const signs: Readonly<Record<string, string>> = {
  "docker login": "-p",
  "redis-cli ": "-a",
  "zip ": "-P",
  "password-file": "<(",
  "passphrase-file": "<(",
};
/** Those that print what another one reads. */
export const printing: readonly string[] = ["echo ", "printf "];
/** Of those that go on as others of their kind are called. Options of the other ones differ too much. */
export const families: Readonly<Record<string, string>> = {
  mongo: "-p",
  ldap: "-w",
  mosquitto_: "-P",
  ncftp: "-p",
  mysql: "-p",
  mariadb: "-p",
};

/** The pattern is made when it is first asked for: most commands stand in no text of a scan, and V8 reads each pattern that is made. */
const command = (anchor: string, source: string, flags: string, needs: readonly string[] = []): Command => {
  let pattern: RegExp | undefined;
  return {
    anchor,
    get pattern() {
      return (pattern ??= new RegExp(source, flags));
    },
    ...(needs.length > 0 && { needs }),
  };
};
/** Options without case: names of commands are written `PSEXEC` on Windows. */
const anyCase = (anchor: string, source: string): Command => command(anchor, source, "iuy");
/** Options of one letter, where the other case means something else. */
const cased = (anchor: string, source: string, ...needs: string[]): Command => command(anchor, source, "uy", needs);

/** Every command. */
export const commands: readonly Command[] = [
  cased("curl ", `curl${gap}(?:-[a-zA-Z]{0,8}u|--user)[ =]{0,2}${userKey}`),
  cased("curl ", `curl${gap}(?:-[a-zA-Z]{0,8}u|--user|-U|--proxy-user)[ =]{0,2}${userPassword}`),
  ...["http -a ", "https -a ", "xh -a ", "http --auth", "https --auth"].map((anchor) =>
    cased(anchor, String.raw`(?:https?|xh)\s(?:-a\s|--auth[= ])${userPassword}`),
  ),
  cased("wget ", `wget${gap}--(?:http-|ftp-|proxy-)?password[ =]${argument}`, "password"),
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
    cased(anchor, `${anchor.replace(" ", String.raw`\s`)}${gap}-p[ =]{0,2}${argument}`, "-p"),
  ),
  // Of those that take `-u name -p x`.
  ...["npm login", "npm adduser", "twine upload", "rabbitmqadmin ", "rdesktop "].map((anchor) =>
    cased(anchor, `${anchor.trim().replace(" ", String.raw`\s`)}${gap}-p[ =]{0,2}${argument}`),
  ),
  // Settings of npm by name: `npm config set //host/:_authToken x`.
  cased(
    "npm config set ",
    String.raw`npm\sconfig\sset\s{1,4}(?:-\S{1,20}\s{1,4}){0,2}["']?(?:\/\/[^\s"']{1,120}:)?_(?:auth|authToken|password)["']?[ =]{1,4}${argument}`,
  ),
  // Of servers of gems by their host.
  cased(
    "bundle config ",
    String.raw`bundle\sconfig\s{1,4}(?:set\s{1,4})?(?:--\w{1,12}\s{1,4}){0,3}(?:https?:\/\/)?[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}\/?\s{1,4}(?!["']?-)${userPassword}`,
  ),
  // What is stored under a name that says what it is.
  cased(
    "kv put ",
    String.raw`kv\sput\s{1,4}(?:-\S{1,40}\s{1,4}){0,3}[\w./-]{0,80}${telling}[\w.-]{0,20}\s{1,4}${argument}`,
  ),
  anyCase(
    "user-secrets set ",
    String.raw`user-secrets\sset\s{1,4}["']?[\w.:-]{0,80}${telling}[\w.:-]{0,20}["']?\s{1,4}${argument}`,
  ),
  cased(
    "put-parameter ",
    String.raw`put-parameter(?=(?:[^\n\\]|\\[^\n]|\\\r?\n){0,300}(?:SecureString|${telling}))${gap}--value[ =]${argument}`,
  ),
  cased(
    "pulumi config set ",
    String.raw`pulumi\sconfig\sset\s(?:[^\n|;]{0,80}\s)?--secret\s{1,4}[\w:.-]{1,80}\s{1,4}${argument}`,
  ),
  cased("rclone config create ", String.raw`rclone\sconfig\screate${gap}pass(?:word)?[ =]${argument}`),
  cased("etcdctl ", `etcdctl${gap}--user[ =]${userPassword}`),
  anyCase("setx ", String.raw`setx\s{1,4}(?:\/m\s{1,4})?\w{0,60}${telling}\w{0,20}\s{1,4}(?!%)${argument}`),
  // Of Azure Pipelines: a variable that a step sets.
  anyCase(
    "task.setvariable ",
    String.raw`task\.setvariable\s[^\]\n]{0,160}(?:issecret=true|variable=[\w.-]{0,60}${telling})[^\]\n]{0,160}\](?<bare>[^\s"'$]{4,300})`,
  ),
  cased("keyvault secret set ", String.raw`keyvault\ssecret\sset${gap}--value[ =]${argument}`),
  cased("gh secret set ", String.raw`gh\ssecret\sset${gap}(?:-b|--body)[ =]${argument}`),
  cased("vault login ", String.raw`vault\slogin\s{1,4}(?:-[^\s=]{1,30}\s{1,4}){0,3}(?<bare>[\w.]{20,200})(?![\w=])`),
  cased("mc alias set ", String.raw`mc\salias\sset\s{1,4}\S{1,60}\s{1,4}\S{1,120}\s{1,4}\S{1,80}\s{1,4}${argument}`),
  cased("netlify deploy ", String.raw`netlify\sdeploy${gap}--auth[ =]${argument}`),
  // Networks: wireless ones, and what their devices are told.
  cased(
    "wpa_passphrase ",
    String.raw`wpa_passphrase\s{1,4}(?:"[^"\n]{1,64}"|[^\s"'-]\S{0,63})\s{1,4}(?![<>])${argument}`,
  ),
  cased("nmcli ", String.raw`nmcli${gap}password\s{1,4}${argument}`),
  cased("cache_peer ", String.raw`cache_peer${gap}login=${userPassword}`),
  cased("smtp_sasl_password_maps", String.raw`smtp_sasl_password_maps\s{0,4}=\s{0,4}static:${userPassword}`),
  cased("isakmp key ", String.raw`isakmp\skey\s{1,4}(?:0\s{1,4})?${argument}\s{1,4}address`),
  ...["snmpwalk ", "snmpget "].map((anchor) =>
    cased(anchor, String.raw`${anchor.trim()}${gap}-[AX]\s{1,4}${argument}`),
  ),
  cased("ipmitool ", String.raw`ipmitool${gap}-P\s{1,4}${argument}`),
  anyCase(
    "acl setuser ",
    String.raw`acl\ssetuser\s{1,4}\S{1,60}\s(?:[^\n>]{0,80}\s)?>(?<bare>[^\s"'|;&<>()\\]{1,200})`,
  ),
  ...["useradd ", "usermod "].map((anchor) =>
    cased(anchor, String.raw`${anchor.trim()}${gap}-p\s{1,4}${argument}`, "-p"),
  ),
  anyCase("signtool", String.raw`signtool(?:\.exe)?${gap}\/p\s{1,4}${argument}`),
  anyCase("psexec", String.raw`psexec(?:64)?(?:\.exe)?${gap}-p\s{1,4}${argument}`),
  cased("redis-cli ", String.raw`redis-cli${gap}-a\s{1,4}${argument}`),
  cased('redis-cli"', `redis-cli${listGap}(?:-a|--pass)${nextListed}`),
  cased("requirepass ", String.raw`requirepass\s{1,4}${argument}`),
  // Lines of configuration files: of Mosquitto's bridges, of HAProxy.
  cased("remote_password ", String.raw`remote_password\s{1,4}${argument}`),
  cased("insecure-password ", String.raw`insecure-password\s{1,4}${argument}`),
  cased("stats auth ", String.raw`stats\sauth\s{1,4}${userPassword}`),
  cased("masterauth ", String.raw`masterauth\s{1,4}${argument}`),
  cased(
    "mysql",
    String.raw`mysql(?:dump|admin|import|show|check)?${gap}(?:-p|password\s{1,4})${argument}`,
    "-p",
    "password",
  ),
  cased("mysql", `mysql(?:dump|admin|import|show|check)?${listGap}-p${listed}`, "-p"),
  cased("mariadb", `mariadb(?:-dump|-admin|-import)?${listGap}-p${listed}`, "-p"),
  cased("mariadb", String.raw`mariadb(?:-dump|-admin|-import)?${gap}-p${argument}`, "-p"),
  cased("mongo", String.raw`mongo(?:sh|dump|restore|import|export)?${gap}-p\s{1,4}${argument}`, "-p"),
  cased("cqlsh ", String.raw`cqlsh${gap}-p\s{1,4}${argument}`),
  cased("sqlcmd ", String.raw`sqlcmd${gap}-P\s{0,4}${argument}`),
  cased("osql ", String.raw`osql${gap}-P\s{0,4}${argument}`),
  cased("bcp ", String.raw`bcp${gap}-P\s{0,4}${argument}`),
  ...["sqlplus ", "impdp ", "expdp ", "sqlldr "].map((anchor) =>
    cased(
      anchor,
      String.raw`${anchor.trim()}\s{1,4}(?:-\w{1,8}\s{1,4}){0,3}["']?[\w.$#-]{1,60}\/(?<bare>[^\s@"'/|;&<>()\\]{1,100})(?=@|["']?\s)`,
    ),
  ),
  cased("ldap", String.raw`ldap(?:search|add|modify|delete|passwd|whoami|compare)${gap}-w\s{0,4}${argument}`),
  cased("openssl ", String.raw`openssl\s{1,4}(?:enc|aes[\w-]{1,20}|des[\w-]{1,20})${gap}-k\s{1,4}${argument}`, "-k"),
  cased(
    "openssl ",
    String.raw`openssl\s{1,4}passwd\s{1,4}(?:-salt\s{1,4}\S{1,40}\s{1,4}|-\w{1,12}\s{1,4}){0,4}(?!-)${argument}`,
    "passwd",
  ),
  cased("ssh-keygen ", String.raw`ssh-keygen${gap}-[NP]\s{1,4}${argument}`, "-N", "-P"),
  cased("zip ", String.raw`zip${gap}-P\s{0,4}${argument}`, "-P"),
  ...["7z ", "unrar "].map((anchor) => cased(anchor, `${anchor.trim()}${gap}-p${argument}`)),
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
  ...["smbclient", "winexe ", "rpcclient "].map((anchor) =>
    cased(
      anchor,
      String.raw`${anchor.trim()}${gap}-U\s{0,3}(?:\\?["'])?[^\s%"']{1,60}%(?<bare>[^\s"'|;&<>()\\]{1,200})`,
    ),
  ),
  cased("smbclient", String.raw`smbclient\s{1,4}(?:\/\/|\\\\)[^\s"']{1,120}[ \t]{1,4}${argument}(?=["']?\s)`),
  // Without a password at the end of a line they ask for one.
  ...["add-generic-password ", "add-internet-password "].map((anchor) =>
    cased(anchor, String.raw`${anchor.trim()}${gap}-w[ \t]{1,4}${argument}`),
  ),
  cased("beeline ", String.raw`beeline${gap}-p[ \t]{1,4}${argument}`),
  cased(":pserver:", String.raw`:pserver:[\w.-]{1,60}:(?<bare>[^\s"'@/|;&<>()\\]{1,100})@`),
  // In place of a file: `--password-file=<(echo 'x')`.
  ...["password-file", "passphrase-file"].map((anchor) =>
    cased(
      anchor,
      String.raw`${anchor}[ =]<\((?:echo|printf)\s{1,3}(?:-\w{1,3}\s{1,3}|["']?%s["']?\s{1,3})?${argument}`,
    ),
  ),
  cased("db2 connect ", String.raw`db2\sconnect\sto\s\S{1,60}\suser\s\S{1,60}\susing\s${argument}`),
  // Piped into what reads a password: any text is given to `git hash-object --stdin`.
  ...printing.flatMap((anchor) => {
    const prints = String.raw`${anchor.trim()}\s{1,3}(?:-\w{1,3}\s{1,3}|["']?%s(?:\\n)?["']?\s{1,3})?`;
    return [
      cased(anchor, String.raw`${prints}${userPassword}["']?\s{0,3}\|\s{0,3}(?:sudo\s{1,3})?chpasswd`, "chpasswd"),
      // Which asks twice.
      cased(
        anchor,
        String.raw`${prints}["'][^\s"'\\]{1,100}\\n(?<double>[^\s"'\\]{1,100})(?:\\n)?["']\s{0,3}\|\s{0,3}(?:sudo\s{1,3})?(?:passwd|smbpasswd|kadmin|adduser)\b`,
        ...readers,
      ),
      cased(
        anchor,
        String.raw`${prints}${argument}["']?\s{0,3}\|\s{0,3}(?:sudo\s{1,3}(?:-\w{1,8}\s{1,3}){0,3}?-\w{0,6}S|gcloud\ssecrets\s[^\n|]{1,120}?--data-file=-|[^\n|]{1,120}?\s-{1,2}(?:with-token|(?:password|passphrase|token)-?(?:stdin|fd))\b|${readsSecret}[^\n|]{1,120}?\s-{1,2}stdin\b)`,
        ...readers,
      ),
    ];
  }),
];
