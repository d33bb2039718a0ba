/**
 * How lines of the configuration of routers, switches and firewalls give passwords and keys, as data: `enable password 7 x`,
 * `snmp-server community x RO`, `pre-shared-key ascii-text "x"`. Another one is a line here.
 */

/** A line by the literal that a search finds it by, and how the secret stands in it, read from there on. */
export interface DeviceLine {
  readonly anchor: string;
  /** `quoted`, `bare` or `second` hold a secret, `type` or `after` how the first of them is written. */
  readonly pattern: RegExp;
  /** Nothing but blanks, a prompt or a quote stands in front of it on its line. */
  readonly beginsLine: boolean;
  /** A community of SNMP, which is called as things are: a number behind a word makes it no password. */
  readonly isCommunity?: true;
  /** Two bytes that follow, where the anchor is a word of many texts. */
  readonly sign?: string;
}

const word = String.raw`(?:\\?["'](?<quoted>[^"'\n\\]{3,200})\\?["']|(?<bare>[^\s"'\x60;,<>()[\]{}|$=:\\][^\s"'\x60;<>[\]{}|\\]{2,200}(?<![,)])))`;
/** What stands behind the word of a password: how it is written, 0 for plain, and itself. */
const given = String.raw`(?:(?<type>\d) )?${word}`;
const end = String.raw`(?=[ \t]{0,20}(?:[;"'\x60,)\]]|\\n|\r?\n|$))`;

const make =
  (beginsLine: boolean) =>
  (anchor: string, source: string, sign?: string): DeviceLine => ({
    anchor,
    pattern: new RegExp(source, "diuy"),
    beginsLine,
    ...(sign !== undefined && { sign }),
  });
const line = make(true);
const community = (anchor: string, source: string): DeviceLine => ({ ...line(anchor, source), isCommunity: true });
const anywhere = make(false);

/** Behind a word the number of the type says that a password follows. */
const typed = (name: string): DeviceLine[] =>
  ["0", "7"].map((type) => anywhere(`${name} ${type} `, String.raw`${name} (?<type>${type}) ${word}`));

// Each line in one way alone: all blanks first, then the rest.
const blockOf = String.raw`[^\r\n]{0,80}(?:\r?\n[ \t]{1,8}(?![ \t]|key|password)[^\r\n]{0,120}){0,6}\r?\n[ \t]{1,8}`;

/** Every kind of line. */
export const deviceLines: readonly DeviceLine[] = [
  // Of Cisco IOS, NX-OS and ASA, and of those that took over their language: Arista, Aruba, Brocade, HP.
  ...["enable secret ", "enable password "].map((anchor) =>
    line(anchor, String.raw`enable (?:secret|password) (?:level \d{1,2} )?${given}${end}`),
  ),
  line(
    "username ",
    String.raw`username (?<user>[\w.@-]{1,60}) (?:(?:privilege|role) [\w-]{1,30} ){0,2}(?:password|secret) ${given}${end}`,
  ),
  ...["privilege 15 password ", "privilege 15 secret ", "privilege 1 password ", "privilege 1 secret "].map((anchor) =>
    anywhere(anchor, String.raw`privilege \d{1,2} (?:password|secret) ${given}${end}`),
  ),
  ...["password", "secret", "key", "key-string"].flatMap(typed),
  // Of access points; elsewhere it counts characters.
  ...["key ascii", "psk ascii"].flatMap(typed),
  community(
    "snmp-server community ",
    String.raw`snmp-server community ${word}(?= (?:r[ow]|view|group|operator|manager|(?:un)?restricted|ipv[46]|use-\S|\d)|${end})`,
  ),
  community(
    "snmp-server host ",
    String.raw`snmp-server host [\w.:]{1,60}(?: (?:vrf [\w-]{1,40}|traps?|informs?|version (?:1|2c)|community)){0,4} (?!vrf|version|traps?\b|informs?\b|community\b|udp-port|use-vrf|source-interface)${word}`,
  ),
  line(
    "snmp-server user ",
    String.raw`snmp-server user (?<user>\S{1,60})(?: [\w.-]{1,40}){0,4} auth (?:md5|sha\S{0,4}) ${word}(?: priv (?:des\S{0,3}|3des|aes(?:[ -]?\d{3})?) (?<second>[^\s"'\x60;<>[\]{}|\\]{3,200}(?<![,)])))?`,
  ),
  ...["tacacs-server ", "radius-server "].map((anchor) =>
    line(
      anchor,
      String.raw`(?:tacacs|radius)-server (?:host "?[\w.:-]{1,80}"? )?(?:(?!key|shared-key)[a-z-]{2,30} (?:[\w.:-]{1,60} )?){0,8}(?:shared-)?key (?:simple )?${given}${end}`,
    ),
  ),
  line("server-private ", String.raw`server-private [\w.:-]{1,80} (?:[a-z-]{2,30} \d{1,5} ){0,4}key ${given}${end}`),
  ...["radius server ", "tacacs server "].map((anchor) =>
    line(anchor, String.raw`(?:radius|tacacs) server ${blockOf}key ${given}${end}`),
  ),
  ...["line vty ", "line con 0", "line console 0", "line aux "].map((anchor) =>
    line(anchor, String.raw`line (?:vty|con(?:sole)?|aux) ${blockOf}password ${given}${end}`),
  ),
  anywhere("message-digest-key ", String.raw`message-digest-key \d{1,3} md5 ${given}${end}`),
  anywhere(
    "authentication-key ",
    String.raw`authentication-key (?:\d{1,5} (?:md5|sha\S{0,4}|hmac-\S{3,9}) )?${given}(?: (?<after>\d))?${end}`,
  ),
  anywhere("key-string ", String.raw`key-string ${given}${end}`),
  anywhere(
    "pre-shared-key ",
    String.raw`pre-shared-key (?:(?:local|remote|ascii-text|simple|key) |address \S{1,60} (?:[\d.]{7,15} )?key ){0,2}${given}${end}`,
  ),
  line("neighbor ", String.raw`neighbor [\w.:-]{1,60} password ${given}${end}`, "rd"),
  ...["vtp", "ip ftp", "ip http client"].map((of) => line(`${of} password `, `${of} password ${given}${end}`)),
  ...["manager", "operator"].map((role) =>
    line(`password ${role} `, String.raw`password ${role} (?:user-name "?(?<user>[\w.-]{1,40})"? )?plaintext ${word}`),
  ),
  // Of Huawei and H3C.
  community("snmp-agent community ", String.raw`snmp-agent community (?:read|write) (?!cipher)(?:simple )?${word}`),
  ...["password", "shared-key", "key"].map((of) => anywhere(`${of} simple `, `${of} simple ${word}${end}`)),
  // Of Juniper: what `$9$` hides.
  anywhere(
    "$9$",
    String.raw`(?<=(?:secret|password|passphrase|key|ascii-text|-value) \\?["']?)(?<bare>\$9\$[\w./-]{4,300})(?![\w$./-])`,
  ),
  anywhere("plain-text-password-value ", String.raw`plain-text-password-value ${word}`),
  // Of VyOS and EdgeOS.
  anywhere("plaintext-password ", String.raw`plaintext-password ${word}${end}`),
  anywhere("pre-shared-secret ", String.raw`pre-shared-secret ${word}${end}`),
  // Of Fortinet. The key of `ENC` is the same everywhere, unless one was set: https://www.fortiguard.com/psirt/FG-IR-19-007
  ...["password", "passwd", "pwd", "secret", "psksecret", "passphrase", "key"].map((of) =>
    anywhere(`${of} enc `, String.raw`(?<=set [\w-]{0,30})${of} ENC (?<bare>[\w+/]{16,500}={0,2})`),
  ),
  ...["psksecret", "passwd"].map((of) => line(`set ${of} `, `set ${of} (?!ENC )${word}${end}`)),
  // Of Debian's interfaces, and of OpenWrt.
  line("wpa-psk ", `wpa-psk ${word}${end}`),
  ...["key", "password"].map((of) => line(`option ${of} `, `option ${of} ${word}${end}`)),
];
